import { join } from 'node:path';
import { migrate } from '@skillwright/prisma/migrate';
import { temporaryFolder, testPostgres, type TemporaryFolder, type TestDatabase } from '@skillwright/testing';
import { describeKafka, testKafka } from '@skillwright/testing/kafka';
import { readRecords, type KafkaRecord } from '../harness/kafka-records.js';
import { callRest } from '../harness/rest.js';
import { sampleSkill, uniqueName } from '../harness/sample-skill.js';
import { startService, type StartedService } from '../harness/start-service.js';
import { listTemplates, waitForTemplate } from '../harness/templates.js';
import { countDistinct, firstValues, waitForDistinct } from './event-order.js';
import { GeneratedProjects, readRevisions } from './generated-projects.js';
import { findLeaders, getLeader, killLeader } from './leadership.js';
import { waitForContents, type ReplicaContents } from './replica-contents.js';

const rounds = 3;
/** Of them, the last is created after the kill. */
const projectsCount = 5;

describeKafka('two generation services over one folder and one broker', () => {
  const name = uniqueName('shared');
  const projects = new GeneratedProjects(name);
  const leadersSeen: number[] = [];
  let folder: TemporaryFolder;
  let database: TestDatabase;
  const services: StartedService[] = [];
  let whole: ReplicaContents;
  let contents: ReplicaContents[];
  let takeoverMs: number;
  let stored: Record<string, number[]>;
  let generated: KafkaRecord[];
  let extended: KafkaRecord[];

  beforeAll(async () => {
    folder = await temporaryFolder();
    const dataDir = join(folder.path, 'data');
    database = await (await testPostgres()).createDatabase({ service: 'skill', migrate });
    const brokers = await testKafka();
    const KAFKA_BROKERS = brokers.join(',');
    const skill = await startService('skill', {
      folder: folder.path,
      env: { KAFKA_BROKERS, SKILL_DATABASE_URL: database.url, SKILLS_DIR: join(folder.path, 'none') },
    });
    services.push(skill);
    const created = await callRest(skill.url, 'POST', '/skills', { body: sampleSkill(name) });
    expect(created.status).toBe(201);
    const env = { KAFKA_BROKERS, DATA_DIR: dataDir, SKILL_SERVICE_URL: skill.url };
    const start = () => startService('generation', { folder: folder.path, env });
    const replicas = await Promise.all([start(), start()]);
    services.push(...replicas);
    await Promise.all(replicas.map(({ url }) => waitForTemplate(url, `${name}-feature`)));
    const { leader, standby } = await getLeader(replicas);
    const urls = replicas.map(({ url }) => url);

    for (let project = 1; project < projectsCount; project++) await projects.create(urls[project % 2] ?? '');
    for (let round = 0; round < rounds; round++) {
      await projects.addFeatures(urls, round);
      leadersSeen.push((await findLeaders(replicas)).length);
    }

    const { id } = created.body as { id: string };
    const change = { ...sampleSkill(name), description: 'Greets people, and better.' };
    const updated = await callRest(skill.url, 'PUT', `/skills/${id}`, { body: change });
    expect(updated.status).toBe(200);
    const { version } = updated.body as { version: string };
    whole = {
      templates: { [`${name}-feature`]: version, [`${name}-project`]: version },
      projects: projects.ids.map((project) => ({ id: project, revision: rounds + 1 })).reverse(),
    };
    contents = await waitForContents(urls, whole);

    const goOn = async () => {
      for (let round = 0; round < rounds; round++) await projects.addFeatures([standby.url]);
    };
    const takeover = killLeader({ leader, standby }, (url) => projects.addFeatures([url]));
    [takeoverMs] = await Promise.all([takeover, goOn()]);
    await projects.create(standby.url);
    await projects.addFeatures([standby.url]);

    stored = await readRevisions(dataDir);
    // The catalogue of these services has no other skill's templates.
    const templates = (await listTemplates(standby.url)).map(({ id }) => id);
    const recordsOf = async (topic: string) =>
      (await readRecords(brokers, topic)).filter(({ value }) => templates.includes(String(value['template_id'])));
    const count = Object.values(stored).flat().length - Object.keys(stored).length;
    await waitForDistinct(() => recordsOf('feature.generated'), count);
    [generated, extended] = await Promise.all([recordsOf('project.generated'), recordsOf('feature.generated')]);
    process.stdout.write(
      `generation services: takeover ${Math.round(takeoverMs)} ms, ${count} features, ${extended.length - countDistinct(extended)} events repeated\n`,
    );
  }, 180_000);

  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await database.dispose();
    await folder.dispose();
  }, 60_000);

  it('have exactly one active relay', () => {
    expect(leadersSeen).toEqual(Array.from({ length: rounds }, () => 1));
  });

  it('show the same templates and projects, whichever replica handled the event or the request', () => {
    expect(contents).toEqual([whole, whole]);
  });

  it('have another active relay within ten seconds after kill -9 of the first', () => {
    expect(takeoverMs).toBeLessThan(10_000);
  });

  it('lose no event of an answered mutation', () => {
    expect(projects.answered.size).toBe(projectsCount);
    for (const [id, [, ...revisions]] of projects.answered) {
      expect(revisions).not.toHaveLength(0);
      expect(firstValues(generated, id, 'revision')).toEqual([1]);
      expect(firstValues(extended, id, 'revision')).toEqual(expect.arrayContaining(revisions));
    }
  });

  it('publish the stored revisions of a project in order, and no others', () => {
    expect(Object.keys(stored)).toHaveLength(projectsCount);
    expect(new Set(generated.map(({ key }) => key))).toEqual(new Set(Object.keys(stored)));
    expect(new Set(extended.map(({ key }) => key))).toEqual(new Set(projects.ids));
    for (const [id, [first, ...others]] of Object.entries(stored)) {
      expect(firstValues(generated, id, 'revision')).toEqual([first]);
      expect(firstValues(extended, id, 'revision')).toEqual(others);
    }
  });
});
