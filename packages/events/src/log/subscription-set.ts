import { eventErrors } from '../errors.js';
import type { Subscription } from './event-transport.js';

/** The subscriptions of a transport, those that are being opened included; closing the set stops all of them. */
export class SubscriptionSet {
  readonly #running = new Set<Subscription>();
  readonly #opening = new Set<Promise<unknown>>();
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Opens a subscription and keeps it until it has stopped. Throws TRANSPORT_CLOSED when the set is closed, before or
   * during the opening.
   */
  add<Running extends Subscription>(open: () => Promise<Running>): Promise<Running> {
    const opening = this.#track(open);
    this.#opening.add(opening);
    const forget = () => this.#opening.delete(opening);
    opening.then(forget, forget);
    return opening;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#opening);
    await Promise.all([...this.#running].map((subscription) => subscription.stop()));
  }

  async #track<Running extends Subscription>(open: () => Promise<Running>): Promise<Running> {
    if (this.#closed) throw eventErrors.TRANSPORT_CLOSED();
    const subscription = await open();
    if (this.#closed) {
      await subscription.stop();
      throw eventErrors.TRANSPORT_CLOSED();
    }
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
}
