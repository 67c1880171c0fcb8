export { createSkillApp } from './app.js';
export { parseSkillConfig, skillSettings, type SkillConfig } from './config.js';
