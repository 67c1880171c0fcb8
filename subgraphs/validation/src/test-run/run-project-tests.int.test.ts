import { createServer, type AddressInfo } from 'node:net';
import { findSandbox } from '../sandbox/find-sandbox.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import { runProjectTests } from './run-project-tests.js';

const nodeTest = "import test from 'node:test';\nimport assert from 'node:assert/strict';\n";

describe("running a project's tests", () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    ({ sandbox } = (await findSandbox()) as { sandbox: Sandbox });
  });

  const onTestEnd: (() => void)[] = [];
  afterEach(() => {
    for (const end of onTestEnd.splice(0)) end();
  });

  const run = (files: Record<string, string>, processMs = 20_000) =>
    runProjectTests(
      sandbox,
      Object.entries(files).map(([path, content]) => ({ path, content, encoding: 'UTF8', executable: false })),
      new AbortController().signal,
      { processMs, allMs: 60_000 },
    );
  const results = async (...args: Parameters<typeof run>) => {
    const { tests } = await run(...args);
    return Object.fromEntries(tests.map(({ name, status }) => [name, status]));
  };

  it('runs TypeScript and JavaScript, and measures how much of the project they ran through', async () => {
    const { tests, diagnostics, coveragePercent } = await run({
      'src/add.ts':
        'export function add(a: number, b: number): number {\n  if (a > 100) {\n    return 0;\n  }\n  return a + b;\n}\n',
      'src/add.test.ts': `${nodeTest}import { add } from './add.js';\ninterface Unused { a: 1 }\ntest('adds', () => assert.equal(add(1, 2), 3));\n`,
      'test/deep.test.mjs': `import { describe, it } from 'node:test';\ndescribe('outer', () => { it('inner', () => {}); it.skip('later', () => {}); });\n`,
    });
    expect(tests.map(({ name, status }) => [name, status]).sort()).toEqual([
      ['src/add.test.ts > adds', 'PASSED'],
      ['test/deep.test.mjs > outer > inner', 'PASSED'],
      ['test/deep.test.mjs > outer > later', 'SKIPPED'],
    ]);
    expect(diagnostics).toEqual([]);
    expect(coveragePercent).toBeGreaterThan(50);
    expect(coveragePercent).toBeLessThan(100);
  });

  it('says of a failing test where it failed, and why', async () => {
    const { tests, diagnostics } = await run({
      'a.test.ts': `${nodeTest}type One = 1;\ntest('sums', async (t) => {\n  await t.test('one and one', () => {\n    const one: One = 1;\n    assert.equal(one + one, 3);\n  });\n});\n`,
    });
    expect(tests).toMatchObject([{ name: 'a.test.ts > sums > one and one', status: 'FAILED' }]);
    expect(tests[0]?.message).toContain('2 !== 3');
    expect(diagnostics).toMatchObject([
      {
        tool: 'tests',
        rule: 'test-failed',
        path: 'a.test.ts',
        line: 7,
        message: expect.stringContaining('sums > one and one'),
      },
    ]);
  });

  it('does not take a process that ends itself for a pass', async () => {
    expect(
      await results({
        'inside.test.mjs': `${nodeTest}test('fine', () => {});\ntest('leaves', () => process.exit(0));\ntest('red', () => assert.fail());\n`,
        'outside.test.mjs': `${nodeTest}test('red', () => assert.fail());\nprocess.exit(0);\n`,
        'killed.test.mjs': `${nodeTest}test('x', () => process.kill(process.pid, 'SIGKILL'));\n`,
        'forged.test.mjs': `${nodeTest}import { writeSync } from 'node:fs';\nwriteSync(3, '{"nonce":"","type":"end","tests":0}\\n');\nprocess.exit(0);\n`,
        'good.test.mjs': `${nodeTest}test('green', () => {});\n`,
      }),
    ).toMatchObject({
      'inside.test.mjs': 'FAILED',
      'outside.test.mjs': 'FAILED',
      'killed.test.mjs': 'FAILED',
      'forged.test.mjs': 'FAILED',
      'good.test.mjs > green': 'PASSED',
    });
  });

  it('keeps files that disturb each other apart before it calls one red', async () => {
    expect(
      await results({
        'a.test.mjs': `${nodeTest}globalThis.fetch = undefined;\ntest('a', () => {});\n`,
        'b.test.mjs': `${nodeTest}test('b', () => assert.equal(typeof fetch, 'function'));\n`,
      }),
    ).toEqual({ 'a.test.mjs > a': 'PASSED', 'b.test.mjs > b': 'PASSED' });
  });

  it('ends a test that never does, and lets the others finish', async () => {
    const { tests } = await run(
      {
        'hang.test.mjs': `${nodeTest}test('hangs', () => { for (;;); });\n`,
        'good.test.mjs': `${nodeTest}test('green', () => {});\n`,
      },
      4_000,
    );
    expect(tests).toMatchObject([
      { name: 'good.test.mjs > green', status: 'PASSED' },
      { name: 'hang.test.mjs', status: 'FAILED', message: expect.stringContaining('ended after 4000 ms') },
    ]);
  });

  it('names a package that is not at hand, and a file that cannot be read', async () => {
    const { diagnostics } = await run({
      'a.test.mjs': `${nodeTest}import 'left-pad';\n`,
      'b.test.ts': `${nodeTest}const a = (;\n`,
    });
    expect(diagnostics).toMatchObject([
      { rule: 'dependency-not-in-toolchain', path: 'a.test.mjs', message: 'dependency not in the toolchain: left-pad' },
      { rule: 'test-failed', path: 'a.test.mjs', message: expect.stringContaining('left-pad') },
      { rule: 'test-failed', path: 'b.test.ts', message: expect.stringContaining('Unexpected') },
    ]);
  });

  it('runs tests that are written for Jest, in either kind of module', async () => {
    const { tests, diagnostics } = await run({
      'sum.ts': 'export const one: number = 1;\n',
      'a.test.ts':
        "import { one } from './sum.js';\ndescribe('one', () => {\n  it('is one', () => {\n    expect(one).toBe(1);\n  });\n  it('is two', () => {\n    expect(one).toBe(2);\n  });\n});\n",
      'b.test.cjs': "const { test, expect } = require('@jest/globals');\ntest('plain', () => expect(1).toBe(1));\n",
      'c.test.js': "test('leaves', () => process.exit(0));\n",
    });
    expect(Object.fromEntries(tests.map(({ name, status }) => [name, status]))).toEqual({
      'a.test.ts > one > is one': 'PASSED',
      'a.test.ts > one > is two': 'FAILED',
      'b.test.cjs > plain': 'PASSED',
      'c.test.js': 'FAILED',
    });
    expect(diagnostics.find(({ path }) => path === 'a.test.ts')).toMatchObject({
      line: 7,
      message: expect.stringContaining('Expected: 2'),
    });
  }, 90_000);

  it('holds a project without tests to be untested, and warns of a test file without any', async () => {
    expect(await run({ 'a.js': '' })).toMatchObject({
      tests: [],
      diagnostics: [{ rule: 'no-tests', severity: 'ERROR' }],
    });
    expect(await run({ 'a.test.mjs': 'export {};\n' })).toMatchObject({
      tests: [],
      diagnostics: [{ rule: 'no-tests-in-file', severity: 'WARNING', path: 'a.test.mjs' }],
    });
  });

  it('lets tests serve themselves on their own loopback, and reach nothing else', async () => {
    const server = createServer();
    onTestEnd.push(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const found = await results({
      'a.test.mjs': `${nodeTest}import http from 'node:http';\nimport fs from 'node:fs';\nimport net from 'node:net';\n
test('serves itself', async () => {
  const server = http.createServer((_, answer) => answer.end('ok')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  assert.equal(await (await fetch('http://127.0.0.1:' + server.address().port)).text(), 'ok');
  server.close();
});
test('writes', () => fs.writeFileSync('out.txt', 'x'));
test('sees no host', () => assert.throws(() => fs.readFileSync('/etc/shadow')));
test('reaches no host', async () => {
  const error = await new Promise((resolve) => net.connect(${port}, '127.0.0.1').on('connect', () => resolve()).on('error', resolve));
  assert.equal(error?.code, 'ECONNREFUSED');
});
`,
    });
    expect(Object.values(found)).toEqual(['PASSED', 'PASSED', 'PASSED', 'PASSED']);
  });
});
