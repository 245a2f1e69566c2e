// The rules of the house. Each has a planted violation in scripts/check/violations.ts, which must make it fire.

const TEST = '\\.test\\.tsx?$'
const PURE =
  '\\.(rules|status|progress|totals|schema)\\.ts$|^lib/values/|^lib/(result|refusal)\\.ts$|^lib/orders/lifecycle\\.ts$'
const STEP = 'lib/orders/(?!order/)([^/]+)/'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'pure-stays-pure',
      comment:
        'Pure files import only each other, zod, dates, a CSV parser and types: nothing that queries, writes or knows the web.',
      severity: 'error',
      from: { path: PURE, pathNot: TEST },
      to: {
        path: [
          '^lib/(db|jobs|testing)/',
          '\\.(command|queries|store|job|actions)\\.ts$',
          '^lib/(action|route|env|log|metrics)\\.ts$',
          '^(app|components|scripts|prisma)/',
          'node_modules/(?!(zod|date-fns|@date-fns|csv-parse)/)',
        ],
      },
    },
    {
      name: 'pure-writes-no-paper',
      comment: 'Pure files may know what a document says (its type), not how it is written.',
      severity: 'error',
      from: { path: PURE, pathNot: TEST },
      to: { path: '^lib/documents/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-knows-no-machine',
      comment:
        'Pure files use nothing of Node: no files, no network, no randomness. Ids and clock have their own place.',
      severity: 'error',
      from: { path: PURE, pathNot: [TEST, '^lib/values/(ids|clock)\\.ts$'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-reaches-no-database',
      comment: 'Nor do pure files come to the database through files in between.',
      severity: 'error',
      from: { path: PURE, pathNot: TEST },
      to: { path: '^lib/db/|node_modules/(@prisma|pg|pg-boss)/', reachable: true },
    },
    {
      name: 'only-doors-know-next',
      comment: 'In lib, only *.actions.ts, action.ts, route.ts and access/session.ts import next/*.',
      severity: 'error',
      from: {
        path: '^lib/',
        pathNot: [TEST, '\\.actions\\.ts$', '^lib/(action|route)\\.ts$', '^lib/access/session\\.ts$'],
      },
      to: { path: 'node_modules/next/' },
    },
    {
      name: 'only-four-kinds-reach-the-database',
      comment: 'Only command, queries, job and store import lib/db; the worker and the server’s start prepare it.',
      severity: 'error',
      from: {
        path: '^(lib|app|components)/',
        pathNot: [TEST, '\\.(command|queries|job|store)\\.ts$', '^lib/(db|jobs|testing)/', '^lib/prepare-server\\.ts$'],
      },
      to: { path: '^lib/db/(?!.*\\.queries\\.ts$)' },
    },
    {
      name: 'steps-do-not-know-each-other',
      comment: 'A step of the journey never imports another step; they meet in order/ or in the database.',
      severity: 'error',
      from: { path: `^${STEP}`, pathNot: TEST },
      to: { path: `^${STEP}`, pathNot: '^lib/orders/$1/' },
    },
    {
      name: 'order-knows-no-step',
      comment: 'What the steps share does not know the steps.',
      severity: 'error',
      from: { path: '^lib/orders/order/', pathNot: TEST },
      to: { path: `^${STEP}` },
    },
    {
      name: 'orders-ask-neighbours-by-their-front',
      comment: 'Orders use the queries and rules of catalogue, contracts and suppliers, not what is behind them.',
      severity: 'error',
      from: { path: '^lib/orders/', pathNot: TEST },
      to: { path: '^lib/(catalogue|contracts|suppliers)/.*\\.(command|store|job|actions)\\.ts$' },
    },
    {
      name: 'neighbours-do-not-know-orders',
      comment: 'Catalogue, contracts and suppliers never import orders.',
      severity: 'error',
      from: { path: '^lib/(catalogue|contracts|suppliers)/', pathNot: TEST },
      to: { path: '^lib/orders/' },
    },
    {
      name: 'pages-call-no-commands',
      comment: 'Pages read; what changes something goes through an action or a route.',
      severity: 'error',
      from: { path: '^app/.*\\.tsx$' },
      to: { path: '\\.(command|store)\\.ts$' },
    },
    {
      name: 'components-call-no-queries',
      comment: 'Components are given what they show; they may know the types of it.',
      severity: 'error',
      from: { path: '^components/', pathNot: TEST },
      to: { path: '\\.(command|queries|store|job)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'queries-never-write',
      comment: 'Queries import nothing that writes.',
      severity: 'error',
      from: { path: '\\.queries\\.ts$' },
      to: { path: '\\.command\\.ts$|^lib/db/(commit|audit)\\.ts$|^lib/jobs/' },
    },
    {
      name: 'commands-call-no-commands',
      comment: 'What two commands share is a rule or a store.',
      severity: 'error',
      from: { path: '\\.command\\.ts$' },
      to: { path: '\\.command\\.ts$' },
    },
    {
      name: 'only-tests-import-testing',
      comment: 'Nothing but tests, the seed and e2e imports lib/testing.',
      severity: 'error',
      from: { pathNot: [TEST, '^lib/testing/', '^(e2e|bench)/', '^prisma/(seed\\.ts|scenarios/)', '^scripts/test/'] },
      to: { path: '^lib/testing/' },
    },
    {
      name: 'the-api-knows-no-browser',
      comment: 'The API answers to tokens alone: no session, no cookie, no form, nothing of the pages.',
      severity: 'error',
      from: { path: '^lib/api/|^app/api/v1/', pathNot: TEST },
      to: { path: '^lib/access/session|^lib/(action|route)\\.ts$|\\.actions\\.ts$|^components/|node_modules/next/' },
    },
    {
      name: 'no-barrels',
      comment: 'A file is imported by its own name.',
      severity: 'error',
      from: {},
      to: { path: '(^|/)index\\.tsx?$', pathNot: 'node_modules' },
    },
    {
      name: 'no-drawers',
      comment: 'No folder is called utils, helpers, services or common: a name says what is inside.',
      severity: 'error',
      from: {},
      to: { path: '(^|/)(utils?|helpers?|services?|common|shared|misc)/', pathNot: 'node_modules' },
    },
    {
      name: 'ui-knows-no-domain',
      comment: 'Design-system pieces know no domain word.',
      severity: 'error',
      from: { path: '^components/ui/', pathNot: TEST },
      to: { path: '^lib/(?!(values|action-answer|refusal|result))|^components/(?!ui/)' },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  required: [
    {
      name: 'server-files-say-so',
      comment: 'Commands, queries, jobs and stores are marked server-only, so that none ends in a browser.',
      severity: 'error',
      module: { path: '\\.(command|queries|job|store)\\.ts$' },
      to: { path: 'server-only' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/db/generated/'] },
    exclude: { path: ['^\\.next/', '^\\.data/', '^bench/out/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
}
