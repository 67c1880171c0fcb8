import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { findBreakingChanges, type LandedContracts } from './evolution.js';
import { topics } from './index.js';

/** The file of the landed contracts. It is checked in, and a change may only add to it. */
const landedFile = fileURLToPath(new URL('./landed.json', import.meta.url));

/** Reads the landed contracts. */
export async function readLandedEvents(): Promise<LandedContracts> {
  return JSON.parse(await readFile(landedFile, 'utf8')) as LandedContracts;
}

/** Returns the contracts of this commit, in the form of landed ones. */
export function currentEvents(): LandedContracts {
  return Object.fromEntries(
    Object.entries(topics.contracts).map(([topic, { version, schema }]) => [topic, { version, schema }]),
  );
}

/** Records the current contracts as landed ones. Throws if that would break consumers of the landed contracts. */
export async function landEvents(): Promise<void> {
  const current = currentEvents();
  const breaks = findBreakingChanges(await readLandedEvents(), current);
  if (breaks.length > 0)
    throw new Error(`These changes break consumers:\n${breaks.map((line) => `- ${line}`).join('\n')}`);
  await writeFile(landedFile, `${JSON.stringify(current, null, 2)}\n`);
}
