import { pathLimits } from '@skillwright/rules';
import { parseWorkerMessage } from '../check-run/worker-messages.js';
import { parseTestRecord } from '../test-run/test-messages.js';

/** A path of so many code points, most of which take two units of UTF-16. */
const pathOf = (characters: number) => `${'𝒜'.repeat(49)}/`.repeat(10) + '𝒜'.repeat(characters - 500);

describe('a path in a message of the sandbox', () => {
  const longest = pathOf(pathLimits.characters);
  const tooLong = `${longest}b`;
  const begin = (path: string) => JSON.stringify({ type: 'begin', check: 'LINT', path });
  const covered = (path: string) =>
    JSON.stringify({ nonce: 'n', type: 'coverage', file: { path, ran: [], missed: [] } });

  it('may be as long as a path of a project, whichever characters it has', () => {
    expect(parseWorkerMessage(begin(longest))).toMatchObject({ path: longest });
    expect(parseTestRecord(covered(longest))).toMatchObject({ file: { path: longest } });
  });

  it('may not be longer', () => {
    expect(() => parseWorkerMessage(begin(tooLong))).toThrow('not one of ours');
    expect(() => parseTestRecord(covered(tooLong))).toThrow('not one of ours');
  });
});
