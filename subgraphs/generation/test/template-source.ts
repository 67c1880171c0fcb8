import type { TemplateSource } from '../src/template/template-file.js';

type Content = string | Uint8Array | { readonly content: string | Uint8Array; readonly executable: boolean };

/** A template of these files; `template.yaml` describes a project without parameters unless it is among them. */
export function templateSource(files: Readonly<Record<string, Content>>, name = 'sample'): TemplateSource {
  const all: Readonly<Record<string, Content>> = {
    'template.yaml': 'kind: project\ndescription: A sample.\n',
    ...files,
  };
  return {
    name,
    files: Object.entries(all).map(([path, entry]) => {
      const { content, executable } =
        typeof entry === 'string' || entry instanceof Uint8Array ? { content: entry, executable: false } : entry;
      return { path, bytes: typeof content === 'string' ? Buffer.from(content) : content, executable };
    }),
  };
}

/** A `template.yaml` of a project with these parameters (the `properties` of the schema) and this further text. */
export function manifestOf(properties: Readonly<Record<string, unknown>>, more = ''): string {
  const parameters = JSON.stringify({ properties });
  return `kind: project\ndescription: A sample.\nparameters: ${parameters}\n${more}`;
}
