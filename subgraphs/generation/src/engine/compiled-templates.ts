import type { CompiledTemplate } from '../template/compile-template.js';

/** The compiled templates used last. Bounded by number: a bundle is bounded in size by its skill. */
export class CompiledTemplates {
  private readonly byKey = new Map<string, CompiledTemplate>();

  constructor(private readonly capacity: number) {}

  get(key: string, compile: () => CompiledTemplate): CompiledTemplate {
    const template = this.byKey.get(key) ?? compile();
    // A Map keeps the order of insertion: the first key is the one that was not used for longest.
    this.byKey.delete(key);
    this.byKey.set(key, template);
    const [oldest] = this.byKey.keys();
    if (this.byKey.size > this.capacity && oldest !== undefined) this.byKey.delete(oldest);
    return template;
  }
}
