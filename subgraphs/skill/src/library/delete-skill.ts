import { skillErrors } from '@skillwright/contracts/skill';
import { quote } from '@skillwright/rules';
import { isId, type Caller } from '@skillwright/service';
import type { Library } from './library.js';
import { skillDeleted } from './skill-events.js';

/** Deletes a skill with all its versions and publishes `skill.deleted`. Returns the id. Throws SKILL_NOT_FOUND. */
export async function deleteSkill({ skills, clock }: Library, id: string, caller: Caller): Promise<string> {
  if (!isId(id)) throw skillErrors.SKILL_NOT_FOUND({ skill: quote(id) });
  return skills.transaction({ subject: `skill ${id.toLowerCase()}`, signal: caller.signal }, async (transaction) => {
    const skill = await transaction.lockSkill({ id });
    if (!skill) throw skillErrors.SKILL_NOT_FOUND({ skill: quote(id) });
    await transaction.deleteSkill(skill);
    await transaction.publish(skillDeleted(skill, clock(), caller));
    return skill.id;
  });
}
