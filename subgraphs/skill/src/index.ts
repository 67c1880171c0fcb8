export { createSkillApp } from './app.js';
export { tokenSettings } from './token-command/token-settings.js';
export { parseSkillConfig, skillSettings, type SkillConfig } from './config.js';
