import { revocations, topics } from '@skillwright/contracts/events';
import { runSubgraph } from '@skillwright/subgraph';
import { createValidationApp } from './app.js';
import { parseValidationConfig } from './config.js';

await runSubgraph('validation', { topics, revocations }, parseValidationConfig, createValidationApp);
