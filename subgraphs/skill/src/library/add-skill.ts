import { newId, type Caller, type Clock } from '@skillwright/service';
import { digestDefinition } from '../definition/definition-digest.js';
import type { SkillDefinition } from '../definition/skill-definition.js';
import { skillCreated, skillUpdated } from './skill-events.js';
import type { SkillTransaction } from './skill-repository.js';
import type { StoredSkill } from './stored-skill.js';

export interface Change {
  readonly definition: SkillDefinition;
  readonly version: string;
  readonly caller: Caller;
  readonly clock: Clock;
}

/** Writes a new skill and its event. Throws SKILL_NAME_TAKEN. */
export async function addSkill(transaction: SkillTransaction, change: Change): Promise<StoredSkill> {
  const skill = await transaction.insertSkill(newId(), toVersion(change));
  await transaction.publish(skillCreated(skill, change.caller));
  return skill;
}

/** Writes the next version of a locked skill and its event. */
export async function addVersion(
  transaction: SkillTransaction,
  previous: StoredSkill,
  change: Change,
): Promise<StoredSkill> {
  const skill = await transaction.insertVersion(previous, toVersion(change));
  await transaction.publish(skillUpdated(skill, previous.version, change.caller));
  return skill;
}

const toVersion = ({ definition, version, caller, clock }: Change) => ({
  definition,
  digest: digestDefinition(definition),
  version,
  createdBy: caller.principal.subject,
  createdAt: clock(),
});
