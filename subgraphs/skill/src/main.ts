import { revocations, topics } from '@skillwright/contracts/events';
import { runSubgraph } from '@skillwright/subgraph';
import { createSkillApp } from './app.js';
import { parseSkillConfig } from './config.js';

await runSubgraph('skill', { topics, revocations }, parseSkillConfig, createSkillApp);
