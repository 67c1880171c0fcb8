import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findProgram } from './find-program.js';

const longestWriteMs = 600_000;
const mostArchives = 2;

/**
 * The class archive of a broker, with which Java needs two thirds of the CPU time for a start. It lies beside the jars
 * and belongs to them and to one Java. A broker that was started without an archive writes one when it ends in order. A
 * fault of the archive never throws, since a broker starts without one too.
 */
export class ClassArchive {
  /** The path to which the broker of this start writes an archive. */
  private pending: string | undefined;

  private constructor(
    private readonly folder: string,
    private readonly jars: string,
    private readonly prefix: string,
  ) {}

  /** Returns the archive for the jars in the folder `libs` and the Java on the PATH. */
  static async of(libs: string): Promise<ClassArchive> {
    const jars = `${basename(libs)}-`;
    return new ClassArchive(dirname(libs), jars, `${jars}${await describe(libs)}-`);
  }

  /**
   * Returns Java's arguments for using the archive, or none when it is missing. Java ignores an archive that does not
   * fit.
   */
  async useArguments(): Promise<readonly string[]> {
    await this.takeWritten();
    const found = await this.find();
    return found === undefined ? [] : [`-XX:SharedArchiveFile=${found}`];
  }

  /** Returns Java's arguments for writing the archive when it ends. */
  async writeArguments(): Promise<readonly string[]> {
    if (!(await isWritable(this.folder))) return [];
    this.pending = join(this.folder, `${this.prefix}${randomBytes(6).toString('hex')}.new`);
    return [`-XX:ArchiveClassesAtExit=${this.pending}`];
  }

  /** Takes over a complete archive that a broker has written. Call it when a broker has ended. */
  async takeWritten(): Promise<void> {
    for (const name of await this.list()) {
      if (!name.endsWith('.new')) continue;
      const path = join(this.folder, name);
      const written = await inspect(path);
      if (written?.whole) await this.take(path, written.size).catch(() => undefined);
      else if (written && written.ageMs > longestWriteMs) await rm(path, { force: true }).catch(() => undefined);
    }
  }

  /** Removes the archive of this start's broker: a broker that did not come up has loaded few classes. */
  async dropWritten(): Promise<void> {
    if (this.pending !== undefined) await rm(this.pending, { force: true }).catch(() => undefined);
  }

  /** Removes the archive. Returns false when there is none. */
  async discard(): Promise<boolean> {
    const found = await this.find();
    if (found !== undefined) await rm(found, { force: true }).catch(() => undefined);
    return found !== undefined;
  }

  /** Gives a written archive its name. Of the archives for other Javas, only the newest stay. */
  private async take(path: string, size: number): Promise<void> {
    await rename(path, join(this.folder, `${this.prefix}${size}.jsa`));
    const names = (await readdir(this.folder)).filter((name) => name.startsWith(this.jars) && name.endsWith('.jsa'));
    const ages = await Promise.all(
      names.map(async (name) => ({ name, writtenAt: (await stat(join(this.folder, name))).mtimeMs })),
    );
    const oldest = ages.sort((a, b) => b.writtenAt - a.writtenAt).slice(mostArchives);
    await Promise.all(oldest.map(({ name }) => rm(join(this.folder, name), { force: true })));
  }

  // A truncated archive crashes Java, so the name of a complete one has its length.
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

/**
 * Inspects a written archive. Java writes the head of an archive last, so an empty head means that it is incomplete.
 */
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

/** Returns a text that changes when Java or the jars are replaced. */
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
