import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredRecord } from '@skillwright/events';
import { listen } from '@skillwright/service';
import { freePort, temporaryFolder, waitFor } from '@skillwright/testing';
import { startCuttableProxy } from '../test/cuttable-proxy.js';
import { createTestSkillService, type TestSkillService } from '../test/skill-service.js';

const services: TestSkillService[] = [];
afterEach(() => Promise.all(services.splice(0).map((service) => service.dispose())));
async function serviceWith(options: Parameters<typeof createTestSkillService>[0] = {}): Promise<TestSkillService> {
  const service = await createTestSkillService(options);
  services.push(service);
  return service;
}

const create = (name: string) =>
  `mutation { createSkill(input: { name: "${name}", description: "d", instructions: "" }) { skill { id } } }`;

describe('the skill service', () => {
  it('seeds the library at its start and publishes what it commits', async () => {
    const skills = await temporaryFolder();
    await mkdir(join(skills.path, 'seeded'));
    await writeFile(join(skills.path, 'seeded/SKILL.md'), '---\nname: seeded\ndescription: d\n---\n');
    const service = await serviceWith({ skillsDir: skills.path });
    await service.app.start();
    await service.query(create('made'));

    const records: StoredRecord[] = [];
    const reader = await service.transport.read({
      from: { 'skill.created': 'earliest' },
      onRecord: (record) => void records.push(record),
      onError: (error) => {
        throw error;
      },
    });
    await waitFor(() => records.length === 2, { what: 'both events' });
    await reader.stop();
    expect(records.map(({ value }) => JSON.parse(value) as unknown)).toMatchObject([
      { name: 'seeded', created_by: 'skillwright' },
      { name: 'made', created_by: 'anonymous' },
    ]);
    expect(records[0]?.headers).toMatchObject({ ce_type: 'skill.created', ce_source: '/skillwright/skill' });
    await skills.dispose();
  });

  it('is ready when its parts are up, says which they are, and counts its skills', async () => {
    const service = await serviceWith();
    await service.app.start();
    await service.query(create('counted'));
    const { url } = await listen(service.app, { host: '127.0.0.1', port: 0 });
    service.app.health.markStarted();
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([
      200,
      { status: 'ready', parts: { postgresql: { status: 'up' }, events: { status: 'up', mode: 'embedded' } } },
    ]);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/^skill_library_skills\{[^}]*\} 1$/m);
    expect(metrics).toMatch(/^# TYPE skill_verification_duration_seconds histogram$/m);
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ skills { totalCount } }' }),
    });
    expect(await answer.json()).toEqual({ data: { skills: { totalCount: 1 } } });
  });

  it('is not ready while its database is away, says so to callers, and comes back with it', async () => {
    const direct = await serviceWith();
    const proxy = await startCuttableProxy(direct.config.databaseUrl);
    const service = await serviceWith({ databaseUrl: proxy.url });
    await service.app.start();
    service.app.health.markStarted();
    await service.query(create('before'));

    await proxy.cut();
    await expect(service.query(create('meanwhile'))).rejects.toMatchObject({
      code: 'LIBRARY_UNAVAILABLE',
      category: 'unavailable',
    });
    const listing = await service.app.http.inject('/skills');
    expect([listing.statusCode, listing.json()]).toMatchObject([503, { code: 'LIBRARY_UNAVAILABLE' }]);
    expect((await service.app.http.inject('/readyz')).json()).toMatchObject({
      status: 'not_ready',
      parts: { postgresql: { status: 'down' } },
    });
    expect((await service.app.http.inject('/metrics')).statusCode).toBe(200);

    await proxy.mend();
    await waitFor(() => service.query(create('after')), { what: 'the database to be back' });
    expect(await service.query('{ skills { nodes { name } } }')).toEqual({
      skills: { nodes: [{ name: 'after' }, { name: 'before' }] },
    });
    await proxy.dispose();
  });

  it('does not start without its database, and says why', async () => {
    const service = await serviceWith({ databaseUrl: `postgresql://nobody@127.0.0.1:${await freePort()}/nothing` });
    await expect(service.app.start()).rejects.toMatchObject({ code: 'LIBRARY_UNAVAILABLE' });
  });
});
