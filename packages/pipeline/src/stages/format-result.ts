import type { GraphQLFormattedError } from 'graphql';
import type { EngineResult } from '../engine/engine.js';
import { applyMask, type Mask } from '../scopes/mask.js';
import type { FormatErrors } from './format-errors.js';

/** A result with its errors in their final form; without errors it has no `errors`. */
type FormattedResult<Result extends EngineResult> = Omit<Result, 'errors'> & {
  readonly errors?: readonly GraphQLFormattedError[];
};

/** Puts null at the places of the refused fields, if there is a mask, and formats the errors of both. */
export function formatResult<Result extends EngineResult>(
  { errors = [], ...result }: Result,
  mask: Mask | undefined,
  format: (errors: Parameters<FormatErrors>[0]) => ReturnType<FormatErrors>,
): FormattedResult<Result> {
  const masked = mask && result.data ? applyMask(result.data, mask) : undefined;
  const all = [...(masked?.errors ?? []), ...errors];
  return { ...result, ...(masked && { data: masked.data }), ...(all.length > 0 && { errors: format(all) }) };
}
