import { join } from 'node:path';
import { migrate } from '@skillwright/prisma/migrate';
import { temporaryFolder, testPostgres, type TemporaryFolder, type TestDatabase } from '@skillwright/testing';
import { describeKafka, testKafka } from '@skillwright/testing/kafka';
import { readRecords, type KafkaRecord } from '../harness/kafka-records.js';
import { callRest } from '../harness/rest.js';
import { uniqueName } from '../harness/sample-skill.js';
import { startService, type StartedService } from '../harness/start-service.js';
import { countDistinct, firstValues, waitForDistinct } from './event-order.js';
import { findLeaders, getLeader, killLeader } from './leadership.js';
import { SkillUpdates } from './skill-updates.js';

const skills = 5;
const rounds = 4;

describeKafka('two skill services over one database and one broker', () => {
  const prefix = uniqueName('replicas');
  const updates = new SkillUpdates(prefix);
  const leadersSeen: number[] = [];
  let folder: TemporaryFolder;
  let database: TestDatabase;
  let replicas: readonly StartedService[] = [];
  let takeoverMs: number;
  let stored: Record<string, string[]>;
  let created: KafkaRecord[];
  let updated: KafkaRecord[];

  const recordsOf = async (topic: string) => {
    const records = await readRecords(await testKafka(), topic);
    return records.filter(({ value }) => String(value['name']).startsWith(prefix));
  };

  beforeAll(async () => {
    folder = await temporaryFolder();
    database = await (await testPostgres()).createDatabase({ service: 'skill', migrate });
    const env = {
      SKILL_DATABASE_URL: database.url,
      KAFKA_BROKERS: (await testKafka()).join(','),
      SKILLS_DIR: join(folder.path, 'none'),
    };
    const start = () => startService('skill', { folder: folder.path, env });
    replicas = await Promise.all([start(), start()]);
    const { leader, standby } = await getLeader(replicas);
    const urls = replicas.map(({ url }) => url);

    for (let skill = 0; skill < skills; skill++) await updates.create(urls[skill % 2] ?? '');
    for (let round = 0; round < rounds; round++) {
      await updates.updateAll(urls, round);
      await Promise.all(urls.map((url) => updates.updateAll([url])));
      leadersSeen.push((await findLeaders(replicas)).length);
    }

    const goOn = async () => {
      for (let round = 0; round < rounds; round++) await updates.updateAll([standby.url]);
    };
    const takeover = killLeader({ leader, standby }, (url) => updates.updateAll([url]));
    [takeoverMs] = await Promise.all([takeover, goOn()]);
    await updates.updateAll([standby.url]);

    stored = Object.fromEntries(
      await Promise.all(updates.ids.map(async (id) => [id, await versionsOf(standby.url, id)] as const)),
    );
    const count = Object.values(stored).flat().length - skills;
    await waitForDistinct(() => recordsOf('skill.updated'), count);
    [created, updated] = await Promise.all([recordsOf('skill.created'), recordsOf('skill.updated')]);
    process.stdout.write(
      `skill services: takeover ${Math.round(takeoverMs)} ms, ${count} updates, ${updated.length - countDistinct(updated)} events repeated\n`,
    );
  }, 180_000);

  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.stop()));
    await database.dispose();
    await folder.dispose();
  }, 60_000);

  it('have exactly one active relay', () => {
    expect(leadersSeen).toEqual(Array.from({ length: rounds }, () => 1));
  });

  it('have another active relay within ten seconds after kill -9 of the first', () => {
    expect(takeoverMs).toBeLessThan(10_000);
  });

  it('lose no event of an answered mutation', () => {
    expect(updates.ids).toHaveLength(skills);
    expect([...new Set(created.map(({ key }) => key))].sort()).toEqual(updates.ids.sort());
    for (const [id, [, ...versions]] of updates.answered) {
      expect(versions).not.toHaveLength(0);
      expect(firstValues(updated, id, 'version')).toEqual(expect.arrayContaining(versions));
    }
  });

  it('publish the stored versions of a skill in order, each after its predecessor, and no others', () => {
    expect(new Set(updated.map(({ key }) => key))).toEqual(new Set(updates.ids));
    for (const [id, versions] of Object.entries(stored)) {
      expect(firstValues(updated, id, 'version')).toEqual(versions.slice(1));
      expect(firstValues(updated, id, 'previous_version')).toEqual(versions.slice(0, -1));
    }
    expect(countDistinct(updated)).toBe(Object.values(stored).flat().length - skills);
  });
});

/** Returns the versions of a skill, oldest first. */
async function versionsOf(url: string, id: string): Promise<string[]> {
  const { body } = await callRest(url, 'GET', `/skills/${id}`);
  const patch = (version: string) => Number(version.split('.')[2]);
  return (body as { versions: string[] }).versions.toSorted((a, b) => patch(a) - patch(b));
}
