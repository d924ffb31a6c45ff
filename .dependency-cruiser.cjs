/** The rules of ARCHITECTURE.md, checked by `npm test`. */
const otherModule = { path: '^server/src/modules/(?!$1/)[^/]+/(?!index\\.ts$)' };

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-is-pure',
      severity: 'error',
      from: { path: '^server/src/shared/' },
      to: { path: '^server/src/(?!shared/)' },
    },
    {
      name: 'infra-knows-no-module',
      severity: 'error',
      from: { path: '^server/src/infra/' },
      to: { path: '^server/src/(modules/|operations/|[^/]+\\.ts$)' },
    },
    {
      name: 'modules-do-not-reach-up',
      severity: 'error',
      from: { path: '^server/src/modules/' },
      to: { path: '^server/src/[^/]+\\.ts$' },
    },
    {
      name: 'modules-meet-at-their-index',
      severity: 'error',
      from: { path: '^server/src/modules/([^/]+)/' },
      to: otherModule,
    },
    {
      name: 'channels-and-gateways-are-translators',
      severity: 'error',
      from: { path: '^server/src/modules/payments/(channels|gateways)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: [
          '^server/src/infra/(database|jobs|prisma|migrate)',
          '^server/src/modules/(?!payments/(channels|gateways)/)',
          '^server/src/http/',
          'node_modules/(koa|@koa|pg|@prisma)/',
        ],
      },
    },
    {
      name: 'database-only-in-repositories',
      severity: 'error',
      from: { path: '^server/src/modules/', pathNot: '\\.repository\\.ts$|\\.test\\.ts$' },
      to: { path: ['^server/src/infra/prisma/', 'node_modules/pg/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'koa-only-in-http',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '^server/src/(http/|app\\.ts|main\\.ts)' },
      to: { path: 'node_modules/(koa|@koa)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-config-reads-the-environment',
      severity: 'error',
      from: { path: '^server/src/modules/' },
      to: { path: '^server/src/config/' },
    },
    {
      name: 'client-knows-no-server',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^server/' },
    },
    {
      name: 'sandbox-stands-alone',
      severity: 'error',
      from: { path: '^server/sandbox/' },
      to: { path: '^server/src/' },
    },
    {
      name: 'server-knows-no-sandbox',
      severity: 'error',
      from: { path: '^server/src/' },
      to: { path: '^server/sandbox/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|server/src/infra/prisma/internal)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
