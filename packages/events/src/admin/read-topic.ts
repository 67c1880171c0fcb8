import type { StoredRecord } from '../log/event-record.js';
import type { EventTransport } from '../log/event-transport.js';

/** Calls back with every record that a topic holds now, partition by partition in order, and ends. */
export async function readTopic(
  transport: EventTransport,
  topic: string,
  onRecord: (record: StoredRecord) => void,
): Promise<void> {
  const held = await transport.admin.offsets(topic);
  const left = new Map(
    held.filter(({ earliest, next }) => next > earliest).map(({ partition, next }) => [partition, next]),
  );
  if (left.size === 0) return;
  let finish: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const finished = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  const reader = await transport.read({
    from: { [topic]: Object.fromEntries(held.map(({ partition, earliest }) => [partition, earliest])) },
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
