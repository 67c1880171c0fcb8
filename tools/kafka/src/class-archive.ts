import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findProgram } from './find-program.js';

const longestWriteMs = 600_000;
const mostArchives = 2;

/**
 * The archive of the classes that a broker loads: with it, Java needs two thirds of the CPU time for a start. It lies beside
 * the jars, belongs to them and to one Java, and is written by a broker that ends in order and had none. Nothing here throws
 * for the archive's sake: a broker starts without one as well.
 */
export class ClassArchive {
  /** Where the broker of this start writes one. */
  private pending: string | undefined;

  private constructor(
    private readonly folder: string,
    private readonly jars: string,
    private readonly prefix: string,
  ) {}

  /** The archive for the jars in the folder `libs` and the Java on the PATH. */
  static async of(libs: string): Promise<ClassArchive> {
    const jars = `${basename(libs)}-`;
    return new ClassArchive(dirname(libs), jars, `${jars}${await describe(libs)}-`);
  }

  /** Java's arguments for using the archive; none where there is no archive. Java ignores one that does not fit. */
  async useArguments(): Promise<readonly string[]> {
    await this.takeWritten();
    const found = await this.find();
    return found === undefined ? [] : [`-XX:SharedArchiveFile=${found}`];
  }

  /** Java's arguments for writing the archive when it ends. */
  async writeArguments(): Promise<readonly string[]> {
    if (!(await isWritable(this.folder))) return [];
    this.pending = join(this.folder, `${this.prefix}${randomBytes(6).toString('hex')}.new`);
    return [`-XX:ArchiveClassesAtExit=${this.pending}`];
  }

  /** Takes an archive that a broker has written to its end. Call it when one has ended. */
  async takeWritten(): Promise<void> {
    for (const name of await this.list()) {
      if (!name.endsWith('.new')) continue;
      const path = join(this.folder, name);
      const written = await inspect(path);
      if (written?.whole) await this.take(path, written.size).catch(() => undefined);
      else if (written && written.ageMs > longestWriteMs) await rm(path, { force: true }).catch(() => undefined);
    }
  }

  /** Removes what the broker of this start has written: one that did not come up knows few classes. */
  async dropWritten(): Promise<void> {
    if (this.pending !== undefined) await rm(this.pending, { force: true }).catch(() => undefined);
  }

  /** Removes the archive; false where there is none. */
  async discard(): Promise<boolean> {
    const found = await this.find();
    if (found !== undefined) await rm(found, { force: true }).catch(() => undefined);
    return found !== undefined;
  }

  /** Gives a written archive its name. Those of other Javas stay as long as there are few. */
  private async take(path: string, size: number): Promise<void> {
    await rename(path, join(this.folder, `${this.prefix}${size}.jsa`));
    const names = (await readdir(this.folder)).filter((name) => name.startsWith(this.jars) && name.endsWith('.jsa'));
    const ages = await Promise.all(
      names.map(async (name) => ({ name, writtenAt: (await stat(join(this.folder, name))).mtimeMs })),
    );
    const oldest = ages.sort((a, b) => b.writtenAt - a.writtenAt).slice(mostArchives);
    await Promise.all(oldest.map(({ name }) => rm(join(this.folder, name), { force: true })));
  }

  // Java checks much of an archive, but dies of one that was cut short: the name says how long it has to be.
  private async find(): Promise<string | undefined> {
    for (const name of await this.list()) {
      const [, size] = /^(\d+)\.jsa$/.exec(name.slice(this.prefix.length)) ?? [];
      if (size === undefined) continue;
      const path = join(this.folder, name);
      if ((await stat(path).catch(() => undefined))?.size === Number(size)) return path;
    }
    return undefined;
  }

  private async list(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.filter((name) => name.startsWith(this.prefix));
  }
}

/** Java writes the head of an archive last. */
async function inspect(path: string): Promise<{ whole: boolean; size: number; ageMs: number } | undefined> {
  const file = await open(path).catch(() => undefined);
  if (!file) return undefined;
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const { size, mtimeMs } = await file.stat();
    return { whole: buffer.some((byte) => byte !== 0), size, ageMs: Date.now() - mtimeMs };
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}

/** Is another text when Java or the jars are replaced. */
async function describe(libs: string): Promise<string> {
  const files = [await findProgram('java'), libs].filter((file) => file !== undefined);
  const stats = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
  const facts = JSON.stringify([files, stats.map((found) => [found?.size, found?.mtimeMs])]);
  return createHash('sha256').update(facts).digest('hex').slice(0, 12);
}

function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}
