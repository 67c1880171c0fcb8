import type { Caller } from '@skillwright/service';
import type { ResolvedOperation } from '../engine/resolved-operation.js';

/** Refuses an operation that the caller may not ask for. Every one passes, as long as principals have no scopes. */
export function authoriseOperation(_operation: ResolvedOperation, _caller: Caller): void {}
