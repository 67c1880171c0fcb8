import { readFile, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Event } from '@skillwright/contracts/events';
import { isVersion } from '@skillwright/rules';
import { isId, type Logger } from '@skillwright/service';
import { writeSynced } from '@skillwright/service/files';
import pLimit from 'p-limit';
import { writeFiles } from '../storage/write-files.js';
import { CommittedFolders, FolderExistsError } from '../storage/committed-folders.js';
import { writeBundle } from '../template/template-bundle.js';
import type { TemplateSource } from '../template/template-file.js';
import { versionRecord, type VersionRecord } from './version-record.js';
import type { IndexedVersion } from './template-index.js';

const versionFile = 'version.json';
const bundlesFolder = 'bundles';
/** The folder of a deleted skill beside its versions; no version has this name. */
const tombstone = 'deleted';
const scanConcurrency = 32;

/** The skill versions on the disk. */
export interface StoredVersions {
  readonly versions: readonly IndexedVersion[];
  /** The ids of deleted skills. */
  readonly deleted: readonly string[];
}

/**
 * Skill versions as folders: `<root>/<skill id>/<version>/` with `version.json`, `bundles/` and, if it has one,
 * `event.json`.
 */
export class FileTemplateStore {
  private readonly root: string;
  private readonly folders: CommittedFolders;

  constructor(
    folders: { readonly templates: string; readonly outbox: string },
    private readonly logger: Logger,
  ) {
    this.root = resolve(folders.templates);
    this.folders = new CommittedFolders({ root: this.root, outbox: folders.outbox }, logger);
  }

  /**
   * Reads all versions. A version that cannot be read is removed, so that it is fetched again. Call it before anything
   * else.
   */
  async open(): Promise<StoredVersions> {
    await this.folders.open();
    const limit = pLimit(scanConcurrency);
    const ids = await this.listIds();
    const skills = await Promise.all(ids.map((id) => limit(() => this.loadSkill(id))));
    return {
      versions: skills.flatMap((skill) => (skill === tombstone ? [] : skill)),
      deleted: ids.filter((_, index) => skills[index] === tombstone),
    };
  }

  close(): Promise<void> {
    return this.folders.close();
  }

  /** The ids of all skills on the disk. */
  async listIds(): Promise<string[]> {
    return (await readdir(this.root)).filter(isId);
  }

  /**
   * Reads a version, which another replica may have written. Undefined when it is missing. An unreadable version is
   * removed.
   */
  async find(id: string, version: string): Promise<IndexedVersion | undefined> {
    try {
      return await this.readVersion(id, version);
    } catch (error) {
      this.logger.warn({ err: error, skill_id: id, version }, 'stored templates cannot be read and are fetched again');
      await rm(join(this.root, id, version), { recursive: true, force: true });
      return undefined;
    }
  }

  /**
   * Returns `deleted`, or the versions of a skill that are not known yet. An unreadable version is skipped and not
   * removed.
   */
  async look(id: string, isKnown: (version: string) => boolean): Promise<readonly IndexedVersion[] | 'deleted'> {
    const names = await readdir(join(this.root, id)).catch(ifMissing<string[]>([]));
    if (names.includes(tombstone)) return tombstone;
    const unknown = names.filter((name) => isVersion(name) && !isKnown(name));
    const read = async (version: string) => {
      try {
        return await this.readVersion(id, version);
      } catch (error) {
        this.logger.warn({ err: error, skill_id: id, version }, 'stored templates cannot be read');
        return undefined;
      }
    };
    return (await Promise.all(unknown.map(read))).filter((version) => version !== undefined);
  }

  /**
   * Commits a version with the bundles of its usable templates and its event. Throws FolderExistsError when the version
   * exists.
   */
  async write(
    record: VersionRecord,
    sources: readonly TemplateSource[],
    event: Event | undefined,
  ): Promise<IndexedVersion> {
    const usable = sources.filter(({ name }) => record.templates.some((template) => template.name === name));
    await this.folders.commit(join(record.skill_id, record.version), async (folder) => {
      const bundles = usable.map((source) => ({
        path: `${source.name}.json`,
        executable: false,
        read: () => Buffer.from(writeBundle(source)),
      }));
      await writeFiles(join(folder, bundlesFolder), bundles, () => undefined);
      await writeSynced(join(folder, versionFile), JSON.stringify(record));
      return event;
    });
    return this.toIndexed(record);
  }

  /**
   * Commits the deletion of a skill with its event, then removes its versions. A deletion that exists gets no second
   * event.
   */
  async remove(skillId: string, event: Event | undefined): Promise<void> {
    try {
      await this.folders.commit(join(skillId, tombstone), () => Promise.resolve(event));
    } catch (error) {
      if (!(error instanceof FolderExistsError)) throw error;
    }
    await this.removeVersions(skillId);
  }

  private async loadSkill(id: string): Promise<IndexedVersion[] | typeof tombstone> {
    const names = await readdir(join(this.root, id));
    if (names.includes(tombstone)) {
      await this.removeVersions(id);
      return tombstone;
    }
    const versions = await Promise.all(names.filter(isVersion).map((version) => this.find(id, version)));
    return versions.filter((version) => version !== undefined);
  }

  /** Returns undefined when there is no such version. Throws when it cannot be read. */
  private async readVersion(id: string, version: string): Promise<IndexedVersion | undefined> {
    const text = await readFile(join(this.root, id, version, versionFile), 'utf8').catch(ifMissing(undefined));
    return text === undefined ? undefined : this.toIndexed(versionRecord.parse(JSON.parse(text)));
  }

  /** Removes the versions except their events, which the relay may not have published yet. */
  private async removeVersions(skillId: string): Promise<void> {
    const versions = (await readdir(join(this.root, skillId))).filter((name) => name !== tombstone);
    const contents = versions.flatMap((version) => [versionFile, bundlesFolder].map((name) => join(version, name)));
    await Promise.all(contents.map((path) => rm(join(this.root, skillId, path), { recursive: true, force: true })));
  }

  private toIndexed(record: VersionRecord): IndexedVersion {
    const of = { skillId: record.skill_id, skillName: record.skill_name, version: record.version };
    const bundlePath = (name: string) =>
      join(this.root, record.skill_id, record.version, bundlesFolder, `${name}.json`);
    return {
      ...of,
      templates: record.templates.map((template) => ({ ...template, ...of, bundlePath: bundlePath(template.name) })),
      faulty: record.faulty,
    };
  }
}

/** Handles an error of the file system: returns `value` when the file or folder is missing, else rethrows. */
function ifMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
