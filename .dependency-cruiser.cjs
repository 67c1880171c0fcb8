const service = '^(gateway|subgraphs/[^/]+)/';

/** Import boundaries: what docs/architecture.md says in words, checked by `npm run lint`. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Generated files are left out: resolver types name their mappers, which are typed by them.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { pathNot: '/generated/' } },
    },
    {
      name: 'services-meet-in-contracts',
      comment: 'Services never import each other: they meet in contracts/.',
      severity: 'error',
      from: { path: '^(?:gateway|subgraphs/([^/]+))/' },
      to: { path: service, pathNot: ['^gateway/', '^subgraphs/$1/'] },
    },
    {
      name: 'subgraphs-do-not-know-the-gateway',
      severity: 'error',
      from: { path: '^subgraphs/' },
      to: { path: '^(gateway|standalone)/' },
    },
    {
      name: 'packages-know-no-contract',
      comment: 'Shared packages get operations and topics as values.',
      severity: 'error',
      from: { path: '^(packages|tools|prisma)/' },
      to: { path: '^contracts/' },
    },
    {
      name: 'contracts-only-define',
      comment:
        'A contract imports the definition functions of packages/rest and packages/events; otherwise only their types.',
      severity: 'error',
      from: { path: '^contracts/', pathNot: ['\\.test\\.ts$', '/test/'] },
      to: {
        path: '^packages/',
        dependencyTypesNot: ['type-only'],
        pathNot: [
          '^packages/events/src/index\\.ts$',
          '^packages/[^/]+/src/(definition|errors)\\.ts$',
          '^packages/auth/src/scopes/scopes\\.ts$',
          '^packages/(service|rules)/',
        ],
      },
    },
    {
      name: 'packages-know-no-service',
      severity: 'error',
      from: { path: '^(packages|tools|prisma|contracts)/' },
      to: { path: '^(gateway|subgraphs|standalone|e2e|bench)/' },
    },
    {
      name: 'backing-services-open-before-services-are-read',
      comment:
        'The code that opens backing services stays small. It imports the services later, by one dynamic import of in-process/.',
      severity: 'error',
      from: { path: '^standalone/src/', pathNot: ['^standalone/src/in-process/', '\\.test\\.ts$'] },
      to: {
        path: [
          '^(gateway|subgraphs)/',
          '^packages/(events|rest|subgraph)/',
          '^packages/service/src/index\\.ts$',
          '^standalone/src/in-process/',
        ],
        dependencyTypesNot: ['type-only', 'dynamic-import'],
      },
    },
    {
      name: 'tests-stay-in-tests',
      severity: 'error',
      from: { pathNot: ['\\.test\\.ts$', '/test/', '^e2e/', '^bench/', '^packages/testing/'] },
      to: { path: ['\\.test\\.ts$', '^packages/testing/'] },
    },
    {
      name: 'rules-are-pure',
      comment: 'A file of rules does no I/O and reads no clock: no Node built-ins but path, no database, no HTTP.',
      severity: 'error',
      from: { path: '[.-]rules\\.ts$|/rules/' },
      to: { dependencyTypes: ['core'], pathNot: ['^(node:)?(path|path/posix|crypto|buffer)$'] },
    },
    {
      name: 'prisma-stays-in-repositories',
      comment: 'The Prisma client stops at the adapters: repositories, the outbox, and the wiring in app.ts.',
      severity: 'error',
      from: { path: '^subgraphs/', pathNot: ['/prisma-[^/]+\\.ts$', '/app\\.ts$', '\\.test\\.ts$', '/test/'] },
      to: { path: ['^prisma/src/generated', '@prisma/client'] },
    },
    {
      name: 'events-know-no-prisma',
      comment: 'Neither Prisma nor a part of packages/postgres that is built on it.',
      severity: 'error',
      from: { path: '^packages/events/src', pathNot: '\\.test\\.ts$' },
      to: { path: ['@prisma/', '^prisma/'], reachable: true },
    },
    {
      name: 'sandbox-programs-stand-alone',
      comment: 'Programs that run in the sandbox are given the toolchain and their own folder, no package of ours.',
      severity: 'error',
      from: { path: '^subgraphs/validation/src/(checks|(check-run|test-run)/inside)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(packages|contracts|prisma|tools)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'kafka-has-one-adapter',
      severity: 'error',
      from: {
        pathNot: ['^packages/events/(src/log/kafka|test)/', '^packages/testing/', '\\.test\\.ts$', '^bench/', '^e2e/'],
      },
      to: { path: 'node_modules/kafkajs' },
    },
    {
      name: 'event-log-carries-records-of-any-kind',
      comment: 'The parts of packages/events, from below: log; event and contracts; outbox and consumer; admin.',
      severity: 'error',
      from: { path: '^packages/events/src/log/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/events/src/(event|contracts|asyncapi|outbox|consumer|admin)/' },
    },
    {
      name: 'contracts-know-no-way-of-delivery',
      severity: 'error',
      from: { path: '^packages/events/src/(event|contracts|asyncapi)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/events/src/(outbox|consumer|admin)/' },
    },
    {
      name: 'outbox-and-consumer-meet-in-the-log',
      severity: 'error',
      from: { path: '^packages/events/src/(outbox|consumer)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/events/src/(outbox|consumer|admin)/', pathNot: '^packages/events/src/$1/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'dist'] },
    exclude: { path: ['/dist/', '^skills/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default'], exportsFields: ['exports'] },
  },
};
