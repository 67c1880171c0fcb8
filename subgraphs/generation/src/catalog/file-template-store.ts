import { readFile, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Event } from '@skillwright/contracts/events';
import { isVersion } from '@skillwright/rules';
import { isId, type Logger } from '@skillwright/service';
import pLimit from 'p-limit';
import { writeFiles, writeSynced } from '../storage/durable-files.js';
import { FolderExistsError, Staging } from '../storage/staging.js';
import { writeBundle } from '../template/template-bundle.js';
import type { TemplateSource } from '../template/template-file.js';
import { catalogVersion, type CatalogVersion } from './catalog-entry.js';
import type { IndexedVersion } from './template-index.js';

const versionFile = 'version.json';
const bundlesFolder = 'bundles';
/** No version has this name, so it can stand beside them. */
const tombstone = 'deleted';
const scanConcurrency = 32;

/** What the disk holds: the versions that were taken in, and the ids of skills that are gone for good. */
export interface StoredCatalog {
  readonly versions: readonly IndexedVersion[];
  readonly deleted: readonly string[];
}

/** The catalogue as folders: `<root>/<skill id>/<version>/` with `version.json`, `bundles/` and, where it has one, `event.json`. */
export class FileTemplateStore {
  private readonly root: string;
  private readonly staging: Staging;

  constructor(
    folders: { readonly templates: string; readonly outbox: string },
    private readonly logger: Logger,
  ) {
    this.root = resolve(folders.templates);
    this.staging = new Staging({ root: this.root, outbox: folders.outbox });
  }

  /** Clears what a crash left behind and reads the rest; what cannot be read is removed, to be fetched again. */
  async open(): Promise<StoredCatalog> {
    await this.staging.open();
    const limit = pLimit(scanConcurrency);
    const ids = await this.listIds();
    const skills = await Promise.all(ids.map((id) => limit(() => this.loadSkill(id))));
    return {
      versions: skills.flatMap((skill) => (skill === tombstone ? [] : skill)),
      deleted: ids.filter((_, index) => skills[index] === tombstone),
    };
  }

  close(): Promise<void> {
    return this.staging.close();
  }

  /** The ids of the skills that something lies here of. */
  async listIds(): Promise<string[]> {
    return (await readdir(this.root)).filter(isId);
  }

  /** A version that lies here, maybe taken in by another process; undefined where it does not, or cannot be read. */
  async find(id: string, version: string): Promise<IndexedVersion | undefined> {
    try {
      return await this.readVersion(id, version);
    } catch (error) {
      this.logger.warn({ err: error, skill_id: id, version }, 'stored templates cannot be read and are fetched again');
      await rm(join(this.root, id, version), { recursive: true, force: true });
      return undefined;
    }
  }

  /** What lies here of a skill: that it is gone, or its versions but those that are known. What cannot be read is left out and left alone. */
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

  /** Commits a version with the bundles of its usable templates, and its event. Throws FolderExistsError where it is there. */
  async write(
    entry: CatalogVersion,
    sources: readonly TemplateSource[],
    event: Event | undefined,
  ): Promise<IndexedVersion> {
    const usable = sources.filter(({ name }) => entry.templates.some((template) => template.name === name));
    await this.staging.commit(join(entry.skill_id, entry.version), async (folder) => {
      const bundles = usable.map((source) => ({
        path: `${source.name}.json`,
        executable: false,
        read: () => Buffer.from(writeBundle(source)),
      }));
      await writeFiles(join(folder, bundlesFolder), bundles, () => undefined);
      await writeSynced(join(folder, versionFile), JSON.stringify(entry));
      return event;
    });
    return this.toIndexed(entry);
  }

  /** Commits that a skill is gone, with the event, and then removes its versions. Where that is committed, no second event is. */
  async remove(skillId: string, event: Event | undefined): Promise<void> {
    try {
      await this.staging.commit(join(skillId, tombstone), () => Promise.resolve(event));
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

  /** Undefined where it is not there; throws where it cannot be read. */
  private async readVersion(id: string, version: string): Promise<IndexedVersion | undefined> {
    const text = await readFile(join(this.root, id, version, versionFile), 'utf8').catch(ifMissing(undefined));
    return text === undefined ? undefined : this.toIndexed(catalogVersion.parse(JSON.parse(text)));
  }

  /** Removes what the versions hold but their events: the relay may not have come to those yet. */
  private async removeVersions(skillId: string): Promise<void> {
    const versions = (await readdir(join(this.root, skillId))).filter((name) => name !== tombstone);
    const contents = versions.flatMap((version) => [versionFile, bundlesFolder].map((name) => join(version, name)));
    await Promise.all(contents.map((path) => rm(join(this.root, skillId, path), { recursive: true, force: true })));
  }

  private toIndexed(entry: CatalogVersion): IndexedVersion {
    const of = { skillId: entry.skill_id, skillName: entry.skill_name, version: entry.version };
    const bundlePath = (name: string) => join(this.root, entry.skill_id, entry.version, bundlesFolder, `${name}.json`);
    return {
      ...of,
      templates: entry.templates.map((template) => ({ ...template, ...of, bundlePath: bundlePath(template.name) })),
      faulty: entry.faulty,
    };
  }
}

/** For a failed call of the file system: `value` where the file or folder is not there. */
function ifMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
