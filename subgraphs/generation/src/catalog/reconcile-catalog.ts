import type { Caller } from '@skillwright/service';
import pLimit from 'p-limit';
import type { SkillLibrary, SkillVersion } from './skill-library.js';
import type { TemplateCatalog } from './template-catalog.js';

const concurrency = 4;

export interface ReconcileParts {
  readonly catalog: TemplateCatalog;
  readonly library: SkillLibrary;
}

/**
 * Adds the newest version of every skill of the library and removes skills that the library no longer has. Throws the
 * library's errors, and the reason of the caller's signal.
 */
export async function reconcileCatalog({ catalog, library }: ReconcileParts, caller: Caller): Promise<void> {
  // A skill that is created while the pages are read arrives by its own event.
  const before = catalog.index.skillIds();
  const seen = new Set<string>();
  let after: string | undefined;
  do {
    const page = await library.listVersions(after, caller);
    for (const { id } of page.skills) seen.add(id);
    await addAll(catalog, page.skills, caller);
    after = page.next;
  } while (after !== undefined);

  for (const id of before.filter((known) => !seen.has(known))) {
    caller.signal.throwIfAborted();
    // A list that changes while it is read may skip an entry, so only the skill itself shows its deletion.
    if (!(await library.findNewest({ id }, caller))) await catalog.remove(id, caller);
  }
}

/** Adds the skills that were created last, whose events may not have arrived yet. Throws the library's errors. */
export async function addLatest({ catalog, library }: ReconcileParts, caller: Caller): Promise<void> {
  const { skills } = await library.listVersions(undefined, caller);
  await addAll(catalog, skills, caller);
}

async function addAll(catalog: TemplateCatalog, skills: readonly SkillVersion[], caller: Caller): Promise<void> {
  const limit = pLimit(concurrency);
  const add = ({ id, version }: SkillVersion) => {
    caller.signal.throwIfAborted();
    return catalog.addVersion(id, version, caller);
  };
  await Promise.all(skills.map((skill) => limit(() => add(skill))));
}
