import type { RestRow, RowOwner } from './row.js';
import { generationRows } from './rows/generation-rows.js';
import { skillRows } from './rows/skill-rows.js';
import { validationRows } from './rows/validation-rows.js';

/** All rows by name, each with its own types. */
export const rows = { ...skillRows, ...generationRows, ...validationRows };

/** The ten documented REST calls. */
export const restTable: readonly RestRow[] = Object.values(rows);

/** The rows that a service answers on its own port. */
export function rowsOf(owner: RowOwner): readonly RestRow[] {
  return restTable.filter((row) => row.owner === owner);
}
