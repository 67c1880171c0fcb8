import type { StoredRecord } from '../log/event-record.js';
import type { EventTransport } from '../log/event-transport.js';

/** Calls `onRecord` with every record that a topic has now, in order per partition. Resolves after the last. */
export async function readTopic(
  transport: EventTransport,
  topic: string,
  onRecord: (record: StoredRecord) => void,
): Promise<void> {
  const bounds = await transport.admin.offsets(topic);
  const left = new Map(
    bounds.filter(({ earliest, next }) => next > earliest).map(({ partition, next }) => [partition, next]),
  );
  if (left.size === 0) return;
  let finish: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const finished = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  const reader = await transport.read({
    from: { [topic]: Object.fromEntries(bounds.map(({ partition, earliest }) => [partition, earliest])) },
    onRecord: (record) => {
      const end = left.get(record.partition);
      if (end === undefined || record.offset >= end) return;
      onRecord(record);
      if (record.offset < end - 1) return;
      left.delete(record.partition);
      if (left.size === 0) finish();
    },
    onError: fail,
  });
  await finished.finally(() => reader.stop());
}
