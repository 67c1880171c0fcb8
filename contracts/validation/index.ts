import { readFileSync } from 'node:fs';

export { validationErrors } from './errors.js';
export * from './generated/operations.js';

/** The text of `schema.graphql`. */
export const validationTypeDefs = readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8');
