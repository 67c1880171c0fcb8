import type { SandboxExit } from '../sandbox/sandbox.js';
import { findAnomaly } from './find-anomaly.js';
import { TestAnswer } from './test-answer.js';
import type { FoundTest, TestRecord } from './test-protocol.js';

const test: FoundTest = {
  ...{ path: 'a.test.js', titles: ['a'], status: 'PASSED', durationMs: 1 },
  ...{ message: null, line: null, column: null },
};
const begin: TestRecord = { type: 'begin', fault: null };
const passed: TestRecord = { type: 'test', test };
const failed: TestRecord = { type: 'test', test: { ...test, status: 'FAILED' } };
const end: TestRecord = { type: 'end', tests: 1, isControlRed: true };

const anomalyOf = (records: readonly TestRecord[], change: Partial<SandboxExit> = {}) => {
  const answer = new TestAnswer('n', [{ path: 'a.test.js' }]);
  for (const record of records) answer.take({ nonce: 'n', ...record });
  const exit: SandboxExit = { code: 0, signal: null, reason: 'exited', errorOutput: '', durationMs: 1, ...change };
  return findAnomaly(answer, exit, 5_000);
};

describe('the end of a test process', () => {
  it('is good where all tests were reported, and the exit code fits them', () => {
    expect(anomalyOf([begin, passed, end])).toBeNull();
    expect(anomalyOf([begin, failed, end], { code: 1 })).toBeNull();
  });

  it.each<[string, readonly TestRecord[], Partial<SandboxExit>, string]>([
    ['no end', [begin, passed], {}, 'It ended with exit code 0 before its tests did.'],
    ['another exit code', [begin, passed, end], { code: 7 }, 'It ended with exit code 7 though no test failed.'],
    ['a signal', [begin], { reason: 'killed', code: 137 }, 'It ended by SIGKILL before its tests did.'],
    ['a signal after all tests', [begin, passed, end], { code: 134 }, 'It ended by SIGABRT though no test failed.'],
    [
      'its time',
      [begin, passed, end],
      { reason: 'wall', code: 137 },
      'It was ended after 5000 ms before its tests did.',
    ],
    ['its memory', [begin, passed, end], { reason: 'memory' }, 'more memory than it may'],
    ['too much output', [begin], { reason: 'output' }, 'wrote more than it may'],
    [
      'what is no result',
      [begin],
      { reason: 'refused', refusal: 'a message of another run' },
      'a message of another run',
    ],
    ['a start that failed', [], { reason: 'not-started', errorOutput: 'EAGAIN' }, 'could not be started'],
    ['our own test green', [begin, passed, { ...end, isControlRed: false }], {}, 'a failing test of ours was not told'],
    ['a full disk', [{ type: 'begin', fault: 'ENOSPC' }], { code: 1 }, 'could not be written down: ENOSPC'],
  ])('is odd, and fails its files, with %s', (_what, records, exit, sentence) => {
    expect(anomalyOf(records, exit)).toContain(sentence);
  });

  it('quotes the end of what the process printed', () => {
    expect(anomalyOf([begin], { code: 1, errorOutput: `${'x'.repeat(100_000)}last words` })).toMatch(
      /x last words$|xlast words$/,
    );
  });
});
