// One Jest project a tier: unit tests stand beside the code; under test/, `properties` has the application in this
// process, and the other tiers drive the built server.
const esmOnlyPackages = ['@nestjs', 'axios', 'content-disposition', 'cookie', 'file-type', 'uuid'];

const shared = {
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'json'],
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2023',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
          },
        },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esmOnlyPackages.join('|')})/)`],
  moduleNameMapper: {
    '^@app/([^/]+)/testing$': '<rootDir>/libs/$1/src/testing',
    '^@app/([^/]+)$': '<rootDir>/libs/$1/src',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

const tier = (displayName, testMatch) => ({ ...shared, displayName, testMatch });

/** With a PostgreSQL of the run's own, in which each test makes itself a database. */
const withPostgres = {
  globalSetup: '<rootDir>/test/support/postgres/start-postgres.ts',
  globalTeardown: '<rootDir>/test/support/postgres/stop-postgres.ts',
};

/** What REST clients and receivers see is the same on the other database. */
const onPostgres = (displayName, names) => ({
  ...tier(
    displayName,
    names.map((name) => `<rootDir>/test/e2e/${name}.spec.ts`),
  ),
  ...withPostgres,
  setupFiles: ['<rootDir>/test/support/postgres/choose-postgres.ts'],
});

module.exports = {
  // Long enough for a server to start on a machine that is busy with much else.
  testTimeout: 90_000,
  projects: [
    { ...tier('unit', ['<rootDir>/{libs,apps,bench}/**/*.spec.ts']), ...withPostgres },
    tier('properties', ['<rootDir>/test/properties/**/*.spec.ts']),
    { ...tier('e2e', ['<rootDir>/test/e2e/**/*.spec.ts']), ...withPostgres },
    onPostgres('postgres', [
      'message-created',
      'message-events',
      'concurrency',
      'contacts-filter',
      'deliveries-rest',
      'disabled-webhook',
      'idempotency',
      'log',
      'ordered-webhook',
      'replays',
      'start-from',
    ]),
    {
      ...tier('browser', ['<rootDir>/test/browser/**/*.spec.ts']),
      globalSetup: '<rootDir>/test/browser/support/unpack-chromium.ts',
    },
    { ...tier('crash', ['<rootDir>/test/crash/**/*.spec.ts']), ...withPostgres },
  ],
};
