import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The long runs under disruption: `make racetest`. */
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['test/**/*.race.ts'], testTimeout: 300_000 },
});
