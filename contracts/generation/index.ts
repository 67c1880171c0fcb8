export { generationErrors } from './errors.js';
export * from './generated/operations.js';
export { generationOperations } from './operations.js';
export { generationTypeDefs } from './type-defs.js';
