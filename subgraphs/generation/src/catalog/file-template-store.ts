import { readFile, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Event } from '@skillwright/events';
import { isId, type Logger } from '@skillwright/service';
import pLimit from 'p-limit';
import { writeFiles, writeSynced } from '../storage/durable-files.js';
import { Staging } from '../storage/staging.js';
import { writeBundle } from '../template/template-bundle.js';
import type { TemplateSource } from '../template/template-file.js';
import { catalogVersion, type CatalogVersion } from './catalog-entry.js';
import type { IndexedVersion } from './template-index.js';
import { isVersion } from './version-rules.js';

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
    const ids = (await readdir(this.root)).filter(isId);
    const skills = await Promise.all(ids.map((id) => limit(() => this.loadSkill(id))));
    return {
      versions: skills.flatMap((skill) => (skill === tombstone ? [] : skill)),
      deleted: ids.filter((_, index) => skills[index] === tombstone),
    };
  }

  close(): Promise<void> {
    return this.staging.close();
  }

  /** A version that lies here, maybe taken in by another process; undefined where it does not, or cannot be read. */
  async find(id: string, version: string): Promise<IndexedVersion | undefined> {
    const folder = join(this.root, id, version);
    try {
      return this.toIndexed(catalogVersion.parse(JSON.parse(await readFile(join(folder, versionFile), 'utf8'))));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      this.logger.warn({ err: error, skill_id: id, version }, 'stored templates cannot be read and are fetched again');
      await rm(folder, { recursive: true, force: true });
      return undefined;
    }
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

  /** Commits that a skill is gone, with the event, and then removes its versions. */
  async remove(skillId: string, event: Event | undefined): Promise<void> {
    await this.staging.commit(join(skillId, tombstone), () => Promise.resolve(event));
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
