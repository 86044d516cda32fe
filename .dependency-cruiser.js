/** The walls of the house: who may import whom. `npm run lint` enforces them. */
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'libs-do-not-import-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|bench|test)/' },
    },
    {
      name: 'event-store-knows-no-other-lib',
      severity: 'error',
      from: { path: '^libs/event-store/' },
      to: { path: '^libs/(?!event-store/)' },
    },
    {
      name: 'client-knows-no-other-lib',
      comment: 'Integrators use it outside this repository.',
      severity: 'error',
      from: { path: '^libs/client/' },
      to: { path: '^libs/(?!client/)' },
    },
    {
      name: 'domain-is-pure',
      comment: 'Events and deciders import nothing but their own folder and what a decider is.',
      severity: 'error',
      from: { path: '^(libs/[^/]+/src)/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^$1/domain/', '^libs/event-store/src/index\\.ts$'] },
    },
    {
      name: 'nothing-but-apps-imports-delivery',
      severity: 'error',
      from: { path: '^libs/(?!delivery/)' },
      to: { path: '^libs/delivery/' },
    },
    {
      name: 'delivery-knows-only-what-it-needs',
      severity: 'error',
      from: { path: '^libs/delivery/', pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { path: '^libs/(?!delivery/|webhooks/|payloads/|event-store/|accounts/|http/)' },
    },
    {
      name: 'libs-meet-at-their-index',
      severity: 'error',
      from: { path: '^(?:libs/([^/]+)|apps|bench|test)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/(testing/)?index\\.ts$'] },
    },
    {
      name: 'dashboard-knows-only-the-client',
      comment: 'It runs in browsers, and talks to the server as integrators do.',
      severity: 'error',
      from: { path: '^apps/dashboard/' },
      to: { path: '^(libs/(?!client/)|apps/(?!dashboard/)|bench/|test/)' },
    },
    {
      name: 'nothing-imports-the-dashboard',
      severity: 'error',
      from: { pathNot: '^apps/dashboard/' },
      to: { path: '^apps/dashboard/' },
    },
    {
      name: 'harness-drives-from-outside',
      comment: 'Real server processes and receivers, for the demo, the benchmarks and the tests.',
      severity: 'error',
      from: { path: '^(libs|apps/server)/', pathNot: ['^libs/harness/', '\\.spec\\.ts$'] },
      to: { path: '^libs/harness/' },
    },
    {
      name: 'testing-code-stays-in-tests',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { path: '/testing/' },
    },
    {
      name: 'no-dev-dependency-at-run-time',
      comment: 'The dashboard is bundled when it is built.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['\\.spec\\.ts$', '/testing/', '^apps/dashboard/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
