/** A group of works that run at the same time. */
export interface Together {
  /** Aborts with the caller's signal, or as soon as one of the works has failed. */
  readonly signal: AbortSignal;
  /** Adds a running work to the group and returns it. */
  add<Result>(work: Promise<Result>): Promise<Result>;
}

/**
 * Runs `whole` and all works that it adds. Resolves with its result once all works have ended. When one fails, the
 * others are aborted, and the first failure is thrown once all have ended, so that no work outlives the call.
 */
export async function runTogether<Result>(
  signal: AbortSignal,
  whole: (together: Together) => Promise<Result>,
): Promise<Result> {
  const failing = new AbortController();
  const works: Promise<void>[] = [];
  let failure: { readonly error: unknown } | undefined;
  const add = <T>(work: Promise<T>) => {
    const ended = work.then(
      () => undefined,
      (error: unknown) => {
        failure ??= { error };
        failing.abort(error);
      },
    );
    works.push(ended);
    return work;
  };

  const result = add(whole({ signal: AbortSignal.any([signal, failing.signal]), add }));
  // The array can grow during the loop: a work may add others before it ends.
  for (const work of works) await work;
  if (failure) throw failure.error;
  return result;
}
