import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { findBreakingChanges, type LandedContracts } from './evolution.js';
import { topics } from './index.js';

/** The contracts as they were last landed: checked in, and only ever added to. */
const landedFile = fileURLToPath(new URL('./landed.json', import.meta.url));

export async function readLandedEvents(): Promise<LandedContracts> {
  return JSON.parse(await readFile(landedFile, 'utf8')) as LandedContracts;
}

export function currentEvents(): LandedContracts {
  return Object.fromEntries(
    Object.entries(topics.contracts).map(([topic, { version, schema }]) => [topic, { version, schema }]),
  );
}

/** Takes the current contracts as landed; throws where that would break consumers of the landed ones. */
export async function landEvents(): Promise<void> {
  const current = currentEvents();
  const breaks = findBreakingChanges(await readLandedEvents(), current);
  if (breaks.length > 0)
    throw new Error(`These changes break consumers:\n${breaks.map((line) => `- ${line}`).join('\n')}`);
  await writeFile(landedFile, `${JSON.stringify(current, null, 2)}\n`);
}
