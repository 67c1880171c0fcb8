import { skillErrors } from '@skillwright/contracts/skill';
import { isOutage } from './prisma-errors.js';
import type { SkillRepository } from './skill-repository.js';

/** The same repository, where a database that is away is LIBRARY_UNAVAILABLE and not a defect. */
export function reportOutages(repository: SkillRepository): SkillRepository {
  const guard =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      try {
        return await call(...args);
      } catch (error) {
        throw isOutage(error) ? skillErrors.LIBRARY_UNAVAILABLE({}, { cause: error }) : error;
      }
    };
  return {
    findSkill: guard((by, version) => repository.findSkill(by, version)),
    findSkills: guard((ids) => repository.findSkills(ids)),
    listSkills: guard((page) => repository.listSkills(page)),
    countSkills: guard((filter) => repository.countSkills(filter)),
    findVersions: guard((skillIds) => repository.findVersions(skillIds)),
    findBodies: guard((versionIds) => repository.findBodies(versionIds)),
    findFiles: guard((versionIds) => repository.findFiles(versionIds)),
    findContents: guard((digests) => repository.findContents(digests)),
    transaction: (work) => guard(() => repository.transaction(work))(),
  };
}
