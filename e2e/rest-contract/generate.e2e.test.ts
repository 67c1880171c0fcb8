import { access } from 'node:fs/promises';
import { documentedFields } from '../harness/documented-fields.js';
import { callRest } from '../harness/rest.js';
import { sampleSkill, uniqueName } from '../harness/sample-skill.js';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';
import { waitForTemplate } from '../harness/templates.js';
import { doors, urlOf } from './doors.js';
import { digest, instant, uuidV7 } from './formats.js';

const skill = uniqueName('generate');

interface Project {
  readonly project_id: string;
  readonly output_path: string;
  readonly template: { id: string };
}

beforeAll(async () => {
  const { url } = await sharedSystem();
  await callRest(url, 'POST', '/skills', { body: sampleSkill(skill) });
  await waitForTemplate(url, `${skill}-feature`);
}, sharedSystemTimeoutMs);

describe.each(doors)('the REST lines of generation on %s', (door) => {
  let url: string;
  const spec = { name: 'shop', template: `${skill}-project`, parameters: { port: 99 } };
  const featureSpec = { name: 'good-morning', template: `${skill}-feature`, parameters: {} };
  const post = (path: string, body: object) => callRest(url, 'POST', path, { body });

  beforeAll(async () => {
    url = await urlOf(door, 'generation');
  });

  it('POST /generate/project answers 201 with the project', async () => {
    const { status, body } = await post('/generate/project', { spec });

    expect(status).toBe(201);
    expect(Object.keys(body as object)).toEqual(await documentedFields('Project'));
    expect(body).toMatchObject({
      project_id: expect.stringMatching(uuidV7),
      name: 'shop',
      template: { id: expect.stringMatching(uuidV7), version: '1.0.0' },
      revision: 1,
      digest: expect.stringMatching(digest),
      output_path: expect.stringMatching(/^\//),
      files_count: 4,
      created_at: expect.stringMatching(instant),
    });
    const { files } = body as { files: object[] };
    expect(Object.keys(files[0] ?? {})).toEqual(await documentedFields('ProjectFile'));
    await access((body as Project).output_path);
  });

  it('POST /generate/project also finds a template by id and generates the same bytes again', async () => {
    const byName = (await post('/generate/project', { spec })).body as Project & { digest: string };
    const byId = await post('/generate/project', { spec: { ...spec, template: byName.template.id } });
    expect(byId).toMatchObject({ status: 201, body: { digest: byName.digest } });
  });

  it('POST /generate/project on a dry run answers 200 with the files and stores nothing', async () => {
    const { status, body } = await post('/generate/project', { spec, dry_run: true });
    expect(status).toBe(200);
    expect(Object.keys(body as object)).toEqual(['files']);
    expect((body as { files: object[] }).files).toContainEqual({
      path: 'port.txt',
      content: '99\n',
      encoding: 'utf8',
      executable: false,
    });
  });

  it('POST /generate/feature answers 201 with the next revision, or 409 with the conflicts', async () => {
    const { project_id } = (await post('/generate/project', { spec })).body as Project;
    const feature = { project_id, spec: featureSpec };

    const added = await post('/generate/feature', feature);
    expect(added).toMatchObject({ status: 201, body: { project_id, revision: 2, files_count: 5 } });
    expect(Object.keys(added.body as object)).toEqual(await documentedFields('Project'));

    const conflict = await post('/generate/feature', { project_id, spec: { ...featureSpec, name: 'greet' } });
    expect(conflict.status).toBe(409);
    const { errors } = conflict.body as { errors: { path: string }[] };
    expect(errors).toContainEqual(expect.objectContaining({ path: expect.stringContaining('src/greet.js') }));
  });

  it("POST /generate/feature on a dry run without a project answers the feature's files alone", async () => {
    expect(await post('/generate/feature', { spec: featureSpec, dry_run: true })).toMatchObject({
      status: 200,
      body: { files: [{ path: 'src/good-morning.js', content: 'export const goodMorning = "Good Morning";\n' }] },
    });
  });

  it('POST /generate/feature answers 404 for an unknown project', async () => {
    const project_id = '01900000-0000-7000-8000-000000000000';
    expect((await post('/generate/feature', { project_id, spec: featureSpec })).status).toBe(404);
  });

  it('GET /templates pages through the templates of all skills, and filters by kind', async () => {
    const first = await callRest(url, 'GET', '/templates?limit=1');
    expect(first.status).toBe(200);
    expect(Object.keys(first.body as object)).toEqual(await documentedFields('TemplateList'));
    const { templates, next_cursor } = first.body as { templates: object[]; next_cursor: string };
    expect(templates.map((template) => Object.keys(template))).toEqual([await documentedFields('Template')]);
    const second = await callRest(url, 'GET', `/templates?limit=1&cursor=${next_cursor}`);
    expect(second.body).not.toEqual(first.body);

    const features = await callRest(url, 'GET', '/templates?kind=feature&limit=100');
    const kinds = (features.body as { templates: { kind: string }[] }).templates.map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['feature']));
  });
});
