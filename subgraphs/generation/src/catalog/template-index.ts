import { compareText, compareVersions } from '@skillwright/rules';
import { templateIdOf } from '../template/template-id.js';
import type { TemplateKind } from '../template/manifest.js';
import type { CatalogTemplate } from './catalog-template.js';
import type { FaultyTemplate } from './version-record.js';

/** The templates of one skill version. */
export interface IndexedVersion {
  readonly skillId: string;
  readonly skillName: string;
  readonly version: string;
  readonly templates: readonly CatalogTemplate[];
  readonly faulty: readonly FaultyTemplate[];
}

/** The skill of a template and its name there, the same for all versions. */
export interface TemplatePlace {
  readonly skillId: string;
  readonly name: string;
}

interface IndexedSkill {
  readonly versions: Map<string, IndexedVersion>;
  newest: IndexedVersion;
}

export interface TemplatePageRequest {
  readonly limit: number;
  /** Name and id of the last template before the page. */
  readonly after?: readonly [name: string, id: string] | undefined;
  readonly kind?: TemplateKind | undefined;
}

/**
 * All templates in memory. The newest version of a skill is the highest one, whatever the order in which versions are
 * set.
 */
export class TemplateIndex {
  private readonly skills = new Map<string, IndexedSkill>();
  private readonly deleted = new Set<string>();
  private readonly places = new Map<string, TemplatePlace>();
  /** The templates of the newest versions by name and id; made at the first read after a change. */
  private sorted: readonly CatalogTemplate[] | undefined;

  set(version: IndexedVersion): void {
    const skill = this.skills.get(version.skillId);
    if (skill) {
      skill.versions.set(version.version, version);
      if (compareVersions(version.version, skill.newest.version) > 0) skill.newest = version;
    } else {
      this.skills.set(version.skillId, { versions: new Map([[version.version, version]]), newest: version });
    }
    for (const { name } of [...version.templates, ...version.faulty]) {
      this.places.set(templateIdOf(version.skillId, name), { skillId: version.skillId, name });
    }
    this.sorted = undefined;
  }

  /** Removes a skill and remembers its deletion. */
  remove(skillId: string): void {
    this.deleted.add(skillId);
    this.skills.delete(skillId);
    for (const [id, place] of this.places) if (place.skillId === skillId) this.places.delete(id);
    this.sorted = undefined;
  }

  isDeleted(skillId: string): boolean {
    return this.deleted.has(skillId);
  }

  skillIds(): string[] {
    return [...this.skills.keys()];
  }

  find(skillId: string, version?: string): IndexedVersion | undefined {
    const skill = this.skills.get(skillId);
    return version === undefined ? skill?.newest : skill?.versions.get(version);
  }

  /** The place of the template with this id, also when the newest version no longer has it. */
  findPlace(templateId: string): TemplatePlace | undefined {
    return this.places.get(templateId.toLowerCase());
  }

  /** The template with this id, usable and in the newest version of its skill. */
  findTemplate(templateId: string): CatalogTemplate | undefined {
    const place = this.findPlace(templateId);
    return place && this.find(place.skillId)?.templates.find(({ name }) => name === place.name);
  }

  /** The skills of this name at their newest versions; more than one until the deletion of an older one is known. */
  findByName(skillName: string): IndexedVersion[] {
    return this.newestVersions().filter((version) => version.skillName === skillName);
  }

  newestVersions(): IndexedVersion[] {
    return [...this.skills.values()].map(({ newest }) => newest);
  }

  list({ limit, after, kind }: TemplatePageRequest): CatalogTemplate[] {
    const templates = this.ofKind(kind);
    const start =
      after === undefined ? 0 : templates.findIndex((template) => compare([template.name, template.id], after) > 0);
    return start === -1 ? [] : templates.slice(start, start + limit);
  }

  count(kind?: TemplateKind): number {
    return this.ofKind(kind).length;
  }

  private ofKind(kind: TemplateKind | undefined): readonly CatalogTemplate[] {
    this.sorted ??= this.newestVersions()
      .flatMap(({ templates }) => templates)
      .sort((a, b) => compare([a.name, a.id], [b.name, b.id]));
    return kind === undefined ? this.sorted : this.sorted.filter((template) => template.kind === kind);
  }
}

function compare([name, id]: readonly [string, string], [otherName, otherId]: readonly [string, string]): number {
  return compareText(name, otherName) || compareText(id, otherId);
}
