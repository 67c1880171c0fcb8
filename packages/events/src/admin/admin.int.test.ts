import { createMetrics } from '@skillwright/service';
import { temporaryFolder, waitFor, type TemporaryFolder } from '@skillwright/testing';
import { nameOf, skillCreated } from '../../test/events.js';
import { sampleTopics } from '../../test/sample-topics.js';
import { silentLogger } from '../../test/silent-logger.js';
import { startConsumer } from '../consumer/consumer.js';
import { EmbeddedEventLog } from '../log/embedded/embedded-event-log.js';
import { toRecord } from '../event/cloud-event.js';
import { findDeadLetters, replayDeadLetter } from './dead-letters.js';
import { describeTopics } from './topic-states.js';

const topic = 'skill.created';
const { signal } = new AbortController();

describe("an operator's view", () => {
  let folder: TemporaryFolder;
  let transport: EmbeddedEventLog;
  beforeEach(async () => {
    folder = await temporaryFolder();
    transport = new EmbeddedEventLog({
      folder: folder.path,
      logger: silentLogger(),
      topics: { names: sampleTopics.namesWithDeadLetters },
    });
  });
  afterEach(async () => {
    await transport.close();
    await folder.dispose();
  });

  it('shows each topic with its records and the lag of the groups that read it', async () => {
    const seen: string[] = [];
    let finish: () => void = () => undefined;
    const work = new Promise<void>((resolve) => (finish = resolve));
    const consumer = await transport.consume({
      group: 'slow',
      topics: [topic],
      onRecord: (record) => {
        seen.push(nameOf(record));
        return seen.length === 1 ? Promise.resolve() : work;
      },
    });
    await transport.publish([skillCreated('a'), skillCreated('b'), skillCreated('c')].map(toRecord));
    await waitFor(() => seen.length === 2);
    const states = await describeTopics(transport, ['slow']);
    expect(states.find((state) => state.topic === topic)).toEqual({
      topic,
      partitions: 1,
      records: 3,
      lag: { slow: 2 },
    });
    expect(states).toHaveLength(6);
    finish();
    await consumer.stop();
  });

  it('shows dead letters with their reasons, and puts one back', async () => {
    let broken = true;
    const handled: string[] = [];
    const consumer = startConsumer({
      topics: sampleTopics,
      transport,
      group: 'mailer',
      handlers: {
        [topic]: (event) => {
          if (broken) return Promise.reject(new Error('no such template'));
          handled.push(event.data.name);
          return Promise.resolve();
        },
      },
      logger: silentLogger(),
      metrics: createMetrics({ service: 'test' }),
      retry: { attempts: 1 },
    });
    const event = skillCreated('unlucky', 'the-key');
    await transport.publish([toRecord(event)]);
    const letters = await waitFor(async () => {
      const found = await findDeadLetters(transport, { topic, signal });
      return found.length > 0 ? found : undefined;
    });
    expect(letters).toMatchObject([
      {
        partition: 0,
        offset: 0,
        key: 'the-key',
        eventId: event.id,
        group: 'mailer',
        code: 'INTERNAL',
        message: 'no such template',
      },
    ]);
    broken = false;
    await replayDeadLetter(transport, { topic, partition: 0, offset: 0 }, signal);
    await waitFor(() => handled.length === 1);
    expect(handled).toEqual(['unlucky']);
    await consumer.stop();
  });

  it('refuses to replay a dead letter that does not exist', async () => {
    const replay = replayDeadLetter(transport, { topic, partition: 0, offset: 5 }, signal);
    await expect(replay).rejects.toMatchObject({ code: 'DEAD_LETTER_NOT_FOUND' });
  });
});
