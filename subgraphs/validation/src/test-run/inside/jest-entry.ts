import { run } from 'jest';
import { jestConfiguration } from './jest-configuration.js';
import { job, setUp } from './set-up.js';

// A test process of Jest, with a configuration of ours: TypeScript and ES modules just work.
setUp();
await run([
  // As text: for a file, Jest would look for another configuration in the project too.
  ...['--config', JSON.stringify(jestConfiguration), '--testLocationInResults'],
  ...['--runInBand', '--ci', '--watchman=false', '--passWithNoTests', '--runTestsByPath'],
  ...job.paths,
]);
