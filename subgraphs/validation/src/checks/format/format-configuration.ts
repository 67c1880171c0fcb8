import { posix } from 'node:path';
import ignore from 'ignore';
import type { Options, SupportOption } from 'prettier';
import { messageOf } from '../message-of.js';
import type { TextFile } from '../check.js';
import { fileDiagnostic, type Diagnostic } from '../diagnostic.js';
import { parseDataFile } from './data-file.js';
import { parseEditorConfig, toPrettierOptions, type EditorConfig } from './editorconfig-rules.js';
import {
  configNames,
  isManifest,
  optionsOf,
  readPrettierConfig,
  type PrettierConfig,
} from './prettier-config-rules.js';

/** Larger configuration files are not read. */
const maxBytes = 256 * 1024;

/** How a project wants its files formatted, read from its configuration files as data. */
export class FormatConfiguration {
  /** One finding for each fault of a configuration file. */
  readonly faults: readonly Diagnostic[];
  private readonly configs = new Map<string, PrettierConfig>();
  private readonly editorConfigs = new Map<string, EditorConfig>();
  private readonly isIgnored: (path: string) => boolean;

  constructor(files: readonly TextFile[], described: ReadonlyMap<string, SupportOption>) {
    const large = files.filter(({ path, text }) => isConfiguration(path) && Buffer.byteLength(text) > maxBytes);
    const texts = new Map(files.filter((file) => !large.includes(file)).map(({ path, text }) => [path, text]));
    for (const folder of new Set(files.map(({ path }) => posix.dirname(path)))) {
      const editorConfig = texts.get(posix.join(folder, '.editorconfig'));
      if (editorConfig !== undefined) this.editorConfigs.set(folder, parseEditorConfig(editorConfig));
      const config = findConfig(folder, texts, described);
      if (config) this.configs.set(folder, config);
    }
    this.faults = [
      ...large.map(({ path }) => faultOf(path, `It is larger than ${maxBytes} bytes and was not read.`)),
      ...[...this.configs.values()].flatMap(({ path, faults }) => faults.map((fault) => faultOf(path, fault))),
    ];
    const ignored = ignore({ allowRelativePaths: true }).add(texts.get('.prettierignore') ?? '');
    this.isIgnored = (path) => ignored.ignores(path);
  }

  /** The options for a file; `undefined` where the project ignores it, or its configuration has faults. */
  optionsFor(path: string): Options | undefined {
    if (this.isIgnored(path)) return undefined;
    const folders = foldersAbove(path);
    const config = folders.map((folder) => this.configs.get(folder)).find((found) => found !== undefined);
    if (config && config.faults.length > 0) return undefined;
    return { ...toPrettierOptions(this.propertiesOf(path, folders)), ...(config ? optionsOf(config, path) : {}) };
  }

  private propertiesOf(path: string, folders: readonly string[]) {
    const counting: { folder: string; config: EditorConfig }[] = [];
    for (const folder of folders) {
      const config = this.editorConfigs.get(folder);
      if (config) counting.unshift({ folder, config });
      if (config?.isRoot) break;
    }
    return counting.flatMap(({ folder, config }) =>
      config.sections
        .filter(({ matches }) => matches(posix.relative(folder, path)))
        .map(({ properties }) => properties),
    );
  }
}

function isConfiguration(path: string): boolean {
  return ['.editorconfig', '.prettierignore', ...configNames].includes(posix.basename(path)) && !isManifest(path);
}

function faultOf(path: string, message: string): Diagnostic {
  return fileDiagnostic('format-options', path, message);
}

/** The first configuration of a folder that holds options. */
function findConfig(
  folder: string,
  texts: ReadonlyMap<string, string>,
  described: ReadonlyMap<string, SupportOption>,
): PrettierConfig | undefined {
  for (const path of configNames.map((name) => posix.join(folder, name))) {
    const text = texts.get(path);
    if (text === undefined) continue;
    try {
      const config = readPrettierConfig(path, parseDataFile(path, text), described);
      if (config) return config;
    } catch (error) {
      // The format check reports a manifest that cannot be parsed.
      if (isManifest(path)) continue;
      return { path, options: {}, overrides: [], faults: [messageOf(error)] };
    }
  }
  return undefined;
}

/** The folders of a file, its own first, the project's (`.`) last. */
function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) folders.push(folder);
  return [...folders, '.'];
}
