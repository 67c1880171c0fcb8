import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ConsumerRunConfig, EachBatchPayload, Kafka } from 'kafkajs';
import { waitFor } from '@skillwright/testing';
import { silentLogger } from '../../../test/silent-logger.js';
import type { Subscription } from '../event-transport.js';
import { startSupervisedConsumer } from './supervised-consumer.js';

/** A consumer that joins its group at once, unless the test lets it fail. */
class FakeConsumer {
  readonly events = { CRASH: 'crash', GROUP_JOIN: 'join' };
  disconnects = 0;
  private readonly listeners = new Map<string, (event: object) => void>();
  private config: ConsumerRunConfig = {};

  constructor(private readonly failure: Error | undefined) {}

  on(event: string, listener: (event: object) => void): void {
    this.listeners.set(event, listener);
  }
  connect(): Promise<void> {
    return this.failure ? Promise.reject(this.failure) : Promise.resolve();
  }
  subscribe(): Promise<void> {
    return Promise.resolve();
  }
  run(config: ConsumerRunConfig): Promise<void> {
    this.config = config;
    this.listeners.get('join')?.({});
    return Promise.resolve();
  }
  disconnect(): Promise<void> {
    this.disconnects++;
    return Promise.resolve();
  }
  crash(message: string): void {
    this.listeners.get('crash')?.({ payload: { error: new Error(message) } });
  }
  receive(): Promise<void> {
    return this.config.eachBatch?.({} as EachBatchPayload) ?? Promise.resolve();
  }
}

describe('a supervised consumer', () => {
  let consumers: FakeConsumer[];
  let pauses: number[];
  let logged: string[];
  /** The error of the next starts. */
  let failure: Error | undefined;
  let subscription: Subscription | undefined;

  beforeEach(() => {
    consumers = [];
    pauses = [];
    logged = [];
    failure = undefined;
  });
  afterEach(() => subscription?.stop());

  const start = async () => {
    const logger = Object.assign(silentLogger(), {
      warn: ({ err }: { err: Error }) => logged.push(err.message),
    });
    const consumer = () => {
      const created = new FakeConsumer(failure);
      consumers.push(created);
      return created;
    };
    subscription = await startSupervisedConsumer({
      kafka: { consumer } as unknown as Kafka,
      group: () => 'group',
      topics: ['lamps'],
      fromBeginning: true,
      run: {},
      eachBatch: (_payload, onHandled) => Promise.resolve(onHandled()),
      logger,
      pause: (ms) => {
        pauses.push(ms);
        return nextTurn();
      },
    });
  };
  const consumer = (number: number) => waitFor(() => consumers[number - 1]);
  const crash = async (number: number) => {
    const crashing = await consumer(number);
    // It must have joined: its crash is an end of work, not of a start.
    await nextTurn();
    crashing.crash(`crash ${number}`);
  };

  it('pauses longer after each crash, until a record was handled', async () => {
    await start();
    for (const number of [1, 2, 3]) await crash(number);
    const fourth = await consumer(4);
    const [first = 0, second = 0, third = 0] = pauses;
    expect(second).toBeGreaterThan(first);
    expect(third).toBeGreaterThan(2 * first);
    await fourth.receive();
    await crash(4);
    await consumer(5);
    expect(pauses[3]).toBeLessThan(second);
    expect(logged).toEqual(['crash 1', 'crash 2', 'crash 3', 'crash 4']);
  });

  it('logs a start that fails, pauses longer and tries again', async () => {
    await start();
    failure = new Error('no broker');
    await crash(1);
    await consumer(3);
    failure = undefined;
    await waitFor(() => consumers.at(-1)?.disconnects === 0);
    expect(logged.slice(0, 3)).toEqual(['crash 1', 'no broker', 'no broker']);
    expect(pauses[1]).toBeGreaterThan(pauses[0] ?? Infinity);
  });

  it('ends the consumer when it is stopped, and starts no other', async () => {
    await start();
    await subscription?.stop();
    expect(consumers.map(({ disconnects }) => disconnects)).toEqual([1]);
  });

  it('rejects when the first start fails', async () => {
    failure = new Error('no broker');
    await expect(start()).rejects.toThrow('no broker');
  });
});
