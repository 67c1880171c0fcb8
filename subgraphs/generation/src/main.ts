import { revocations, topics } from '@skillwright/contracts/events';
import { runSubgraph } from '@skillwright/subgraph';
import { createGenerationApp } from './app.js';
import { parseGenerationConfig } from './config.js';

await runSubgraph('generation', { topics, revocations }, parseGenerationConfig, createGenerationApp);
