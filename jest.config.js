import { existsSync } from 'node:fs';

/** @type {import('jest').Config} */
const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
};

export default {
  testTimeout: 60_000,
  maxWorkers: 2,
  // ES modules loaded by one test file are never freed, so a worker is replaced before it spends its time collecting garbage.
  workerIdleMemoryLimit: '1GB',
  testSequencer: '<rootDir>/tests/support/long-suites-first.js',
  projects: [
    {
      ...base,
      displayName: 'unit',
      rootDir: '.',
      roots: [
        '<rootDir>/server',
        '<rootDir>/client/admin/src',
        '<rootDir>/tests/support',
        '<rootDir>/tests/screenshots',
        '<rootDir>/tests/bench-web',
      ],
      testMatch: ['**/*.test.ts'],
    },
    {
      ...base,
      displayName: 'system',
      rootDir: '.',
      roots: ['<rootDir>/tests'],
      testMatch: ['<rootDir>/tests/{integration,contract,e2e,chaos,bench}/**/*.test.ts'],
      globalSetup: '<rootDir>/tests/support/global-setup.ts',
      globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
    },
    ...['<rootDir>/client/miniapp/jest.config.cjs'].filter(file =>
      existsSync(file.replace('<rootDir>', import.meta.dirname)),
    ),
  ],
};
