import { posix } from 'node:path';
import type { Options, SupportOption } from 'prettier';
import { compileGlobs, type Matches } from './glob-rules.js';
import { readOptions } from './option-rules.js';

const maxOverrides = 200;

/** One configuration of Prettier's, taken as data. */
export interface PrettierConfig {
  readonly path: string;
  readonly options: Options;
  readonly overrides: readonly { readonly matches: Matches; readonly options: Options }[];
  /** One sentence for each fault. No file is checked by a configuration that has faults. */
  readonly faults: readonly string[];
}

/** Names of configurations in one folder, the one that counts first. None of them is a program. */
export const configNames = [
  ...['package.json', 'package.yaml', '.prettierrc', '.prettierrc.json', '.prettierrc.yml', '.prettierrc.yaml'],
  ...['.prettierrc.json5', '.prettierrc.toml'],
] as const;

/** Reads what a configuration file holds. `undefined` where it holds nothing or the name of a module, which is not loaded. */
export function readPrettierConfig(
  path: string,
  data: unknown,
  described: ReadonlyMap<string, SupportOption>,
): PrettierConfig | undefined {
  const value = isManifest(path) ? (isRecord(data) ? data['prettier'] : undefined) : data;
  if (value === undefined || value === null || typeof value === 'string') return undefined;
  if (!isRecord(value)) return { path, options: {}, overrides: [], faults: ['It has to hold an object of options.'] };
  const faults: string[] = [];
  const read = (given: object) => {
    const found = readOptions(given, described);
    faults.push(...found.faults);
    return found.options;
  };
  const options = read(value);
  const overrides = readOverrides(value['overrides'], read, faults);
  return { path, options, overrides, faults };
}

/** The options of a configuration for the file at `path`. */
export function optionsOf({ path: at, options, overrides }: PrettierConfig, path: string): Options {
  const relative = posix.relative(posix.dirname(at), path);
  return Object.assign(
    {},
    options,
    ...overrides.filter(({ matches }) => matches(relative)).map((override) => override.options),
  ) as Options;
}

export function isManifest(path: string): boolean {
  return ['package.json', 'package.yaml'].includes(posix.basename(path));
}

function readOverrides(
  list: unknown,
  read: (given: object) => Options,
  faults: string[],
): { matches: Matches; options: Options }[] {
  if (list === undefined) return [];
  if (!Array.isArray(list) || list.length > maxOverrides) {
    faults.push(`overrides has to be a list of at most ${maxOverrides} entries.`);
    return [];
  }
  return list.flatMap((entry: unknown, index) => {
    const matches = isRecord(entry) ? compileGlobs(entry['files'], entry['excludeFiles']) : undefined;
    if (isRecord(entry) && matches) {
      return [{ matches, options: isRecord(entry['options']) ? read(entry['options']) : {} }];
    }
    faults.push(`overrides[${index}] has to name its files by patterns.`);
    return [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
