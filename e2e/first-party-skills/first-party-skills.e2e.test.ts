import { readdirSync } from 'node:fs';
import { FindSkillDocument, GenerateFeatureDocument, GenerateProjectDocument } from '../generated/operations.js';
import { ReadTemplateExamplesDocument, RunTestsDocument, ValidateCodeDocument } from '../generated/operations.js';
import { VerifySkillDocument } from '../generated/operations.js';
import { queryGraphQL } from '../harness/graphql.js';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';
import { waitForTemplate } from '../harness/templates.js';

const skills = readdirSync(new URL('../../skills/', import.meta.url));
const timeoutMs = 120_000;
let url: string;

beforeAll(async () => {
  ({ url } = await sharedSystem());
}, sharedSystemTimeoutMs);

interface Step {
  readonly name: string;
  readonly template: string;
  readonly parameters?: object;
}

/** Generates a project and adds features to it. Returns the project's id. */
async function generate({ name, template, parameters = {} }: Step, features: readonly Step[] = []): Promise<string> {
  await waitForTemplate(url, template);
  const { generateProject } = await queryGraphQL(url, GenerateProjectDocument, {
    input: { name, template, parameters },
  });
  const projectId = generateProject.project?.id ?? '';
  for (const feature of features) {
    await queryGraphQL(url, GenerateFeatureDocument, { input: { projectId, parameters: {}, ...feature } });
  }
  return projectId;
}

async function expectCleanCode(projectId: string): Promise<void> {
  const { validateCode } = await queryGraphQL(url, ValidateCodeDocument, { input: { projectId } });
  expect(validateCode.report.diagnostics).toEqual([]);
  expect(validateCode.report).toMatchObject({ status: 'PASSED', summary: { errors: 0, warnings: 0, unformatted: 0 } });
}

async function expectPassingTests(projectId: string): Promise<void> {
  const { runTests } = await queryGraphQL(url, RunTestsDocument, { input: { projectId } });
  expect(runTests.report.tests.filter(({ status }) => status !== 'PASSED')).toEqual([]);
  expect(runTests.report.status).toBe('PASSED');
  expect(runTests.report.summary.testsPassed).toBeGreaterThan(0);
}

describe.each(skills)('the skill %s', (name) => {
  it('is in a fresh library', async () => {
    const { skill } = await queryGraphQL(url, FindSkillDocument, { name });
    expect(skill).toMatchObject({ name, version: '1.0.0' });
  });

  it(
    'generates clean code from each template with each example',
    async () => {
      const { skill } = await queryGraphQL(url, FindSkillDocument, { name });
      const { verifySkill } = await queryGraphQL(url, VerifySkillDocument, { input: { id: skill?.id ?? '' } });
      expect(verifySkill.templates.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
      expect(verifySkill.templates.length).toBeGreaterThan(0);
      expect(verifySkill.passed).toBe(true);
    },
    timeoutMs,
  );
});

describe('the project templates', () => {
  it.each(['typescript-http-service', 'typescript-library', 'command-line-tool', 'graphql-subgraph'])(
    '%s generates projects with passing tests, with each example',
    async (name) => {
      await waitForTemplate(url, name);
      const { skill } = await queryGraphQL(url, ReadTemplateExamplesDocument, { name });
      const examples = skill?.templates?.find((template) => template.name === name)?.examples ?? [];
      expect(examples.length).toBeGreaterThan(1);
      for (const example of examples) {
        const parameters = example.parameters as object;
        await expectPassingTests(await generate({ name: example.name, template: name, parameters }));
      }
    },
    timeoutMs,
  );
});

describe('the feature templates', () => {
  it(
    'work together in a generated HTTP service',
    async () => {
      const order = { item: 'order', textFields: ['customer'], integerFields: ['quantity'], booleanFields: ['gift'] };
      const projectId = await generate({ name: 'shop', template: 'typescript-http-service' }, [
        { name: 'orders', template: 'http-endpoint', parameters: order },
        { name: 'nightly-report', template: 'scheduled-job', parameters: { daily: true } },
        { name: 'poll-suppliers', template: 'scheduled-job' },
      ]);
      await expectCleanCode(projectId);
      await expectPassingTests(projectId);
    },
    timeoutMs,
  );

  it(
    'work in a generated GraphQL subgraph',
    async () => {
      const projectId = await generate({ name: 'catalog', template: 'graphql-subgraph' }, [
        { name: 'reviews', template: 'graphql-entity', parameters: { entity: 'review', integerFields: ['stars'] } },
      ]);
      await expectCleanCode(projectId);
      await expectPassingTests(projectId);
    },
    timeoutMs,
  );
});
