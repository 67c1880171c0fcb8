import type { Diagnostic } from '../diagnostic.js';
import type { CheckUnit } from '../protocol.js';

type Find = (stayAlive: () => void) => Diagnostic[] | Promise<Diagnostic[]>;

/**
 * Does one unit of the job: says that it begins, and what it found. Returns that; `undefined` when the unit is to be
 * skipped. A unit of many small steps calls `stayAlive` at each, so as not to be taken for one that hangs.
 */
export type CheckOne = (unit: CheckUnit, find: Find) => Promise<Diagnostic[] | undefined>;
