import { readOrEmpty } from './read-or-empty.js';

const pageBytes = 4096;
const intervalMs = 50;

/** Asks every 50 ms whether a run is over its memory, and calls `onExceeded` once if it is. Returns a function that ends the watch. */
export function watchMemory(isExceeded: () => boolean, onExceeded: () => void): () => void {
  const timer = setInterval(() => {
    if (!isExceeded()) return;
    clearInterval(timer);
    onExceeded();
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** The private memory of a process and its descendants, in bytes: the measure where no control group can be made. */
export function ownBytesOfTree(processId: number): number {
  return descendantsOf(processId).reduce((sum, id) => sum + ownBytesOf(id), 0);
}

function descendantsOf(processId: number): number[] {
  const found = [processId];
  // Grows while it is walked through.
  for (const id of found) found.push(...childrenOf(id));
  return found;
}

function childrenOf(processId: number): number[] {
  const text = readOrEmpty(`/proc/${processId}/task/${processId}/children`);
  return text.split(' ').filter(Boolean).map(Number);
}

function ownBytesOf(processId: number): number {
  const [, resident = '0', shared = '0'] = readOrEmpty(`/proc/${processId}/statm`).split(' ');
  return (Number(resident) - Number(shared)) * pageBytes;
}
