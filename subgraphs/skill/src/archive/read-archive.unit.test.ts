import { ServiceError } from '@skillwright/service';
import { ZipFile, type Options } from 'yazl';
import { readArchive } from './read-archive.js';

const limits = { unpackedBytes: 8 * 1024 * 1024 };

interface TestEntry {
  readonly path: string;
  readonly content?: Buffer | string;
  readonly options?: Partial<Options>;
}

async function zipOf(...entries: TestEntry[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, content = '', options } of entries) zip.addBuffer(Buffer.from(content), path, options);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Overwrites two bytes at an offset of the central directory entry, and of the local header. */
function patch(zip: Buffer, at: { central: number; local?: number }, value: number): Buffer {
  const copy = Buffer.from(zip);
  copy.writeUInt16LE(value, copy.indexOf('PK\x01\x02', 'latin1') + at.central);
  if (at.local !== undefined) copy.writeUInt16LE(value, copy.indexOf('PK\x03\x04', 'latin1') + at.local);
  return copy;
}

async function refusal(zip: Buffer): Promise<string> {
  const error: unknown = await readArchive(zip, limits).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ServiceError)) throw error;
  return `${error.code}: ${error.message}`;
}

describe('readArchive', () => {
  it('reads files with their bytes and their executable bit, and skips folders', async () => {
    const binary = Buffer.from([0, 255, 128, 10]);
    const zip = await zipOf(
      { path: 'SKILL.md', content: 'hello' },
      { path: 'scripts/run.sh', content: '#!/bin/sh\n', options: { mode: 0o100755 } },
      { path: 'assets/ü.bin', content: binary, options: { compress: false } },
    );
    expect(await readArchive(zip, limits)).toEqual([
      { path: 'SKILL.md', content: Buffer.from('hello'), executable: false },
      { path: 'scripts/run.sh', content: Buffer.from('#!/bin/sh\n'), executable: true },
      { path: 'assets/ü.bin', content: binary, executable: false },
    ]);
  });

  it('skips the entries that macOS adds', async () => {
    const zip = await zipOf({ path: '__MACOSX/._SKILL.md' }, { path: 'a/.DS_Store' }, { path: 'SKILL.md' });
    expect((await readArchive(zip, limits)).map(({ path }) => path)).toEqual(['SKILL.md']);
  });

  it('returns unsafe names, which the rules of paths refuse later', async () => {
    const zip = await zipOf({ path: 'xx/evil' });
    const evil = Buffer.from(zip.toString('latin1').replaceAll('xx/evil', '../evil'), 'latin1');
    expect((await readArchive(evil, limits)).map(({ path }) => path)).toEqual(['../evil']);
  });

  it.each([
    ['text', Buffer.from('this is no zip at all, but quite long'.repeat(10))],
    ['nothing', Buffer.alloc(0)],
    ['a gzip', Buffer.from('1f8b0800000000000003', 'hex')],
  ])('refuses %s as no zip', async (_what, bytes) => {
    expect(await refusal(bytes)).toMatch(/^ARCHIVE_MALFORMED: /);
  });

  it('refuses a truncated zip', async () => {
    const zip = await zipOf({ path: 'SKILL.md', content: 'hello' });
    expect(await refusal(zip.subarray(0, zip.length - 10))).toMatch(/^ARCHIVE_MALFORMED: /);
  });

  it('refuses content that does not match its checksum', async () => {
    const zip = await zipOf({ path: 'SKILL.md', content: 'hello', options: { compress: false } });
    zip[zip.indexOf('hello')] = 0x48;
    expect(await refusal(zip)).toBe(
      'ARCHIVE_MALFORMED: The archive is not a zip that can be read: the checksum of "SKILL.md" does not match.',
    );
  });

  it('refuses symbolic links and devices', async () => {
    const link = await zipOf({ path: 'link', content: '/etc/passwd', options: { mode: 0o120777 } });
    expect(await refusal(link)).toMatch(/^ARCHIVE_INVALID: .*"link" is a link or a device/);
    const device = await zipOf({ path: 'null', options: { mode: 0o020666 } });
    expect(await refusal(device)).toMatch(/^ARCHIVE_INVALID: /);
  });

  it('refuses encrypted entries', async () => {
    const zip = patch(await zipOf({ path: 'SKILL.md', content: 'x' }), { central: 8, local: 6 }, 0x0801);
    expect(await refusal(zip)).toMatch(/^ARCHIVE_INVALID: .*"SKILL.md" is encrypted/);
  });

  it('refuses compression methods other than deflate', async () => {
    const zip = patch(await zipOf({ path: 'SKILL.md', content: 'x' }), { central: 10, local: 8 }, 12);
    expect(await refusal(zip)).toMatch(/^ARCHIVE_INVALID: .*is not compressed with deflate/);
  });

  it('refuses a zip that unpacks to more than 8 MiB, in one file or in many', async () => {
    const bomb = await zipOf({ path: 'zeros', content: Buffer.alloc(8 * 1024 * 1024 + 1) });
    expect(bomb.length).toBeLessThan(20_000);
    expect(await refusal(bomb)).toMatch(/^ARCHIVE_TOO_LARGE: .*8388608 bytes/);
    const part = Buffer.alloc(3 * 1024 * 1024);
    const many = await zipOf(...['a', 'b', 'c'].map((path) => ({ path, content: part })));
    expect(await refusal(many)).toMatch(/^ARCHIVE_TOO_LARGE: /);
  });

  it('refuses a zip bomb with false sizes in its headers', async () => {
    const bomb = await zipOf({ path: 'zeros', content: Buffer.alloc(16 * 1024 * 1024) });
    bomb.writeUInt32LE(100, bomb.indexOf('PK\x01\x02', 'latin1') + 24);
    expect(await refusal(bomb)).toMatch(/^ARCHIVE_MALFORMED: /);
  });

  it('refuses more than 1,000 entries before it unpacks any', async () => {
    const zip = await zipOf(...Array.from({ length: 1_001 }, (_, index) => ({ path: `f${index}` })));
    expect(await refusal(zip)).toBe(
      'ARCHIVE_TOO_LARGE: The archive is over a limit: it may list at most 1000 entries.',
    );
  });
});
