import type { Caller } from '@skillwright/service';
import type { DefinitionInput } from '../definition/definition-input.js';
import { parseDefinition } from '../definition/parse-definition.js';
import { addSkill } from './add-skill.js';
import type { Library } from './library.js';
import { toWritten, type WrittenSkill } from './written-skill.js';
import { checkVersion, findStatedVersion, initialVersion } from './version-rules.js';

/**
 * Adds a skill and publishes `skill.created`. Its version is the given one, else a semantic `metadata.version` of its
 * `SKILL.md`, else 1.0.0. Throws SKILL_INVALID, SKILL_NAME_TAKEN and the errors of archives.
 */
export async function createSkill(
  { skills, clock }: Library,
  input: DefinitionInput,
  caller: Caller,
): Promise<WrittenSkill> {
  const definition = await parseDefinition(input, { faults: checkVersion(input.version) });
  const version = input.version ?? initialVersion(findStatedVersion(input, definition));
  return skills.transaction({ subject: `name ${definition.name}`, signal: caller.signal }, async (transaction) => {
    const skill = await addSkill(transaction, { definition, version, caller, clock });
    return toWritten(skill, definition, [version]);
  });
}
