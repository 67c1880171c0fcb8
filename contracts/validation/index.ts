export { validationErrors } from './errors.js';
export * from './generated/operations.js';
export { validationOperations } from './operations.js';
export { validationTypeDefs } from './type-defs.js';
