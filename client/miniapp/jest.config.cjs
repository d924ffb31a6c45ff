/** Components and pages with light stand-ins for Taro; what Taro itself does is tested on the builds, in tests/e2e. */
module.exports = {
  displayName: 'miniapp',
  rootDir: __dirname,
  testEnvironment: 'jsdom',
  testTimeout: 30_000,
  testMatch: ['<rootDir>/src/**/*.test.ts?(x)'],
  // The browser's files of each platform pair; a test of another platform imports its file by name.
  moduleFileExtensions: ['h5.ts', 'h5.tsx', 'ts', 'tsx', 'js', 'jsx', 'cjs', 'mjs', 'json'],
  transform: {
    '\\.[jt]sx?$': [
      'babel-jest',
      {
        configFile: false,
        presets: [
          ['@babel/preset-env', { targets: { node: 'current' } }],
          ['@babel/preset-react', { runtime: 'automatic' }],
          '@babel/preset-typescript',
        ],
      },
    ],
  },
  moduleNameMapper: {
    '\\.scss$': '<rootDir>/test/empty.ts',
    '^@tarojs/taro$': '<rootDir>/test/taro.ts',
    '^@tarojs/components$': '<rootDir>/test/taro-components.tsx',
    '^@/(.*)$': '<rootDir>/src/$1',
  },
  globals: { API_BASE: '' },
  setupFiles: ['<rootDir>/test/environment.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/patience.ts'],
};
