import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';
import { uniqueName } from '../harness/sample-skill.js';
import { walkTour, type Walk } from './walk.js';

describe("the README's tour", () => {
  let walk: Walk;

  beforeAll(async () => {
    const { url } = await sharedSystem();
    walk = await walkTour(url, uniqueName('tour'));
  }, sharedSystemTimeoutMs);

  it('takes a skill into the library at its first version', () => {
    const { status, headers, body } = walk.answers.skill;
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/skills/${walk.skillId}`);
    expect(headers.get('etag')).toMatch(/^"/);
    expect(body).toMatchObject({ name: walk.name, version: '1.0.0', versions: ['1.0.0'] });
  });

  it("lists the skill's templates with the schema of their parameters", () => {
    expect(walk.templates.map(({ name, kind, version }) => ({ name, kind, version }))).toEqual([
      { name: `${walk.name}-feature`, kind: 'feature', version: '1.0.0' },
      { name: `${walk.name}-project`, kind: 'project', version: '1.0.0' },
    ]);
    expect(walk.templates[1]).toMatchObject({ parameters: { type: 'object', properties: { port: { default: 80 } } } });
  });

  it('generates a project whose files are on disk under output_path', async () => {
    const { status, body } = walk.answers.project;
    expect(status).toBe(201);
    const project = body as { output_path: string; files_count: number; files: { path: string; size: number }[] };
    expect(project).toMatchObject({ name: `${walk.name}-shop`, revision: 1, skill_id: walk.skillId, files_count: 4 });
    expect(project.files.map(({ path }) => path)).toEqual([
      'package.json',
      'port.txt',
      'src/greet.js',
      'src/greet.test.js',
    ]);
    for (const { path, size } of project.files) {
      expect((await stat(join(project.output_path, path))).size).toBe(size);
    }
    expect(await readFile(join(project.output_path, 'port.txt'), 'utf8')).toBe('8080\n');
  });

  it("adds a feature as the project's next revision and keeps the other files", async () => {
    const { status, body } = walk.answers.feature;
    expect(status).toBe(201);
    const project = body as { output_path: string };
    expect(project).toMatchObject({ project_id: walk.projectId, revision: 2, files_count: 5 });
    expect(await readdir(join(project.output_path, 'src'))).toEqual(['good-morning.js', 'greet.js', 'greet.test.js']);
  });

  it('refuses a feature that would overwrite a file and names the file', () => {
    const { status, headers, body } = walk.answers.conflict;
    expect(status).toBe(409);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect((body as { errors: { path: string }[] }).errors).toContainEqual(
      expect.objectContaining({ path: expect.stringContaining('src/greet.js') }),
    );
  });

  it('finds the generated code clean', () => {
    const { status, body } = walk.answers.code;
    expect(status).toBe(201);
    expect(body).toMatchObject({
      project_id: walk.projectId,
      kind: 'code',
      status: 'passed',
      summary: { errors: 0, warnings: 0, unformatted: 0 },
      diagnostics: [],
    });
  });

  it("runs the project's tests and stores their results in the newest report", () => {
    expect(walk.answers.tests).toMatchObject({ status: 201, body: { kind: 'tests', status: 'passed' } });
    const { status, body } = walk.answers.report;
    expect(status).toBe(200);
    expect(body).toEqual(walk.answers.tests.body);
    expect(body).toMatchObject({
      summary: { tests_passed: 1, tests_failed: 0 },
      tests: [{ name: expect.stringContaining('greets by name'), status: 'passed', message: null }],
    });
  });

  it("creates a skill's next version from a changed definition and none from an unchanged one", () => {
    const { secondVersion, unchanged } = walk.answers;
    expect(secondVersion).toMatchObject({ status: 200, body: { version: '1.0.1', versions: ['1.0.1', '1.0.0'] } });
    expect(unchanged).toMatchObject({ status: 200, body: { version: '1.0.1', versions: ['1.0.1', '1.0.0'] } });
    expect(unchanged.headers.get('etag')).toBe(secondVersion.headers.get('etag'));
  });
});
