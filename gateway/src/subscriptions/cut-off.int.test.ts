import { newId } from '@skillwright/service';
import { startNetwork, waitFor, type Network } from '@skillwright/testing';
import { describeKafka, testKafka } from '@skillwright/testing/kafka';
import { subscribeBySse, subscribeByWebSocket, type Received } from '@skillwright/testing/subscribers';
import { skillCreated, startPlatform, type LogPlace, type Platform } from '../../test/platform.js';

const query = 'subscription ($after: String) { events(topics: ["skill.created"], after: $after) { cursor id key } }';

// A subscriber that connects again at once finds its missed events in the buffer. After a longer absence it has to read
// the log.
const limits = { maxEvents: 100 };

/** Subscribes with a client library, after `cursor` if there is one. */
type Connect = (url: string, cursor: string | undefined) => Received;

/** A subscriber that continues from the last cursor that it has received. */
class Subscriber {
  readonly #connections: Received[] = [];

  constructor(
    private readonly url: string,
    private readonly connectTo: Connect,
  ) {}

  get seen(): { readonly id: string; readonly key: string; readonly cursor: string }[] {
    return this.#connections.flatMap(({ results }) => results.map(({ data }) => data?.['events'] as never));
  }

  connect(): void {
    this.#connections.push(this.connectTo(this.url, this.seen.at(-1)?.cursor));
  }

  /** Resolves when it has received `count` events in all. */
  async hasSeen(count: number): Promise<void> {
    const before = this.#connections.slice(0, -1).reduce((sum, { results }) => sum + results.length, 0);
    await this.#connections.at(-1)?.atLeast(count - before);
  }

  /** Fails if the gateway has ended the subscription in order. */
  async isCutOff(): Promise<void> {
    await expect(this.#connections.at(-1)?.ended).rejects.toBeDefined();
  }

  stop(): void {
    for (const connection of this.#connections) connection.stop();
  }
}

function survivesCuts(place: () => Promise<LogPlace | undefined>): void {
  let platform: Platform;
  let network: Network;
  let subscriber: Subscriber;

  beforeAll(async () => {
    platform = await startPlatform(limits, await place());
  }, 120_000);
  beforeEach(async () => {
    network = await startNetwork(platform.gateway.url);
  });
  afterEach(async () => {
    subscriber.stop();
    await network.stop();
    await waitFor(async () => (await platform.subscribers()) === 0);
  });
  afterAll(() => platform.stop());

  it.each<[string, Connect]>([
    ['graphql-ws and `after`', (url, after) => subscribeByWebSocket(url, query, { after })],
    ['graphql-sse and `after`', (url, after) => subscribeBySse(url, query, { after })],
    ['graphql-sse and Last-Event-ID', (url, id) => subscribeBySse(url, query, {}, id ? { 'last-event-id': id } : {})],
  ])('receives every event once and in order, with %s', async (_, connectTo) => {
    const keys = Array.from({ length: 5 }, () => newId());
    const published: { readonly id: string; readonly key: string }[] = [];
    const publish = async (rounds: number) => {
      for (let round = 0; round < rounds; round += 1) {
        published.push(...(await platform.publish('skill.created', ...keys.map(skillCreated))));
      }
    };
    const byKey = (events: readonly { readonly id: string; readonly key: string }[]) =>
      Object.fromEntries(keys.map((key) => [key, events.filter((event) => event.key === key).map(({ id }) => id)]));

    subscriber = new Subscriber(network.url, connectTo);
    subscriber.connect();
    await waitFor(async () => (await platform.subscribers()) === 1);
    for (let cut = 0; cut < 10; cut += 1) {
      // Every other cut loses bytes that were sent already; the subscriber then connects again while events are
      // published.
      const loses = cut % 2 === 0;
      const before = published.length;
      const begun = publish(4);
      await subscriber.hasSeen(before + 5);
      if (loses) network.hold();
      const flowing = begun.then(() => publish(2));
      if (loses) await waitFor(() => network.heldBytes > 0);
      else await subscriber.hasSeen(before + 22);
      network.cut();
      await subscriber.isCutOff();
      const missed = flowing.then(() => publish(loses ? 6 : 22));
      if (!loses) await missed;
      subscriber.connect();
      await missed;
    }
    // Other tests may publish to the same broker.
    await waitFor(() => subscriber.seen.filter(({ key }) => keys.includes(key)).length >= published.length);

    expect(published).toHaveLength(1_000);
    expect(byKey(subscriber.seen)).toEqual(byKey(published));
  });
}

describe('a subscriber that is cut off ten times during 1,000 events on the embedded event log', () => {
  survivesCuts(() => Promise.resolve(undefined));
});

describeKafka('a subscriber that is cut off ten times during 1,000 events on Kafka', () => {
  survivesCuts(async () => ({ brokers: await testKafka() }));
});
