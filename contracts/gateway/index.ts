export { gatewayErrors } from './errors.js';
export * from './generated/operations.js';
export { gatewayOperations } from './operations.js';
export { subscriptionTypeDefs } from './type-defs.js';
