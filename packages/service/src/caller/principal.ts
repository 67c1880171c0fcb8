/** The identity on whose behalf a request is carried out. */
export interface Principal {
  /** `anonymous`, or a name that is shown in `createdBy` and in logs. */
  readonly subject: string;
  readonly scopes: readonly string[];
}

/** The principal of a request without a token. */
export const anonymous: Principal = Object.freeze({ subject: 'anonymous', scopes: Object.freeze([]) });

/** The principal of the platform's own content, such as the first-party skills. */
export const platformPrincipal: Principal = Object.freeze({ subject: 'skillwright', scopes: Object.freeze([]) });

const servicePrefix = 'service:';

/** Returns the principal of work that a service does by itself, such as `service:generation`; without scopes by default. */
export function servicePrincipal(service: string, scopes: readonly string[] = []): Principal {
  return Object.freeze({ subject: `${servicePrefix}${service}`, scopes: Object.freeze([...scopes]) });
}

/**
 * Whether only the platform itself may use a subject, in any case of its letters. A token that people can get must not
 * name it.
 */
export function isReservedSubject(subject: string): boolean {
  const name = subject.toLowerCase();
  return name === anonymous.subject || name === platformPrincipal.subject || name.startsWith(servicePrefix);
}
