import { eventErrors } from '@skillwright/events';
import type { EventTransport } from '@skillwright/events/log';

/**
 * A transport whose broker is still coming up: calls wait for `opening`, and fail with it. Questions to the broker
 * (`admin`) fail at once with BROKER_UNAVAILABLE until then.
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
