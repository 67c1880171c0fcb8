import { callRest } from '../harness/rest.js';

/** Skills whose name begins with a test's own prefix, and the versions of them that services have answered for. */
export class SkillUpdates {
  /** By the id of the skill, in the order of the answers. */
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

  /** Makes a skill's next version. Throws where the service does not answer, as one that was killed does. */
  async update(url: string, id: string): Promise<void> {
    const answer = await callRest(url, 'PUT', `/skills/${id}`, { body: this.nextContent() });
    expect(answer.status).toBe(200);
    this.answered.get(id)?.push((answer.body as { version: string }).version);
  }

  /** One version more of every skill: the first by the first service, the second by the next, and so on from `turn`. */
  async updateAll(urls: readonly string[], turn = 0): Promise<void> {
    await Promise.all(this.ids.map((id, index) => this.update(urls[(index + turn) % urls.length] ?? '', id)));
  }

  private nextContent() {
    this.count += 1;
    return { description: `Change ${this.count}.`, instructions: '# Do\n' };
  }
}
