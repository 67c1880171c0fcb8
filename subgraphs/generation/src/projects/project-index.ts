import type { StoredProject } from './stored-project.js';

/** All projects in memory, newest first. Ids are UUIDv7, so their order is the order of creation. */
export class ProjectIndex {
  private readonly byId = new Map<string, StoredProject>();
  /** The ids of all projects, oldest first. */
  private readonly all: string[] = [];
  private readonly bySkill = new Map<string, string[]>();

  /** Adds a project, or replaces its older revision. */
  set(project: StoredProject): void {
    const known = this.byId.get(project.id);
    if (known && known.revision >= project.revision) return;
    this.byId.set(project.id, project);
    if (known) return;
    insert(this.all, project.id);
    const ofSkill = this.bySkill.get(project.skillId) ?? [];
    insert(ofSkill, project.id);
    this.bySkill.set(project.skillId, ofSkill);
  }

  find(id: string): StoredProject | undefined {
    return this.byId.get(id);
  }

  count(skillId?: string): number {
    return this.ids(skillId).length;
  }

  /** Returns up to `limit` projects, newest first. `after` limits them to projects older than that id. */
  list({ limit, after, skillId }: { limit: number; after?: string | undefined; skillId?: string }): StoredProject[] {
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

/** Returns the first index with an id that is not below `id`. */
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
