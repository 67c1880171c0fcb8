import type { Clock } from '@skillwright/service';
import type { SkillRepository } from './skill-repository.js';

/** The parts that the library's use cases need. */
export interface Library {
  readonly skills: SkillRepository;
  readonly clock: Clock;
}
