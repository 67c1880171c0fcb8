import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredRecord } from '@skillwright/events/log';
import { listen } from '@skillwright/service';
import { temporaryFolder, waitFor } from '@skillwright/testing';
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
  it('seeds the library while it starts and publishes the events', async () => {
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
    await waitFor(() => records.length === 2, { description: 'both events' });
    await reader.stop();
    expect(records.map(({ value }) => JSON.parse(value) as unknown)).toMatchObject([
      { name: 'seeded', created_by: 'skillwright' },
      { name: 'made', created_by: 'anonymous' },
    ]);
    expect(records[0]?.headers).toMatchObject({ ce_type: 'skill.created', ce_source: '/skillwright/skill' });
    await skills.dispose();
  });

  it('is ready when its parts are up, lists them, and counts its skills', async () => {
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
});
