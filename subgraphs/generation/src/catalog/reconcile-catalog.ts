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
 * library's errors, and the reason of `signal`.
 */
export async function reconcileCatalog({ catalog, library }: ReconcileParts, signal?: AbortSignal): Promise<void> {
  // A skill that is created while the pages are read arrives by its own event.
  const before = catalog.index.skillIds();
  const seen = new Set<string>();
  let after: string | undefined;
  do {
    const page = await library.listVersions(after);
    for (const { id } of page.skills) seen.add(id);
    await addAll(catalog, page.skills, signal);
    after = page.next;
  } while (after !== undefined);

  for (const id of before.filter((known) => !seen.has(known))) {
    signal?.throwIfAborted();
    // A list that changes while it is read may skip an entry, so only the skill itself shows its deletion.
    if (!(await library.findNewest({ id }))) await catalog.remove(id);
  }
}

/** Adds the skills that were created last, whose events may not have arrived yet. Throws the library's errors. */
export async function addLatest({ catalog, library }: ReconcileParts): Promise<void> {
  const { skills } = await library.listVersions();
  await addAll(catalog, skills);
}

async function addAll(catalog: TemplateCatalog, skills: readonly SkillVersion[], signal?: AbortSignal): Promise<void> {
  const limit = pLimit(concurrency);
  const add = ({ id, version }: SkillVersion) => {
    signal?.throwIfAborted();
    return catalog.addVersion(id, version);
  };
  await Promise.all(skills.map((skill) => limit(() => add(skill))));
}
