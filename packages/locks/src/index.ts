export { isAlive, isPidInUse, runsWith } from './processes.js';
export { describeHolder, type Holder } from './holder.js';
export { takeLock, waitForLock, type Lock, type LockOptions, type WaitOptions } from './lock.js';
