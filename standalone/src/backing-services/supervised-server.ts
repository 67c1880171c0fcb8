import { GrowingPause, pause } from '@skillwright/service/timing';

/** A server of a backing service, in a process of its own. */
export interface Server {
  /** The address for clients. */
  readonly address: string;
  isRunning(): Promise<boolean>;
  stop(): Promise<void>;
  /** Kills it at once. */
  kill(): void;
}

export interface SupervisedServerOptions {
  readonly name: string;
  /** Starts it again on its data, at its old address if that is still free. */
  readonly restart: () => Promise<Server>;
  /** Called with messages for a person. */
  readonly onEvent: (text: string) => void;
  /** The pause between two checks, in milliseconds; 1,000 by default. */
  readonly checkMs?: number;
}

/** Starts a server again when it has ended by itself. Its clients connect again; committed data is not lost. */
export class SupervisedServer {
  private readonly stopping = new AbortController();
  private readonly supervising: Promise<void>;

  constructor(
    private server: Server,
    private readonly options: SupervisedServerOptions,
  ) {
    this.supervising = this.supervise();
  }

  /** Stops the server, also one that is being started again at the moment. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.supervising;
    await this.server.stop();
  }

  kill(): void {
    this.stopping.abort();
    this.server.kill();
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
      if (await this.server.isRunning()) continue;
      if (signal.aborted) return;
      onEvent(`${name}: ended unexpectedly; starting it again`);
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
    const { address } = this.server;
    this.server = await restart();
    if (this.server.address === address) return onEvent(`${name}: running again`);
    // Clients keep the old address until Skillwright as a whole is started again.
    onEvent(`${name}: another program uses ${address} now. Stop Skillwright and start it again`);
  }
}
