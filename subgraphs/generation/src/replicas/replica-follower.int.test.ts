import type { EventTransport } from '@skillwright/events/log';
import { waitFor } from '@skillwright/testing';
import { templateFiles, type FakeSkill } from '../../test/fake-skill-service.js';
import { RunningGeneration } from '../../test/running-generation.js';
import { skillCreated, skillDeleted, skillUpdated } from '../../test/skill-events.js';

const site = templateFiles('site', { 'files/{{name}}.txt': '' });
const page = templateFiles('page', { 'files/pages/{{name}}.txt': '' }, { kind: 'feature' });

/** Returns an event log that cannot be read until `open` is called. */
function shutLog() {
  let shut = true;
  let refused = 0;
  const read = (transport: EventTransport): EventTransport['read'] => {
    return (options) => {
      if (!shut) return transport.read(options);
      refused += 1;
      return Promise.reject(new Error('shut'));
    };
  };
  return { read, open: () => (shut = false), refused: () => refused };
}

describe('two replicas over one folder', () => {
  let one: RunningGeneration;
  let other: RunningGeneration;

  beforeAll(async () => {
    one = await RunningGeneration.start((skills) => skills.add('web', '1.0.0', [...site, ...page]));
    await one.ready();
    // The first replica has all partitions of the group, so no event of a skill reaches this one.
    other = await one.startReplica();
    await other.ready();
  }, 60_000);

  afterAll(async () => {
    await other.stopService();
    await one.stop();
  });

  const listTemplates = async (service: RunningGeneration, { name }: { name: string }) => {
    const { body } = await service.request('/templates?limit=100');
    const templates = body['templates'] as { name: string; version: string }[];
    return templates.filter((template) => template.name.startsWith(name)).map((template) => template.version);
  };

  const listProjects = async (service: RunningGeneration) => {
    const query = '{ projects(first: 100) { totalCount nodes { id revision filesCount } } }';
    return (await service.query(query))['projects'] as { totalCount: number; nodes: { id: string }[] };
  };

  const generate = async (service: RunningGeneration, name: string, template = 'web/site') => {
    const { status, body } = await service.request('/generate/project', { spec: { name, template } });
    expect(status).toBe(201);
    return body['project_id'] as string;
  };

  const addPage = async (service: RunningGeneration, project: string, name: string) => {
    const body = { project_id: project, spec: { name, template: 'web/page' } };
    expect(await service.request('/generate/feature', body)).toMatchObject({ status: 201 });
  };

  const bothList = (skill: FakeSkill, versions: readonly string[]) =>
    waitFor(async () => {
      for (const replica of [one, other]) expect(await listTemplates(replica, skill)).toEqual(versions);
      return true;
    });

  const bothListTheSameProjects = () =>
    waitFor(async () => {
      expect(await listProjects(other)).toEqual(await listProjects(one));
      return true;
    });

  const create = async (name: string): Promise<FakeSkill> => {
    const skill = one.skills.add(name, '1.0.0', templateFiles(name, { 'files/a.mustache': '{{name}}' }));
    await one.publish(skillCreated(skill, '1.0.0'));
    return skill;
  };

  const update = async (skill: FakeSkill): Promise<void> => {
    skill.versions.set('1.1.0', templateFiles(`${skill.name}-next`, { 'files/a.mustache': '{{name}}' }));
    await one.publish(skillUpdated(skill, '1.1.0', '1.0.0'));
  };

  const remove = async (skill: FakeSkill): Promise<void> => {
    one.skills.remove(skill.id);
    await one.publish(skillDeleted(skill));
  };

  it('list the same templates after a skill was created, updated and deleted', async () => {
    const skill = await create('live');
    await bothList(skill, ['1.0.0']);
    await update(skill);
    await bothList(skill, ['1.1.0']);
    one.skills.outage = new Error('no replica needs the library for a version in the folder');
    try {
      await generate(other, 'lively', 'live/live-next');
    } finally {
      one.skills.outage = undefined;
    }
    await remove(skill);
    await bothList(skill, []);
    const late = await other.request('/generate/project', { spec: { name: 'late', template: 'live/live-next' } });
    expect(late).toMatchObject({ status: 404, body: { code: 'TEMPLATE_NOT_FOUND' } });
  });

  it('list and count the same projects at the same revisions, whichever replica generated them', async () => {
    const byOne = await generate(one, 'by-one');
    const byOther = await generate(other, 'by-other');
    await bothListTheSameProjects();
    expect((await listProjects(one)).nodes.map(({ id }) => id)).toEqual(expect.arrayContaining([byOne, byOther]));
    await addPage(one, byOther, 'first');
    await addPage(other, byOne, 'first');
    await bothListTheSameProjects();
    expect((await listProjects(other)).nodes).toContainEqual({ id: byOther, revision: 2, filesCount: 2 });
    expect((await listProjects(one)).nodes).toContainEqual({ id: byOne, revision: 2, filesCount: 2 });
  });

  it('read the writes of an outage of the log once it can be read again', async () => {
    const log = shutLog();
    const late = await one.startReplica(log.read);
    try {
      await late.ready();
      const [created, updated, deleted] = [await create('new'), await create('moved'), await create('gone')];
      await waitFor(async () => (await listTemplates(one, deleted)).length === 1);
      await late.request('/generate/project', { spec: { name: 'early', template: 'gone/gone' } });
      await update(updated);
      await remove(deleted);
      await waitFor(async () => (await listTemplates(one, deleted)).length === 0);
      const project = await generate(one, 'unheard-of');
      await waitFor(async () => (await listTemplates(one, updated))[0] === '1.1.0');
      expect((await listProjects(late)).nodes).not.toContainEqual(expect.objectContaining({ id: project }));
      expect(await listTemplates(late, deleted)).toEqual(['1.0.0']);
      expect(log.refused()).toBeGreaterThan(0);

      log.open();
      await waitFor(async () => {
        expect(await listTemplates(late, created)).toEqual(['1.0.0']);
        expect(await listTemplates(late, updated)).toEqual(['1.1.0']);
        expect(await listTemplates(late, deleted)).toEqual([]);
        expect(await listProjects(late)).toEqual(await listProjects(one));
        return true;
      });
    } finally {
      await late.stopService();
    }
  });
});
