import { runChild } from './run-child.js';

describe('running a child inside the sandbox', () => {
  it('reports a child that could not be started as one that did not end cleanly, and lives on', async () => {
    const { execPath } = process;
    process.execPath = '/nowhere/node';
    try {
      const end = await runChild({ args: [], env: {}, input: 'x'.repeat(1_000_000), timeoutMs: 60_000 });
      expect(end).toMatchObject({ isClean: false, records: '', printed: '' });
      expect(end.ending).toMatch(/^It ended at its start \(spawn .*ENOENT\)$/);
    } finally {
      process.execPath = execPath;
    }
  });
});
