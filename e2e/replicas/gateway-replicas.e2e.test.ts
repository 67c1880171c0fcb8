import { join } from 'node:path';
import { migrate } from '@skillwright/prisma/migrate';
import { temporaryFolder, testPostgres, waitFor, type TemporaryFolder, type TestDatabase } from '@skillwright/testing';
import { describeKafka, testKafka } from '@skillwright/testing/kafka';
import { subscribeByWebSocket, type Received } from '@skillwright/testing/subscribers';
import { readRecords } from '../harness/kafka-records.js';
import { uniqueName } from '../harness/sample-skill.js';
import { startService, type StartedService } from '../harness/start-service.js';
import { SkillUpdates } from './skill-updates.js';

const skills = 3;
const query = `subscription ($after: String) {
  events(topics: ["skill.updated"], after: $after) { cursor id key skill { name } }
}`;

interface ReceivedEvent {
  readonly cursor: string;
  readonly id: string;
  readonly key: string;
  readonly skill: { readonly name: string } | null;
}

const eventsOf = ({ results }: Received) => results.map(({ data }) => data?.['events'] as unknown as ReceivedEvent);

describeKafka('two gateways over the same subgraphs and broker', () => {
  const updates = new SkillUpdates(uniqueName('gateways'));
  const services: StartedService[] = [];
  let folder: TemporaryFolder;
  let database: TestDatabase;
  let brokers: string[];
  let skill: StartedService;
  let gateways: [StartedService, StartedService];

  const start = async (name: 'skill' | 'gateway', env: Readonly<Record<string, string>>) => {
    const service = await startService(name, {
      folder: folder.path,
      env: { KAFKA_BROKERS: brokers.join(','), ...env },
    });
    services.push(service);
    return service;
  };

  beforeAll(async () => {
    folder = await temporaryFolder();
    brokers = await testKafka();
    database = await (await testPostgres()).createDatabase({ service: 'skill', migrate });
    const SKILLS_DIR = join(folder.path, 'none');
    skill = await start('skill', { SKILL_DATABASE_URL: database.url, SKILLS_DIR });
    const env = { SKILL_SERVICE_URL: skill.url };
    gateways = await Promise.all([start('gateway', env), start('gateway', env)]);
    for (let count = 0; count < skills; count++) await updates.create(skill.url);
  }, 120_000);

  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await database.dispose();
    await folder.dispose();
  }, 60_000);

  it('deliver each event once to a subscriber that continues on the other gateway after a kill', async () => {
    const [first, second] = gateways;
    const before = subscribeByWebSocket(first.url, query);
    await waitFor(async () => (await first.metric('subscription_subscribers')) === 1, {
      description: 'the subscription',
    });
    const update = async (rounds: number) => {
      for (let round = 0; round < rounds; round++) await updates.updateAll([skill.url]);
    };
    const burst = update(20);
    await waitFor(() => before.results.length >= 2 * skills, {
      description: 'events in the middle of the burst',
      intervalMs: 1,
    });
    await first.kill();
    before.stop();
    await burst;
    // There is no subscriber during this update.
    await update(5);
    const after = subscribeByWebSocket(second.url, query, { after: eventsOf(before).at(-1)?.cursor });
    await update(5);

    const expected = await published();
    const received = () => [...eventsOf(before), ...eventsOf(after)];
    await waitFor(() => received().length >= expected.length, { description: 'all events' }).catch(() => undefined);
    after.stop();
    expect(idsByKey(received())).toEqual(idsByKey(expected));
    expect(received().every((event) => event.skill !== null)).toBe(true);
  }, 60_000);

  /** Reads these skills' events with an independent consumer, once the broker has one for each answered mutation. */
  async function published(): Promise<Pick<ReceivedEvent, 'id' | 'key'>[]> {
    const count = [...updates.answered.values()].flat().length - skills;
    const records = await waitFor(
      async () => {
        const all = await readRecords(brokers, 'skill.updated');
        const ours = all.filter(({ key }) => updates.answered.has(key));
        return ours.length >= count ? ours : undefined;
      },
      { description: `${count} events in Kafka`, intervalMs: 200 },
    );
    return records.map(({ key, headers }) => ({ key, id: headers['ce_id'] ?? '' }));
  }
});

/** Groups the ids of the events by key, in order. */
function idsByKey(events: readonly Pick<ReceivedEvent, 'id' | 'key'>[]): Record<string, string[]> {
  const byKey: Record<string, string[]> = {};
  for (const { id, key } of events) (byKey[key] ??= []).push(id);
  return byKey;
}
