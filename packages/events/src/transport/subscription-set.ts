import type { Subscription } from './event-transport.js';

/** The running subscriptions of a transport, so that closing it ends them all. */
export class SubscriptionSet {
  readonly #running = new Set<Subscription>();
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  /** The subscription as it is handed out: forgotten here once it has stopped. */
  add<Running extends Subscription>(subscription: Running): Running {
    const tracked: Running = {
      ...subscription,
      stop: async () => {
        await subscription.stop();
        this.#running.delete(tracked);
      },
    };
    this.#running.add(tracked);
    return tracked;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#running].map((subscription) => subscription.stop()));
  }
}
