import { newId } from '@skillwright/service';
import type { SkillLibrary, SkillVersion, SkillVersionFiles } from '../src/catalog/skill-library.js';

export interface MemorySkill {
  readonly id: string;
  readonly name: string;
  /** The names of the templates by version, oldest first. A template with the name `broken` has a fault. */
  readonly versions: Map<string, readonly string[]>;
}

const pageSize = 3;

/** A library in memory. */
export class MemorySkillLibrary implements SkillLibrary {
  readonly skills: MemorySkill[] = [];
  /** The fetched versions, in order. */
  readonly fetched: string[] = [];
  /** The skills that lists do not return. */
  readonly hidden = new Set<string>();
  outage: Error | undefined;

  add(name: string, version: string, templates: readonly string[]): MemorySkill {
    const skill = { id: newId(), name, versions: new Map([[version, templates]]) };
    this.skills.push(skill);
    return skill;
  }

  remove(id: string): void {
    this.skills.splice(
      this.skills.findIndex((skill) => skill.id === id),
      1,
    );
  }

  async listVersions(after: string | undefined): Promise<{ skills: SkillVersion[]; next: string | undefined }> {
    this.answer();
    const newestFirst = this.skills.filter(({ id }) => !this.hidden.has(id)).reverse();
    const start = after === undefined ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
    const page = newestFirst.slice(start, start + pageSize);
    return { skills: page.map(toNewest), next: start + pageSize < newestFirst.length ? page.at(-1)?.id : undefined };
  }

  async findNewest(by: { id: string } | { name: string }): Promise<SkillVersion | undefined> {
    this.answer();
    const skill = this.skills.find((one) => ('id' in by ? one.id === by.id : one.name === by.name));
    return skill && toNewest(skill);
  }

  async findTemplateFiles(id: string, version: string): Promise<SkillVersionFiles | undefined> {
    this.answer();
    const skill = this.skills.find((one) => one.id === id);
    const templates = skill?.versions.get(version);
    if (!skill || !templates) return undefined;
    this.fetched.push(version);
    const files = templates.flatMap((name) => [
      toFile(`templates/${name}/template.yaml`, 'kind: project\ndescription: A sample.\n'),
      toFile(`templates/${name}/files/a.mustache`, name === 'broken' ? '{{prot}}' : '{{name}}'),
    ]);
    return { id, name: skill.name, version, files };
  }

  private answer(): void {
    if (this.outage) throw this.outage;
  }
}

function toNewest({ id, name, versions }: MemorySkill): SkillVersion {
  return { id, name, version: [...versions.keys()].at(-1) ?? '' };
}

function toFile(path: string, text: string) {
  return { path, bytes: Buffer.from(text), executable: false };
}
