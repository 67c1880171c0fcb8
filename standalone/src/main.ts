import { runProcess } from './run-process.js';
import { startStandalone } from './start-standalone.js';

// `npm start`: everything in this process.
await runProcess(startStandalone);
