import { Lifecycle, type Logger } from '@skillwright/service/start-up';

/** A started thing that has to be stopped: a lock, a server, a service. */
export interface Part {
  stop(): Promise<void>;
  /** Kills the processes of the part at once. A part without processes does not have it. */
  kill?(): void;
}

const stopTimeoutMs = 45_000;

/** Collects the parts of a start, so that they can be stopped in reverse order at any point of the start. */
export class StartedParts {
  private readonly parts: { name: string; part: Part }[] = [];

  constructor(private readonly logger: Logger) {}

  add<T extends Part>(name: string, part: T): T {
    this.parts.push({ name, part });
    return part;
  }

  /** Stops all parts, the last one first. Never throws: a part that does not stop within 45 s is logged and skipped. */
  async stop(): Promise<void> {
    const lifecycle = new Lifecycle(this.logger);
    for (const { name, part } of this.parts) {
      lifecycle.add({ name, stop: () => part.stop(), stopTimeoutMs });
    }
    await lifecycle.start();
    await lifecycle.stop();
  }

  /** Kills the processes of all parts at once. */
  kill(): void {
    for (const { part } of this.parts) part.kill?.();
  }
}
