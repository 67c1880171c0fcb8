/** Work that goes on at the same time within one whole. */
export interface Together {
  /** Aborts with the whole, or as soon as one of its works has failed. */
  readonly signal: AbortSignal;
  /** Makes a running work part of the whole; returns it. */
  add<Result>(work: Promise<Result>): Promise<Result>;
}

/**
 * Runs `whole` and all works that it adds. Resolves with its result once all have ended; when one fails, the others are told
 * to abort, and the first failure is thrown once they have ended: nothing of it goes on behind the caller's back.
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
  // A work may add others before it ends.
  for (const work of works) await work;
  if (failure) throw failure.error;
  return result;
}
