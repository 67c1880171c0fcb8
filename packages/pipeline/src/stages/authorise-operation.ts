import type { Caller } from '@skillwright/service';
import type { ResolvedOperation } from '../engine/resolved-operation.js';

/** Refuses an operation if the caller may not use it. Accepts every operation, as long as principals have no scopes. */
export function authoriseOperation(_operation: ResolvedOperation, _caller: Caller): void {}
