import { createRequire } from 'node:module';

/** What is used here of kafkajs' queue of requests to one broker. */
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
 * Corrects a fault of kafkajs 2.2.4 (which is pinned for it): each connection checks its queue every millisecond
 * forever, even an empty one, by a timer whose negative duration newer Nodes warn about. An empty queue needs no
 * check: what is put into it asks for one.
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
