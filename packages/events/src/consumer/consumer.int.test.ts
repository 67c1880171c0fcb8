import { createMetrics, isId, type Caller } from '@skillwright/service';
import { temporaryFolder, waitFor, type TemporaryFolder } from '@skillwright/testing';
import type { Registry } from 'prom-client';
import { nameOf, skillCreated } from '../../test/events.js';
import { sampleTopics } from '../../test/sample-topics.js';
import { silentLogger } from '../../test/silent-logger.js';
import { EmbeddedEventLog } from '../log/embedded/embedded-event-log.js';
import { eventErrors } from '../errors.js';
import { toRecord } from '../event/cloud-event.js';
import type { EventRecord, StoredRecord } from '../log/event-record.js';
import type { Event } from '../event/event.js';
import { startConsumer, type ConsumerOptions, type EventConsumer } from './consumer.js';
import { fromDeadLetter } from './dead-letter.js';
import type { HandlersOf } from './handlers.js';

const topic = 'skill.created';

describe('the consumer runtime', () => {
  let folder: TemporaryFolder;
  let transport: EmbeddedEventLog;
  let metrics: Registry;
  let consumers: EventConsumer[];

  beforeEach(async () => {
    folder = await temporaryFolder();
    transport = new EmbeddedEventLog({ folder: folder.path, logger: silentLogger() });
    metrics = createMetrics({ service: 'test' });
    consumers = [];
  });
  afterEach(async () => {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await transport.close();
    await folder.dispose();
  });

  type Handler = NonNullable<HandlersOf<typeof sampleTopics.contracts>['skill.created']>;
  const consume = (handler: Handler, options: Partial<Omit<ConsumerOptions, 'topics' | 'handlers'>> = {}) => {
    const consumer = startConsumer({
      topics: sampleTopics,
      transport,
      group: 'test',
      handlers: { [topic]: handler },
      logger: silentLogger(),
      metrics,
      retry: { firstMs: 1, longestMs: 5 },
      ...options,
    });
    consumers.push(consumer);
    return consumer;
  };
  const publish = (...events: Event[]) => transport.publish(events.map(toRecord));
  const deadLetters = async (count: number) => {
    const letters: StoredRecord[] = [];
    const reader = await transport.read({
      from: { [`${topic}.DLT`]: 'earliest' },
      onRecord: (record) => void letters.push(record),
      onError: (error) => {
        throw error;
      },
    });
    await waitFor(() => letters.length >= count);
    await reader.stop();
    return letters;
  };

  it('passes events to their handlers with all published fields', async () => {
    const event = skillCreated('a');
    const seen: Event[] = [];
    consume((received) => {
      seen.push(received);
      return Promise.resolve();
    });
    await publish(event);
    await waitFor(() => seen.length === 1);
    expect(seen).toEqual([event]);
  });

  it('retries a handler until it succeeds, while later events of the key wait', async () => {
    const seen: string[] = [];
    consume((event, { attempt }) => {
      seen.push(`${event.data.name}${attempt}`);
      return event.data.name === 'a' && attempt < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve();
    });
    await publish(skillCreated('a'), skillCreated('b'));
    await waitFor(() => seen.includes('b1'));
    expect(seen).toEqual(['a1', 'a2', 'a3', 'b1']);
    const text = await metrics.metrics();
    expect(text).toMatch(/^consumer_redeliveries_total\{.*\} 2$/m);
  });

  it('sends an event whose handler always fails to the dead-letter topic, with the reason, and continues', async () => {
    const seen: string[] = [];
    consume((event) => {
      if (event.data.name === 'bad') return Promise.reject(eventErrors.OUTBOX_FAULTY({ path: 'p', reason: 'r' }));
      seen.push(event.data.name);
      return Promise.resolve();
    });
    const bad = skillCreated('bad');
    await publish(skillCreated('before'), bad, skillCreated('after'));
    const [letter] = await deadLetters(1);
    expect(letter).toMatchObject(withoutTopic(toRecord(bad)));
    expect(letter?.headers).toMatchObject({
      'dlt-original-topic': topic,
      'dlt-original-partition': '0',
      'dlt-original-offset': '1',
      'dlt-consumer-group': 'test',
      'dlt-error-code': 'OUTBOX_FAULTY',
      'dlt-error-message': 'The outbox at p cannot be used: r',
      'dlt-attempts': '5',
    });
    await waitFor(() => seen.includes('after'));
    expect(seen).toEqual(['before', 'after']);
    expect(await metrics.metrics()).toMatch(/^consumer_dead_letters_total\{.*\} 1$/m);
  });

  it('restores the original record of a dead letter', async () => {
    consume(() => Promise.reject(new Error('never')), { retry: { attempts: 1 } });
    const bad = skillCreated('bad');
    await publish(bad);
    const [letter] = await deadLetters(1);
    expect(letter && fromDeadLetter(letter)).toEqual(toRecord(bad));
  });

  it.each<[string, Partial<EventRecord>, string]>([
    ['no JSON', { value: 'hello' }, 'RECORD_UNREADABLE'],
    ['no envelope', { headers: {} }, 'RECORD_UNREADABLE'],
    [
      'another type than its topic',
      { headers: { ...toRecord(skillCreated('x')).headers, ce_type: 'skill.updated' } },
      'CONTRACT_BROKEN',
    ],
    ['a value that breaks the schema', { value: '{"skill_id": 7}' }, 'CONTRACT_BROKEN'],
  ])('sends a record with %s to the dead-letter topic at once', async (_fault, part, code) => {
    const seen: string[] = [];
    consume((event) => {
      seen.push(event.data.name);
      return Promise.resolve();
    });
    await transport.publish([{ ...toRecord(skillCreated('hostile')), ...part }]);
    await publish(skillCreated('fine'));
    const [letter] = await deadLetters(1);
    expect(letter?.headers).toMatchObject({ 'dlt-error-code': code, 'dlt-attempts': '1' });
    await waitFor(() => seen.includes('fine'));
    expect(seen).toEqual(['fine']);
  });

  it('retries during an outage without a limit', async () => {
    const outage = eventErrors.BROKER_UNAVAILABLE({ brokers: 'b', reason: 'r' });
    let attempts = 0;
    consume(() =>
      ++attempts <= 12 ? Promise.reject(new Error('query failed', { cause: outage })) : Promise.resolve(),
    );
    await publish(skillCreated('patient'));
    await waitFor(() => attempts === 13);
    expect((await transport.admin.offsets(`${topic}.DLT`))[0]?.next).toBe(0);
  });

  it('delivers an event again whose handling was cut short by a stop', async () => {
    let started = false;
    const consumer = consume((_event, { caller }) => {
      started = true;
      return untilAborted(caller);
    });
    await publish(skillCreated('a'));
    await waitFor(() => started);
    await consumer.stop();
    const seen: string[] = [];
    consume((event) => {
      seen.push(event.data.name);
      return Promise.resolve();
    });
    await waitFor(() => seen.length === 1);
    expect(seen).toEqual(['a']);
  });

  it('gives the handler a caller: the consuming service, with the trace of the record', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const seen: Caller[] = [];
    consume((_event, { caller, attempt }) => {
      seen.push(caller);
      return attempt < 2 ? Promise.reject(new Error('not yet')) : Promise.resolve();
    });
    await publish({ ...skillCreated('a'), traceparent }, { ...skillCreated('b'), traceparent: 'a\r\nb' });
    await waitFor(() => seen.length === 4);
    const [first, second, third] = seen;
    expect(first).toMatchObject({ principal: { subject: 'service:test', scopes: [] }, traceparent });
    expect(first && isId(first.requestId)).toBe(true);
    expect(second).toMatchObject({ requestId: first?.requestId, traceparent });
    expect(third).toMatchObject({ principal: { subject: 'service:test' }, traceparent: undefined });
    expect(third?.requestId).not.toBe(first?.requestId);
  });

  it('counts an attempt that fails after its deadline, whatever the reason', async () => {
    consume((_event, { caller }) => untilAborted(caller), { attemptTimeoutMs: 20, retry: { attempts: 2, firstMs: 1 } });
    await publish(skillCreated('slow'));
    const [letter] = await deadLetters(1);
    expect(letter?.headers).toMatchObject({ 'dlt-error-code': 'REQUEST_TIMEOUT', 'dlt-attempts': '2' });
  });

  it('delivers a record again until its dead letter is published', async () => {
    const publishing = transport.publish.bind(transport);
    let refusals = 0;
    transport.publish = (records) =>
      records[0]?.topic.endsWith('.DLT') && ++refusals < 3 ? Promise.reject(new Error('down')) : publishing(records);
    consume(() => Promise.reject(new Error('never')), { retry: { attempts: 1 } });
    await publish(skillCreated('bad'));
    const letters = await deadLetters(1);
    expect(letters.map(nameOf)).toEqual(['bad']);
  });

  it('joins once the event log is available', async () => {
    const consuming = transport.consume.bind(transport);
    let refusals = 0;
    transport.consume = (options) => (++refusals < 3 ? Promise.reject(new Error('down')) : consuming(options));
    const seen: string[] = [];
    const consumer = consume((event) => {
      seen.push(event.data.name);
      return Promise.resolve();
    });
    await consumer.joined;
    await publish(skillCreated('a'));
    await waitFor(() => seen.length === 1);
  });
});

/** Rejects with the reason for which the caller's signal aborts. */
function untilAborted({ signal }: Caller): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
}

function withoutTopic({ key, value, headers }: EventRecord) {
  return { key, value, headers };
}
