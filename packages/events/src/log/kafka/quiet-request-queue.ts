import { createRequire } from 'node:module';

/** The queue of requests to one broker in kafkajs, as far as it is used here. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  /** In milliseconds since the epoch; -1 where the broker throttles nothing. */
  readonly throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

const recheckMs = 10;

/**
 * Corrects a fault of kafkajs 2.2.4, which is pinned for this reason: each connection checks its queue every
 * millisecond, even when it is empty, by a timer with a negative duration, about which newer versions of Node warn. An
 * empty queue needs no check, because adding a request triggers one.
 */
export function quietRequestQueue(): void {
  const require = createRequire(import.meta.url);
  const { prototype } = require('kafkajs/src/network/requestQueue/index.js') as { prototype: RequestQueue };
  prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests() {
    if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
    const throttledMs = this.throttledUntil - Date.now();
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null;
        this.checkPendingRequests();
      },
      throttledMs > 0 ? throttledMs : recheckMs,
    );
  };
}
