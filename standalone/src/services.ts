import { startServices } from './processes/start-services.js';
import { runProcess } from './run-process.js';

// `npm run start:services`: the same services as four processes, as in production.
await runProcess(startServices);
