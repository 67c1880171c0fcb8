import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { skillErrors } from '@skillwright/contracts/skill';
import { quote } from '@skillwright/rules';
import { ServiceError, messageOf } from '@skillwright/service';
import { fromBufferPromise, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl';
import { isExecutable, isFolder, isLeftOut, isPlainFile } from './entry-rules.js';

/** The most entries of a zip, folders included. */
const maxEntries = 1_000;

/** The bounds of the unpacked content. Inflating stops there, so the compression ratio needs no bound of its own. */
export interface ArchiveLimits {
  readonly unpackedBytes: number;
}

/** A file of an archive or a folder. Its path is not checked. */
export interface ArchiveFile {
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

/**
 * Unpacks a zip in memory. Throws ARCHIVE_TOO_LARGE as soon as a bound is passed, also when the headers claim less,
 * ARCHIVE_MALFORMED for bytes that are not a valid zip, and ARCHIVE_INVALID for an entry that is encrypted, a link or a
 * device.
 */
export async function readArchive(zip: Buffer, limits: ArchiveLimits): Promise<ArchiveFile[]> {
  try {
    // Without this option the zip library refuses unsafe names itself, without the code of the broken rule.
    return await readEntries(await fromBufferPromise(zip, { decodeStrings: false }), limits);
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    const reason = messageOf(error);
    throw skillErrors.ARCHIVE_MALFORMED({ reason }, { cause: error });
  }
}

async function readEntries(archive: ZipFile, { unpackedBytes }: ArchiveLimits): Promise<ArchiveFile[]> {
  if (archive.entryCount > maxEntries) {
    throw skillErrors.ARCHIVE_TOO_LARGE({ reason: `it may list at most ${maxEntries} entries.` });
  }
  const files: ArchiveFile[] = [];
  const tooManyBytes = () =>
    skillErrors.ARCHIVE_TOO_LARGE({ reason: `it unpacks to more than ${unpackedBytes} bytes.` });
  let budget = unpackedBytes;
  for await (const entry of archive.eachEntry()) {
    const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
    if (isFolder(path) || isLeftOut(path)) continue;
    checkEntry(entry, path);
    // A header may claim too little, so the content is counted too; a claim of too much needs no inflating.
    if (entry.uncompressedSize > budget) throw tooManyBytes();
    const content = await readEntry(await archive.openReadStreamPromise(entry), budget);
    if (!content) throw tooManyBytes();
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
  if (!entry.canDecodeFileData()) throw refused(path, 'is not compressed with deflate');
}

/** Reads the bytes of an entry. Returns undefined when there are more than `budget`. */
async function readEntry(stream: Readable, budget: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop early destroys the stream, which ends the inflating.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > budget) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

function refused(path: string, fault: string): ServiceError {
  const reason = `the entry ${quote(path)} ${fault}.`;
  return skillErrors.ARCHIVE_INVALID(
    { reason },
    { errors: [{ code: 'archive_entry', message: reason, path: 'archive' }] },
  );
}
