import type { Logger } from '../logging/logger.js';

/** One thing that is started and stopped. */
export interface LifecycleStep {
  readonly name: string;
  start?(): Promise<void> | void;
  stop?(): Promise<void> | void;
  /** How long `stop` may take before the next step is stopped regardless; 10 seconds by default. */
  readonly stopTimeoutMs?: number;
}

/** Starts steps in the order in which they were added, and stops the started ones in reverse. */
export class Lifecycle {
  private readonly steps: LifecycleStep[] = [];
  private readonly started: LifecycleStep[] = [];
  private stopping: Promise<void> | undefined;

  constructor(private readonly logger: Logger) {}

  add(step: LifecycleStep): this {
    this.steps.push(step);
    return this;
  }

  /** Throws what the first failing step threw, after the steps before it have been stopped again. */
  async start(): Promise<void> {
    for (const step of this.steps) {
      try {
        await step.start?.();
      } catch (error) {
        await this.stop();
        throw error;
      }
      this.started.push(step);
    }
  }

  /** Never throws; a step that fails or is late is logged and left behind. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    for (const step of this.started.splice(0).reverse()) {
      await this.stopOne(step);
    }
  }

  private async stopOne(step: LifecycleStep): Promise<void> {
    const timeoutMs = step.stopTimeoutMs ?? 10_000;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), timeoutMs);
    });
    try {
      const outcome = await Promise.race([Promise.resolve(step.stop?.()), late]);
      if (outcome === 'late') this.logger.warn({ step: step.name, timeoutMs }, 'a part did not stop in time');
    } catch (error) {
      this.logger.error({ err: error, step: step.name }, 'a part failed to stop');
    } finally {
      clearTimeout(timer);
    }
  }
}
