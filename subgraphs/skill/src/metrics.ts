import { createDatabaseGauge } from '@skillwright/postgres';
import { Histogram, type Registry } from 'prom-client';

/** Adds a gauge of the library's skills, which are counted when the metrics are read. */
export function observeLibrary(metrics: Registry, countSkills: () => Promise<number>): void {
  createDatabaseGauge(metrics, { name: 'skill_library_skills', help: 'Skills in the library.', read: countSkills });
}

/** Creates the histogram of verifications, in seconds, by verdict: passed, failed, or error without a verdict. */
export function createVerificationDurations(metrics: Registry): Histogram<'verdict'> {
  return new Histogram({
    name: 'skill_verification_duration_seconds',
    help: 'How long the verification of a skill took.',
    labelNames: ['verdict'],
    buckets: [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    registers: [metrics],
  });
}
