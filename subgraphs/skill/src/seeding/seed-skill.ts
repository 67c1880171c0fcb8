import { platformPrincipal as principal, runAs, type Caller } from '@skillwright/service';
import { digestDefinition } from '../definition/definition-digest.js';
import type { SkillDefinition } from '../definition/skill-definition.js';
import { addSkill, addVersion } from '../library/add-skill.js';
import type { Library } from '../library/library.js';
import { initialVersion, nextVersion } from '../library/version-rules.js';

/** The outcome of seeding a skill. `kept`: a user has deleted it, changed it, or has another skill of that name. */
export type SeedOutcome = 'created' | 'updated' | 'unchanged' | 'kept';

const seedTimeoutMs = 60_000;

/**
 * Creates one first-party skill in the library, or updates it if only seeding has changed it before. A skill that a
 * user has deleted or changed stays as it is. Replicas that seed the same skill at the same time do so one after
 * another.
 */
export function seedSkill(library: Library, definition: SkillDefinition): Promise<SeedOutcome> {
  return runAs({ principal, timeoutMs: seedTimeoutMs }, (caller) => seedAs(caller, library, definition));
}

function seedAs(caller: Caller, { skills, clock }: Library, definition: SkillDefinition): Promise<SeedOutcome> {
  const digest = digestDefinition(definition);
  const { name } = definition;
  const stated = definition.metadata['version'];
  return skills.transaction({ subject: `name ${name}`, signal: caller.signal }, async (transaction) => {
    const seeded = await transaction.lockSeed(name);
    if (seeded === digest) return 'unchanged';
    const present = await transaction.lockSkill({ name });
    if (present ? present.digest !== seeded : seeded !== undefined) return 'kept';
    const change = { definition, caller, clock };
    if (present) {
      await addVersion(transaction, present, { ...change, version: nextVersion(present.version, stated) });
    } else {
      await addSkill(transaction, { ...change, version: initialVersion(stated) });
    }
    await transaction.saveSeed(name, digest);
    return present ? 'updated' : 'created';
  });
}
