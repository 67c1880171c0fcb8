import { generationOperations } from '@skillwright/contracts/generation';
import { validationOperations } from '@skillwright/contracts/validation';
import { createRestClient } from '@skillwright/rest';
import { createNeighbour, runAs, type Neighbour } from '@skillwright/service';
import { executeText, freePort } from '@skillwright/testing';
import { startFakeNeighbour, type FakeAnswer, type FakeNeighbour } from '../../test/fake-neighbour.js';
import { problem, rendered, report } from '../../test/neighbour-answers.js';
import { createTestSkillService, type TestSkillService } from '../../test/skill-service.js';
import { verifySkill } from './verify-skill.js';

const verify = `mutation ($id: ID!, $version: String) { verifySkill(input: { id: $id, version: $version }) {
  passed templates { name passed diagnostics { tool rule severity path line column message fixable } } } }`;

const diagnostic = {
  tool: 'eslint',
  rule: 'no-unused-vars',
  severity: 'error',
  path: 'src/a.ts',
  line: 1,
  column: 7,
  message: 'unused',
  fixable: false,
};

let generation: FakeNeighbour;
let validation: FakeNeighbour;
let service: TestSkillService;
let skillId: string;

beforeAll(async () => {
  [generation, validation] = await Promise.all([startFakeNeighbour(), startFakeNeighbour()]);
  service = await createTestSkillService({ generationUrl: generation.url, validationUrl: validation.url });
  skillId = await create('proven', {
    'templates/api/template.yaml':
      'kind: project\nexamples:\n  - name: shop\n    parameters: { port: 80 }\n  - name: cart\n',
    'templates/api/files/a.ts': 'a',
    'templates/job/template.yaml': 'kind: feature\n',
    'README.md': 'no template',
  });
});
afterAll(async () => {
  await service.dispose();
  await Promise.all([generation.dispose(), validation.dispose()]);
});
beforeEach(() => {
  generation.answer(() => rendered);
  validation.answer(() => report());
  (generation.requests as unknown[]).length = 0;
  (validation.requests as unknown[]).length = 0;
});

async function create(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const { createSkill } = await service.query<{ createSkill: { skill: { id: string } } }>(
    'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { id } } }',
    {
      input: {
        name,
        description: 'd',
        instructions: '',
        files: Object.entries(files).map(([path, content]) => ({ path, content })),
      },
    },
  );
  return createSkill.skill.id;
}
const run = (variables: Record<string, unknown> = { id: skillId }) =>
  service.query<{ verifySkill: Record<string, unknown> }>(verify, variables).then((data) => data.verifySkill);

describe('verifySkill', () => {
  it('renders every template with every example and validates the output', async () => {
    expect(await run()).toEqual({
      passed: true,
      templates: [
        { name: 'api', passed: true, diagnostics: [] },
        { name: 'job', passed: true, diagnostics: [] },
      ],
    });
    const rendering = generation.requests.map(({ path, body }) => ({ path, ...body }));
    expect(rendering).toHaveLength(3);
    expect(rendering).toEqual(
      expect.arrayContaining([
        {
          path: '/generate/project',
          dry_run: true,
          spec: { name: 'shop', template: 'proven/api', version: '1.0.0', parameters: { port: 80 } },
        },
        {
          path: '/generate/project',
          dry_run: true,
          spec: { name: 'cart', template: 'proven/api', version: '1.0.0', parameters: {} },
        },
        {
          path: '/generate/feature',
          dry_run: true,
          spec: { name: 'job', template: 'proven/job', version: '1.0.0', parameters: {} },
        },
      ]),
    );
    expect(validation.requests).toHaveLength(3);
    expect(validation.requests[0]).toMatchObject({
      path: '/validate/code',
      body: { files: [{ path: 'src/a.ts', content: 'a', encoding: 'utf8', executable: false }] },
    });
  });

  it('passes the request id on', async () => {
    await executeText(service.app.execute, verify, { variables: { id: skillId }, requestId: 'req-1' });
    const ids = (neighbour: FakeNeighbour) => neighbour.requests.map(({ headers }) => headers['x-request-id']);
    expect([ids(generation), ids(validation)]).toEqual([Array(3).fill('req-1'), Array(3).fill('req-1')]);
  });

  it('returns the diagnostics of a failing template, each once, and the verdict of the others', async () => {
    generation.answer(({ path }) => (path === '/generate/project' ? rendered : { status: 200, body: { files: [] } }));
    validation.answer(({ body }) =>
      (body['files'] as unknown[]).length > 0 ? report({ status: 'failed', diagnostics: [diagnostic] }) : report(),
    );
    expect(await run()).toEqual({
      passed: false,
      templates: [
        { name: 'api', passed: false, diagnostics: [{ ...diagnostic, severity: 'ERROR' }] },
        { name: 'job', passed: true, diagnostics: [] },
      ],
    });
  });

  it('returns the warnings of a passing template', async () => {
    validation.answer(() => report({ diagnostics: [{ ...diagnostic, severity: 'warning' }] }));
    expect(await run()).toMatchObject({
      passed: true,
      templates: [{ passed: true, diagnostics: [{ severity: 'WARNING' }] }, { passed: true }],
    });
  });

  it('reports a template that cannot be rendered as a diagnostic with its place', async () => {
    generation.answer(({ path }) =>
      path === '/generate/feature'
        ? rendered
        : problem(422, {
            code: 'TEMPLATE_FAULTY',
            errors: [{ code: 'name_unknown', message: 'There is no port.', path: 'files/a.ts.mustache', line: 3 }],
          }),
    );
    expect(await run()).toMatchObject({
      passed: false,
      templates: [
        {
          name: 'api',
          passed: false,
          diagnostics: [
            {
              tool: 'generation',
              rule: 'name_unknown',
              path: 'files/a.ts.mustache',
              line: 3,
              message: 'There is no port.',
            },
          ],
        },
        { name: 'job', passed: true },
      ],
    });
  });

  it.each<[string, FakeAnswer, string]>([
    ['does not know the template', problem(404, { code: 'TEMPLATE_NOT_FOUND' }), 'TEMPLATE_NOT_FOUND'],
    ['refuses the output', problem(413, { code: 'OUTPUT_TOO_LARGE' }), 'OUTPUT_TOO_LARGE'],
  ])('reports a diagnostic when generation %s', async (_what, answer, rule) => {
    generation.answer(() => answer);
    expect(await run()).toMatchObject({
      passed: false,
      templates: [{ diagnostics: [{ tool: 'generation', rule, message: 'd' }] }, {}],
    });
  });

  it('reports a diagnostic when the validation itself failed', async () => {
    validation.answer(() => report({ status: 'error', failure: { code: 'TOOL_CRASHED', message: 'eslint died' } }));
    expect(await run()).toMatchObject({
      passed: false,
      templates: [{ diagnostics: [{ tool: 'validation', rule: 'TOOL_CRASHED', message: 'eslint died' }] }, {}],
    });
  });

  it('passes a skill without templates', async () => {
    expect(await run({ id: await create('plain', { 'a.md': '' }) })).toEqual({ passed: true, templates: [] });
    expect(generation.requests).toEqual([]);
  });

  it('verifies an older version with its own templates', async () => {
    const id = await create('aged', { 'templates/old/template.yaml': 'kind: project' });
    await service.query(
      `mutation ($id: ID!) { updateSkill(input: { id: $id, description: "d", instructions: "" }) { skill { id } } }`,
      { id },
    );
    expect(await run({ id })).toMatchObject({ templates: [] });
    expect(await run({ id, version: '1.0.0' })).toMatchObject({ templates: [{ name: 'old' }] });
    expect(generation.requests.at(-1)?.body).toMatchObject({ spec: { template: 'aged/old', version: '1.0.0' } });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown skill', { id: '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e5f' }, 'SKILL_NOT_FOUND'],
    ['an invalid id', { id: 'x' }, 'SKILL_NOT_FOUND'],
  ])('refuses %s', async (_what, variables, code) => {
    await expect(run(variables)).rejects.toMatchObject({ code, category: 'not_found' });
  });

  it('refuses an unknown version', async () => {
    await expect(run({ id: skillId, version: '9.0.0' })).rejects.toMatchObject({
      code: 'SKILL_VERSION_NOT_FOUND',
      message: 'The skill proven has no version "9.0.0".',
    });
  });

  describe('with a neighbour that', () => {
    it.each<[string, FakeAnswer, string]>([
      ['fails', { status: 500, body: { code: 'INTERNAL', detail: 'd' } }, 'INTERNAL'],
      ['is overloaded', problem(503, { code: 'ENGINE_BUSY' }), 'ENGINE_BUSY'],
      ['answers in another shape', { status: 200, body: { files: 'none' } }, 'NEIGHBOUR_FAILED'],
      ['answers something that is no problem document', { status: 502, body: 'oops' }, 'NEIGHBOUR_FAILED'],
    ])('%s fails and begins no more calls', async (_what, answer, code) => {
      generation.answer(() => answer);
      await expect(run()).rejects.toMatchObject({ code });
      expect(validation.requests).toEqual([]);
    });

    it('is down fails with a clear error', async () => {
      const nowhere = `http://127.0.0.1:${await freePort()}`;
      const lonely = await createTestSkillService({ generationUrl: nowhere });
      try {
        const { createSkill } = await lonely.query<{ createSkill: { skill: { id: string } } }>(
          `mutation { createSkill(input: { name: "x", description: "d", instructions: "", files: [
            { path: "templates/a/template.yaml", content: "kind: project" }] }) { skill { id } } }`,
        );
        await expect(lonely.query(verify, { id: createSkill.skill.id })).rejects.toMatchObject({
          code: 'NEIGHBOUR_UNAVAILABLE',
          category: 'unavailable',
          message: 'The generation service cannot be reached. Try again when it is up.',
        });
      } finally {
        await lonely.dispose();
      }
    });

    describe('is slow', () => {
      const neighbours: Neighbour[] = [];
      afterEach(() => Promise.all(neighbours.splice(0).map((neighbour) => neighbour.close())));
      const verifyWithin = (limits: { callMs: number; wholeMs: number }) => {
        const [toGeneration, toValidation] = [generation, validation].map(({ url }, index) =>
          createNeighbour({ name: index === 0 ? 'generation' : 'validation', baseUrl: url, timeoutMs: limits.callMs }),
        ) as [Neighbour, Neighbour];
        neighbours.push(toGeneration, toValidation);
        const clients = {
          generation: createRestClient(toGeneration, generationOperations),
          validation: createRestClient(toValidation, validationOperations),
        };
        const skills = service.repository;
        const verifier = { skills, neighbours: clients, timeoutMs: limits.wholeMs };
        return runAs({ timeoutMs: 120_000 }, (caller) => verifySkill(verifier, { id: skillId }, caller));
      };

      it('fails when a call is late', async () => {
        validation.answer(() => 'silence');
        await expect(verifyWithin({ callMs: 100, wholeMs: 60_000 })).rejects.toMatchObject({
          code: 'NEIGHBOUR_TIMEOUT',
          message: 'The validation service did not answer within 100 ms.',
        });
      });

      it('fails when all calls together are late', async () => {
        generation.answer(() => 'silence');
        await expect(verifyWithin({ callMs: 60_000, wholeMs: 100 })).rejects.toMatchObject({
          code: 'VERIFICATION_TIMEOUT',
          category: 'timeout',
        });
      });
    });
  });
});
