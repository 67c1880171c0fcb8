import { Gauge, type Registry } from 'prom-client';

export interface DatabaseGaugeOptions {
  readonly name: string;
  readonly help: string;
  /** Reads the value from the database. */
  read(): Promise<number>;
}

const readMs = 1_000;

/**
 * Adds a gauge whose value is read from a database at each scrape. If it cannot be read within a second, the gauge is
 * left out, so that a database that is away hides no other metric and delays no scrape.
 */
export function createDatabaseGauge(registry: Registry, { name, help, read }: DatabaseGaugeOptions): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      const value = await readWithin(readMs, read());
      if (value === undefined) this.remove();
      else this.set(value);
    },
  });
}

/** Returns undefined if `work` fails or takes longer than `ms`. */
async function readWithin<Result>(ms: number, work: Promise<Result>): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
