import { quote } from '@skillwright/rules';
import type { z } from 'zod';
import type { FieldError } from './service-error.js';

/**
 * Converts the issues of a failed zod parse to field errors: the rule as code, the field as `a.b[2].c` below `prefix`.
 */
export function toFieldErrors(issues: readonly z.core.$ZodIssue[], prefix = ''): FieldError[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          code: 'unknown_field',
          message: `There is no field ${quote(key)} here.`,
          path: fieldPath([...issue.path, key], prefix),
        }))
      : [{ code: issue.code, message: issue.message, path: fieldPath(issue.path, prefix) }],
  );
}

/** Formats a path of keys and indexes as `a.b[2].c`. */
function fieldPath(keys: readonly PropertyKey[], prefix = ''): string {
  return keys.reduce<string>(
    (path, key) => (typeof key === 'number' ? `${path}[${key}]` : path === '' ? String(key) : `${path}.${String(key)}`),
    prefix,
  );
}
