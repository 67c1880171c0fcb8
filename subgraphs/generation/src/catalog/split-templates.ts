import { compareText } from '@skillwright/rules';
import type { TemplateFile, TemplateSource } from '../template/template-file.js';

const templatesFolder = 'templates/';

/** Splits a skill's files into its templates, sorted by name. Each folder in `templates/` is a template. */
export function splitTemplates(files: readonly TemplateFile[]): TemplateSource[] {
  const byName = new Map<string, TemplateFile[]>();
  for (const file of files) {
    if (!file.path.startsWith(templatesFolder)) continue;
    const inside = file.path.slice(templatesFolder.length);
    const slash = inside.indexOf('/');
    if (slash === -1) continue;
    const name = inside.slice(0, slash);
    const ofTemplate = byName.get(name) ?? [];
    ofTemplate.push({ ...file, path: inside.slice(slash + 1) });
    byName.set(name, ofTemplate);
  }
  return [...byName]
    .map(([name, ofTemplate]) => ({ name, files: ofTemplate }))
    .sort((a, b) => compareText(a.name, b.name));
}
