import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Mustache from 'mustache';

const writer = new Mustache.Writer();
const config = { escape: String };

/** Renders each file and writes it, as a short script does: without checks, digests and `fsync`. */
export async function renderAndWrite(
  files: Readonly<Record<string, string>>,
  view: object,
  folder: string,
): Promise<void> {
  const rendered = Object.entries(files).map(([path, text]) => ({
    file: join(folder, writer.render(path, view, undefined, config).replace(/\.mustache$/, '')),
    content: writer.render(text, view, undefined, config),
  }));
  await Promise.all(
    [...new Set(rendered.map(({ file }) => dirname(file)))].map((each) => mkdir(each, { recursive: true })),
  );
  await Promise.all(rendered.map(({ file, content }) => writeFile(file, content)));
}
