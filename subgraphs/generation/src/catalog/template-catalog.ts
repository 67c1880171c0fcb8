import { createEvent, type Event } from '@skillwright/contracts/events';
import { compareVersions, isVersion } from '@skillwright/rules';
import { isId, type Caller, type Clock, type Logger } from '@skillwright/service';
import { Turns } from '@skillwright/service/timing';
import type { TemplateEngine } from '../engine/template-engine.js';
import { eventSource } from '../events/event-source.js';
import { FolderExistsError } from '../storage/committed-folders.js';
import { templateIdOf } from '../template/template-id.js';
import type { TemplateSource } from '../template/template-file.js';
import type { VersionRecord } from './version-record.js';
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
 * The catalogue: the templates of all skill versions that this service knows. Its content does not depend on the order or
 * the number of events: a version is added once, the newest version is the highest, and a deleted skill stays deleted.
 */
export class TemplateCatalog {
  readonly index = new TemplateIndex();
  private readonly turns = new Turns();

  constructor(private readonly parts: TemplateCatalogParts) {}

  /** Reads the versions that are on the disk. */
  async open(): Promise<void> {
    const { versions, deleted } = await this.parts.store.open();
    for (const version of versions) this.index.set(version);
    for (const id of deleted) this.index.remove(id);
  }

  /** Fetches and checks a version of a skill, unless it is known or its skill is deleted. Throws the library's errors. */
  async addVersion(skillId: string, version: string, caller: Caller): Promise<void> {
    if (!isId(skillId) || !isVersion(version)) return;
    await this.turns.run(skillId, async () => {
      if (this.index.isDeleted(skillId) || this.index.find(skillId, version)) return;
      const added = (await this.parts.store.find(skillId, version)) ?? (await this.fetch(skillId, version, caller));
      if (added) this.index.set(added);
    });
  }

  /** The ids of all skills on the disk. */
  listIds(): Promise<string[]> {
    return this.parts.store.listIds();
  }

  /** Reads what another replica may have written of a skill. Fetches, writes and publishes nothing. */
  async refresh(skillId: string): Promise<void> {
    if (!isId(skillId)) return;
    await this.turns.run(skillId, () => this.readStored(skillId));
  }

  /** Removes a skill with all its versions and publishes that. The skill stays deleted. */
  async remove(skillId: string, caller: Caller): Promise<void> {
    if (!isId(skillId)) return;
    await this.turns.run(skillId, async () => {
      // Another replica may have added the skill a moment ago, and needs the event of its removal.
      await this.readStored(skillId);
      if (this.index.isDeleted(skillId)) return;
      const known = this.index.find(skillId) !== undefined;
      const event = known ? this.updated({ skill_id: skillId, version: '', templates: [] }, caller) : undefined;
      await this.parts.store.remove(skillId, event);
      this.index.remove(skillId);
    });
  }

  private async readStored(skillId: string): Promise<void> {
    const { index } = this;
    if (index.isDeleted(skillId)) return;
    const stored = await this.parts.store.look(skillId, (version) => index.find(skillId, version) !== undefined);
    if (stored === 'deleted') index.remove(skillId);
    else for (const version of stored) index.set(version);
  }

  private async fetch(id: string, version: string, caller: Caller): Promise<IndexedVersion | undefined> {
    const { library, logger, store } = this.parts;
    const skill = await library.findTemplateFiles(id, version, caller);
    if (!skill) return undefined;
    const sources = splitTemplates(skill.files);
    const record = await this.check(skill, sources, caller);
    await this.readStored(id);
    if (this.index.isDeleted(id)) return undefined;
    const newest = this.index.find(id);
    const event = !newest || compareVersions(version, newest.version) > 0 ? this.updated(record, caller) : undefined;
    try {
      const added = await store.write(record, sources, event);
      const { templates, faulty } = added;
      logger.info(
        { skill_id: id, version, templates: templates.length, faulty: faulty.length },
        'a skill version was added to the catalogue',
      );
      return added;
    } catch (error) {
      if (error instanceof FolderExistsError) return store.find(id, version);
      throw error;
    }
  }

  private async check(
    skill: SkillVersionFiles,
    sources: readonly TemplateSource[],
    caller: Caller,
  ): Promise<VersionRecord> {
    const record: VersionRecord = {
      format: 1,
      skill_id: skill.id,
      skill_name: skill.name,
      version: skill.version,
      templates: [],
      faulty: [],
    };
    for (const source of sources) {
      const outcome = await this.parts.engine.check(source, caller);
      if ('faults' in outcome) {
        record.faulty.push({ name: source.name, faults: [...outcome.faults] });
        continue;
      }
      const { kind, description, parameters, examples } = outcome.description;
      const id = templateIdOf(skill.id, source.name);
      record.templates.push({ id, name: source.name, kind, description, parameters, examples: [...examples] });
    }
    return record;
  }

  private updated(
    { skill_id, version, templates }: Pick<VersionRecord, 'skill_id' | 'version' | 'templates'>,
    { traceparent }: Caller,
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
