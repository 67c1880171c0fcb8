import type { Logger } from '@skillwright/service';
import { testPostgres, waitFor } from '@skillwright/testing';
import { createPool } from './create-pool.js';
import { databaseLimits } from './database-limits.js';

it('a pool ends an unused connection before its silence looks like a failure', async () => {
  const database = await (await testPostgres()).createDatabase('empty');
  const warnings: unknown[] = [];
  const logger = { warn: (details: unknown) => warnings.push(details) } as unknown as Logger;
  const limits = { ...databaseLimits, statementMs: 100, silenceMs: 200 };
  const pool = createPool({ name: 'test', databaseUrl: database.url, connections: 1, limits, logger });
  await pool.query('SELECT 1');
  await waitFor(() => pool.totalCount === 0);
  expect(warnings).toEqual([]);
  await pool.end();
  await database.dispose();
});
