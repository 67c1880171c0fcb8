import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** Creates a zip of the files, given by path. */
export async function createZip(files: Readonly<Record<string, string | Buffer>>): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  return buffer(zip.outputStream);
}
