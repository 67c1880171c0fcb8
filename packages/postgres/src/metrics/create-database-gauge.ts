import { within } from '@skillwright/service/timing';
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
      const value = await within(readMs, read(), undefined).catch(() => undefined);
      if (value === undefined) this.remove();
      else this.set(value);
    },
  });
}
