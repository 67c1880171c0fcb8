import { createMetrics } from '@skillwright/service';
import { Counter } from 'prom-client';
import { createDatabaseGauge } from './create-database-gauge.js';

async function scrape(read: () => Promise<number>): Promise<string> {
  const registry = createMetrics({ service: 'test' });
  new Counter({ name: 'other', help: 'Another metric.', registers: [registry] }).inc();
  createDatabaseGauge(registry, { name: 'things', help: 'Things in the database.', read });
  return registry.metrics();
}

describe('a database gauge', () => {
  it('shows the value of the database', async () => {
    expect(await scrape(async () => 7)).toMatch(/^things\{service="test"\} 7$/m);
  });

  it.each<[string, () => Promise<number>]>([
    ['cannot be read', () => Promise.reject(new Error('away'))],
    ['is not read in time', () => new Promise(() => undefined)],
  ])('that %s is left out, and no other metric', async (_name, read) => {
    const text = await scrape(read);
    expect(text).toMatch(/^other\{service="test"\} 1$/m);
    expect(text).not.toMatch(/^things\{/m);
  });

  it('is also left out after it had a value', async () => {
    const registry = createMetrics({ service: 'test' });
    const answers = [Promise.resolve(3), Promise.reject(new Error('away'))];
    answers[1]?.catch(() => undefined);
    createDatabaseGauge(registry, { name: 'things', help: 'h', read: () => answers.shift() as Promise<number> });
    expect(await registry.metrics()).toMatch(/^things\{/m);
    expect(await registry.metrics()).not.toMatch(/^things\{/m);
  });
});
