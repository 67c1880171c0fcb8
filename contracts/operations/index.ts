import type { Operation } from '@skillwright/rest/definition';
import { gatewayOperations } from '../gateway/operations.js';
import { generationOperations } from '../generation/operations.js';
import { skillOperations } from '../skill/operations.js';
import { validationOperations } from '../validation/operations.js';
import type { Scope } from './scopes.js';

export { scopes, type Scope } from './scopes.js';

/** Every operation of all services and of the gateway. */
export const operations: readonly (Operation & { readonly scope: Scope })[] = [
  ...Object.values(skillOperations),
  ...Object.values(generationOperations),
  ...Object.values(validationOperations),
  ...Object.values(gatewayOperations),
];
