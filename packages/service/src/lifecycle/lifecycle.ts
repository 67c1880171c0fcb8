import type { Logger } from '../logging/logger.js';

/** A part that a {@link Lifecycle} starts and stops. */
export interface LifecycleStep {
  readonly name: string;
  start?(): Promise<void> | void;
  stop?(): Promise<void> | void;
  /** The time that `stop` may take, in milliseconds. After that the next step is stopped anyway. 10,000 by default. */
  readonly stopTimeoutMs?: number;
}

/** Starts steps in the order in which they were added, and stops the started ones in reverse order. */
export class Lifecycle {
  private readonly steps: LifecycleStep[] = [];
  private readonly started: LifecycleStep[] = [];
  private stopping: Promise<void> | undefined;

  constructor(private readonly logger: Logger) {}

  add(step: LifecycleStep): this {
    this.steps.push(step);
    return this;
  }

  /** Starts every step. If a step fails, stops the steps before it and throws its error. */
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

  /** Stops the started steps. Never rejects: a step that fails or is late is logged and skipped. */
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
