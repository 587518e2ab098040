/** The import table of the architecture: who may import whom. test/house/boundaries.test.ts plants a violation of each rule. */

const rooms = ['domain', 'db', 'files', 'workflows', 'activities', 'api', 'web', 'worker', 'stack', 'test', 'bench']

/** What each room may import besides itself. Everything not named here is refused. */
const allowed = {
  domain: [],
  db: ['domain'],
  files: ['domain'],
  workflows: ['domain', 'activities'],
  activities: ['domain', 'db', 'files', 'workflows'],
  api: ['domain', 'db', 'files', 'workflows'],
  web: ['domain', 'api'],
  worker: ['domain', 'db', 'workflows', 'activities'],
  stack: ['domain', 'db', 'api', 'worker'],
}

/** Rooms that see another one as types only. */
const typesOnly = [
  ['workflows', 'activities'],
  ['activities', 'workflows'],
  ['web', 'api'],
  ['worker', 'workflows'],
]

/** npm packages a room may import; a room that is not here may import any. */
const packages = {
  domain: ['zod'],
  db: ['slonik', '@slonik/[^/]+', 'pg', 'zod'],
  workflows: ['@temporalio/workflow', '@temporalio/common'],
}

/** Node's own modules stay out of what must be pure or must run in Temporal's sandbox. */
const withoutNode = ['domain', 'workflows']

const roomRules = Object.entries(allowed).map(([room, others]) => ({
  name: `${room}-imports`,
  comment: `${room}/ may import itself${others.map((other) => ` and ${other}/`).join('')}, nothing else of ours`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: `^(${rooms.filter((other) => other !== room && !others.includes(other)).join('|')})/` },
}))

const typeRules = typesOnly.map(([room, other]) => ({
  name: `${room}-${other}-types-only`,
  comment: `${room}/ sees ${other}/ as types only`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: {
    path: `^${other}/`,
    // Queues, ids and message definitions are there for everybody.
    ...(other === 'workflows' && { pathNot: '^workflows/messages\\.ts$' }),
    dependencyTypesNot: ['type-only'],
  },
}))

const packageRules = Object.entries(packages).map(([room, names]) => ({
  name: `${room}-packages`,
  comment: `${room}/ may import these packages: ${names.join(', ')}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: 'node_modules/', pathNot: `node_modules/(@types/)?(${names.join('|')})/` },
}))

const nodeRules = withoutNode.map((room) => ({
  name: `${room}-without-node`,
  comment: `${room}/ imports no module of Node`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { dependencyTypes: ['core'] },
}))

module.exports = {
  forbidden: [
    ...roomRules,
    ...typeRules,
    ...packageRules,
    ...nodeRules,
    {
      name: 'api-workflows-messages-only',
      comment: 'api/ imports workflows/messages.ts; of the rest it sees types only',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^workflows/', pathNot: '^workflows/messages\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'config-only-in-mains',
      comment: 'configuration is read by the mains and handed down',
      severity: 'error',
      from: { path: '^(domain|db|files|workflows|activities|api|web|worker)/', pathNot: '/main\\.ts$' },
      to: { path: '^config\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'no module imports itself in a round (types may: they are gone at run time)',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      comment: 'every import leads somewhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'every package that we import is in our package.json',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    exclude: { path: '(^|/)(build|\\.cache|\\.waybill|coverage)/' },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
