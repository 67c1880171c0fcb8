/** Returns the result of `work`, or `late` once `ms` milliseconds have passed. Rejects as `work` does. */
export async function within<Result, Late>(ms: number, work: Promise<Result>, late: Late): Promise<Result | Late> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<Late>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  return Promise.race([work, timeUp]).finally(() => clearTimeout(timer));
}
