export { isAlive, isPidInUse, runsWith } from './processes.js';
export { endProcess, sendSignal, type EndStep } from './end-process.js';
export { describeHolder, type Holder } from './holder.js';
export { takeLock, waitForLock, type Lock, type LockOptions, type WaitOptions } from './lock.js';
