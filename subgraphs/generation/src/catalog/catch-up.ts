import type { Logger } from '@skillwright/service';
import { retryUntilAborted } from '@skillwright/service/timing';
import pLimit from 'p-limit';
import type { SkillLibrary, SkillVersion } from './skill-library.js';
import type { TemplateCatalog } from './template-catalog.js';

const concurrency = 4;

export interface CatchUpParts {
  readonly catalog: TemplateCatalog;
  readonly library: SkillLibrary;
  readonly logger: Logger;
}

/** Takes in every skill's newest version that is missing, and removes what the library does not have any more. */
export async function catchUp({ catalog, library }: CatchUpParts, signal?: AbortSignal): Promise<void> {
  // Those that come while the pages are read are the business of their events.
  const before = catalog.index.skillIds();
  const seen = new Set<string>();
  let after: string | undefined;
  do {
    const page = await library.listVersions(after);
    for (const { id } of page.skills) seen.add(id);
    await takeInAll(catalog, page.skills, signal);
    after = page.next;
  } while (after !== undefined);

  for (const id of before.filter((known) => !seen.has(known))) {
    signal?.throwIfAborted();
    // A list that changes while it is read may skip an entry: only the skill itself tells that it is gone.
    if (!(await library.findNewest({ id }))) await catalog.remove(id);
  }
}

/** Takes in the skills created last: what was posted a moment ago need not wait for its event. */
export async function takeInLatest({ catalog, library }: Pick<CatchUpParts, 'catalog' | 'library'>): Promise<void> {
  const { skills } = await library.listVersions();
  await takeInAll(catalog, skills);
}

async function takeInAll(
  catalog: TemplateCatalog,
  skills: readonly SkillVersion[],
  signal?: AbortSignal,
): Promise<void> {
  const limit = pLimit(concurrency);
  const takeIn = ({ id, version }: SkillVersion) => {
    signal?.throwIfAborted();
    return catalog.takeIn(id, version);
  };
  await Promise.all(skills.map((skill) => limit(() => takeIn(skill))));
}

/** The catch-up that a start begins in the background, tried until it succeeds. */
export class BackgroundCatchUp {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private outcome: { readonly done: boolean; readonly reason?: string } = { done: false };

  constructor(private readonly parts: CatchUpParts) {}

  /** Whether it has succeeded; while it has not, why the last try failed. */
  get state(): { readonly done: boolean; readonly reason?: string } {
    return this.outcome;
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
    const { logger } = this.parts;
    const done = await retryUntilAborted(() => catchUp(this.parts, signal), {
      signal,
      onFailure: (error) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.outcome = { done: false, reason };
        logger.warn({ reason }, 'the catalogue cannot catch up yet; trying again');
      },
    });
    if (!done) return;
    this.outcome = { done: true };
    logger.info({ templates: this.parts.catalog.index.count() }, 'the catalogue is level with the library');
  }
}
