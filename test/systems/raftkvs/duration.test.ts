import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../systems/raftkvs/duration.ts';

describe('a duration', () => {
  it.each([
    ['150ms', 150],
    ['2s', 2000],
    ['1.5s', 1500],
    ['1m30s', 90_000],
    ['500us', 0.5],
    ['24h', 86_400_000],
  ])('written %s has %d milliseconds', (text, milliseconds) => {
    expect(parseDuration(text)).toBeCloseTo(milliseconds, 9);
  });

  it.each(['', '5', 'ms', '0s', '-1s', '1 s', '1s ', '1e3ms', '1d', '24h1ms', 'Infinitys', '.5s'])(
    'is not what %j says',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});
