import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canMakeNamespaces } from '@skillwright/locks/test/processes';
import { migrate } from '@skillwright/prisma/migrate';
import { temporaryFolder, testPostgres, waitFor, type TemporaryFolder, type TestDatabase } from '@skillwright/testing';
import { describeKafka, testKafka } from '@skillwright/testing/kafka';
import { readRecords, type KafkaRecord } from '../harness/kafka-records.js';
import { callRest } from '../harness/rest.js';
import { sampleSkill, uniqueName } from '../harness/sample-skill.js';
import { startService, type StartedService } from '../harness/start-service.js';
import { waitForTemplate } from '../harness/templates.js';
import { firstValues, waitForDistinct } from './event-order.js';
import { GeneratedProjects, readRevisions } from './generated-projects.js';

const silent = '01900000-0000-7000-8000-000000000000';

const describeNamespaces = canMakeNamespaces()
  ? describeKafka
  : (name: string, tests: () => void) =>
      describe.skip(`${name} (skipped: this user cannot make pid namespaces)`, tests);

describeNamespaces('two generation services in two containers over one folder', () => {
  const name = uniqueName('containers');
  const projects = new GeneratedProjects(name);
  let folder: TemporaryFolder;
  let database: TestDatabase;
  let brokers: readonly string[];
  const services = new Set<StartedService>();
  let start: () => Promise<StartedService>;
  let one: StartedService;
  let other: StartedService;

  const stagingFolder = () => join(folder.path, 'data/projects/.staging');
  const staging = async () => {
    const entries = await readdir(stagingFolder(), { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  };
  /** Creates the staging folder of a process in a third container that does not renew its claim. */
  const leaveSilent = async () => {
    await mkdir(join(stagingFolder(), silent, 'half'), { recursive: true });
    const holder = { pid: 1, startedAt: null, scope: 'a third container', host: 'third' };
    await writeFile(join(stagingFolder(), `${silent}.0123456789abcdef`), JSON.stringify(holder));
  };
  const write = async () => {
    for (const { url } of [one, other]) await projects.create(url);
    await projects.addFeatures([one.url, other.url]);
    await projects.addFeatures([other.url, one.url]);
  };

  beforeAll(async () => {
    folder = await temporaryFolder();
    database = await (await testPostgres()).createDatabase({ service: 'skill', migrate });
    brokers = await testKafka();
    const KAFKA_BROKERS = brokers.join(',');
    const skill = await startService('skill', {
      folder: folder.path,
      env: { KAFKA_BROKERS, SKILL_DATABASE_URL: database.url, SKILLS_DIR: join(folder.path, 'none') },
    });
    services.add(skill);
    expect((await callRest(skill.url, 'POST', '/skills', { body: sampleSkill(name) })).status).toBe(201);
    const env = { KAFKA_BROKERS, DATA_DIR: join(folder.path, 'data'), SKILL_SERVICE_URL: skill.url };
    start = async () => {
      const service = await startService('generation', { folder: folder.path, env, isolated: true });
      services.add(service);
      await waitForTemplate(service.url, `${name}-feature`);
      return service;
    };
    one = await start();
    await leaveSilent();
    other = await start();
  }, 120_000);

  afterAll(async () => {
    await Promise.all([...services].map((service) => service.stop()));
    await database.dispose();
    await folder.dispose();
  }, 60_000);

  it('both write while each checks whether the other lives', async () => {
    await write();
    // The second has checked all folders once it has removed the folder of the silent holder.
    await waitFor(async () => !(await staging()).includes(silent), {
      timeoutMs: 20_000,
      description: 'a look at all folders',
    });
    expect(await staging()).toHaveLength(2);
    await write();
  }, 60_000);

  it('keep writing when one is stopped and started again', async () => {
    const before = await staging();
    await one.stop();
    services.delete(one);
    const kept = await staging();
    expect(kept).toHaveLength(1);
    await projects.addFeatures([other.url]);
    one = await start();
    await write();
    expect((await staging()).filter((id) => before.includes(id))).toEqual(kept);
  }, 60_000);

  it('keep writing when each is killed and started again, and remove the staging folder of a dead one', async () => {
    for (const killed of ['one', 'other'] as const) {
      const before = await staging();
      const service = killed === 'one' ? one : other;
      await service.kill();
      services.delete(service);
      const back = await start();
      if (killed === 'one') one = back;
      else other = back;
      await write();
      const gone = async () => (await staging()).filter((id) => before.includes(id)).length === 1;
      await waitFor(gone, { timeoutMs: 20_000, description: 'the staging folder of the dead service to be removed' });
      expect(await staging()).toHaveLength(2);
      await write();
    }
  }, 120_000);

  it('have lost no revision or event and added none', async () => {
    const stored = await readRevisions(join(folder.path, 'data'));
    expect(projects.ids).not.toHaveLength(0);
    expect(Object.keys(stored).sort()).toEqual(projects.ids.sort());
    for (const [id, revisions] of projects.answered) expect(stored[id]).toEqual(revisions.sort((a, b) => a - b));
    const recordsOf = async (topic: string): Promise<KafkaRecord[]> =>
      (await readRecords(brokers, topic)).filter(({ value }) => projects.ids.includes(String(value['project_id'])));
    const features = Object.values(stored).flat().length - projects.ids.length;
    await waitForDistinct(() => recordsOf('feature.generated'), features);
    const extended = await recordsOf('feature.generated');
    for (const [id, [first, ...others]] of Object.entries(stored)) {
      expect(firstValues(await recordsOf('project.generated'), id, 'revision')).toEqual([first]);
      expect(firstValues(extended, id, 'revision')).toEqual(others);
    }
  }, 60_000);
});
