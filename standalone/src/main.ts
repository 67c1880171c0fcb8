import { enableCompileCache } from './compile-cache.js';

// `npm start`: all services in this process. The imports are dynamic, since a static import is compiled before the
// cache is on.
enableCompileCache();
const [{ runProcess }, { startStandalone }] = await Promise.all([
  import('./run-process.js'),
  import('./start-standalone.js'),
]);
await runProcess(startStandalone);
