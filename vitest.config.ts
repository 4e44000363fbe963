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
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
