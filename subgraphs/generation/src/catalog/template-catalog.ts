import { createEvent, type Event } from '@skillwright/contracts/events';
import { compareVersions, isVersion } from '@skillwright/rules';
import { isId, type Clock, type Logger } from '@skillwright/service';
import type { TemplateEngine } from '../engine/template-engine.js';
import { eventSource } from '../event-source.js';
import { KeyedLock } from '../storage/keyed-lock.js';
import { FolderExistsError } from '../storage/staging.js';
import { templateIdOf } from '../template/template-id.js';
import type { TemplateSource } from '../template/template-file.js';
import type { CatalogVersion } from './catalog-entry.js';
import type { FileTemplateStore } from './file-template-store.js';
import type { SkillLibrary, SkillVersionFiles } from './skill-library.js';
import { splitTemplates } from './split-templates.js';
import { TemplateIndex, type IndexedVersion } from './template-index.js';

export interface TemplateCatalogParts {
  readonly store: FileTemplateStore;
  readonly library: SkillLibrary;
  readonly engine: TemplateEngine;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The templates of all skills. What it holds depends on which versions it has heard of, not on the order or the number of
 * times: a version is taken in once, the newest is told by semver, and a deleted skill stays deleted.
 */
export class TemplateCatalog {
  readonly index = new TemplateIndex();
  private readonly lock = new KeyedLock();

  constructor(private readonly parts: TemplateCatalogParts) {}

  /** Reads what earlier runs have taken in. */
  async open(): Promise<void> {
    const { versions, deleted } = await this.parts.store.open();
    for (const version of versions) this.index.set(version);
    for (const id of deleted) this.index.remove(id);
  }

  /** Fetches and checks a version of a skill, unless it is here or gone. Throws what the library throws. */
  async takeIn(skillId: string, version: string, traceparent?: string): Promise<void> {
    if (!isId(skillId) || !isVersion(version)) return;
    await this.lock.run(skillId, async () => {
      if (this.index.isDeleted(skillId) || this.index.find(skillId, version)) return;
      const taken =
        (await this.parts.store.find(skillId, version)) ?? (await this.fetch(skillId, version, traceparent));
      if (taken) this.index.set(taken);
    });
  }

  /** The ids of the skills that the store knows. */
  listIds(): Promise<string[]> {
    return this.parts.store.listIds();
  }

  /** Learns what the store holds of a skill, maybe by another replica. It fetches, writes and publishes nothing. */
  async refresh(skillId: string): Promise<void> {
    if (!isId(skillId)) return;
    await this.lock.run(skillId, () => this.learn(skillId));
  }

  /** Forgets a skill with all its versions, for good. */
  async remove(skillId: string, traceparent?: string): Promise<void> {
    if (!isId(skillId)) return;
    await this.lock.run(skillId, async () => {
      // Without what another replica has just taken in, the event would be left out, and that replica never told.
      await this.learn(skillId);
      if (this.index.isDeleted(skillId)) return;
      const known = this.index.find(skillId) !== undefined;
      const event = known ? this.updated({ skill_id: skillId, version: '', templates: [] }, traceparent) : undefined;
      await this.parts.store.remove(skillId, event);
      this.index.remove(skillId);
    });
  }

  private async learn(skillId: string): Promise<void> {
    const { index } = this;
    if (index.isDeleted(skillId)) return;
    const stored = await this.parts.store.look(skillId, (version) => index.find(skillId, version) !== undefined);
    if (stored === 'deleted') index.remove(skillId);
    else for (const version of stored) index.set(version);
  }

  private async fetch(
    id: string,
    version: string,
    traceparent: string | undefined,
  ): Promise<IndexedVersion | undefined> {
    const { library, logger, store } = this.parts;
    const skill = await library.findFiles(id, version);
    if (!skill) return undefined;
    const sources = splitTemplates(skill.files);
    const entry = await this.check(skill, sources);
    await this.learn(id);
    if (this.index.isDeleted(id)) return undefined;
    const newest = this.index.find(id);
    const event =
      !newest || compareVersions(version, newest.version) > 0 ? this.updated(entry, traceparent) : undefined;
    try {
      const taken = await store.write(entry, sources, event);
      const { templates, faulty } = taken;
      logger.info(
        { skill_id: id, version, templates: templates.length, faulty: faulty.length },
        'a skill version was taken in',
      );
      return taken;
    } catch (error) {
      if (error instanceof FolderExistsError) return store.find(id, version);
      throw error;
    }
  }

  private async check(skill: SkillVersionFiles, sources: readonly TemplateSource[]): Promise<CatalogVersion> {
    const entry: CatalogVersion = {
      format: 1,
      skill_id: skill.id,
      skill_name: skill.name,
      version: skill.version,
      templates: [],
      faulty: [],
    };
    for (const source of sources) {
      const outcome = await this.parts.engine.check(source);
      if ('faults' in outcome) {
        entry.faulty.push({ name: source.name, faults: [...outcome.faults] });
        continue;
      }
      const { kind, description, parameters, examples } = outcome.description;
      const id = templateIdOf(skill.id, source.name);
      entry.templates.push({ id, name: source.name, kind, description, parameters, examples: [...examples] });
    }
    return entry;
  }

  private updated(
    { skill_id, version, templates }: Pick<CatalogVersion, 'skill_id' | 'version' | 'templates'>,
    traceparent: string | undefined,
  ): Event {
    const { clock } = this.parts;
    const data = {
      skill_id,
      templates: templates.map(({ id }) => ({ id, version })),
      timestamp: clock().toISOString(),
    };
    return createEvent('templates.updated', skill_id, data, { source: eventSource, traceparent, now: clock });
  }
}
