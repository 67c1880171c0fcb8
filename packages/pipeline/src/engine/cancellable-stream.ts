/** A stream that can be ended while its next item is being waited for. */
export interface CancellableStream<Item> extends AsyncGenerator<Item, void, undefined> {
  [Symbol.asyncIterator](): CancellableStream<Item>;
}

/**
 * Ends a generator at once: by itself it would wait for the item that it awaits before it ends. `cancel` makes that item
 * come to nothing; it is called even if the generator was never begun.
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
