/** Names of templates, projects and features: 1-64 of a-z, 0-9 and single hyphens. */
const namePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export const nameRule = 'must be 1-64 of a-z, 0-9 and single hyphens';

export function isName(text: string): boolean {
  return text.length <= 64 && namePattern.test(text);
}

/** Keys that reach a prototype where they are set carelessly; refused in schemas and parameters alike. */
export function isPrototypeKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype';
}
