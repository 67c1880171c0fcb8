import { callRest } from '../harness/rest.js';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';

interface Report {
  readonly status: string;
  readonly summary: Readonly<Record<string, number>>;
  readonly diagnostics: readonly Readonly<Record<string, unknown>>[];
  readonly tests: readonly Readonly<Record<string, unknown>>[];
}

let url: string;

beforeAll(async () => {
  ({ url } = await sharedSystem());
}, sharedSystemTimeoutMs);

async function validate(kind: 'code' | 'tests', files: Readonly<Record<string, string>>): Promise<Report> {
  const list = Object.entries(files).map(([path, content]) => ({ path, content }));
  const { status, body } = await callRest(url, 'POST', `/validate/${kind}`, { body: { files: list } });
  expect(status).toBe(201);
  return body as Report;
}

describe('a project full of faults', () => {
  const files = {
    'package.json': '{ "name": "bad", "type": "module" }\n',
    'src/legacy.js': [
      'var total = 0;',
      'if (total = 1) {',
      '}',
      'debugger;',
      'const unused = total;',
      'undefinedCall();',
      'total = NaN === total ? 1 : 2;',
      'const twice = { a: 1, a: 2 };',
      'for (;;) { break; }',
      'export default function () { return; twice; }',
      '',
    ].join('\n'),
    'src/types.ts': [
      'export const port: number = "80";',
      'export function add(a, b) {',
      '  return a + b;',
      '}',
      'const secret: any = 1;',
      '',
    ].join('\n'),
    'src/broken.ts': 'export const open = {\n',
  };

  it('gets a diagnostic with path, line, column, rule and message for each fault', async () => {
    const report = await validate('code', files);

    expect(report.status).toBe('failed');
    expect(report.summary['errors']).toBeGreaterThanOrEqual(10);
    expect(report.summary['files_checked']).toBe(4);
    const expected = [
      { tool: 'eslint', rule: 'no-cond-assign', path: 'src/legacy.js', line: 2 },
      { tool: 'eslint', rule: 'no-empty', path: 'src/legacy.js', line: 2 },
      { tool: 'eslint', rule: 'no-debugger', path: 'src/legacy.js', line: 4 },
      { tool: 'eslint', rule: 'no-undef', path: 'src/legacy.js', line: 6 },
      { tool: 'eslint', rule: 'use-isnan', path: 'src/legacy.js', line: 7 },
      { tool: 'eslint', rule: 'no-dupe-keys', path: 'src/legacy.js', line: 8 },
      { tool: 'eslint', rule: '@typescript-eslint/no-explicit-any', path: 'src/types.ts', line: 5 },
      { tool: expect.stringMatching(/^(?:tsc|typescript)$/), rule: 'TS2322', path: 'src/types.ts', line: 1 },
      { tool: expect.stringMatching(/^(?:tsc|typescript)$/), rule: 'TS7006', path: 'src/types.ts', line: 2 },
      { path: 'src/broken.ts', severity: 'error' },
      { tool: 'prettier', path: 'src/legacy.js' },
    ];
    for (const diagnostic of expected) {
      expect(report.diagnostics).toContainEqual(expect.objectContaining(diagnostic));
    }
    for (const { message, severity } of report.diagnostics) {
      expect(message).toEqual(expect.stringMatching(/\S/));
      expect(severity).toEqual(expect.stringMatching(/^(?:error|warning)$/));
    }
  });

  it("does not run the project's own configuration", async () => {
    const evil = 'throw new Error("the configuration ran");\n';
    const report = await validate('code', {
      'eslint.config.js': evil,
      'prettier.config.js': evil,
      'a.js': 'export const a = 1;\n',
    });
    expect(JSON.stringify(report)).not.toContain('the configuration ran"');
    expect(report.summary['errors']).toBe(0);
  });
});

describe('a project whose tests fail', () => {
  it('gets a result for each test, with the reason of each failure', async () => {
    const report = await validate('tests', {
      'package.json': '{ "name": "bad", "type": "module" }\n',
      'src/sum.js': 'export const sum = (a, b) => a - b;\n',
      'src/sum.test.js': [
        'import assert from "node:assert/strict";',
        'import { test } from "node:test";',
        'import { sum } from "./sum.js";',
        'test("adds", () => assert.equal(sum(1, 2), 3));',
        'test("adds nothing", () => assert.equal(sum(1, 0), 1));',
        'test.skip("adds later", () => {});',
        '',
      ].join('\n'),
    });

    expect(report).toMatchObject({
      status: 'failed',
      summary: { tests_passed: 1, tests_failed: 1, tests_skipped: 1 },
    });
    expect(report.tests).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: expect.stringContaining('adds nothing'), status: 'passed', message: null }),
        expect.objectContaining({ status: 'failed', message: expect.stringMatching(/-1[^]*3|3[^]*-1/) }),
        expect.objectContaining({ name: expect.stringContaining('adds later'), status: 'skipped' }),
      ]),
    );
    expect(report.diagnostics).toContainEqual(
      expect.objectContaining({ severity: 'error', path: 'src/sum.test.js', line: 4 }),
    );
  });

  it('does not pass when a test ends the process with exit code 0', async () => {
    const report = await validate('tests', {
      'a.test.js': 'import { test } from "node:test";\ntest("quits", () => process.exit(0));\n',
      'package.json': '{ "type": "module" }\n',
    });
    expect(report.status).not.toBe('passed');
  });

  it('reaches no file, password or network outside the sandbox', async () => {
    const { dataDir } = await sharedSystem();
    const report = await validate('tests', {
      'package.json': '{ "type": "module" }\n',
      'a.test.js': [
        'import assert from "node:assert/strict";',
        'import { existsSync, readFileSync } from "node:fs";',
        'import { test } from "node:test";',
        `test("sees no data", () => assert.ok(!existsSync(${JSON.stringify(dataDir)})));`,
        'test("sees no passwords", () => assert.throws(() => readFileSync("/etc/shadow")));',
        `test("has no network", () => assert.rejects(fetch(${JSON.stringify(url)})));`,
        '',
      ].join('\n'),
    });
    expect(report).toMatchObject({ status: 'passed', summary: { tests_passed: 3, tests_failed: 0 } });
  });
});
