import { findSandbox } from '../sandbox/find-sandbox.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import { checkCode } from './check-code.js';
import { CheckPool } from './check-pool.js';

describe('checking code', () => {
  let sandbox: Sandbox;
  let pool: CheckPool;

  beforeAll(async () => {
    ({ sandbox } = (await findSandbox()) as { sandbox: Sandbox });
    pool = new CheckPool({ sandbox, size: 1 });
    pool.start();
    // The first job waits for the tools to be loaded.
    await checkCode(pool, [], null, new AbortController().signal);
  }, 120_000);
  afterAll(() => pool.stop());

  const check = (files: Record<string, string>, checks: readonly string[] | null = null, by = pool) =>
    checkCode(
      by,
      Object.entries(files).map(([path, content]) => ({ path, content, encoding: 'UTF8', executable: false })),
      checks,
      new AbortController().signal,
    );
  const lines = async (...args: Parameters<typeof check>) =>
    (await check(...args)).diagnostics.map(({ tool, rule, path, line }) => `${path}:${line} ${tool} ${rule}`);

  it('says once, and where, that a file cannot be parsed', async () => {
    const { diagnostics, counts } = await check({
      'a.ts': 'const a = (;\nlet let = ;\n',
      'b.ts': 'import { a } from "./a.js";\nexport const b = a;\n',
      'c.js': 'let q;\nlet q;\n',
      'd.json': '{ "a": }\n',
    });
    expect(diagnostics).toEqual([
      {
        ...{ tool: 'typescript', rule: 'syntax', severity: 'ERROR', path: 'a.ts', line: 1, column: 12 },
        ...{ message: 'The file cannot be parsed: Expression expected.', fixable: false },
      },
      expect.objectContaining({ path: 'b.ts', rule: 'TS2459' }),
      expect.objectContaining({ path: 'c.js', line: 2, rule: 'syntax', tool: 'eslint' }),
      expect.objectContaining({ path: 'd.json', line: 1, rule: 'syntax', tool: 'prettier' }),
    ]);
    expect(counts).toEqual({ errors: 4, warnings: 0, unformatted: 0 });
  });

  it('runs only the checks that are asked for', async () => {
    const files = { 'a.ts': 'export const a: number = "1"\nvar b = 1;\n' };
    expect(await lines(files, ['FORMAT'])).toEqual(['a.ts:1 prettier format']);
    expect(await lines(files, ['TYPES'])).toEqual(['a.ts:1 typescript TS2322']);
    expect(await lines(files, ['LINT'])).toEqual([
      'a.ts:2 eslint no-var',
      'a.ts:2 eslint @typescript-eslint/no-unused-vars',
    ]);
  });

  it("shows the first line that is not as Prettier would write it, by the project's own options where they are data", async () => {
    const files = { 'a.js': "console.log('a');\n\tconsole.log('b');\n", 'b/c.js': 'console.log("c")\n' };
    const { diagnostics } = await check({ ...files, '.prettierrc': '{ "singleQuote": true }\n' }, ['FORMAT']);
    expect(diagnostics).toMatchObject([
      {
        path: 'a.js',
        line: 2,
        column: 1,
        fixable: true,
        message: expect.stringContaining(`Line 2 should be "console.log('b');"`),
      },
      { path: 'b/c.js', line: 1, column: 13 },
    ]);
    expect(await lines({ ...files, 'b/.prettierrc.yaml': 'semi: false\n' }, ['FORMAT'])).toEqual([
      'a.js:1 prettier format',
    ]);
    expect(await lines({ 'x.js': 'a (  )\n', '.prettierignore': '*.js\n' }, ['FORMAT'])).toEqual([]);
  });

  it('never runs what a project brings as configuration', async () => {
    const evil = 'throw new Error("it ran");\n';
    expect(
      await lines({
        'eslint.config.js': evil,
        'prettier.config.js': evil,
        '.prettierrc': '{ "plugins": ["./evil.js"], "parser": "./evil.js" }\n',
        'evil.js': evil,
        'package.json': '{\n  "prettier": "./evil.js"\n}\n',
        'tsconfig.json': '{ "compilerOptions": { "plugins": [{ "name": "./evil.js" }] } }\n',
      }),
    ).toEqual([]);
  });

  it("checks types by the project's tsconfig.json, and strictly where there is none", async () => {
    const loose = { 'src/a.ts': 'export function f(a) {\n  return a;\n}\n' };
    expect(await lines(loose, ['TYPES'])).toEqual(['src/a.ts:1 typescript TS7006']);
    const config = '{ "compilerOptions": { "strict": false }, "include": ["src"] }\n';
    expect(await lines({ ...loose, 'tsconfig.json': config }, ['TYPES'])).toEqual([]);
    expect(
      await lines({ ...loose, 'tsconfig.json': '{ "compilerOptions": { "target": "es1066" } }\n' }, ['TYPES']),
    ).toContain('tsconfig.json:1 typescript TS6046');
  });

  it('knows the types of Node and of the packages at hand', async () => {
    expect(
      await lines(
        {
          'package.json': '{ "type": "module", "dependencies": { "zod": "4" } }\n',
          'a.ts':
            "import { readFileSync } from 'node:fs';\nimport { z } from 'zod';\nexport const a: string = z.string().parse(readFileSync('x', 'utf8'));\nexport const b: number = z.string().parse('');\n",
        },
        ['TYPES'],
      ),
    ).toEqual(['a.ts:4 typescript TS2322']);
  });

  it('warns of a declared package that is not at hand, and holds an undeclared one to be an error', async () => {
    const { diagnostics } = await check(
      {
        'package.json': '{\n  "type": "module",\n  "dependencies": { "left-pad": "1" }\n}\n',
        'a.ts': "import pad from 'left-pad';\nimport other from 'right-pad';\nexport const a = [pad, other];\n",
      },
      ['TYPES'],
    );
    expect(diagnostics).toMatchObject([
      { path: 'a.ts', line: 2, rule: 'TS2307', severity: 'ERROR' },
      {
        ...{ path: 'package.json', line: 3, rule: 'dependency-not-in-toolchain', severity: 'WARNING' },
        message: expect.stringContaining('dependency not in the toolchain: left-pad'),
      },
    ]);
  });

  it('does not look at what is built, or foreign', async () => {
    expect((await check({ 'dist/a.js': 'var a', 'a/node_modules/x/i.js': 'var a' })).filesChecked).toBe(0);
  });

  it('is not brought down by a file that no parser survives, and checks the others', async () => {
    const found = await lines({
      'deep.ts': `${'a => '.repeat(20_000)}1;\n`,
      'nested.js': '('.repeat(40_000),
      'long.ts': `a${'.a'.repeat(50_000)};\n`,
      'good.ts': 'export const a: number = "";\n',
    });
    expect(found).toEqual(
      expect.arrayContaining(['deep.ts:null skillwright check-failed', 'nested.js:1 skillwright nesting-too-deep']),
    );
    expect(found).toContain('good.ts:1 typescript TS2322');
  });

  it('gives up on a file that takes too long, says which, and finishes the rest in a new worker', async () => {
    const impatient = new CheckPool({ sandbox, size: 1, deadlines: { startMs: 60_000, unitMs: 5_000, jobMs: 60_000 } });
    let slow = '1';
    for (let depth = 0; depth < 200; depth += 1) slow = `f((x) => ${slow})`;
    // Seconds for each of these lines: minutes for all of them, on any machine.
    const found = await lines({ 'slow.js': `${slow};\n`.repeat(40), 'good.js': 'let a = 1\n' }, ['FORMAT'], impatient);
    await impatient.stop();
    expect(found).toEqual(['good.js:1 prettier format', 'slow.js:null skillwright check-ended']);
  }, 180_000);

  it('ends when its caller gives up', async () => {
    const controller = new AbortController();
    const checking = checkCode(
      pool,
      [{ path: 'a.js', content: '', encoding: 'UTF8', executable: false }],
      null,
      controller.signal,
    );
    controller.abort(new Error('enough'));
    await expect(checking).rejects.toThrow('enough');
  });

  it('cuts a list that nobody reads to its end, and says so', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [
        `f${index}.js`,
        `${Array.from({ length: 450 }, (_x, at) => `u${at}();`).join('\n')}\n`,
      ]),
    );
    const { diagnostics, counts } = await check(files, ['LINT']);
    expect(counts.errors).toBe(2_700);
    expect(diagnostics).toHaveLength(2_001);
    expect(diagnostics[0]).toMatchObject({
      ...{ rule: 'diagnostics-cut', severity: 'WARNING' },
      message: 'This list was cut: it shows 2000 of 2700 diagnostics.',
    });
  });
});
