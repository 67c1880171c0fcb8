import { messageOf, runAs, servicePrincipal, type Logger, type PartStatus } from '@skillwright/service';
import { retryUntilAborted } from '@skillwright/service/timing';
import { reconcileCatalog, type ReconcileParts } from './reconcile-catalog.js';

/** A library that takes longer is continued by the next attempt. */
const attemptTimeoutMs = 600_000;

export interface ReconcilerParts extends ReconcileParts {
  readonly logger: Logger;
}

/** Reconciles the catalogue with the library in the background, and tries again until it has succeeded once. */
export class CatalogReconciler {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private outcome: { readonly done: boolean; readonly reason?: string } = { done: false };

  constructor(private readonly parts: ReconcilerParts) {}

  /** Returns `up` after a success, before that `down` with the reason of the last failure. */
  status(): PartStatus {
    const { done, reason } = this.outcome;
    const templates = this.parts.catalog.index.count();
    return { status: done ? 'up' : 'down', templates, ...(reason === undefined ? {} : { reason }) };
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const { catalog, logger } = this.parts;
    const principal = servicePrincipal('generation');
    const reconcile = () =>
      runAs({ principal, timeoutMs: attemptTimeoutMs, signal }, (caller) => reconcileCatalog(this.parts, caller));
    const done = await retryUntilAborted(reconcile, {
      signal,
      onFailure: (error) => {
        const reason = messageOf(error);
        this.outcome = { done: false, reason };
        logger.warn({ reason }, 'the catalogue cannot be reconciled with the library yet; trying again');
      },
    });
    if (!done) return;
    this.outcome = { done: true };
    logger.info({ templates: catalog.index.count() }, 'the catalogue has the newest version of every skill');
  }
}
