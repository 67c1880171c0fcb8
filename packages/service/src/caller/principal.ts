/** The identity on whose behalf a request is carried out. */
export interface Principal {
  /** `anonymous`, or a name that is shown in `createdBy` and in logs. */
  readonly subject: string;
  readonly scopes: readonly string[];
}

/** The principal of every request from outside, as long as requests are not authenticated. */
export const anonymous: Principal = Object.freeze({ subject: 'anonymous', scopes: Object.freeze([]) });

/** Returns the principal of work that a service does by itself. */
export function servicePrincipal(name: string): Principal {
  return { subject: name, scopes: [] };
}
