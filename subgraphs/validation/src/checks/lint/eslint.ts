import js from '@eslint/js';
import { Linter } from 'eslint/universal';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { isCodeFile } from '../../source/path-rules.js';
import type { LoadedFileCheck, TextFile } from '../check.js';
import { syntaxRule, type Diagnostic } from '../diagnostic.js';

const typescriptFiles = ['**/*.ts', '**/*.tsx', '**/*.mts', '**/*.cts'];
const testFiles = ['**/*.test.*', '**/*.spec.*', '**/test/**', '**/tests/**', '**/__tests__/**'];

// The house rules. A project's own eslint.config is a program, and is never run.
const rules = [
  { files: ['**/*.{js,mjs,cjs,jsx}', ...typescriptFiles], ...js.configs.recommended },
  {
    files: ['**/*.{js,mjs,cjs,jsx}', ...typescriptFiles],
    languageOptions: { globals: { ...globals.node }, parserOptions: { ecmaFeatures: { jsx: true } } },
  },
  { files: ['**/*.{jsx,tsx}'], languageOptions: { globals: { ...globals.browser } } },
  { files: testFiles, languageOptions: { globals: { ...globals.jest } } },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: typescriptFiles })),
] as Linter.Config[];

const linter = new Linter({ configType: 'flat' });

export const loadedLintCheck: LoadedFileCheck = {
  selects: ({ path }) => isCodeFile(path),
  prepare: () => ({ checkFile: lint }),
};

/** ESLint with the recommended rules, and typescript-eslint's on TypeScript. */
function lint({ path, text }: TextFile): Diagnostic[] {
  return linter.verify(text, rules, { filename: path }).map((message) => ({
    tool: 'eslint',
    rule: message.fatal ? syntaxRule : message.ruleId,
    severity: message.severity === 2 ? 'ERROR' : 'WARNING',
    path,
    line: message.line,
    column: message.column,
    message: message.fatal ? `The file cannot be parsed: ${withoutPrefix(message.message)}` : message.message,
    fixable: message.fix !== undefined,
  }));
}

function withoutPrefix(message: string): string {
  return message.replace(/^Parsing error: /, '');
}
