import { Session, type Profiler } from 'node:inspector';

let session: Session | undefined;

/** Returns the session that counts in this process, and resets its counts. */
function counting(): Session {
  if (!session) {
    session = new Session();
    session.connect();
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }
  take(session);
  return session;
}

function take(from: Session): readonly Profiler.ScriptCoverage[] {
  let taken: readonly Profiler.ScriptCoverage[] = [];
  from.post('Profiler.takePreciseCoverage', (error, { result }) => {
    if (error) throw error;
    taken = result;
  });
  return taken;
}

/**
 * Counts the work of a synchronous function: how often V8 enters its functions and blocks, and those of the libraries
 * that it calls. The count does not depend on the machine. Work inside V8's own functions is not counted.
 */
export function countSteps(work: () => unknown): number {
  const from = counting();
  work();
  let steps = 0;
  for (const { functions } of take(from)) {
    for (const { ranges } of functions) for (const { count } of ranges) steps += count;
  }
  return steps;
}

/** Returns how much more work an input of four times the size is: 4 for linear work, 16 for quadratic work. */
export function growthOf(work: (size: number) => unknown, size: number): number {
  const small = countSteps(() => work(size));
  return countSteps(() => work(4 * size)) / Math.max(small, 1);
}
