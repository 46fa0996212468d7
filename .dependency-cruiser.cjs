/**
 * Who may import whom. The order is the one in docs/architecture.md and src/app.module.ts: a module may import only from
 * those above it, and only what a module shows: its module, services, queries, events and rules.
 */
const order = [
  'kernel',
  'platform',
  'identity',
  'registry',
  'decisions',
  'funding',
  'calls',
  'proposals',
  'consultations',
  'allocations',
  'goals',
  'audit',
  'notifications',
  'interchange',
  'example',
];

const leftward = order.map((module, index) => ({
  name: `${module}-imports-only-what-stands-above-it`,
  comment: `src/${module} may import ${order.slice(0, index).join(', ') || 'nothing'}; call upstream, tell downstream by events.`,
  severity: 'error',
  from: { path: `^src/${module}/` },
  to: { path: `^src/(${order.slice(index + 1).join('|') || 'none'})/` },
}));

module.exports = {
  forbidden: [
    ...leftward,
    {
      name: 'kernel-is-pure',
      comment: 'The kernel knows no framework, no database, no file system: only decimal.js.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: String.raw`\.spec\.ts$` },
      to: { pathNot: '^src/kernel/|^node_modules/decimal\\.js/' },
    },
    {
      name: 'rules-are-pure',
      comment:
        'A rules file imports the kernel and other rules; data in, data out. Types of a subject handler are allowed, and the reader of memoranda is pure as a whole.',
      severity: 'error',
      from: {
        path: String.raw`^src/(?!kernel).*\.rules\.ts$|^src/interchange/memorandum\.(?!file|docx|archive|command|draft)[a-z]+\.ts$`,
      },
      to: {
        pathNot: String.raw`^src/kernel/|\.rules\.ts$|^src/decisions/subject-handler\.ts$|^src/identity/permissions\.ts$|^src/interchange/memorandum\.(?!file|docx|archive|command|draft)[a-z]+\.ts$`,
      },
    },
    {
      name: 'modules-keep-their-insides',
      comment:
        'From another module import only its module, service, queries, events, rules or subject-handler file; of the planner and the totals their answers too (every module with an end day, or with amounts against ceilings, gives them on), of delegation the decision itself, and of decisions what a version is shown as.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '^src/(kernel|platform|example)/' },
      to: {
        path: '^src/([^/]+)/',
        pathNot: String.raw`^src/(kernel|platform|$1)/|^src/[^/]+/[a-z-]+\.(module|service|queries|events|rules)\.ts$|^src/[^/]+/(subjects|subject-handler|permissions)\.ts$|^src/decisions/planner/[a-z-]+\.(service|rules|dto)\.ts$|^src/decisions/delegation/delegated-decisions\.service\.ts$|^src/decisions/decided-version\.dto\.ts$|^src/funding/totals\.dto\.ts$`,
      },
    },
    {
      name: 'nothing-imports-the-doors',
      comment: 'main, worker and cli put modules together; no module may know them.',
      severity: 'error',
      from: { path: '^src/[^/]+/' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle means that two files are one; take out what both need.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
