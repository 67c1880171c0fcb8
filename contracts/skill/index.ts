export { skillErrors } from './errors.js';
export * from './generated/operations.js';
export { skillOperations } from './operations.js';
export { skillTypeDefs } from './type-defs.js';
