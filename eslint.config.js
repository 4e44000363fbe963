import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/**
 * The architecture as lint errors. `arrows` says which folder may import which (ARCHITECTURE.md, "Arrows"): a folder may import itself
 * and what is listed, nothing else of ours. `doors` says which folder may import which library ("One door per library").
 */
const arrows = {
  cli: ['checker', 'compiler', 'runtime'],
  checker: ['compiler', 'runtime'],
  systems: ['generated', 'runtime'],
  generated: [],
  compiler: [],
  runtime: [],
  'compiler/source': [],
  'compiler/diagnostics': ['compiler/source'],
  'compiler/syntax': ['compiler/diagnostics', 'compiler/source'],
  'compiler/resolve': ['compiler/syntax', 'compiler/diagnostics', 'compiler/source'],
  'compiler/analyze': ['compiler/resolve', 'compiler/syntax', 'compiler/diagnostics', 'compiler/source'],
  'compiler/lower': ['compiler/resolve', 'compiler/syntax', 'compiler/diagnostics', 'compiler/source'],
  'compiler/emit': [
    'compiler/lower',
    'compiler/resolve',
    'compiler/syntax',
    'compiler/diagnostics',
    'compiler/source',
  ],
  'compiler/print': ['compiler/resolve', 'compiler/syntax', 'compiler/diagnostics', 'compiler/source'],
  'compiler/pluscal': [
    'compiler/print',
    'compiler/analyze',
    'compiler/resolve',
    'compiler/syntax',
    'compiler/diagnostics',
    'compiler/source',
  ],
  'checker/config': ['compiler', 'runtime'],
  'checker/model': ['checker/config', 'compiler', 'runtime'],
  'checker/search': ['checker/model', 'runtime'],
  'checker/liveness': ['checker/search', 'checker/model', 'runtime'],
  'checker/simulate': ['checker/search', 'checker/model', 'runtime'],
  'checker/trace': ['checker/search', 'checker/liveness', 'checker/model', 'compiler', 'runtime'],
  'checker/parallel': [
    'checker/simulate',
    'checker/search',
    'checker/model',
    'checker/config',
    'compiler',
    'runtime',
  ],
  'runtime/tla': [],
  'runtime/kernel': ['runtime/tla'],
  'runtime/net': ['runtime/tla'],
  'runtime/resources': ['runtime/kernel', 'runtime/net', 'runtime/tla'],
};

const doors = {
  chevrotain: ['compiler/syntax'],
  'ts-morph': ['compiler/emit'],
  '@jridgewell/gen-mapping': ['compiler/emit'],
  picocolors: ['compiler/diagnostics', 'cli'],
  yargs: ['cli'],
  level: ['runtime/resources'],
  'node:net': ['runtime/net'],
  'node:tls': ['runtime/net'],
  immutable: ['runtime/tla'],
  yaml: ['systems'],
  zod: ['systems'],
  pino: ['systems'],
  'pino-pretty': ['systems'],
  'prom-client': ['systems'],
  'hdr-histogram-js': ['bench'],
  esbuild: ['bundle.ts'],
};

const ours = ['cli', 'checker', 'compiler', 'runtime', 'generated', 'systems', 'test', 'bench'];
const innerFolders = (top) => Object.keys(arrows).filter((folder) => folder.startsWith(`${top}/`));

/** Folders that `from` must not import, as zones of import-x/no-restricted-paths. */
const zones = Object.entries(arrows).map(([from, allowed]) => {
  const top = from.split('/')[0];
  const siblings = from.includes('/')
    ? [...innerFolders(top), ...ours.filter((folder) => folder !== top)]
    : ours;
  const banned = siblings.filter(
    (folder) => folder !== from && !allowed.includes(folder) && !folder.startsWith(`${from}/`),
  );
  return banned.map((folder) => ({
    target: `./${from}`,
    from: `./${folder}`,
    message: `${from} must not import ${folder}: see ARCHITECTURE.md, "Arrows"`,
  }));
});

const doorRules = Object.entries(doors).flatMap(([library, folders]) => [
  {
    group: [library, `${library}/*`],
    message: `only ${folders.join(', ')} may import ${library} (one door per library)`,
    folders,
  },
]);
const allFolders = [
  ...Object.keys(arrows),
  'compiler',
  'runtime',
  'cli',
  'systems',
  'generated',
  'bench',
  'test',
];
const doorConfigs = [...new Set(allFolders)].map((folder) => ({
  files: folder.includes('/') ? [`${folder}/**/*.ts`] : [`${folder}/**/*.ts`],
  ignores: folder.includes('/') ? [] : innerFolders(folder).map((inner) => `${inner}/**`),
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: doorRules
          .filter((rule) => !rule.folders.includes(folder) && folder !== 'test' && folder !== 'bench')
          .map(({ group, message }) => ({ group, message })),
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist/', 'generated/', 'node_modules/', 'test/golden/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.strict.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver': { node: { extensions: ['.ts', '.js'] } },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-this-alias': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      eqeqeq: 'error',
      'prefer-const': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { zones: zones.flat() }],
    },
  },
  {
    files: ['vitest.config.ts', 'vitest.race.config.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['compiler/**/*.ts', 'runtime/**/*.ts', 'checker/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'exit', message: 'only cli/ and systems/ end the process' },
      ],
    },
  },
  {
    files: ['compiler/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'console',
        'setTimeout',
        'setInterval',
        'performance',
        'Date',
      ],
    },
  },
  ...doorConfigs,
);
