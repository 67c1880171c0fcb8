import { fileURLToPath } from 'node:url';
import { projectFolder } from './write-project.js';

/** The configuration of every run of Jest, in the place of any that a project has. */
export const jestConfiguration = {
  rootDir: projectFolder,
  reporters: ['default', fileURLToPath(new URL('jest-reporter.js', import.meta.url))],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx', '.mts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  moduleFileExtensions: ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    '^.+\\.[cm]?tsx?$': [
      '/opt/node_modules/@swc/jest',
      { jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022' }, module: { type: 'es6' }, swcrc: false },
    ],
  },
  cacheDirectory: '/tmp/jest',
  haste: { enableSymlinks: false },
};
