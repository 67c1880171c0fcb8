import { ServiceError, type ErrorCategory, type ServiceErrorOptions } from './service-error.js';

/** One entry of a register. `message` may contain `{names}`, which are replaced by values when the error is created. */
export interface ErrorDefinition {
  readonly category: ErrorCategory;
  readonly message: string;
  readonly retryable?: boolean;
}

type Values = Readonly<Record<string, string | number | boolean>>;

/** Creates the error of one code. `values` replace the placeholders of its message. */
export type ErrorFactory = ((values?: Values, options?: ServiceErrorOptions) => ServiceError) & {
  readonly definition: ErrorDefinition;
};

/** Creates a register of errors: one factory for each stable code. */
export function defineErrors<const Register extends Record<string, ErrorDefinition>>(
  register: Register,
): { readonly [Code in keyof Register]: ErrorFactory } {
  const entries = Object.entries(register).map(([code, definition]) => {
    const create = (values: Values = {}, options: ServiceErrorOptions = {}) =>
      new ServiceError(code, definition.category, fill(definition.message, values), {
        ...(definition.retryable === undefined ? {} : { retryable: definition.retryable }),
        ...options,
      });
    return [code, Object.assign(create, { definition })];
  });
  return Object.freeze(Object.fromEntries(entries)) as { readonly [Code in keyof Register]: ErrorFactory };
}

function fill(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : hole,
  );
}
