import { coreErrors } from '../errors/core-errors.js';
import type { Logger } from '../logging/logger.js';

/** A part that a {@link Lifecycle} starts and stops. */
export interface LifecycleStep {
  readonly name: string;
  start?(): Promise<void> | void;
  /** Also called when `start` has failed, because it may have begun something. */
  stop?(): Promise<void> | void;
  /** The time that `stop` may take, in milliseconds. After that the next step is stopped anyway. 10,000 by default. */
  readonly stopTimeoutMs?: number;
}

const defaultStopTimeoutMs = 10_000;

/** Starts steps in the order in which they were added, and stops those that have begun in reverse order. */
export class Lifecycle {
  private readonly steps: LifecycleStep[] = [];
  private readonly begun: LifecycleStep[] = [];
  private starting: Promise<void> = Promise.resolve();
  private stopping: Promise<void> | undefined;

  constructor(private readonly logger: Logger) {}

  add(step: LifecycleStep): this {
    this.steps.push(step);
    return this;
  }

  /**
   * Starts every step. If a step fails, stops that step and the ones before it and throws its error. Throws
   * SHUTTING_DOWN when `stop` is called before the last step has started.
   */
  async start(): Promise<void> {
    this.starting = this.startAll();
    try {
      await this.starting;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /**
   * Stops the steps that have begun, after the one that is starting. Never rejects: a step that fails or is late is
   * logged and skipped.
   */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async startAll(): Promise<void> {
    for (const step of this.steps) {
      this.refuseIfStopping();
      this.begun.push(step);
      await step.start?.();
    }
    this.refuseIfStopping();
  }

  private refuseIfStopping(): void {
    if (this.stopping) throw coreErrors.SHUTTING_DOWN();
  }

  private async stopAll(): Promise<void> {
    const last = this.begun.at(-1);
    // The failure of a start is thrown by `start`.
    if (last)
      await this.inTime(
        last,
        this.starting.catch(() => undefined),
        'start',
      );
    for (const step of this.begun.splice(0).reverse()) await this.stopOne(step);
  }

  private async stopOne(step: LifecycleStep): Promise<void> {
    try {
      await this.inTime(step, Promise.resolve(step.stop?.()), 'stop');
    } catch (error) {
      this.logger.error({ err: error, step: step.name }, 'a part failed to stop');
    }
  }

  /** Waits for a start or a stop, and no longer than a step may take to stop. */
  private async inTime(step: LifecycleStep, work: Promise<void>, what: 'start' | 'stop'): Promise<void> {
    const timeoutMs = step.stopTimeoutMs ?? defaultStopTimeoutMs;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), timeoutMs);
    });
    try {
      const outcome = await Promise.race([work, late]);
      if (outcome === 'late') this.logger.warn({ step: step.name, timeoutMs }, `a part did not ${what} in time`);
    } finally {
      clearTimeout(timer);
    }
  }
}
