import { describeKafka, testKafka } from '@skillwright/testing/kafka';
import { waitFor } from '@skillwright/testing';
import { subscribeBySse, subscribeByWebSocket, type Received } from '@skillwright/testing/subscribers';
import { ids, skillCreated, startPlatform, type LogPlace, type Platform } from '../../test/platform.js';

const query = 'subscription ($after: String) { events(topics: ["skill.created"], after: $after) { cursor id key } }';

// The buffer holds the events that arrive while a subscriber resumes, but not the ones that it has missed: they are
// read from the log.
const limits = { maxEvents: 200 };

function resumes(place: () => Promise<LogPlace | undefined>): void {
  let platform: Platform;
  const open: Received[] = [];
  beforeAll(async () => {
    platform = await startPlatform(limits, await place());
  }, 120_000);
  afterEach(() => open.splice(0).forEach((subscriber) => subscriber.stop()));
  afterAll(() => platform.stop());

  const skills = (count: number) => Array.from({ length: count }, () => skillCreated(ids.s1));

  describe.each([
    ['WebSocket', subscribeByWebSocket],
    ['SSE', subscribeBySse],
  ])('over %s', (_, connectTo) => {
    const subscribe = (after?: unknown) => {
      const subscriber = connectTo(platform.gateway.url, query, { after: after ?? null });
      open.push(subscriber);
      return subscriber;
    };
    const events = ({ results }: Received) => results.map(({ data }) => data?.['events'] ?? {});

    it('a subscriber that was away receives the missed events and then the next ones, each once and in order', async () => {
      const first = subscribe();
      const published: string[] = [];
      const publish = async (count: number) => {
        published.push(...(await platform.publish('skill.created', ...skills(count))).map(({ id }) => id));
      };
      // A subscription does not report that it is open: events are published until the first one arrives.
      await waitFor(async () => {
        await publish(1);
        return first.results.length > 0;
      });
      const [known] = events(first);
      first.stop();

      await publish(400);
      const again = subscribe(known?.['cursor']);
      // Published while the subscriber resumes.
      for (let batch = 0; batch < 20; batch += 1) await publish(10);
      const expected = published.slice(published.indexOf(String(known?.['id'])) + 1);
      await again.atLeast(expected.length);
      expect(events(again).map(({ id }) => id)).toEqual(expected);
    });

    it('a cursor of one subscription is valid for another', async () => {
      const all = connectTo(platform.gateway.url, 'subscription { events { cursor id } }');
      open.push(all);
      await waitFor(async () => {
        await platform.publish('skill.created', ...skills(1));
        return all.results.length > 0;
      });
      const [{ cursor } = {}] = events(all);
      const [last] = await platform.publish('skill.created', skillCreated(ids.s2));
      const changed = connectTo(
        platform.gateway.url,
        'subscription ($after: String, $id: ID!) { skillChanged(id: $id, after: $after) { skillId } }',
        { after: cursor, id: ids.s2 },
      );
      open.push(changed);
      await changed.atLeast(1);
      expect(changed.results[0]?.data).toEqual({ skillChanged: { skillId: last?.key } });
    });
  });

  it('a subscriber that resumes and does not read is cut off, and the next one gets its place', async () => {
    const impatient = await startPlatform({ ...limits, maxResumes: 1, idleTimeoutMs: 100 }, await place());
    const first = subscribeByWebSocket(impatient.gateway.url, query, { after: null });
    await waitFor(async () => {
      await impatient.publish('skill.created', ...skills(1));
      return first.results.length > 0;
    });
    const cursor = first.results[0]?.data?.['events']?.['cursor'];
    first.stop();
    await impatient.publish('skill.created', ...skills(500));

    const response = await fetch(`${impatient.gateway.url}/graphql`, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
      // Large answers, so that the buffers of the connection do not hide that the client does not read.
      body: JSON.stringify({ query: `subscription { events(after: "${String(cursor)}") { ${large} } }` }),
    });
    const next = subscribeBySse(impatient.gateway.url, query, { after: cursor });
    await next.atLeast(500);
    await response.body?.cancel();
    next.stop();
    await impatient.stop();
  });
}

const large = Array.from({ length: 400 }, (_, index) => `a${index}: data`).join(' ');

describe('resuming on the embedded event log', () => {
  resumes(() => Promise.resolve(undefined));
});

describeKafka('resuming on Kafka', () => {
  resumes(async () => ({ brokers: await testKafka() }));
});
