import { readFileSync, readdirSync, statSync, existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { TemplateSource } from '../src/template/template-file.js';

const skillsFolder = new URL('../../../skills/', import.meta.url).pathname;

/** A template of a first-party skill. */
export interface FirstPartyTemplate {
  readonly skill: string;
  readonly source: TemplateSource;
}

/** Reads all templates below `skills/`, in the form of the skill service. */
export function readFirstPartyTemplates(): FirstPartyTemplate[] {
  return foldersIn(skillsFolder).flatMap((skill) => {
    const templates = join(skillsFolder, skill, 'templates');
    if (!existsSync(templates)) return [];
    return foldersIn(templates).map((name) => ({ skill, source: { name, files: readFiles(join(templates, name)) } }));
  });
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

function readFiles(folder: string): TemplateSource['files'] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return {
        path: relative(folder, path).split(sep).join('/'),
        bytes: readFileSync(path),
        executable: (statSync(path).mode & 0o100) !== 0,
      };
    });
}
