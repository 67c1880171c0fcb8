import { waitFor } from '@skillwright/testing';
import {
  CreateSkillDocument,
  DeleteSkillDocument,
  FindProjectDocument,
  FindReportDocument,
  FindSkillDocument,
  FindTemplateDocument,
  GenerateFeatureDocument,
  GenerateProjectDocument,
  ReadLibraryDocument,
  ReadProjectsDocument,
  ReadReportsDocument,
  ReadTemplatesDocument,
  RunTestsDocument,
  UpdateSkillDocument,
  ValidateCodeDocument,
  VerifySkillDocument,
} from '../generated/operations.js';
import { executeGraphQL, queryGraphQL } from '../harness/graphql.js';
import { callRest } from '../harness/rest.js';
import { sampleSkill, uniqueName } from '../harness/sample-skill.js';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';
import { waitForTemplate } from '../harness/templates.js';

const unknownId = '01900000-0000-7000-8000-000000000000';
let url: string;

beforeAll(async () => {
  ({ url } = await sharedSystem());
}, sharedSystemTimeoutMs);

/** Creates a skill and waits until its templates are in the catalogue. */
async function createSkill() {
  const name = uniqueName('graphql');
  const { createSkill } = await queryGraphQL(url, CreateSkillDocument, { input: sampleSkill(name) });
  await waitForTemplate(url, `${name}-project`);
  return createSkill.skill;
}

async function generateProject(skillName: string) {
  const input = { name: 'shop', template: `${skillName}-project`, parameters: { port: 80 } };
  const { generateProject } = await queryGraphQL(url, GenerateProjectDocument, { input });
  if (!generateProject.project) throw new Error('There is no project.');
  return generateProject.project;
}

describe('the skill fields', () => {
  it('create, update, find and delete a skill', async () => {
    const created = await createSkill();
    expect(created).toMatchObject({ version: '1.0.0' });
    expect(created.files[0]).toEqual({
      path: expect.any(String),
      size: expect.any(Number),
      digest: expect.any(String),
    });

    const input = { id: created.id, description: 'd2', instructions: '# Do' };
    const { updateSkill } = await queryGraphQL(url, UpdateSkillDocument, { input });
    expect(updateSkill.skill).toEqual({ version: '1.0.1', versions: ['1.0.1', '1.0.0'] });

    const byId = await queryGraphQL(url, FindSkillDocument, { id: created.id });
    const byName = await queryGraphQL(url, FindSkillDocument, { name: created.name });
    expect(byId.skill).toMatchObject({ name: created.name, version: '1.0.1' });
    expect(byName.skill?.id).toBe(created.id);

    const { deleteSkill } = await queryGraphQL(url, DeleteSkillDocument, { input: { id: created.id } });
    expect(deleteSkill.id).toBe(created.id);
    expect((await queryGraphQL(url, FindSkillDocument, { id: created.id })).skill).toBeNull();
  });

  it('verify that the templates of a skill generate clean code', async () => {
    const { id, name } = await createSkill();
    const { verifySkill } = await queryGraphQL(url, VerifySkillDocument, { input: { id } });
    expect(verifySkill).toEqual({
      passed: true,
      templates: [
        { name: `${name}-feature`, passed: true, diagnostics: [] },
        { name: `${name}-project`, passed: true, diagnostics: [] },
      ],
    });
  });

  it('report the diagnostics of a template that generates faulty code', async () => {
    const sample = sampleSkill(uniqueName('unclean'));
    const files = sample.files.map((file) =>
      file.path.endsWith('greet.js.mustache') ? { ...file, content: 'debugger;\n' } : file,
    );
    const { createSkill } = await queryGraphQL(url, CreateSkillDocument, { input: { ...sample, files } });
    await waitForTemplate(url, `${sample.name}-project`);

    const { verifySkill } = await queryGraphQL(url, VerifySkillDocument, { input: { id: createSkill.skill.id } });
    expect(verifySkill.passed).toBe(false);
    const template = verifySkill.templates.find(({ name }) => name === `${sample.name}-project`);
    expect(template?.passed).toBe(false);
    expect(template?.diagnostics).toContainEqual(
      expect.objectContaining({ tool: 'eslint', rule: 'no-debugger', path: 'src/greet.js', line: 1 }),
    );
  });
});

describe('the generation fields', () => {
  it('generate a project and a feature, and find both', async () => {
    const skill = await createSkill();
    const project = await generateProject(skill.name);
    expect(project).toMatchObject({ name: 'shop', revision: 1, filesCount: 4, outputPath: expect.any(String) });

    const input = { projectId: project.id, name: 'orders', template: `${skill.name}-feature`, parameters: {} };
    const { generateFeature } = await queryGraphQL(url, GenerateFeatureDocument, { input });
    expect(generateFeature.project).toEqual({ revision: 2 });

    const found = await queryGraphQL(url, FindProjectDocument, { id: project.id });
    expect(found.project).toMatchObject({
      name: 'shop',
      revision: 2,
      skill: { name: skill.name },
      template: { name: `${skill.name}-project` },
    });
    const { projects } = await queryGraphQL(url, ReadProjectsDocument, {});
    expect(projects.totalCount).toBeGreaterThan(0);
  });

  it('render without writing on a dry run', async () => {
    const skill = await createSkill();
    const input = { name: 'dry', template: `${skill.name}-project`, parameters: {}, dryRun: true };
    const { generateProject } = await queryGraphQL(url, GenerateProjectDocument, { input });
    expect(generateProject.project).toBeNull();
    expect(generateProject.files).toHaveLength(4);
  });

  it('find a template with its skill, and list templates by kind', async () => {
    const skill = await createSkill();
    const { id } = await waitForTemplate(url, `${skill.name}-feature`);
    const { template } = await queryGraphQL(url, FindTemplateDocument, { id });
    expect(template).toEqual({ name: `${skill.name}-feature`, kind: 'FEATURE', skill: { name: skill.name } });

    const { templates } = await queryGraphQL(url, ReadTemplatesDocument, { kind: 'FEATURE' });
    expect(new Set(templates.nodes.map(({ kind }) => kind))).toEqual(new Set(['FEATURE']));
  });
});

describe('the validation fields', () => {
  it('validate code, run tests, and find the reports by id, project and kind', async () => {
    const skill = await createSkill();
    const project = await generateProject(skill.name);
    const input = { projectId: project.id };
    const { validateCode } = await queryGraphQL(url, ValidateCodeDocument, { input });
    const { runTests } = await queryGraphQL(url, RunTestsDocument, { input });
    expect(validateCode.report).toMatchObject({ kind: 'CODE', status: 'PASSED', diagnostics: [] });
    expect(runTests.report).toMatchObject({ status: 'PASSED', summary: { testsPassed: 1, testsFailed: 0 } });

    const { validationReport } = await queryGraphQL(url, FindReportDocument, { id: validateCode.report.id });
    const template = { name: `${skill.name}-project`, skill: { name: skill.name } };
    expect(validationReport).toMatchObject({ kind: 'CODE', project: { name: 'shop', template } });
    const { validationReports } = await queryGraphQL(url, ReadReportsDocument, input);
    expect(validationReports.nodes.map(({ id }) => id)).toContain(runTests.report.id);
    const found = await queryGraphQL(url, FindProjectDocument, { id: project.id });
    expect(found.project?.latestReport?.id).toBe(runTests.report.id);
  });
});

describe('one query', () => {
  it("spans all three subgraphs: skills, their templates and projects, each project's latest report", async () => {
    const skill = await createSkill();
    const project = await generateProject(skill.name);

    // The automatic validation of the new project takes a moment.
    const skills = await waitFor(
      async () => {
        const library = await queryGraphQL(url, ReadLibraryDocument, { search: skill.name });
        const [read] = library.skills.nodes[0]?.projects?.nodes ?? [];
        return read?.latestReport?.status === 'PASSED' ? library.skills : undefined;
      },
      { description: "the project's newest report to be finished", timeoutMs: 20_000 },
    );

    expect(skills).toMatchObject({
      totalCount: 1,
      pageInfo: { hasNextPage: false, endCursor: skills.edges[0]?.cursor },
      edges: [{ cursor: expect.any(String), node: { id: skill.id } }],
    });
    const [node] = skills.nodes;
    expect(node?.templates?.map(({ name, kind }) => ({ name, kind }))).toEqual([
      { name: `${skill.name}-feature`, kind: 'FEATURE' },
      { name: `${skill.name}-project`, kind: 'PROJECT' },
    ]);
    expect(node?.projects?.nodes).toMatchObject([
      {
        id: project.id,
        template: { name: `${skill.name}-project` },
        latestReport: { status: 'PASSED', summary: { errors: 0 }, project: { id: project.id } },
      },
    ]);
  });
});

describe('a faulty GraphQL request', () => {
  it('is refused with the place of a syntax error', async () => {
    const { status, body } = await callRest(url, 'POST', '/graphql', { body: { query: '{ skills { ' } });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      errors: [{ message: expect.stringContaining('Syntax Error'), locations: [{ line: 1, column: 12 }] }],
    });
  });

  it('is refused with the name of an unknown field', async () => {
    const { body } = await callRest(url, 'POST', '/graphql', { body: { query: '{ skills { colours } }' } });
    expect(body).toMatchObject({ errors: [{ message: expect.stringContaining('colours'), extensions: {} }] });
  });

  it('is refused with the same code as in REST', async () => {
    const input = { name: 'shop', template: 'no-such-template' };
    const { errors } = await executeGraphQL(url, GenerateProjectDocument, { input });
    const rest = await callRest(url, 'POST', '/generate/project', { body: { spec: input } });
    expect(errors?.[0]?.extensions?.['code']).toBe((rest.body as { code: string }).code);
  });

  it('is refused with each field that breaks a rule', async () => {
    const input = { name: 'Bad Name', description: '', instructions: '# x' };
    const { data, errors } = await executeGraphQL(url, CreateSkillDocument, { input });
    expect(data ?? null).toBeNull();
    const { errors: fields } = (errors?.[0]?.extensions ?? {}) as { errors: { path: string }[] };
    expect(fields.map(({ path }) => path)).toEqual(
      expect.arrayContaining([expect.stringContaining('name'), expect.stringContaining('description')]),
    );
  });

  it.each([
    ['skill', FindSkillDocument],
    ['template', FindTemplateDocument],
    ['project', FindProjectDocument],
    ['validationReport', FindReportDocument],
  ] as const)('gets null for an unknown %s', async (_, document) => {
    const { data, errors } = await executeGraphQL<object, { id: string }>(url, document as never, { id: unknownId });
    expect(errors).toBeUndefined();
    expect(Object.values(data ?? {})).toEqual([null]);
  });
});
