import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { JsonSchema, ObjectSchema } from '@skillwright/events';
import { findBreakingChanges, type LandedContracts } from './evolution.js';
import { currentEvents, readLandedEvents } from './landed-events.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
// An archive of the sources has no history. In CI the test fails there instead of being skipped.
const inCheckout = existsSync(join(root, '.git')) || process.env['CI'] ? it : it.skip;
/** The file of the landed contracts, and its former place. */
const landedFiles = ['contracts/events/landed.json', 'packages/events/contracts.json'];

/** Reads the landed contracts of each commit that has changed them, from the repository's history. */
async function readEarlierContracts(): Promise<{ commit: string; contracts: LandedContracts }[]> {
  const git = async (...args: string[]) => (await promisify(execFile)('git', args, { cwd: root })).stdout;
  const ofFile = async (file: string) => {
    const commits = (await git('log', '--format=%H', '--diff-filter=AM', '--', file)).split('\n').filter(Boolean);
    return Promise.all(
      commits.map(async (commit) => ({
        commit,
        contracts: JSON.parse(await git('show', `${commit}:${file}`)) as LandedContracts,
      })),
    );
  };
  return (await Promise.all(landedFiles.map(ofFile))).flat();
}

describe('the contracts of this commit', () => {
  it('break no landed contract, and are landed themselves (otherwise: npm run events -w contracts)', async () => {
    const landed = await readLandedEvents();
    expect(findBreakingChanges(landed, currentEvents())).toEqual([]);
    expect(landed).toEqual(JSON.parse(JSON.stringify(currentEvents())));
  });

  // landed.json could be edited by hand; committed states cannot.
  inCheckout('break no contract that an earlier commit has landed', async () => {
    const landings = await readEarlierContracts();
    expect(landings.length).toBeGreaterThan(0);
    for (const { commit, contracts } of landings) {
      expect({ commit, breaks: findBreakingChanges(contracts, currentEvents()) }).toEqual({ commit, breaks: [] });
    }
  });
});

describe('a change of a contract', () => {
  const text: JsonSchema = { type: 'string' };
  const object = (properties: Record<string, JsonSchema>, required = Object.keys(properties)): ObjectSchema => ({
    type: 'object',
    properties,
    required,
  });
  const contract = (schema: ObjectSchema, version = '1.1.0'): LandedContracts => ({ 'a.topic': { version, schema } });
  const landed = contract(
    object({
      id: { type: 'string', format: 'uuid' },
      kind: { type: 'string', enum: ['code', 'tests'] },
      share: { type: 'number' },
      list: { type: 'array', items: object({ name: text }) },
    }),
    '1.0.0',
  );
  const fields = landed['a.topic']?.schema.properties ?? {};

  it.each<[string, LandedContracts]>([
    ['adds a field', contract(object({ ...fields, more: text }))],
    ['adds a field that may be left out', contract(object({ ...fields, more: text }, Object.keys(fields)))],
    ['adds a topic', { ...landed, 'b.topic': { version: '1.0.0', schema: object({}) } }],
    [
      'narrows a field',
      contract(object({ ...fields, share: { type: 'integer' }, kind: { type: 'string', enum: ['code'] } })),
    ],
    [
      'adds a field inside a list',
      contract(object({ ...fields, list: { type: 'array', items: object({ name: text, more: text }) } })),
    ],
  ])('that %s is allowed', (_change, current) => {
    expect(findBreakingChanges(landed, current)).toEqual([]);
  });

  it.each<[string, LandedContracts, string]>([
    ['removes a topic', {}, 'a.topic is gone.'],
    ['removes a field', contract(object({ ...fields, id: undefined as never })), 'a.topic.id is gone.'],
    ['makes a field optional', contract(object(fields, ['kind', 'share', 'list'])), 'a.topic.id may be left out now.'],
    [
      'lets a field be null',
      contract(object({ ...fields, share: { type: ['number', 'null'] } })),
      'a.topic.share may be null now.',
    ],
    ['changes a type', contract(object({ ...fields, share: text })), 'a.topic.share may be string now.'],
    ['drops a format', contract(object({ ...fields, id: text })), 'a.topic.id is no uuid any more.'],
    [
      'adds a value to an enumeration',
      contract(object({ ...fields, kind: { type: 'string', enum: ['code', 'tests', 'style'] } })),
      'a.topic.kind may be style now.',
    ],
    ['opens an enumeration', contract(object({ ...fields, kind: text })), 'a.topic.kind may be anything now.'],
    ['makes a list a text', contract(object({ ...fields, list: text })), 'a.topic.list is no list any more.'],
    [
      'removes a field inside a list',
      contract(object({ ...fields, list: { type: 'array', items: object({}) } })),
      'a.topic.list[].name is gone.',
    ],
    [
      'forgets the version',
      contract(object({ ...fields, more: text }), '1.0.0'),
      'a.topic was changed, but its version is still 1.0.0.',
    ],
  ])('that %s is refused', (_change, current, sentence) => {
    expect(findBreakingChanges(landed, current)).toEqual([sentence]);
  });
});
