import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { migrate } from '@skillwright/prisma/migrate';
import {
  startNetwork,
  temporaryFolder,
  testPostgres,
  type Network,
  type TemporaryFolder,
  type TestDatabase,
} from '@skillwright/testing';
import { describeKafka, testKafka } from '@skillwright/testing/kafka';
import { callRest } from '../harness/rest.js';
import { sampleSkill, uniqueName } from '../harness/sample-skill.js';
import { startService, type StartedService } from '../harness/start-service.js';

describeKafka('a skill with 7 MB of assets', () => {
  const name = uniqueName('heavy');
  const asset = randomBytes(7 * 1024 * 1024);
  let folder: TemporaryFolder;
  let database: TestDatabase;
  let network: Network;
  const services: StartedService[] = [];
  let generation: StartedService;

  beforeAll(async () => {
    folder = await temporaryFolder();
    database = await (await testPostgres()).createDatabase({ service: 'skill', migrate });
    const KAFKA_BROKERS = (await testKafka()).join(',');
    const skill = await startService('skill', {
      folder: folder.path,
      env: { KAFKA_BROKERS, SKILL_DATABASE_URL: database.url, SKILLS_DIR: join(folder.path, 'none') },
    });
    network = await startNetwork(skill.url);
    generation = await startService('generation', {
      folder: folder.path,
      env: { KAFKA_BROKERS, DATA_DIR: join(folder.path, 'data'), SKILL_SERVICE_URL: network.url },
    });
    services.push(skill, generation);
    const sample = sampleSkill(name);
    const files = sample.files.map((file) => ({ ...file, encoding: 'UTF8' }));
    files.push({ path: 'assets/large.bin', content: asset.toString('base64'), encoding: 'BASE64' });
    // GraphQL on the service's own port takes a body that is larger, in base64, than the limit of a skill.
    const query = `mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { id } } }`;
    const input = { ...sample, files };
    const { body } = await callRest(skill.url, 'POST', '/graphql', { body: { query, variables: { input } } });
    expect(body).not.toHaveProperty('errors');
  }, 120_000);

  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await network.stop();
    await database.dispose();
    await folder.dispose();
  }, 60_000);

  it('is generated from many times at once without sending its assets to generation', async () => {
    const generate = (index: number) =>
      callRest(generation.url, 'POST', '/generate/project', {
        body: { spec: { name: `shop-${index}`, template: `${name}/${name}-project` }, dry_run: true },
      });
    const answers = await Promise.all([generate(1), generate(2)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(network.passedBytes).toBeGreaterThan(1_000);
    expect(network.passedBytes).toBeLessThan(200_000);
  });
});
