import { enableCompileCache } from './compile-cache.js';

// `npm run start:services`: the services as four processes, as in production.
enableCompileCache();
const [{ runProcess }, { startServices }] = await Promise.all([
  import('./run-process.js'),
  import('./processes/start-services.js'),
]);
await runProcess(startServices);
