import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';

// Runs Jest over the workspace in the working folder. Arguments are passed on to Jest.
const config = new URL('jest.config.js', import.meta.url).pathname;
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
// A run that crashes must not leave the counts of an earlier run.
rmSync('test-results', { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    jest,
    '--config',
    config,
    '--rootDir',
    process.cwd(),
    '--passWithNoTests',
    '--maxWorkers=1',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
