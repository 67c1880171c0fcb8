import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { callRest, type RestAnswer } from '../harness/rest.js';

/** Generates projects and features, and records the revisions that the services have answered with. */
export class GeneratedProjects {
  /** The revisions by project id, in the order of the answers. */
  readonly answered = new Map<string, number[]>();
  private count = 0;

  constructor(private readonly skill: string) {}

  get ids(): string[] {
    return [...this.answered.keys()];
  }

  async create(url: string): Promise<void> {
    const spec = { name: `${this.skill}-${this.answered.size}`, template: `${this.skill}-project` };
    const answer = await callRest(url, 'POST', '/generate/project', { body: { spec } });
    expect(answer.status).toBe(201);
    this.answered.set((answer.body as { project_id: string }).project_id, [1]);
  }

  /**
   * Adds a feature, and tries again after PROJECT_CHANGED, when another replica was faster. Throws when the service
   * does not answer, since it was killed.
   */
  async addFeature(url: string, id: string): Promise<void> {
    this.count += 1;
    const spec = { name: `greeting-${this.count}`, template: `${this.skill}-feature` };
    const body = { project_id: id, spec };
    let answer = await callRest(url, 'POST', '/generate/feature', { body });
    while (isOvertaken(answer)) answer = await callRest(url, 'POST', '/generate/feature', { body });
    expect(answer.status).toBe(201);
    this.answered.get(id)?.push((answer.body as { revision: number }).revision);
  }

  /** Adds a feature to every project. Project i goes to the service at index `turn` + i, modulo their number. */
  async addFeatures(urls: readonly string[], turn = 0): Promise<void> {
    await Promise.all(this.ids.map((id, index) => this.addFeature(urls[(index + turn) % urls.length] ?? '', id)));
  }
}

function isOvertaken({ body }: RestAnswer): boolean {
  return (body as { code?: string }).code === 'PROJECT_CHANGED';
}

/** Reads the revisions of each project in a data folder, oldest first. */
export async function readRevisions(dataDir: string): Promise<Record<string, number[]>> {
  const projects = join(dataDir, 'projects');
  const ids = (await readdir(projects)).filter((name) => !name.startsWith('.'));
  const revisions = ids.map(async (id) => (await readdir(join(projects, id))).map(Number).sort((a, b) => a - b));
  const entries = (await Promise.all(revisions)).map((list, index) => [ids[index] ?? '', list] as const);
  // A crash between creating the project's folder and the rename leaves an empty folder, which is no project.
  return Object.fromEntries(entries.filter(([, list]) => list.length > 0));
}
