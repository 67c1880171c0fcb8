import type { Project } from './project.js';

/** All projects in memory, newest first: ids are UUIDv7, so they sort by the time of creation. */
export class ProjectIndex {
  private readonly byId = new Map<string, Project>();
  /** Ids, oldest first: a new one is appended. */
  private readonly all: string[] = [];
  private readonly bySkill = new Map<string, string[]>();

  /** Adds a project, or puts its newer revision in the place of the older. */
  set(project: Project): void {
    const known = this.byId.get(project.id);
    if (known && known.revision >= project.revision) return;
    this.byId.set(project.id, project);
    if (known) return;
    insert(this.all, project.id);
    const ofSkill = this.bySkill.get(project.skillId) ?? [];
    insert(ofSkill, project.id);
    this.bySkill.set(project.skillId, ofSkill);
  }

  find(id: string): Project | undefined {
    return this.byId.get(id);
  }

  count(skillId?: string): number {
    return this.ids(skillId).length;
  }

  /** Up to `limit` projects that are older than the one with the id `after`, newest first. */
  list({ limit, after, skillId }: { limit: number; after?: string | undefined; skillId?: string }): Project[] {
    const ids = this.ids(skillId);
    const end = after === undefined ? ids.length : lowerBound(ids, after);
    return ids
      .slice(Math.max(0, end - limit), end)
      .reverse()
      .flatMap((id) => this.byId.get(id) ?? []);
  }

  private ids(skillId: string | undefined): readonly string[] {
    return skillId === undefined ? this.all : (this.bySkill.get(skillId) ?? []);
  }
}

function insert(ids: string[], id: string): void {
  ids.splice(lowerBound(ids, id), 0, id);
}

/** The first place whose id is not below `id`. */
function lowerBound(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? '') < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
