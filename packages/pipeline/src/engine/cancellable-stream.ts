/** A stream that can be ended while its next item is awaited. */
export interface CancellableStream<Item> extends AsyncGenerator<Item, void, undefined> {
  [Symbol.asyncIterator](): CancellableStream<Item>;
}

/**
 * Makes a generator end at once. By itself it would first await its next item: `cancel` must make that wait end.
 * `cancel` is called even if the generator has not begun.
 */
export function cancellable<Item>(
  items: AsyncGenerator<Item, void, undefined>,
  cancel: () => void,
): CancellableStream<Item> {
  const stream: CancellableStream<Item> = {
    next: () => items.next(),
    return: () => {
      cancel();
      return items.return();
    },
    throw: (error) => {
      cancel();
      return items.throw(error);
    },
    [Symbol.asyncIterator]: () => stream,
    [Symbol.asyncDispose]: async () => {
      await stream.return();
    },
  };
  return stream;
}
