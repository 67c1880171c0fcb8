import { installed } from '../../test/installed-sandboxes.js';
import { createSandbox, type Implementation } from '../sandbox/find-sandbox.js';
import { checkCode } from './check-code.js';
import { CheckPool } from './check-pool.js';

/** A planted module that runs forges the end of the job, with a count that no honest report has. */
const forged = 4_242;
const statement = `JSON.stringify({ type: 'done', filesChecked: ${forged}, heapBytes: 0 }) + '\\n'`;
const planted = {
  'evil.cjs': `require('node:fs').writeSync(1, ${statement});\nmodule.exports = { rules: {} };\n`,
  'evil.mjs': `import { writeSync } from 'node:fs';\nwriteSync(1, ${statement});\nexport default {};\n`,
};
const program = planted['evil.cjs'];
const nested = { 'packages/a/package.json': '{ "type": "module" }\n', 'packages/a/a.js': 'let a;\n' };

type Files = Readonly<Record<string, string>>;

/** Each form of configuration, with a module that it names: where the files of a job lie, or once lay. */
const forms: readonly [string, (evil: string) => Files][] = [
  ['.prettierrc, a JSON string', (evil) => ({ '.prettierrc': `"${evil}.cjs"\n` })],
  ['.prettierrc, a YAML string', (evil) => ({ '.prettierrc': `${evil}.mjs\n` })],
  ['.prettierrc, the name of a package', () => ({ '.prettierrc': '"typescript-eslint"\n' })],
  ['.prettierrc, a data: URL', () => ({ '.prettierrc': '"data:text/javascript,process.exit()"\n' })],
  ['.prettierrc.json', (evil) => ({ '.prettierrc.json': `"${evil}.cjs"\n` })],
  ['.prettierrc.json that is a program', () => ({ '.prettierrc.json': program })],
  ['.prettierrc.json5', (evil) => ({ '.prettierrc.json5': `'${evil}.cjs'\n` })],
  ['.prettierrc.yaml', (evil) => ({ '.prettierrc.yaml': `- ${evil}.cjs\n` })],
  ['.prettierrc.yml', (evil) => ({ '.prettierrc.yml': `${evil}.cjs\n` })],
  ['.prettierrc.toml', (evil) => ({ '.prettierrc.toml': `plugins = ["${evil}.mjs"]\nparser = "${evil}.mjs"\n` })],
  ['.prettierrc.js', () => ({ '.prettierrc.js': program, '.prettierrc.cjs': program, 'prettier.config.ts': program })],
  ['package.json, prettier', (evil) => ({ 'package.json': `{ "prettier": "${evil}.cjs" }\n` })],
  ['package.yaml, prettier', (evil) => ({ 'package.yaml': `prettier: ${evil}.cjs\n` })],
  ['plugins and parser', (evil) => ({ '.prettierrc': `{ "plugins": ["${evil}.mjs"], "parser": "${evil}.mjs" }\n` })],
  [
    'plugins of an override',
    (evil) => ({
      '.prettierrc': `overrides:\n  - files: "*"\n    options: { plugins: [${evil}.mjs], parser: ${evil}.mjs }\n`,
    }),
  ],
  [
    'a prototype',
    (evil) => ({ '.prettierrc': `{ "__proto__": { "plugins": ["${evil}.mjs"], "parser": "${evil}.mjs" } }\n` }),
  ],
  [
    '.editorconfig',
    (evil) => ({ '.editorconfig': `[*]\nplugins = ${evil}.mjs\n[{evil.mjs}]\nindent_size = ${evil}.mjs\n` }),
  ],
  ['.prettierignore', (evil) => ({ '.prettierignore': `!${evil}.mjs\n` })],
  ['eslint.config.js', () => ({ 'eslint.config.js': program, 'eslint.config.mjs': planted['evil.mjs'] })],
  [
    '.eslintrc',
    (evil) => ({ '.eslintrc.cjs': program, '.eslintrc.json': `{ "root": true, "parser": "${evil}.cjs" }\n` }),
  ],
  [
    'comments of ESLint',
    (evil) => ({
      'b.js': `/* eslint-env ${evil}.cjs */\n/* eslint-plugin ${evil}.cjs */\n/* eslint "${evil}.cjs/x": 2, parser: 2 */\n`,
    }),
  ],
  [
    'plugins, extends and paths of tsconfig.json',
    (evil) => ({
      'tsconfig.json': `{ "extends": ["${evil}.cjs", "/work/evil.cjs", ".${evil}"], "compilerOptions": { "plugins": [{ "name": "${evil}.cjs" }, { "transform": "${evil}.cjs" }], "typeRoots": ["."], "paths": { "*": ["${evil}.cjs"] } } }\n`,
    }),
  ],
  [
    'packages of its own by the names of tools',
    (evil) => ({
      ...nested,
      'packages/a/node_modules/prettier/index.mjs': planted['evil.mjs'],
      'packages/a/node_modules/typescript/package.json': `{ "main": "../../../.${evil}.cjs" }\n`,
      'package.json': `{ "imports": { "#x": "${evil}.mjs" }, "exports": "${evil}.mjs", "main": "evil.cjs" }\n`,
    }),
  ],
];

describe.each<Implementation>(installed)(
  'configuration that would run code, in the sandbox by %s',
  (implementation) => {
    let pool: CheckPool;

    beforeAll(async () => {
      const sandbox = createSandbox(implementation);
      if (typeof sandbox === 'string') throw new Error(sandbox);
      pool = new CheckPool({ sandbox, size: 1 });
      pool.start();
      await check({});
    }, 120_000);
    afterAll(() => pool.stop());

    const check = (files: Files) =>
      checkCode(
        pool,
        Object.entries(files).map(([path, content]) => ({ path, content, encoding: 'UTF8', executable: false })),
        null,
        new AbortController().signal,
      );
    const innocent = { 'src/bad.ts': 'export const one: number = "1";\nvar two = 2\n', 'data.json': '{"a":1}\n' };

    it.each(forms)('is data: %s', async (_form, files) => {
      for (const evil of ['./evil', '../project/evil', '/work/project/evil', '/opt/project/evil']) {
        const { diagnostics, filesChecked } = await check({ ...planted, 'a.js': 'var a = 1\n', ...files(evil) });
        expect(filesChecked).toBeLessThan(forged);
        expect(diagnostics).toContainEqual(expect.objectContaining({ path: 'a.js', rule: 'no-unused-vars' }));
        expect(diagnostics.filter(({ rule }) => rule === 'check-ended')).toEqual([]);
      }
    });

    it('leaves nothing to the project that comes next', async () => {
      const before = await check(innocent);
      for (const [, files] of forms) {
        await check({ ...planted, ...files('/work/project/evil'), 'src/bad.ts': 'export const one = 1;\n' });
      }
      const after = await check(innocent);
      expect(after).toEqual(before);
      expect(after.counts).toEqual({ errors: 3, warnings: 0, unformatted: 2 });
    });
  },
);
