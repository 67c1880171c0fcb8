import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { skillErrors } from '@skillwright/contracts/skill';
import { ServiceError } from '@skillwright/service';
import { fromBufferPromise, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl';
import { quote } from '../definition/text-rules.js';
import { archiveLimits } from './archive-limits.js';
import { isExecutable, isFolder, isLeftOut, isPlainFile } from './entry-rules.js';

/** A file as it stood in an archive or a folder; its path is unchecked. */
export interface ArchiveFile {
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

/**
 * Unpacks a zip in memory. Throws ARCHIVE_TOO_LARGE as soon as a limit is passed, whatever the headers claim,
 * ARCHIVE_MALFORMED for what cannot be read, and ARCHIVE_INVALID for what is encrypted, or neither file nor folder.
 */
export async function readArchive(zip: Buffer): Promise<ArchiveFile[]> {
  try {
    // Names stay undecoded here, so that our own rules judge them and name the one that is broken.
    return await readEntries(await fromBufferPromise(zip, { decodeStrings: false }));
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw skillErrors.ARCHIVE_MALFORMED({ reason }, { cause: error });
  }
}

async function readEntries(archive: ZipFile): Promise<ArchiveFile[]> {
  if (archive.entryCount > archiveLimits.entries) {
    throw skillErrors.ARCHIVE_TOO_LARGE({ reason: `it may list at most ${archiveLimits.entries} entries.` });
  }
  const files: ArchiveFile[] = [];
  let budget: number = archiveLimits.unpackedBytes;
  for await (const entry of archive.eachEntry()) {
    const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
    if (isFolder(path) || isLeftOut(path)) continue;
    checkEntry(entry, path);
    // What the header claims is believed only where it is too much.
    if (entry.uncompressedSize > budget) throw tooManyBytes();
    const content = await readEntry(await archive.openReadStreamPromise(entry), budget);
    budget -= content.length;
    if (crc32(content) !== entry.crc32) {
      throw skillErrors.ARCHIVE_MALFORMED({ reason: `the checksum of ${quote(path)} does not match` });
    }
    files.push({ path, content, executable: isExecutable(entry.externalFileAttributes) });
  }
  return files;
}

function checkEntry(entry: Entry, path: string): void {
  if (entry.isEncrypted()) throw refused(path, 'is encrypted');
  if (!isPlainFile(entry.externalFileAttributes)) throw refused(path, 'is a link or a device');
  if (!entry.canDecodeFileData()) throw refused(path, 'is packed in another way than deflate');
}

async function readEntry(stream: Readable, budget: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop by a throw destroys the stream and the inflating behind it.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > budget) throw tooManyBytes();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

const tooManyBytes = () =>
  skillErrors.ARCHIVE_TOO_LARGE({ reason: `it unpacks to more than ${archiveLimits.unpackedBytes} bytes.` });

function refused(path: string, fault: string): ServiceError {
  const reason = `the entry ${quote(path)} ${fault}.`;
  return skillErrors.ARCHIVE_INVALID(
    { reason },
    { errors: [{ code: 'archive_entry', message: reason, path: 'archive' }] },
  );
}
