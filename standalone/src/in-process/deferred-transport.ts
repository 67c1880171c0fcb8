import { eventErrors } from '@skillwright/events';
import type { EventTransport } from '@skillwright/events/log';

/**
 * Returns a transport for a broker that is still starting. Calls wait for `opening` and reject when it rejects. Calls
 * of `admin` reject at once with BROKER_UNAVAILABLE until `opening` has resolved.
 */
export function deferTransport(
  opening: Promise<EventTransport>,
  { retentionMs }: { retentionMs: number },
): EventTransport {
  let open: EventTransport | undefined;
  opening.then(
    (transport) => (open = transport),
    () => undefined,
  );
  const admin = () => {
    if (open) return Promise.resolve(open.admin);
    return Promise.reject(eventErrors.BROKER_UNAVAILABLE({ brokers: 'this machine', reason: 'it is starting' }));
  };
  return {
    get mode() {
      return open?.mode ?? 'broker';
    },
    get brokers() {
      return open?.brokers ?? [];
    },
    retentionMs,
    publish: async (records) => (await opening).publish(records),
    consume: async (options) => (await opening).consume(options),
    read: async (options) => (await opening).read(options),
    admin: {
      ping: async () => (await admin()).ping(),
      ensureTopics: async (names) => (await admin()).ensureTopics(names),
      listTopics: async () => (await admin()).listTopics(),
      offsets: async (topic) => (await admin()).offsets(topic),
      lag: async (group, topics) => (await admin()).lag(group, topics),
    },
    close: () =>
      opening.then(
        (transport) => transport.close(),
        () => undefined,
      ),
  };
}
