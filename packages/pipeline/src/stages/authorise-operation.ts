import type { Caller } from '@skillwright/service';
import type { ResolvedOperation } from '../engine/resolved-operation.js';

/** Whether the caller may ask this. Every valid operation passes, until principals have scopes. */
export function authoriseOperation(_operation: ResolvedOperation, _caller: Caller): void {}
