export { createGenerationApp, type GenerationParts } from './app.js';
export { createGenerationConfig, generationSettings, parseGenerationConfig, type GenerationConfig } from './config.js';
