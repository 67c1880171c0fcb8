import { join } from 'node:path';
import { temporaryFolder, waitFor, type TemporaryFolder } from '@skillwright/testing';
import { describeKafka } from '@skillwright/testing/kafka';
import { holdBroker } from '../harness/hold-broker.js';
import { brokersOf, readRecords } from '../harness/kafka-records.js';
import { callRest } from '../harness/rest.js';
import { sampleSkill, uniqueName } from '../harness/sample-skill.js';
import { startSystem, type StartedSystem } from '../harness/start-system.js';
import { waitForTemplate } from '../harness/templates.js';

describeKafka('kill -9 of the whole process tree between a mutation and the publication of its event', () => {
  const name = uniqueName('crash');
  let folder: TemporaryFolder;
  let restarted: StartedSystem | undefined;
  let brokers: string[];
  let made: { skillId: string; projectId: string; reportId: string };

  beforeAll(async () => {
    folder = await temporaryFolder();
    const dataDir = join(folder.path, 'data');
    const system = await startSystem({ dataDir });
    await callRest(system.url, 'POST', '/skills', { body: sampleSkill(name) });
    await waitForTemplate(system.url, `${name}-project`);

    holdBroker(dataDir);
    made = await mutateEverywhere(system.url, name);
    await system.killAll();

    restarted = await startSystem({ dataDir });
    brokers = await brokersOf(restarted.url);
  }, 300_000);

  afterAll(async () => {
    await restarted?.interrupt();
    await folder.dispose();
  }, 60_000);

  it.each([
    ['skill.created', 'skillId'],
    ['project.generated', 'projectId'],
    ['validation.completed', 'reportId'],
  ] as const)(
    'loses no %s',
    async (topic, key) => {
      await waitFor(async () => (await readRecords(brokers, topic)).some((record) => record.key === made[key]), {
        description: `${topic} of ${made[key]}`,
        timeoutMs: 20_000,
        intervalMs: 200,
      });
    },
    30_000,
  );

  it('keeps the data of every mutation that was answered', async () => {
    const { url } = restarted ?? { url: '' };
    expect((await callRest(url, 'GET', `/skills/${made.skillId}`)).status).toBe(200);
    expect((await callRest(url, 'GET', `/validate/report?report_id=${made.reportId}`)).status).toBe(200);
    const query = `{ project(id: "${made.projectId}") { revision } }`;
    const { body } = await callRest(url, 'POST', '/graphql', { body: { query } });
    expect(body).toEqual({ data: { project: { revision: 1 } } });
  });
});

/** Sends one mutation to each service. */
async function mutateEverywhere(url: string, name: string) {
  const post = async (path: string, body: object) => {
    const answer = await callRest(url, 'POST', path, { body });
    expect(answer.status).toBe(201);
    return answer.body as Record<'id' | 'project_id' | 'report_id', string>;
  };
  const skill = await post('/skills', sampleSkill(`${name}-held`));
  const project = await post('/generate/project', { spec: { name: 'held', template: `${name}-project` } });
  const report = await post('/validate/code', { files: [{ path: 'a.js', content: 'export const a = 1;\n' }] });
  return { skillId: skill.id, projectId: project.project_id, reportId: report.report_id };
}
