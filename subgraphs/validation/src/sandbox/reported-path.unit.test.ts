import { pathLimits } from '@skillwright/rules';
import { parseWorkerMessage } from '../check-run/worker-messages.js';
import { parseTestMessage } from '../test-run/test-messages.js';

/** A path of so many code points, most of which take two units of UTF-16. */
const pathOf = (characters: number) => `${'𝒜'.repeat(49)}/`.repeat(10) + '𝒜'.repeat(characters - 500);

describe('a path in a message of the sandbox', () => {
  const longest = pathOf(pathLimits.characters);
  const tooLong = `${longest}b`;
  const begin = (path: string) => JSON.stringify({ type: 'begin', check: 'LINT', path });
  const done = (path: string) =>
    JSON.stringify({ nonce: 'n', type: 'process', runner: 'node', paths: [path], tests: [], anomaly: null });

  it('may be as long as a path of a project, whichever characters it has', () => {
    expect(parseWorkerMessage(begin(longest))).toMatchObject({ path: longest });
    expect(parseTestMessage(done(longest))).toMatchObject({ paths: [longest] });
  });

  it('may not be longer', () => {
    expect(() => parseWorkerMessage(begin(tooLong))).toThrow('not one of ours');
    expect(() => parseTestMessage(done(tooLong))).toThrow('not one of ours');
  });
});
