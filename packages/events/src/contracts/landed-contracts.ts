import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { findBreakingChanges, type LandedContracts } from './evolution.js';
import { topicContracts, topics } from './topic-contracts.js';

/** The contracts as they were last landed: checked in, and only ever added to. */
const landedFile = fileURLToPath(new URL('../../contracts.json', import.meta.url));

export async function readLandedContracts(): Promise<LandedContracts> {
  return JSON.parse(await readFile(landedFile, 'utf8')) as LandedContracts;
}

export function currentContracts(): LandedContracts {
  return Object.fromEntries(
    topics.map((topic) => [topic, { version: topicContracts[topic].version, schema: topicContracts[topic].schema }]),
  );
}

/** Takes the current contracts as landed; throws where that would break consumers of the landed ones. */
export async function landContracts(): Promise<void> {
  const current = currentContracts();
  const breaks = findBreakingChanges(await readLandedContracts(), current);
  if (breaks.length > 0)
    throw new Error(`These changes break consumers:\n${breaks.map((line) => `- ${line}`).join('\n')}`);
  await writeFile(landedFile, `${JSON.stringify(current, null, 2)}\n`);
}
