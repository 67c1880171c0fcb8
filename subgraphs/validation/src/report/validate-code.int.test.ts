import { createTestValidationService, type TestValidationService } from '../../test/validation-service.js';

const tidy = { path: 'src/add.ts', content: 'export const add = (a: number, b: number) => a + b;\n' };

describe('validating code', () => {
  let service: TestValidationService;

  beforeAll(async () => {
    service = await createTestValidationService();
    await service.app.start();
  });
  afterAll(() => service.dispose());

  const validate = async (files: { path: string; content: string; encoding?: string }[], checks?: string[]) => {
    const { status, body } = await service.rest({ method: 'POST', url: '/validate/code', body: { files, checks } });
    expect(status).toBe(201);
    return body as {
      report_id: string;
      status: string;
      summary: Record<string, number>;
      diagnostics: Record<string, unknown>[];
      tools: { name: string; version: string }[];
    };
  };

  it('passes tidy code, names its tools and tells the world', async () => {
    const report = await validate([tidy]);
    expect(report).toMatchObject({
      status: 'passed',
      project_id: null,
      kind: 'code',
      summary: { files_checked: 1, errors: 0, warnings: 0, unformatted: 0 },
      diagnostics: [],
    });
    expect(report.tools.map(({ name }) => name)).toEqual(expect.arrayContaining(['eslint', 'prettier', 'typescript']));
    const [event] = (await service.events()).filter(({ key }) => key === report.report_id);
    expect(event).toMatchObject({
      topic: 'validation.completed',
      data: { validation_id: report.report_id, project_id: null, kind: 'code', status: 'passed', errors: 0 },
    });
  });

  it('lists what is wrong with path, line, rule and message, by place', async () => {
    const report = await validate([
      { path: 'src/bad.ts', content: 'export const one: number = "1";\nvar two: any = one;\nif (two == 1) {}\n' },
      { path: 'package.json', content: '{\n  "type": "module"\n}\n' },
      { path: 'src/loop.js', content: 'for (;;) {\n  undefinedThing();\n}\n' },
    ]);
    expect(report.status).toBe('failed');
    expect(report.diagnostics.map(({ tool, rule, path, line }) => `${path}:${line} ${tool} ${rule}`)).toEqual([
      'src/bad.ts:1 typescript TS2322',
      'src/bad.ts:2 eslint no-var',
      'src/bad.ts:2 eslint @typescript-eslint/no-explicit-any',
      'src/bad.ts:3 eslint no-empty',
      'src/bad.ts:3 prettier format',
      'src/loop.js:2 eslint no-undef',
    ]);
    expect(report.diagnostics.find(({ rule }) => rule === 'TS2322')).toEqual({
      tool: 'typescript',
      rule: 'TS2322',
      severity: 'error',
      path: 'src/bad.ts',
      line: 1,
      column: 14,
      message: "Type 'string' is not assignable to type 'number'.",
      fixable: false,
    });
    expect(report.summary).toMatchObject({ files_checked: 3, errors: 5, unformatted: 1 });
  });

  it("runs nothing that a project brings, so that another's report is its own", async () => {
    const silence =
      'const write = JSON.stringify;\nJSON.stringify = (value) =>\n  write(value?.counts ? { ...value, diagnostics: [], counts: { errors: 0, warnings: 0, unformatted: 0 } } : value);\nmodule.exports = {};\n';
    const bad = [{ path: 'src/bad.ts', content: 'export const one: number = "1";\n' }];
    for (const name of ['.prettierrc', '.prettierrc.json', '.prettierrc.yaml', '.prettierrc.json5']) {
      await validate([
        ...bad,
        { path: name, content: '"../project/silence.cjs"\n' },
        { path: 'silence.cjs', content: silence },
      ]);
      expect(await validate(bad)).toMatchObject({ status: 'failed', summary: { errors: 1, unformatted: 0 } });
    }
  });
});
