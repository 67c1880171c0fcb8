import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll, root } from './test-plan.js';

// `npm start` builds what has changed. It prints nothing, so that the report of the start is the first thing to read.
if (!existsSync(join(root, 'standalone/dist'))) console.log('Building Skillwright for the first time.');
process.exitCode = buildAll() ? 0 : 1;
