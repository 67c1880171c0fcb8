import { GrowingPause, pause } from '@skillwright/service/timing';

/** A server that was started for us: a process of its own. */
export interface Engine {
  /** Where clients reach it. */
  readonly address: string;
  isRunning(): Promise<boolean>;
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

export interface SupervisedEngineOptions {
  readonly name: string;
  /** Starts it again on its data, at its address where that is still free. */
  readonly restart: () => Promise<Engine>;
  /** Told what a person should know. */
  readonly onEvent: (text: string) => void;
  readonly checkMs?: number;
}

/** An engine that is started again when it ends by itself: those who use it connect again, and nothing committed is lost. */
export class SupervisedEngine {
  private readonly stopping = new AbortController();
  private readonly supervising: Promise<void>;

  constructor(
    private engine: Engine,
    private readonly options: SupervisedEngineOptions,
  ) {
    this.supervising = this.supervise();
  }

  /** Stops the engine, and one that is just being started again. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.supervising;
    await this.engine.stop();
  }

  kill(): void {
    this.stopping.abort();
    this.engine.kill();
  }

  private async supervise(): Promise<void> {
    const { name, onEvent, checkMs = 1_000 } = this.options;
    const { signal } = this.stopping;
    const pauses = new GrowingPause({ firstMs: checkMs * 2, longestMs: 15_000, jitter: 0 });
    let pauseMs = checkMs;
    for (;;) {
      await pause(pauseMs, signal);
      pauseMs = checkMs;
      if (signal.aborted) return;
      if (await this.engine.isRunning()) continue;
      if (signal.aborted) return;
      onEvent(`${name}: it has ended by itself; starting it again`);
      try {
        await this.startAgain();
        pauses.reset();
      } catch (error) {
        pauseMs = pauses.next();
        onEvent(`${name}: ${(error as Error).message} Trying again in ${pauseMs / 1000} s`);
      }
    }
  }

  private async startAgain(): Promise<void> {
    const { name, restart, onEvent } = this.options;
    const { address } = this.engine;
    this.engine = await restart();
    if (this.engine.address === address) return onEvent(`${name}: it runs again`);
    // Its users have the old address: only a start as a whole gives them another.
    onEvent(`${name}: something else uses ${address} now. Stop Skillwright and start it anew`);
  }
}
