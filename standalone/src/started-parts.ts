import { Lifecycle, type Logger } from '@skillwright/service/start-up';

/** Something that runs and has to be stopped. */
export interface Part {
  stop(): Promise<void>;
  /** Ends processes of the part at once; a part without any needs none. */
  kill?(): void;
}

const stopTimeoutMs = 45_000;

/** Everything that was started so far, so that it can be stopped in reverse, at whatever point the start has come to. */
export class StartedParts {
  private readonly parts: { name: string; part: Part }[] = [];

  constructor(private readonly logger: Logger) {}

  add<T extends Part>(name: string, part: T): T {
    this.parts.push({ name, part });
    return part;
  }

  /** Never throws: a part that does not stop, or not in time, is logged and left behind. */
  async stop(): Promise<void> {
    const lifecycle = new Lifecycle(this.logger);
    for (const { name, part } of this.parts) {
      lifecycle.add({ name, stop: () => part.stop(), stopTimeoutMs });
    }
    await lifecycle.start();
    await lifecycle.stop();
  }

  /** Ends all processes at once. */
  kill(): void {
    for (const { part } of this.parts) part.kill?.();
  }
}
