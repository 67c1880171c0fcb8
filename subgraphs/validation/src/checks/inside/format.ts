import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as prettier from 'prettier';
import { fileDiagnostic, syntaxRule, unformattedRule, type Diagnostic } from '../diagnostic.js';
import type { TextFile } from '../protocol.js';
import { projectFolder, writeFiles } from './project.js';

/** Holds the configurations that are data, and nothing that Prettier could run. */
const optionsFolder = '/work/format-options';

const dataFiles = /(^|\/)(\.prettierrc(\.(json|json5|ya?ml|toml))?|\.editorconfig)$/;

/** What a project may decide about its format; a plugin or a parser it may not bring. */
const allowedOptions = [
  ...['printWidth', 'tabWidth', 'useTabs', 'semi', 'singleQuote', 'quoteProps', 'jsxSingleQuote', 'trailingComma'],
  ...['bracketSpacing', 'objectWrap', 'bracketSameLine', 'arrowParens', 'proseWrap', 'htmlWhitespaceSensitivity'],
  ...['vueIndentScriptAndStyle', 'endOfLine', 'embeddedLanguageFormatting', 'singleAttributePerLine'],
  ...['experimentalTernaries', 'experimentalOperatorPosition'],
];

/** Makes Prettier's check for a project: with its options where they are data, else with Prettier's own. */
export async function createFormatter(files: readonly TextFile[]): Promise<(file: TextFile) => Promise<Diagnostic[]>> {
  rmSync(optionsFolder, { recursive: true, force: true });
  writeFiles(optionsFolder, files.filter(({ path }) => dataFiles.test(path)).concat(packageOptions(files)));
  await prettier.clearConfigCache();

  return async ({ path, text }) => {
    const { ignored, inferredParser } = await prettier.getFileInfo(join(projectFolder, path), {
      ignorePath: join(projectFolder, '.prettierignore'),
      resolveConfig: false,
    });
    if (ignored || !inferredParser) return [];
    let options;
    try {
      options = await readOptions(path);
    } catch (error) {
      return [fileDiagnostic('format-options', path, `Its Prettier options cannot be read: ${firstLine(error)}`)];
    }
    try {
      const formatted = await prettier.format(text, {
        ...options,
        parser: inferredParser,
        filepath: path,
        plugins: [],
      });
      return formatted === text ? [] : [unformatted(path, text, formatted)];
    } catch (error) {
      return [notParsed(path, error)];
    }
  };
}

async function readOptions(path: string): Promise<prettier.Options> {
  const found = await prettier.resolveConfig(join(optionsFolder, path), { editorconfig: true });
  return Object.fromEntries(Object.entries(found ?? {}).filter(([name]) => allowedOptions.includes(name)));
}

/** The `prettier` objects of package.json files; a name there would load a package. */
function packageOptions(files: readonly TextFile[]): TextFile[] {
  return files
    .filter(({ path }) => /(^|\/)package\.json$/.test(path))
    .flatMap(({ path, text }) => {
      const options = prettierKeyOf(text);
      return typeof options === 'object' && options !== null
        ? [{ path, text: JSON.stringify({ prettier: options }) }]
        : [];
    });
}

function prettierKeyOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { prettier?: unknown } | null)?.prettier;
  } catch {
    return undefined;
  }
}

function unformatted(path: string, text: string, formatted: string): Diagnostic {
  const before = text.split('\n');
  const after = formatted.split('\n');
  const index = before.findIndex((line, at) => line !== after[at]);
  const at = index === -1 ? before.length : index;
  return {
    ...{ tool: 'prettier', rule: unformattedRule, severity: 'ERROR', fixable: true, path },
    ...{ line: at + 1, column: firstDifference(before[at] ?? '', after[at] ?? '') + 1 },
    message: `The file is not formatted. ${expectation(before, after, at)}`,
  };
}

function expectation(before: readonly string[], after: readonly string[], at: number): string {
  const line = after[at];
  if (line === undefined) return `Line ${at + 1} is too much.`;
  if (before[at] === `${line}\r`) return `Line ${at + 1} ends with a carriage return.`;
  const shown = JSON.stringify(line.length > 120 ? `${line.slice(0, 120)}…` : line);
  return `Line ${at + 1} should be ${shown}.`;
}

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index += 1;
  return index;
}

function notParsed(path: string, error: unknown): Diagnostic {
  const start = (error as { loc?: { start?: { line?: number; column?: number } } }).loc?.start;
  return {
    ...{ tool: 'prettier', rule: syntaxRule, severity: 'ERROR', fixable: false, path },
    ...{ line: start?.line ?? null, column: start?.column ?? null },
    message: `The file cannot be parsed: ${firstLine(error)}`,
  };
}

/** Prettier's messages go on with a picture of the code. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '')
    .replace(/ \(\d+:\d+\)$/, '')
    .replaceAll(`${optionsFolder}/`, '')
    .slice(0, 500);
}
