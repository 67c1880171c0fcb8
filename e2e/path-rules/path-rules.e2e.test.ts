import { clashingPaths, refusedPaths, soundPaths } from '@skillwright/rules/path-cases';
import { uniqueName } from '../harness/sample-skill.js';
import { callRest } from '../harness/rest.js';
import { sharedSystem, sharedSystemTimeoutMs } from '../harness/shared-system.js';
import { generate, postCode, postSkill, templateDepth, templatesOf } from './path-doors.js';

const skill = uniqueName('paths');
let url: string;

beforeAll(async () => {
  ({ url } = await sharedSystem());
  const files = templatesOf();
  const body = { name: skill, description: 'Makes files anywhere.', instructions: '# Do', files };
  expect((await callRest(url, 'POST', '/skills', { body })).status).toBe(201);
}, sharedSystemTimeoutMs);

// The skill service refuses templates for deeper paths, since their own paths in the skill would be too deep.
const canBeMade = (path: string): boolean => path.split('/').length <= templateDepth;

describe('sound paths', () => {
  it('are accepted by the library, all together', async () => {
    expect(await postSkill(url, uniqueName('sound'), soundPaths)).toEqual({});
  });

  it('are accepted by validation, all together', async () => {
    expect(await postCode(url, soundPaths)).toEqual({});
  });

  it.each(soundPaths.filter(canBeMade))('are generated: %j', async (path) => {
    expect(await generate(url, skill, [path])).toBeUndefined();
  });
});

describe('paths that break a rule', () => {
  // Validation reports at most 50 faults.
  const halves = [refusedPaths.slice(0, 30), refusedPaths.slice(30)];
  const expected = (half: typeof refusedPaths) => Object.fromEntries(half.map(([, code], index) => [index, code]));
  const paths = (half: typeof refusedPaths) => half.map(([path]) => path);

  it.each(halves.map((half) => [half]))('are refused by the library, each with its code', async (half) => {
    expect(await postSkill(url, uniqueName('refused'), paths(half))).toEqual(expected(half));
  });

  it.each(halves.map((half) => [half]))('are refused by validation, each with its code', async (half) => {
    expect(await postCode(url, paths(half))).toEqual(expected(half));
  });

  it.each(refusedPaths.filter(([path]) => canBeMade(path)))(
    'are not generated: %j is refused with %s',
    async (path, code) => {
      expect(await generate(url, skill, [path])).toBe(code);
    },
  );
});

describe('paths that clash', () => {
  it.each(clashingPaths)('are refused by all services: %s', async (_what, first, second) => {
    const clash = { 1: 'path_duplicate' };
    expect(await postSkill(url, uniqueName('clash'), [first, second])).toEqual(clash);
    expect(await postCode(url, [first, second])).toEqual(clash);
    expect(await generate(url, skill, [first, second])).toBe('path_duplicate');
  });

  it('are refused beside SKILL.md, which the library writes', async () => {
    expect(await postSkill(url, uniqueName('clash'), ['SKILL.md/x'])).toEqual({ 0: 'path_duplicate' });
  });
});
