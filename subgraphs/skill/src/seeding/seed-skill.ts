import { runAs, servicePrincipal, type Caller } from '@skillwright/service';
import { digestDefinition } from '../definition/definition-digest.js';
import type { SkillDefinition } from '../definition/skill-definition.js';
import { addSkill, addVersion } from '../library/add-skill.js';
import type { Library } from '../library/library.js';
import { initialVersion, nextVersion } from '../library/version-rules.js';

/** What seeding did with a skill; `kept`: its users have removed it, changed it, or had the name first. */
export type SeedOutcome = 'created' | 'updated' | 'unchanged' | 'kept';

/** The creator of what the platform brings along. */
const principal = servicePrincipal('skillwright');
const seedTimeoutMs = 60_000;

/**
 * Brings one first-party skill into the library, or up to date where nobody but seeding has changed it. What users did
 * stands: a skill that they removed or changed stays so. Replicas that do the same at once take turns.
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
