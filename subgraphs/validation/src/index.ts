export { createValidationApp, type ValidationParts } from './app.js';
export { parseValidationConfig, validationSettings, type ValidationConfig } from './config.js';
export { findSandbox, type FoundSandbox } from './sandbox/find-sandbox.js';
export type { Sandbox, SandboxDescription } from './sandbox/sandbox.js';
