export { createSkillApp, type SkillParts } from './app.js';
export { parseSkillConfig, skillSettings, type SkillConfig } from './config.js';
