export { defineOperations, operation, type Operation, type OperationOwner } from './operation/operation.js';
