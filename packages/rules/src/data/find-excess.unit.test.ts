import { findExcess } from '../index.js';

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe('plain data', () => {
  it.each([
    ['a scalar is one level', 1, { depth: 1 }, undefined],
    ['a list and its values are two', [1, 2], { depth: 1 }, 'depth'],
    ['a list and its values are two', [1, 2], { depth: 2 }, undefined],
    ['an object counts as a list does', { a: { b: null } }, { depth: 2 }, 'depth'],
    ['as many values as allowed', [1, 2], { depth: 9, nodes: 3 }, undefined],
    ['as many entries as allowed', { a: [1, 2], b: 3, c: 4 }, { depth: 9, items: 2 }, undefined],
    ['one entry more', { a: [{ b: [1, 2, 3] }] }, { depth: 9, items: 2 }, 'items'],
    ['one value more', [1, 2, 3], { depth: 9, nodes: 3 }, 'nodes'],
  ])('%s', (_, data, limits, excess) => {
    expect(findExcess(data, limits)).toBe(excess);
  });

  it('may have any depth', () => {
    expect(findExcess(nested(1_000_000), { depth: 100 })).toBe('depth');
    expect(findExcess(nested(1_000_000), { depth: 1_000_000 })).toBeUndefined();
  });
});
