import type { Check, Tool } from './check.js';
import { formatCheck } from './format/format-check.js';
import { lintCheck } from './lint/lint-check.js';
import { syntaxCheck } from './syntax/syntax-check.js';
import { typesCheck } from './types/types-check.js';

/** Every check, in the order in which a job runs them. */
export const allChecks: readonly Check[] = [syntaxCheck, lintCheck, formatCheck, typesCheck];

/** The checks of a job: those that are asked for by name (null asks for all), and those of every job. Throws for an unknown name. */
export function findChecks(names: readonly string[] | null, among: readonly Check[] = allChecks): Check[] {
  const unknown = names?.find((name) => !among.some((check) => check.name === name && !check.isAlwaysRun));
  if (unknown !== undefined) throw new Error(`There is no check ${unknown}.`);
  return among.filter(({ name, isAlwaysRun }) => isAlwaysRun || names === null || names.includes(name));
}

/** The tools of some checks, each once, by name. */
export function toolsOf(checks: readonly Check[]): Tool[] {
  const byName = new Map(checks.flatMap(({ tools }) => tools.map((tool) => [tool.name, tool])));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
