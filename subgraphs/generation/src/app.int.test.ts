import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@skillwright/testing';
import { templateFiles, type FakeSkillService } from '../test/fake-skill-service.js';
import { RunningGeneration, unknownId } from '../test/running-generation.js';
import { skillCreated, skillDeleted, skillUpdated } from '../test/skill-events.js';

function seed(skills: FakeSkillService): void {
  skills.add('web', '1.0.0', [
    { path: 'SKILL.md', content: '# Web' },
    ...templateFiles(
      'site',
      {
        'files/src/{{name}}.ts.mustache': 'export const port = {{port}};\n',
        'files/package.json.mustache': '{"name": "{{name}}", "description": "{{about}}"}\n',
        'files/.gitignore': 'dist\n',
      },
      {
        parameters: {
          port: { type: 'integer', default: 80, maximum: 65_535 },
          about: { type: 'string', default: 'A "site".' },
        },
      },
    ),
    ...templateFiles(
      'page',
      { 'files/src/pages/{{name}}.ts.mustache': 'export const {{nameCamel}} = 1;\n' },
      { kind: 'feature' },
    ),
    ...templateFiles('broken', { 'files/a.mustache': 'x\n{{prot}}' }),
    ...templateFiles('touchy', { 'files/a.mustache': '{{vPascal}}' }, { parameters: { v: { type: 'string' } } }),
    ...templateFiles('pathy', { 'files/{{v}}': '' }, { parameters: { v: { type: 'string' } } }),
  ]);
  skills.add('api', '2.0.0', templateFiles('site', { 'files/a': 'x' }));
}

describe('the generation service', () => {
  let service: RunningGeneration;

  beforeAll(async () => {
    service = await RunningGeneration.start(seed);
    await service.ready();
  }, 60_000);

  afterAll(() => service.stop());

  const generate = (spec: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    service.request('/generate/project', { spec: { name: 'shop', template: 'web/site', ...spec }, ...more });

  it('lists the templates of all skills by name, without the faulty ones', async () => {
    const { status, body } = await service.request('/templates?limit=100');
    expect(status).toBe(200);
    const templates = body['templates'] as Record<string, unknown>[];
    expect(templates.map(({ name, kind, version }) => [name, kind, version])).toEqual([
      ['page', 'feature', '1.0.0'],
      ['pathy', 'project', '1.0.0'],
      ['site', 'project', expect.any(String)],
      ['site', 'project', expect.any(String)],
      ['touchy', 'project', '1.0.0'],
    ]);
    expect(body['next_cursor']).toBeNull();
  });

  it('pages through the templates of a kind', async () => {
    const names: unknown[] = [];
    let cursor: unknown = '';
    while (cursor !== null) {
      const { body } = await service.request(
        `/templates?kind=project&limit=1${cursor ? `&cursor=${cursor as string}` : ''}`,
      );
      names.push(...(body['templates'] as Record<string, unknown>[]).map(({ name }) => name));
      cursor = body['next_cursor'];
    }
    expect(names).toEqual(['pathy', 'site', 'site', 'touchy']);
  });

  it('generates a project with its event and adds a feature as the next revision', async () => {
    const { status, body } = await generate({ parameters: { port: 8080 } });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'shop', revision: 1, files_count: 3, template: { version: '1.0.0' } });
    const id = body['project_id'] as string;
    const outputPath = body['output_path'] as string;
    expect(outputPath).toBe(join(service.folder, 'projects', id, '1', 'files'));
    expect(await readFile(join(outputPath, 'src/shop.ts'), 'utf8')).toBe('export const port = 8080;\n');
    expect(JSON.parse(await readFile(join(outputPath, 'package.json'), 'utf8'))).toEqual({
      name: 'shop',
      description: 'A "site".',
    });
    expect((body['files'] as { path: string }[]).map(({ path }) => path)).toEqual([
      '.gitignore',
      'package.json',
      'src/shop.ts',
    ]);
    const generated = await waitFor(async () =>
      (await service.eventsOn('project.generated')).find((event) => event['project_id'] === id),
    );
    expect(generated).toEqual({
      project_id: id,
      name: 'shop',
      skill_id: body['skill_id'],
      template_id: (body['template'] as { id: string }).id,
      output_path: outputPath,
      files_count: 3,
      revision: 1,
      timestamp: expect.any(String),
    });

    const feature = await service.request('/generate/feature', {
      project_id: id,
      spec: { name: 'about-us', template: 'page' },
    });
    expect(feature).toMatchObject({ status: 201, body: { revision: 2, files_count: 4, name: 'shop' } });
    const next = feature.body['output_path'] as string;
    expect(await readFile(join(next, 'src/pages/about-us.ts'), 'utf8')).toBe('export const aboutUs = 1;\n');
    expect(await readFile(join(next, '.gitignore'), 'utf8')).toBe('dist\n');
    expect((await stat(outputPath)).isDirectory()).toBe(true);
    await waitFor(async () =>
      (await service.eventsOn('feature.generated')).some(
        (event) => event['revision'] === 2 && event['name'] === 'about-us',
      ),
    );
  });

  it('answers a dry run with the files, writes nothing and publishes nothing', async () => {
    const before = await service.query('{ projects { totalCount } }');
    const { status, body } = await generate({}, { dry_run: true });
    expect(status).toBe(200);
    expect(body['files']).toEqual([
      { path: '.gitignore', content: 'dist\n', encoding: 'utf8', executable: false },
      {
        path: 'package.json',
        content: '{"name": "shop", "description": "A \\"site\\"."}\n',
        encoding: 'utf8',
        executable: false,
      },
      { path: 'src/shop.ts', content: 'export const port = 80;\n', encoding: 'utf8', executable: false },
    ]);
    expect(await service.query('{ projects { totalCount } }')).toEqual(before);
    const alone = await service.request('/generate/feature', { spec: { name: 'a', template: 'page' }, dry_run: true });
    expect(alone).toMatchObject({ status: 200, body: { files: [{ path: 'src/pages/a.ts' }] } });
  });

  it('previews the next revision of a project on a dry run', async () => {
    const { body } = await generate({});
    const preview = await service.request('/generate/feature', {
      project_id: body['project_id'],
      spec: { name: 'a', template: 'page' },
      dry_run: true,
    });
    expect((preview.body['files'] as { path: string }[]).map(({ path }) => path)).toEqual([
      '.gitignore',
      'package.json',
      'src/pages/a.ts',
      'src/shop.ts',
    ]);
    const { project } = await service.query(`{ project(id: "${body['project_id'] as string}") { revision } }`);
    expect(project).toEqual({ revision: 1 });
  });

  it.each([
    ['a name that breaks the rule', { name: 'Bad Name' }, 422, 'NAME_INVALID', 'spec.name'],
    ['an unknown template', { template: 'web/none' }, 404, 'TEMPLATE_NOT_FOUND', 'spec.template'],
    ['an unknown bare name', { template: 'none' }, 404, 'TEMPLATE_NOT_FOUND', 'spec.template'],
    ['an unknown id', { template: unknownId }, 404, 'TEMPLATE_NOT_FOUND', 'spec.template'],
    ['an unknown version', { version: '9.9.9' }, 404, 'TEMPLATE_NOT_FOUND', 'spec.template'],
    ['an invalid version', { version: '../..' }, 404, 'TEMPLATE_NOT_FOUND', 'spec.template'],
    ['an ambiguous name', { template: 'site' }, 422, 'TEMPLATE_AMBIGUOUS', 'spec.template'],
    ['a feature template', { template: 'page' }, 422, 'TEMPLATE_KIND_MISMATCH', 'spec.template'],
    ['a faulty template', { template: 'broken' }, 422, 'TEMPLATE_FAULTY', 'templates/broken/files/a.mustache'],
    [
      'a parameter over its maximum',
      { parameters: { port: 70_000 } },
      422,
      'PARAMETERS_INVALID',
      'spec.parameters.port',
    ],
    ['an unknown parameter', { parameters: { prot: 1 } }, 422, 'PARAMETERS_INVALID', 'spec.parameters.prot'],
    [
      'a path outside the project',
      { template: 'pathy', parameters: { v: '../../evil' } },
      422,
      'PATH_REFUSED',
      'templates/pathy/files/{{v}}',
    ],
  ])('refuses %s and publishes nothing', async (_what, spec, status, code, path) => {
    const failed = await service.eventsOn('generation.failed');
    const answer = await generate(spec);
    expect(answer).toMatchObject({ status, body: { code } });
    expect((answer.body['errors'] as { path: string }[])[0]?.path).toBe(path);
    expect(await service.eventsOn('generation.failed')).toEqual(failed);
  });

  it('names the candidates of an ambiguous name and the place of a fault', async () => {
    expect((await generate({ template: 'site' })).body['detail']).toBe(
      'More than one template is called "site"; name one of api/site, web/site.',
    );
    expect((await generate({ template: 'broken' })).body['errors']).toEqual([
      {
        code: 'tag_unknown_name',
        message: expect.stringMatching(/\(line 2, column 1\)$/),
        path: 'templates/broken/files/a.mustache',
        line: 2,
      },
    ]);
  });

  it('refuses a prototype key in parameters', async () => {
    const response = await fetch(`${service.url}/generate/project`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"spec": {"name": "a", "template": "web/site", "parameters": {"__proto__": {"x": 1}}}}',
    });
    expect([400, 422]).toContain(response.status);
  });

  it('publishes generation.failed for a valid request that cannot be rendered', async () => {
    const { status, body } = await generate({ name: 'fails', template: 'touchy', parameters: { v: '??' } });
    expect({ status, code: body['code'] }).toEqual({ status: 422, code: 'RENDERING_FAILED' });
    const failed = await waitFor(async () =>
      (await service.eventsOn('generation.failed')).find((event) => event['name'] === 'fails'),
    );
    expect(failed).toMatchObject({
      project_id: null,
      code: 'RENDERING_FAILED',
      message: expect.stringMatching(/"\?\?" is not made of words/),
    });
  });

  it('answers a conflict with all its files, publishes it, and does not change the project', async () => {
    const { body } = await generate({ name: 'clash' });
    const projectId = body['project_id'] as string;
    const add = (name: string) =>
      service.request('/generate/feature', { project_id: projectId, spec: { name, template: 'page' } });
    expect((await add('one')).status).toBe(201);
    expect(await add('one')).toMatchObject({ status: 201, body: { revision: 3 } });
    const file = join((await add('two')).body['output_path'] as string, 'src/pages/two.ts');
    await writeFile(file, 'changed by hand\n');
    const conflict = await add('two');
    expect(conflict).toMatchObject({
      status: 409,
      body: { code: 'PROJECT_CONFLICT', errors: [{ code: 'file_exists', path: 'src/pages/two.ts' }] },
    });
    const failed = await waitFor(async () =>
      (await service.eventsOn('generation.failed')).find((event) => event['project_id'] === projectId),
    );
    expect(failed).toMatchObject({ name: 'two', code: 'PROJECT_CONFLICT' });
    const after = await add('three');
    expect(after).toMatchObject({ status: 201, body: { revision: 5 } });
    expect(await readFile(join(after.body['output_path'] as string, 'src/pages/two.ts'), 'utf8')).toBe(
      'changed by hand\n',
    );
  });

  it('answers an unknown project with 404 and a missing one with 422', async () => {
    const spec = { name: 'a', template: 'page' };
    expect(await service.request('/generate/feature', { project_id: unknownId, spec })).toMatchObject({
      status: 404,
      body: { code: 'PROJECT_NOT_FOUND' },
    });
    expect(await service.request('/generate/feature', { project_id: '../..', spec })).toMatchObject({ status: 404 });
    expect(await service.request('/generate/feature', { spec })).toMatchObject({
      status: 422,
      body: { code: 'PROJECT_ID_REQUIRED', errors: [{ path: 'project_id' }] },
    });
  });

  it('serialises concurrent features on one project, losing none', async () => {
    const { body } = await generate({ name: 'busy' });
    const names = Array.from({ length: 8 }, (_, index) => `p${index}`);
    const answers = await Promise.all(
      names.map((name) =>
        service.request('/generate/feature', { project_id: body['project_id'], spec: { name, template: 'page' } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 201));
    expect(answers.map((answer) => answer.body['revision']).sort()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    const { project } = await service.query(
      `{ project(id: "${body['project_id'] as string}") { filesCount revision } }`,
    );
    expect(project).toEqual({ filesCount: 11, revision: 9 });
  });

  it('lists projects newest first, by pages, with files, template and skill, and resolves their entities', async () => {
    const { body } = await generate({ name: 'newest' });
    const id = body['project_id'] as string;
    const selection =
      'id name template { id name kind } skill { id } files { path content encoding digest size executable }';
    const { projects } = (await service.query(
      `{ projects(first: 1) { totalCount nodes { ${selection} } pageInfo { hasNextPage endCursor } } }`,
    )) as {
      projects: {
        totalCount: number;
        nodes: Record<string, unknown>[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    };
    expect(projects.nodes).toEqual([
      expect.objectContaining({
        id,
        name: 'newest',
        template: { id: (body['template'] as { id: string }).id, name: 'site', kind: 'PROJECT' },
        skill: { id: body['skill_id'] },
      }),
    ]);
    expect(projects.nodes[0]?.['files']).toContainEqual({
      path: '.gitignore',
      content: 'dist\n',
      encoding: 'UTF8',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      size: 5,
      executable: false,
    });
    const next = await service.query(`query($after: String) { projects(first: 1, after: $after) { nodes { name } } }`, {
      after: projects.pageInfo.endCursor,
    });
    expect(next).not.toMatchObject({ projects: { nodes: [{ name: 'newest' }] } });

    const { _entities } = await service.query(
      `query($r: [_Any!]!) { _entities(representations: $r) {
        ... on Project { name }
        ... on Template { name skill { id } }
        ... on Skill { templates { name } projects(first: 1) { nodes { name } totalCount } } } }`,
      {
        r: [
          { __typename: 'Project', id },
          { __typename: 'Template', id: (body['template'] as { id: string }).id },
          { __typename: 'Skill', id: body['skill_id'] },
          { __typename: 'Project', id: unknownId },
        ],
      },
    );
    expect(_entities).toEqual([
      { name: 'newest' },
      { name: 'site', skill: { id: body['skill_id'] } },
      {
        templates: ['page', 'pathy', 'site', 'touchy'].map((name) => ({ name })),
        projects: { nodes: [{ name: 'newest' }], totalCount: projects.totalCount },
      },
      null,
    ]);
  });

  it('follows the events of skills: created, updated, deleted', async () => {
    const names = async () => {
      const { templates } = await service.query('{ templates(first: 100) { nodes { name version } } }');
      return (templates as { nodes: { name: string; version: string }[] }).nodes.filter(({ name }) =>
        name.startsWith('live'),
      );
    };
    const skill = service.skills.add('live', '1.0.0', templateFiles('live-one', { 'files/a.mustache': '{{name}}' }));
    await service.publish(skillCreated(skill, '1.0.0'));
    await waitFor(async () => (await names()).length === 1);
    const { body } = await service.request('/generate/project', { spec: { name: 'living', template: 'live-one' } });

    skill.versions.set('1.1.0', templateFiles('live-two', { 'files/a.mustache': '{{name}}' }));
    await service.publish(skillUpdated(skill, '1.1.0', '1.0.0'), skillCreated(skill, '1.0.0'));
    await waitFor(async () => (await names())[0]?.name === 'live-two');
    const older = { name: 'old', template: 'live/live-one', version: '1.0.0' };
    expect((await service.request('/generate/project', { spec: older })).status).toBe(201);

    service.skills.remove(skill.id);
    await service.publish(skillDeleted(skill));
    await waitFor(async () => (await names()).length === 0);
    const { project } = await service.query(
      `{ project(id: "${body['project_id'] as string}") { name skillId skill { id } template { id } } }`,
    );
    expect(project).toEqual({ name: 'living', skillId: skill.id, skill: null, template: null });
    const updatesOfSkill = async () =>
      (await service.eventsOn('templates.updated')).filter((event) => event['skill_id'] === skill.id);
    await waitFor(async () => (await updatesOfSkill()).length === 3);
    const versions = (await updatesOfSkill()).map(({ templates }) =>
      (templates as { version: string }[]).map(({ version }) => version),
    );
    expect(versions).toEqual([['1.0.0'], ['1.1.0'], []]);
  });

  it('finds its projects and templates after a restart without the skill service', async () => {
    const { body } = await generate({ name: 'kept' });
    service.skills.outage = new Error('down');
    await service.stopService();
    await service.startService();
    expect((await service.request('/readyz')).status).toBe(503);
    const { project } = await service.query(`{ project(id: "${body['project_id'] as string}") { name digest } }`);
    expect(project).toEqual({ name: 'kept', digest: body['digest'] });
    expect((await generate({ name: 'again' })).status).toBe(201);
    service.skills.outage = undefined;
    await service.ready();
  }, 60_000);

  it('reports its parts and metrics', async () => {
    const { body } = await service.request('/readyz');
    expect(body).toMatchObject({
      status: 'ready',
      parts: { templates: { status: 'up', templates: 5 }, projects: { status: 'up' }, events: { mode: 'embedded' } },
    });
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/generation_templates\{service="generation"\} 5/);
    expect(metrics).toMatch(/generation_duration_seconds_count\{.*kind="project",dry_run="false",outcome="done"\} 1/);
  });
});
