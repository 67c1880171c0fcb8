/**
 * The Jest configuration of all workspaces: ES modules, TypeScript through swc, workspace packages from their sources.
 */
export default {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023', keepClassNames: true }, module: { type: 'es6' } },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/skills/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  reporters: ['default', new URL('jest-count-reporter.js', import.meta.url).pathname],
  globalSetup: new URL('test-run.js', import.meta.url).pathname,
  globalTeardown: new URL('test-run-end.js', import.meta.url).pathname,
  testTimeout: 60_000,
};
