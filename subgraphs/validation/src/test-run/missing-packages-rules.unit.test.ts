import { findMissingPackages } from './missing-packages-rules.js';
import type { FoundTest } from './test-protocol.js';

const found = (change: Partial<FoundTest> = {}): FoundTest => ({
  ...{ path: 'a.test.ts', titles: ['adds'], status: 'PASSED', durationMs: 1 },
  ...{ message: null, line: null, column: null },
  ...change,
});

describe('a package that tests wanted and nobody has', () => {
  it.each([
    ["Error: Cannot find package 'left-pad' imported from /work/a.test.js", 'left-pad'],
    ["Error: Cannot find package '@acme/x' imported from /work/a.test.js", '@acme/x'],
    ["Cannot find module 'left-pad/deep' from 'a.test.ts'", 'left-pad'],
  ])('is named: %s', (message, name) => {
    const [diagnostic] = findMissingPackages([found({ message }), found({ message })]);
    expect(diagnostic?.message).toBe(`dependency not in the toolchain: ${name}`);
  });

  it("is not a file of the project's own", () => {
    expect(findMissingPackages([found({ message: "Cannot find module './a.js' from 'a.test.ts'" })])).toEqual([]);
    expect(findMissingPackages([found({ message: "Cannot find module '/work/a.js'" })])).toEqual([]);
  });
});
