import { callRest } from '../harness/rest.js';

/** Creates and updates skills, and records the versions that the services have answered with. */
export class SkillUpdates {
  /** The versions by skill id, in the order of the answers. */
  readonly answered = new Map<string, string[]>();
  private count = 0;

  constructor(private readonly prefix: string) {}

  get ids(): string[] {
    return [...this.answered.keys()];
  }

  async create(url: string): Promise<void> {
    const body = { name: `${this.prefix}-${this.answered.size}`, ...this.nextContent() };
    const answer = await callRest(url, 'POST', '/skills', { body });
    expect(answer.status).toBe(201);
    const { id, version } = answer.body as { id: string; version: string };
    this.answered.set(id, [version]);
  }

  /** Creates a skill's next version. Throws when the service does not answer, since it was killed. */
  async update(url: string, id: string): Promise<void> {
    const answer = await callRest(url, 'PUT', `/skills/${id}`, { body: this.nextContent() });
    expect(answer.status).toBe(200);
    this.answered.get(id)?.push((answer.body as { version: string }).version);
  }

  /** Updates every skill. Skill i goes to the service at index `turn` + i, modulo their number. */
  async updateAll(urls: readonly string[], turn = 0): Promise<void> {
    await Promise.all(this.ids.map((id, index) => this.update(urls[(index + turn) % urls.length] ?? '', id)));
  }

  private nextContent() {
    this.count += 1;
    return { description: `Change ${this.count}.`, instructions: '# Do\n' };
  }
}
