import { mkdir, readdir, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workFolder } from '../test/work-folder.js';
import { ClassArchive } from './class-archive.js';

/** This test takes Java's place and writes the files that Java would write. */
describe('the class archive', () => {
  let folder: Awaited<ReturnType<typeof workFolder>>;
  let libs: string;
  beforeEach(async () => {
    folder = await workFolder();
    libs = join(folder.path, 'kafka-1');
    await mkdir(libs);
  });
  afterEach(() => folder.dispose());

  const head = Buffer.from('head');
  /** Returns Java's argument: to use the archive, else to write one. */
  const argument = async (archive?: ClassArchive) => {
    const asked = archive ?? (await ClassArchive.of(libs));
    return (await asked.useArguments())[0] ?? (await asked.writeArguments())[0] ?? '';
  };
  const pathIn = (text: string) => text.slice(text.indexOf('=') + 1);
  const archives = async () => (await readdir(folder.path)).filter((name) => name !== 'kafka-1');

  it('is written by the first broker and used by the next', async () => {
    const first = await ClassArchive.of(libs);
    const told = await argument(first);
    expect(told).toMatch(/^-XX:ArchiveClassesAtExit=/);
    await writeFile(pathIn(told), head);
    await first.takeWritten();
    expect(await argument()).toMatch(/^-XX:SharedArchiveFile=.*kafka-1-[0-9a-f]{12}-4\.jsa$/);
  });

  it('is also taken from a broker that ended later than its starter', async () => {
    await writeFile(pathIn(await argument()), head);
    expect(await argument()).toMatch(/^-XX:SharedArchiveFile=/);
    expect(await archives()).toHaveLength(1);
  });

  it('is not used while it is incomplete, and is removed when it stays so', async () => {
    const pending = pathIn(await argument());
    await writeFile(pending, Buffer.alloc(4));
    expect(await argument()).toMatch(/^-XX:ArchiveClassesAtExit=/);
    expect(await archives()).toHaveLength(1);
    await utimes(pending, 1, 1);
    await argument();
    expect(await archives()).toEqual([]);
  });

  it('is not used when it is truncated', async () => {
    await writeFile(pathIn(await argument()), head);
    await truncate(pathIn(await argument()), 3);
    expect(await argument()).toMatch(/^-XX:ArchiveClassesAtExit=/);
  });

  it('is a different one for other jars', async () => {
    await writeFile(pathIn(await argument()), head);
    await writeFile(join(libs, 'new.jar'), '');
    expect(await argument()).toMatch(/^-XX:ArchiveClassesAtExit=/);
  });

  it('is one of at most two, so that archives of a replaced Java are removed', async () => {
    for (const jar of ['1.jar', '2.jar', '3.jar']) {
      await writeFile(join(libs, jar), '');
      await writeFile(pathIn(await argument()), head);
      expect(await argument()).toMatch(/^-XX:SharedArchiveFile=/);
    }
    expect(await archives()).toHaveLength(2);
  });

  it('is removed when the broker that wrote it did not come up', async () => {
    const archive = await ClassArchive.of(libs);
    await writeFile(pathIn(await argument(archive)), head);
    await archive.dropWritten();
    expect(await archives()).toEqual([]);
  });

  it('can be discarded once', async () => {
    await writeFile(pathIn(await argument()), head);
    const archive = await ClassArchive.of(libs);
    await archive.useArguments();
    expect([await archive.discard(), await archive.discard()]).toEqual([true, false]);
  });

  it('is not used or written when its folder is missing', async () => {
    const archive = await ClassArchive.of(join(folder.path, 'nowhere', 'kafka-1'));
    expect(await argument(archive)).toBe('');
    await archive.takeWritten();
  });
});
