import { newId } from '@skillwright/service';
import { decodeCursor, decodeIdCursor, encodeCursor, pageSize, toConnection } from '../index.js';

const row = (id: string) => ({ id });
const page = (rows: { id: string }[], limit: number) =>
  toConnection({ rows, limit, keyOf: ({ id }) => [id], totalCount: () => 9, hasPreviousPage: false });

describe('paging', () => {
  it('recognises a next page by the additional row', () => {
    expect(page([row('a'), row('b'), row('c')], 2)).toMatchObject({
      nodes: [row('a'), row('b')],
      pageInfo: { hasNextPage: true, startCursor: encodeCursor(['a']), endCursor: encodeCursor(['b']) },
    });
    expect(page([row('a'), row('b')], 2).pageInfo.hasNextPage).toBe(false);
  });

  it('has no cursors on an empty page', () => {
    expect(page([], 2).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  it('decodes the cursors that it encoded', () => {
    expect(decodeCursor(encodeCursor(['é', 12]), ['string', 'number'])).toEqual(['é', 12]);
  });

  it.each([
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['no list', Buffer.from('{"a":1}').toString('base64url')],
    ['the key of another list', encodeCursor([1])],
    ['too long a key', encodeCursor(['a', 'b'])],
  ])('refuses a cursor that is %s', (_case, cursor) => {
    expect(() => decodeCursor(cursor, ['string'])).toThrow(expect.objectContaining({ code: 'CURSOR_INVALID' }));
  });

  it('decodes the cursor of a list by id, and no cursor as the beginning', () => {
    const id = newId();
    expect([id, null, undefined].map((key) => decodeIdCursor(key && encodeCursor([key])))).toEqual([
      ...[id, undefined, undefined],
    ]);
  });

  it.each([
    ['empty', ''],
    ['the key of another list', encodeCursor(['orders', newId()])],
    ['no id', encodeCursor(['orders'])],
  ])('refuses a cursor of a list by id that is %s', (_case, cursor) => {
    expect(() => decodeIdCursor(cursor)).toThrow(
      expect.objectContaining({ code: 'CURSOR_INVALID', errors: [expect.objectContaining({ path: 'after' })] }),
    );
  });

  it.each([0, -1, 101])('refuses a page of %d', (first) => {
    expect(() => pageSize(first)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
