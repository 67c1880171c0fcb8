import { messageOf } from '../message-of.js';
import type { LoadedFileCheck, PreparedFileCheck } from '../check.js';
import { fileDiagnostic, syntaxRule, unformattedRule, type Diagnostic } from '../diagnostic.js';
import { FormatConfiguration } from './format-configuration.js';
import { describeOptions, format, inferParser } from './prettier.js';

const describedOptions = await describeOptions();

export const loadedFormatCheck: LoadedFileCheck = {
  selects: ({ path, text }) => inferParser(path, text) !== undefined,
  prepare: (files) => createFormatter(new FormatConfiguration(files, describedOptions)),
};

/** Prettier's check for a project: with the project's options where they are data, else with Prettier's own. */
function createFormatter(configuration: FormatConfiguration): PreparedFileCheck {
  return {
    findings: configuration.faults,
    async checkFile({ path, text }) {
      const parser = inferParser(path, text);
      const options = configuration.optionsFor(path);
      if (parser === undefined || !options) return [];
      try {
        const formatted = await format(text, { ...options, parser, filepath: path });
        return formatted === text ? [] : [unformatted(path, text, formatted)];
      } catch (error) {
        return [notParsed(path, error)];
      }
    },
  };
}

function unformatted(path: string, text: string, formatted: string): Diagnostic {
  const before = text.split('\n');
  const after = formatted.split('\n');
  const index = before.findIndex((line, at) => line !== after[at]);
  const at = index === -1 ? before.length : index;
  return {
    ...fileDiagnostic(unformattedRule, path, `The file is not formatted. ${expectation(before, after, at)}`),
    ...{ tool: 'prettier', fixable: true },
    ...{ line: at + 1, column: firstDifference(before[at] ?? '', after[at] ?? '') + 1 },
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
    ...fileDiagnostic(syntaxRule, path, `The file cannot be parsed: ${firstLine(error)}`),
    ...{ tool: 'prettier', line: start?.line ?? null, column: start?.column ?? null },
  };
}

/** Prettier's messages go on with a picture of the code. */
function firstLine(error: unknown): string {
  const message = messageOf(error);
  return (message.split('\n')[0] ?? '').replace(/ \(\d+:\d+\)$/, '').slice(0, 500);
}
