import type { CompiledTemplate } from '../template/compile-template.js';

/** A cache of compiled templates, bounded by number; the size of each is bounded by its skill. */
export class CompiledTemplates {
  private readonly byKey = new Map<string, CompiledTemplate>();

  constructor(private readonly capacity: number) {}

  get(key: string, compile: () => CompiledTemplate): CompiledTemplate {
    const template = this.byKey.get(key) ?? compile();
    // A Map keeps the order of insertion, so its first key is the least recently used.
    this.byKey.delete(key);
    this.byKey.set(key, template);
    const [oldest] = this.byKey.keys();
    if (this.byKey.size > this.capacity && oldest !== undefined) this.byKey.delete(oldest);
    return template;
  }
}
