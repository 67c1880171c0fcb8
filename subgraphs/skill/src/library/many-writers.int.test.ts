import { listen } from '@skillwright/service';
import { createTestSkillService, type TestSkillService } from '../../test/skill-service.js';

let services: TestSkillService[];
let urls: string[];
beforeAll(async () => {
  const first = await createTestSkillService();
  const second = await createTestSkillService({ databaseUrl: first.config.databaseUrl });
  services = [first, second];
  urls = await Promise.all(services.map(async ({ app }) => (await listen(app, { host: '127.0.0.1', port: 0 })).url));
});
afterAll(async () => {
  for (const service of services.toReversed()) await service.dispose();
});

const skill = (name: string, description = 'd') => ({ name, description, instructions: '' });
async function send(replica: number, method: string, path: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${urls[replica]}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    etag: response.headers.get('etag'),
  };
}
/** Counts the answers by status. */
function tally(answers: readonly { status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
const many = <Result>(count: number, call: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

describe.each<[string, (index: number) => number]>([
  ['one process', () => 0],
  ['two processes', (index) => index % 2],
])('many writers in %s', (where, replicaOf) => {
  it('of one name: one creates the skill, the others get SKILL_NAME_TAKEN', async () => {
    const name = `wanted-${where.replace(' ', '-')}`;
    const answers = await many(100, (index) => send(replicaOf(index), 'POST', '/skills', skill(name)));
    expect(tally(answers)).toEqual({ 201: 1, 409: 99 });
    const refused = answers.filter(({ status }) => status === 409);
    expect(new Set(refused.map(({ body }) => body['code']))).toEqual(new Set(['SKILL_NAME_TAKEN']));
  });

  it('of one skill: each creates a version, and none is lost', async () => {
    const { body: created } = await send(0, 'POST', '/skills', skill(`busy-${where.replace(' ', '-')}`));
    const { id, name } = created as { id: string; name: string };
    const answers = await many(50, (index) => send(replicaOf(index), 'PUT', `/skills/${id}`, skill(name, `d${index}`)));
    expect(tally(answers)).toEqual({ 200: 50 });
    const versions = Array.from({ length: 51 }, (_, index) => `1.0.${50 - index}`);
    expect(new Set(answers.map(({ body }) => body['version']))).toEqual(new Set(versions.slice(0, 50)));
    for (const { body } of answers) {
      expect(body['versions']).toEqual(versions.slice(versions.indexOf(String(body['version']))));
    }
    const read = await fetch(`${urls[1]}/skills/${id}`);
    expect(((await read.json()) as { versions: string[] }).versions).toEqual(versions);
  });

  it('of one version of a skill: one succeeds, the others get SKILL_CHANGED', async () => {
    const { body: created, etag } = await send(0, 'POST', '/skills', skill(`once-${where.replace(' ', '-')}`));
    const { id, name } = created as { id: string; name: string };
    const answers = await many(50, (index) =>
      send(replicaOf(index), 'PUT', `/skills/${id}`, skill(name, `d${index}`), { 'if-match': etag ?? '' }),
    );
    expect(tally(answers)).toEqual({ 200: 1, 412: 49 });
  });

  it('of many skills do not wait for the writers of one skill', async () => {
    const answers = await many(60, (index) =>
      send(replicaOf(index), 'POST', '/skills', skill(`own-${where.replace(' ', '-')}-${index}`)),
    );
    expect(tally(answers)).toEqual({ 201: 60 });
  });
});
