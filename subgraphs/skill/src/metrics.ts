import { Gauge, Histogram, type Registry } from 'prom-client';

/** Shows how many skills the library has, counted when the metrics are read. */
export function observeLibrary(metrics: Registry, countSkills: () => Promise<number>): void {
  new Gauge({
    name: 'skill_library_skills',
    help: 'Skills in the library.',
    registers: [metrics],
    async collect() {
      try {
        this.set(await countSkills());
      } catch {
        // A database that is down must not hide the other metrics; readiness tells of it.
        this.reset();
      }
    },
  });
}

/** Seconds that verifications took, by verdict: passed, failed, or error where none was reached. */
export function createVerificationDurations(metrics: Registry): Histogram<'verdict'> {
  return new Histogram({
    name: 'skill_verification_duration_seconds',
    help: 'How long the verification of a skill took.',
    labelNames: ['verdict'],
    buckets: [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    registers: [metrics],
  });
}
