import { ServiceError } from '@skillwright/service';
import { Gauge, Histogram, type Registry } from 'prom-client';
import type { TemplateKind } from '../template/manifest.js';

/** Measures the duration and the outcome of each generation. */
export class GenerationMetrics {
  private readonly durations: Histogram<'kind' | 'dry_run' | 'outcome'>;

  constructor(metrics: Registry) {
    this.durations = new Histogram({
      name: 'generation_duration_seconds',
      help: 'Duration of generations by their outcome: done, or the category of the error.',
      labelNames: ['kind', 'dry_run', 'outcome'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [metrics],
    });
  }

  async measure<T>(kind: TemplateKind, dryRun: boolean | undefined, work: () => Promise<T>): Promise<T> {
    const observe = this.durations.startTimer({ kind, dry_run: String(dryRun ?? false) });
    try {
      const result = await work();
      observe({ outcome: 'done' });
      return result;
    } catch (error) {
      observe({ outcome: error instanceof ServiceError ? error.category : 'internal' });
      throw error;
    }
  }
}

/** Adds gauges of the numbers of templates and projects, which are counted when the metrics are read. */
export function observeCounts(metrics: Registry, count: { templates(): number; projects(): number }): void {
  new Gauge({
    name: 'generation_templates',
    help: 'Usable templates of the newest skill versions.',
    registers: [metrics],
    collect() {
      this.set(count.templates());
    },
  });
  new Gauge({
    name: 'generation_projects',
    help: 'GenerateResult projects.',
    registers: [metrics],
    collect() {
      this.set(count.projects());
    },
  });
}
