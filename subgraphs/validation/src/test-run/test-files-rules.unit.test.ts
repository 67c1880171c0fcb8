import type { SourceFile } from '../source/source-file.js';
import { findTestFiles } from './test-files-rules.js';

const file = (path: string, content: string): SourceFile => ({ path, content, encoding: 'UTF8', executable: false });

describe('the test files of a project', () => {
  it.each([
    ['src/a.test.ts', "import test from 'node:test';", 'node'],
    ['a.spec.mjs', "import { it } from 'node:test';", 'node'],
    ['test.js', "const test = require('node:test');", 'node'],
    ['a.test.js', "import { expect } from '@jest/globals';\ntest('a', () => {});", 'jest'],
    ['a.test.js', "describe('a', () => {\n  it('b', () => {});\n});", 'jest'],
    ['a.test.js', "test.each([1])('a', () => {});", 'jest'],
    ['a.test.ts', "import { test } from 'vitest';\ntest('a', () => {});", 'node'],
    ['a.test.js', "import assert from 'node:assert';\nassert(true);", 'node'],
    ['test/deep/orders.ts', "import { test } from 'node:test';", 'node'],
    ['__tests__/a.js', "test('a', () => {});", 'jest'],
  ])('have %s (%j), which is for %s', (path, content, runner) => {
    expect(findTestFiles([file(path, content)])).toEqual([{ path, runner }]);
  });

  it.each([
    ['src/a.ts', "import test from 'node:test';"],
    ['test/helper.ts', 'export const one = 1;'],
    ['test/fixture.json', '{}'],
    ['dist/a.test.js', "import test from 'node:test';"],
    ['src/latest.ts', 'export {};'],
  ])('leave %s out', (path, content) => {
    expect(findTestFiles([file(path, content)])).toEqual([]);
  });
});
