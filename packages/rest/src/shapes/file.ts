import { z } from 'zod';
import { component } from './component.js';

const encoding = z.enum(['utf8', 'base64']);

/** A file that a caller sends: `encoding` is `utf8` unless said, `executable` false unless said. */
export const fileInput = component(
  'FileInput',
  z.strictObject({
    path: z.string().describe('Relative, with forward slashes.'),
    content: z.string(),
    encoding: encoding.optional(),
    executable: z.boolean().optional(),
  }),
);

/** A file by its fingerprint, as skills and projects list them. */
export const fileEntry = component(
  'FileEntry',
  z.object({
    path: z.string(),
    size: z.int().describe('In bytes.'),
    digest: z.string().describe('`sha256:` and 64 hex digits.'),
  }),
);

/** A file that a dry run rendered. */
export const renderedFile = component(
  'RenderedFile',
  z.object({ path: z.string(), content: z.string(), encoding, executable: z.boolean() }),
);

const encodings = { utf8: 'UTF8', base64: 'BASE64' } as const;

/** A sent file as the GraphQL inputs take it. */
export function toFileInput({ path, content, encoding, executable }: z.output<typeof fileInput>) {
  return { path, content, encoding: encodings[encoding ?? 'utf8'], executable: executable ?? false };
}

/** A rendered file as REST shows it. */
export function toRenderedFile(file: {
  readonly path: string;
  readonly content: string;
  readonly encoding: 'UTF8' | 'BASE64';
  readonly executable: boolean;
}): z.output<typeof renderedFile> {
  return {
    path: file.path,
    content: file.content,
    encoding: file.encoding === 'UTF8' ? 'utf8' : 'base64',
    executable: file.executable,
  };
}
