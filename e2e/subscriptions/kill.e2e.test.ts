import { join } from 'node:path';
import { startNetwork, temporaryFolder, waitFor, type Network, type TemporaryFolder } from '@skillwright/testing';
import { describeKafka } from '@skillwright/testing/kafka';
import { subscribeBySse, subscribeByWebSocket, type Received, type Subscribe } from '@skillwright/testing/subscribers';
import { FollowEventsDocument, type FollowEventsSubscription } from '../generated/operations.js';
import { callRest } from '../harness/rest.js';
import { sampleSkill, uniqueName } from '../harness/sample-skill.js';
import { startSystem, type StartedSystem } from '../harness/start-system.js';
import { subscribe, takeCursor } from '../harness/subscriptions.js';
import { waitForTemplate } from '../harness/templates.js';
import { mutateUntilKilled, mutatedTopics, type Mutations } from './mutate-until-killed.js';

type FollowedEvent = FollowEventsSubscription['events'];

const protocols: [string, Subscribe][] = [
  ['graphql-ws', subscribeByWebSocket],
  ['graphql-sse', subscribeBySse],
];

const eventsOf = ({ results }: Received<FollowEventsSubscription>): FollowedEvent[] =>
  results.flatMap(({ data }) => (data ? [data.events] : []));

function survivesKill(env: Readonly<Record<string, string>>): void {
  let folder: TemporaryFolder;
  let network: Network;
  let system: StartedSystem;
  let start: string;
  let mutations: Mutations;
  /** The subscribers until the kill, by protocol. */
  const listeners = new Map<string, Received<FollowEventsSubscription>>();

  const follow = (connectTo: Subscribe, url: string, after: string) =>
    subscribe(connectTo, url, FollowEventsDocument, { topics: Object.keys(mutatedTopics), after });
  /** Groups the ids of the events by answered mutation, with repetitions. */
  const idsByMutation = (events: readonly FollowedEvent[]) =>
    mutations.answered.map(({ topic, key }) =>
      events.filter((event) => event.topic === topic && event.key === key).map(({ id }) => id),
    );

  beforeAll(async () => {
    folder = await temporaryFolder();
    const dataDir = join(folder.path, 'data');
    system = await startSystem({ dataDir, env });
    const name = uniqueName('kill');
    await callRest(system.url, 'POST', '/skills', { body: sampleSkill(name) });
    await waitForTemplate(system.url, `${name}-project`);
    start = await takeCursor(system.url);
    network = await startNetwork(system.url);
    for (const [protocol, connectTo] of protocols) listeners.set(protocol, follow(connectTo, network.url, start));

    mutations = mutateUntilKilled(system.url, `${name}-project`);
    await mutations.each(2);
    await Promise.all([...listeners.values()].map((listener) => listener.atLeast(4)));
    // From here on, messages to subscribers are lost.
    network.hold();
    await mutations.each(2);
    await system.killAll();
    await mutations.over;
    system = await startSystem({ dataDir, env });
  }, 300_000);

  afterAll(async () => {
    await network.stop();
    await system.killAll();
    await folder.dispose();
  }, 60_000);

  it.each(protocols)('a subscriber over %s gets the event of every answered mutation once', async (protocol, by) => {
    const cutOff = listeners.get(protocol) as Received<FollowEventsSubscription>;
    await expect(cutOff.ended).rejects.toBeDefined();
    const known = eventsOf(cutOff);
    expect(idsByMutation(known)).toContainEqual([]);

    const resumed = follow(by, system.url, String(known.at(-1)?.cursor));
    // A killed relay may publish an event twice with the same id, so the expected events are read from the log.
    const whole = follow(by, system.url, start);
    await waitFor(() => {
      const seen = idsByMutation([...known, ...eventsOf(resumed)]);
      expect(seen.map((ids) => new Set(ids).size)).toEqual(seen.map(() => 1));
      expect(seen).toEqual(idsByMutation(eventsOf(whole)));
      return true;
    });
    resumed.stop();
    whole.stop();
  });
}

describe('after kill -9 of a system with the embedded event log during mutations', () => {
  survivesKill({ KAFKA_BROKERS: 'none' });
});

describeKafka('after kill -9 of a system with Kafka during mutations', () => {
  survivesKill({});
});
