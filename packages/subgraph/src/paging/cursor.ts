import { coreErrors, isId } from '@skillwright/service';

/** The sort key of a row. The next page begins after it. */
export type CursorKey = readonly (string | number)[];

/** Encodes a sort key as an opaque cursor. */
export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Decodes a cursor of `encodeCursor`. Throws CURSOR_INVALID unless it contains values of these types. */
export function decodeCursor(cursor: string, types: readonly ('string' | 'number')[]): CursorKey {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (cause) {
    throw coreErrors.CURSOR_INVALID({}, { cause, errors: [fault] });
  }
  const fits =
    Array.isArray(key) && key.length === types.length && types.every((type, index) => typeof key[index] === type);
  if (!fits) throw coreErrors.CURSOR_INVALID({}, { errors: [fault] });
  return key as CursorKey;
}

/** Decodes the cursor of a list that is sorted by id. No cursor gives undefined. Throws CURSOR_INVALID. */
export function decodeIdCursor(cursor: string | null | undefined): string | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const [id] = decodeCursor(cursor, ['string']);
  if (typeof id !== 'string' || !isId(id)) throw coreErrors.CURSOR_INVALID({}, { errors: [fault] });
  return id;
}

const fault = { code: 'cursor', path: 'after', message: 'This cursor was not made by this list.' };
