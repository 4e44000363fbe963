import { describe, expect, test } from 'vitest';
import { formOf, found } from './forms.ts';
import { randomModule } from './random-algorithms.ts';

const config = 'SPECIFICATION Spec\nCHECK_DEADLOCK FALSE';

describe('a random algorithm has the same states in both forms', () => {
  test.each([3, 7, 12, 15, 20, 31, 40, 47, 60, 66])('seed %i', async (seed) => {
    const text = randomModule(seed);
    const modular = await found(text, config);
    expect(await found(formOf(text).standalone, config)).toEqual(modular);
  });
});
