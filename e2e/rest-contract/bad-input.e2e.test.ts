import { callRest, type RestRequest } from '../harness/rest.js';
import { sampleSkill, templateFiles, uniqueName } from '../harness/sample-skill.js';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';
import { waitForTemplate } from '../harness/templates.js';
import { createZip } from '../harness/zip.js';

const unknownId = '01900000-0000-7000-8000-000000000000';
const tooLarge = 8 * 1024 * 1024 + 1;
const skill = uniqueName('bad-input');
let url: string;

/** The expected content of a problem document. */
interface Expected {
  readonly status: number;
  readonly errors?: readonly object[];
  readonly detail?: RegExp;
}

async function expectProblem(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  request: RestRequest,
  { status, errors, detail }: Expected,
): Promise<void> {
  const before = await countStored();
  const answer = await callRest(url, method, path, request);

  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({
    type: expect.any(String),
    title: expect.any(String),
    status,
    detail: expect.any(String),
    code: expect.stringMatching(/^[A-Z][A-Z_]+$/),
    request_id: answer.headers.get('x-request-id'),
  });
  const problem = answer.body as { detail: string; errors?: object[] };
  if (detail) expect(problem.detail).toMatch(detail);
  for (const error of errors ?? []) expect(problem.errors).toContainEqual(expect.objectContaining(error));
  for (const error of problem.errors ?? []) {
    expect(error).toMatchObject({ code: expect.any(String), message: expect.any(String), path: expect.any(String) });
  }
  expect(await countStored()).toEqual(before);
}

/** Counts the stored skills and projects, which a refused request must not change. */
async function countStored(): Promise<unknown> {
  const query = '{ skills(first: 1) { totalCount } projects(first: 1) { totalCount } }';
  const { body } = await callRest(url, 'POST', '/graphql', { body: { query } });
  return (body as { data: unknown }).data;
}

beforeAll(async () => {
  ({ url } = await sharedSystem());
  await callRest(url, 'POST', '/skills', { body: sampleSkill(skill) });
  await waitForTemplate(url, `${skill}-project`);
}, sharedSystemTimeoutMs);

describe('a request that cannot be read', () => {
  it('is malformed when its JSON does not parse', () =>
    expectProblem(
      'POST',
      '/skills',
      { body: '{"name": "x",\n  oops}', headers: { 'content-type': 'application/json' } },
      { status: 400 },
    ));

  it('is malformed when it has no body', () => expectProblem('POST', '/skills', {}, { status: 400 }));

  it('has an unsupported media type when it is neither JSON nor a zip', () =>
    expectProblem(
      'POST',
      '/skills',
      { body: '<skill/>', headers: { 'content-type': 'application/xml' } },
      { status: 415 },
    ));

  it('is malformed when its body is called a zip but is none', () =>
    expectProblem('POST', '/skills', { body: 'PK?', headers: { 'content-type': 'application/zip' } }, { status: 400 }));

  it.each([
    ['/skills?limit=0', 'limit'],
    ['/skills?limit=101', 'limit'],
    ['/skills?limit=ten', 'limit'],
    ['/skills?page=2', 'page'],
    ['/skills?cursor=not-a-cursor', 'cursor'],
    ['/templates?kind=library', 'kind'],
  ])('is malformed when a query parameter is wrong: GET %s', (path, field) =>
    expectProblem('GET', path, {}, { status: 400, errors: [{ path: expect.stringContaining(field) }] }),
  );

  it('is too large above 8 MiB', () =>
    expectProblem('POST', '/skills', { body: { name: 'x'.repeat(tooLarge) } }, { status: 413 }));

  it('is too large when its zip unpacks to more than 8 MiB', async () => {
    const name = uniqueName('bomb');
    const body = await createZip({
      [`${name}/SKILL.md`]: `---\nname: ${name}\ndescription: Big.\n---\n\n# Big\n`,
      [`${name}/zeros.bin`]: Buffer.alloc(tooLarge),
    });
    await expectProblem('POST', '/skills', { body, headers: { 'content-type': 'application/zip' } }, { status: 413 });
  });

  it('is not found under an unknown path', () => expectProblem('GET', '/nowhere', {}, { status: 404 }));
});

describe('a skill that breaks the format is refused when it', () => {
  const refuse = (change: object, errors: readonly object[]) =>
    expectProblem(
      'POST',
      '/skills',
      { body: { ...sampleSkill(uniqueName('refused')), ...change } },
      { status: 422, errors },
    );

  it.each([['Upper-Case'], ['double--hyphen'], ['-edge'], ['under_score'], [''], ['x'.repeat(65)]])(
    'has an invalid name: %j',
    (name) => refuse({ name }, [{ path: 'name' }]),
  );

  it('has an unknown field', () => refuse({ colour: 'red' }, [{ path: 'colour' }]));

  it('has a field of a wrong type', () => refuse({ description: 7 }, [{ path: 'description' }]));

  it('has several faults, which are all named', () =>
    refuse({ name: 'Bad Name', description: '' }, [{ path: 'name' }, { path: 'description' }]));

  it.each([['../escape.md'], ['/etc/passwd'], ['a\\b.md'], ['a/./b.md'], ['a//b.md']])(
    'has a file outside its folder or with an ambiguous path: %s',
    (path) => refuse({ files: [{ path, content: 'x' }] }, [{ path: 'files[0].path' }]),
  );

  it('has two files with the same path', () =>
    refuse(
      {
        files: [
          { path: 'a.md', content: 'x' },
          { path: 'A.md', content: 'y' },
        ],
      },
      [{ path: 'files[1].path' }],
    ));

  it('has faulty frontmatter, whose line is named', async () => {
    const skill_md = '---\nname: ok-name\ndescription: Fine.\ncolour: red\n---\n\n# Body\n';
    await expectProblem('POST', '/skills', { body: { skill_md } }, { status: 422, errors: [{ line: 4 }] });
  });
});

describe('a specification is refused when it', () => {
  const generate = (spec: object, expected: Expected) =>
    expectProblem('POST', '/generate/project', { body: { spec } }, expected);

  it('names an unknown template', () =>
    generate(
      { name: 'shop', template: 'no-such-template', parameters: {} },
      { status: 404, detail: /no-such-template/ },
    ));

  it('names a version that the template does not have', () =>
    generate({ name: 'shop', template: `${skill}-project`, version: '7.0.0' }, { status: 404, detail: /7\.0\.0/ }));

  it('has a parameter that breaks its schema', () =>
    generate(
      { name: 'shop', template: `${skill}-project`, parameters: { port: 70_000 } },
      { status: 422, errors: [{ path: 'spec.parameters.port' }] },
    ));

  it('has a parameter that the template does not have', () =>
    generate(
      { name: 'shop', template: `${skill}-project`, parameters: { colour: 'red' } },
      { status: 422, errors: [{ path: 'spec.parameters.colour' }] },
    ));

  it('has an invalid name', () =>
    generate({ name: '../shop', template: `${skill}-project` }, { status: 422, errors: [{ path: 'spec.name' }] }));

  it('lacks a field', () => generate({ name: 'shop' }, { status: 422, errors: [{ path: 'spec.template' }] }));

  it('asks for a feature from a project template', () =>
    expectProblem(
      'POST',
      '/generate/feature',
      { body: { spec: { name: 'x', template: `${skill}-project` }, dry_run: true } },
      { status: 422, errors: [{ path: 'spec.template' }] },
    ));
});

describe('a template with paths outside the project', () => {
  it('is refused when it is rendered, and nothing is written outside', async () => {
    const name = uniqueName('escape');
    const manifest = [
      'kind: project',
      'description: Escapes.',
      'parameters:',
      '  type: object',
      '  properties:',
      '    folder:',
      '      type: string',
      '      default: ..',
      'examples: []',
      '',
    ].join('\n');
    const files = templateFiles(`${name}-project`, manifest, { '{{folder}}/owned.txt': 'owned\n' });
    const created = await callRest(url, 'POST', '/skills', { body: { ...sampleSkill(name), files } });
    if (created.status === 201) await waitForTemplate(url, `${name}-project`);

    const { status, body } = await callRest(url, 'POST', '/generate/project', {
      body: { spec: { name: 'shop', template: `${name}-project`, parameters: {} } },
    });
    expect([404, 422]).toContain(status);
    expect(body).toMatchObject({ code: expect.any(String) });
  });
});

describe('a validation is refused when it', () => {
  const refuse = (body: object, expected: Expected) => expectProblem('POST', '/validate/code', { body }, expected);

  it('names neither a project nor files', () => refuse({}, { status: 422 }));

  it('names an unknown project', () => refuse({ project_id: unknownId }, { status: 404 }));

  it('has a file with a path outside the project', () =>
    refuse({ files: [{ path: '../a.js', content: '' }] }, { status: 422, errors: [{ path: 'files[0].path' }] }));

  it('asks for an unknown check', () =>
    refuse({ files: [], checks: ['spelling'] }, { status: 422, errors: [{ path: 'checks[0]' }] }));
});
