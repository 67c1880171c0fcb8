import { enableCompileCache } from './compile-cache.js';

// `npm start`: everything in this process. Read after the cache is on: code that is imported above is compiled before.
enableCompileCache();
const [{ runProcess }, { startStandalone }] = await Promise.all([
  import('./run-process.js'),
  import('./start-standalone.js'),
]);
await runProcess(startStandalone);
