// Jest wants set-up and tear-down as the default exports of two files.
export { tearDown as default } from './test-run.js';
