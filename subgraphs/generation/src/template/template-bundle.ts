import { z } from 'zod';
import type { TemplateSource } from './template-file.js';

const bundle = z.object({
  name: z.string(),
  files: z.array(z.object({ path: z.string(), content: z.base64(), executable: z.boolean() })),
});

/** Writes a template as one text, so that no path of its author becomes a path on the disk. */
export function writeBundle(source: TemplateSource): string {
  const files = source.files.map(({ path, bytes, executable }) => ({
    path,
    content: Buffer.from(bytes).toString('base64'),
    executable,
  }));
  return JSON.stringify({ name: source.name, files });
}

/** Parses a text of `writeBundle`. Throws for any other text. */
export function parseBundle(text: string): TemplateSource {
  const { name, files } = bundle.parse(JSON.parse(text));
  return {
    name,
    files: files.map(({ path, content, executable }) => ({ path, bytes: Buffer.from(content, 'base64'), executable })),
  };
}
