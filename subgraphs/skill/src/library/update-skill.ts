import { skillErrors } from '@skillwright/contracts/skill';
import { isHigher, quote } from '@skillwright/rules';
import { isId, type Caller } from '@skillwright/service';
import { digestDefinition } from '../definition/definition-digest.js';
import type { DefinitionInput } from '../definition/definition-input.js';
import { parseDefinition } from '../definition/parse-definition.js';
import { addVersion } from './add-skill.js';
import { findSkill } from './find-skill.js';
import type { Library } from './library.js';
import type { StoredSkill } from './stored-skill.js';
import { checkVersion, findStatedVersion, nextVersion } from './version-rules.js';
import { toWritten, type WrittenSkill } from './written-skill.js';

export interface UpdateSkill extends DefinitionInput {
  /** The id or the name of the skill. */
  readonly id: string;
  /** The newest version must have one of these digests; `*` matches any. */
  readonly ifMatch?: readonly string[] | null | undefined;
  /** The newest version must have none of these digests; `*` matches any. */
  readonly ifNoneMatch?: readonly string[] | null | undefined;
}

/**
 * Creates a skill's next version and publishes `skill.updated`. Unchanged content creates no version. Updates of one
 * skill run one after another. Throws SKILL_NOT_FOUND, SKILL_INVALID, SKILL_CHANGED, SKILL_MATCHES, SKILL_VERSION_NOT_HIGHER and
 * the errors of archives.
 */
export async function updateSkill(
  { skills, clock }: Library,
  input: UpdateSkill,
  caller: Caller,
): Promise<WrittenSkill> {
  const known = await findSkill({ skills }, isId(input.id) ? { id: input.id } : { name: input.id });
  if (!known) throw notFound(input.id);
  const definition = await parseDefinition(input, { knownName: known.name, faults: checkVersion(input.version) });
  const given = input.version ?? undefined;
  const digest = digestDefinition(definition);
  return skills.transaction({ subject: `skill ${known.id}`, signal: caller.signal }, async (transaction) => {
    const newest = await transaction.lockSkill({ id: known.id });
    if (!newest) throw notFound(input.id);
    checkPreconditions(newest, input);
    const versions = await transaction.findVersions(newest);
    if (newest.digest === digest) return toWritten(newest, definition, versions);
    if (given !== undefined && !isHigher(given, newest.version)) {
      const { name, version } = newest;
      throw skillErrors.SKILL_VERSION_NOT_HIGHER({ version: given, newest: version, name });
    }
    const version = given ?? nextVersion(newest.version, findStatedVersion(input, definition));
    const skill = await addVersion(transaction, newest, { definition, version, caller, clock });
    return toWritten(skill, definition, [version, ...versions]);
  });
}

/** Both name digests, in the order of RFC 9110, 13.2.2. */
function checkPreconditions(
  { name, version, digest }: StoredSkill,
  { ifMatch, ifNoneMatch }: Pick<UpdateSkill, 'ifMatch' | 'ifNoneMatch'>,
): void {
  const matches = (digests: readonly string[]) => digests.includes('*') || digests.includes(digest);
  if (ifMatch && !matches(ifMatch)) throw skillErrors.SKILL_CHANGED({ name, version, digest });
  if (ifNoneMatch && matches(ifNoneMatch)) throw skillErrors.SKILL_MATCHES({ name, version, digest });
}

const notFound = (id: string) => skillErrors.SKILL_NOT_FOUND({ skill: quote(id) });
