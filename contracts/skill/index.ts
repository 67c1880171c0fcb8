import { readFileSync } from 'node:fs';

export { skillErrors } from './errors.js';
export * from './generated/operations.js';

/** The text of `schema.graphql`. */
export const skillTypeDefs = readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8');
