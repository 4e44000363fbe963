import { mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

export default mergeConfig(base, {
  test: { include: ['test/**/*.race.ts'], testTimeout: 300_000 },
});
