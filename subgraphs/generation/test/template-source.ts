import type { TemplateSource } from '../src/template/template-file.js';

type Content = string | Uint8Array | { readonly content: string | Uint8Array; readonly executable: boolean };

/** Returns a template with these files, and a `template.yaml` of a project without parameters unless it is given. */
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

/** Returns the `template.yaml` of a project with these parameters (the `properties` of the schema) and more text. */
export function manifestOf(properties: Readonly<Record<string, unknown>>, more = ''): string {
  const parameters = JSON.stringify({ properties });
  return `kind: project\ndescription: A sample.\nparameters: ${parameters}\n${more}`;
}
