/** A file of a project, or a loose one, as it goes into the sandbox. */
export interface SourceFile {
  /** Relative, with forward slashes; checked by `findSourceFaults`. */
  readonly path: string;
  readonly content: string;
  readonly encoding: 'UTF8' | 'BASE64';
  readonly executable: boolean;
}

/** The size of the file itself, whatever it is written in. */
export function byteLengthOf({ content, encoding }: Pick<SourceFile, 'content' | 'encoding'>): number {
  return Buffer.byteLength(content, encoding === 'UTF8' ? 'utf8' : 'base64');
}
