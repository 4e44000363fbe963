import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: 'mpcal-ts/runtime', replacement: at('./runtime/index.ts') },
      { find: 'mpcal-ts/checker', replacement: at('./checker/index.ts') },
      { find: /^mpcal-ts$/, replacement: at('./compiler/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // By default one core stays free for watching, which on two cores leaves one for the tests.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
