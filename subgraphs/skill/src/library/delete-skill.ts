import { skillErrors } from '@skillwright/contracts/skill';
import { quote } from '@skillwright/rules';
import { isId } from '@skillwright/service';
import type { Library, Origin } from './library.js';
import { skillDeleted } from './skill-events.js';

/** Removes a skill with all its versions and publishes `skill.deleted`. Throws SKILL_NOT_FOUND. */
export async function deleteSkill({ skills, clock }: Library, id: string, origin: Origin): Promise<string> {
  if (!isId(id)) throw skillErrors.SKILL_NOT_FOUND({ skill: quote(id) });
  return skills.transaction(`skill ${id.toLowerCase()}`, async (transaction) => {
    const skill = await transaction.lockSkill({ id });
    if (!skill) throw skillErrors.SKILL_NOT_FOUND({ skill: quote(id) });
    await transaction.deleteSkill(skill);
    await transaction.publish(skillDeleted(skill, clock(), origin));
    return skill.id;
  });
}
