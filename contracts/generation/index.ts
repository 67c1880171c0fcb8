import { readFileSync } from 'node:fs';

export { generationErrors } from './errors.js';
export * from './generated/operations.js';

/** The text of `schema.graphql`. */
export const generationTypeDefs = readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8');
