import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from './naive.ts';
import { coreOf, generatedAnswer, naiveAnswer } from './naive.ts';
import { ExpressionMaker } from './random-expressions.ts';

/** What both evaluators say of an expression; undefined if the naive one takes too long. */
function answers(text: string): { readonly naive: string; readonly generated: string } | undefined {
  const core = coreOf(text);
  if (core === undefined) throw new Error(`not an expression: ${text}`);
  const naive = naiveAnswer(core, 30_000);
  if (naive.kind === 'unfinished') return undefined;
  const generated = generatedAnswer(core);
  const shown = (answer: Answer): string =>
    answer.kind === 'value'
      ? answer.text
      : answer.kind === 'error'
        ? `error of ${answer.class}`
        : 'unfinished';
  return { naive: shown(naive), generated: shown(generated) };
}

/** Run more with NAIVE_RUNS=10000, other ones with NAIVE_SEED=7. */
const runs = Number(process.env['NAIVE_RUNS'] ?? 150);
const firstSeed = Number(process.env['NAIVE_SEED'] ?? 1);

describe('generated code and the naive evaluator agree on random expressions', () => {
  it.each([
    [1, firstSeed],
    [2, firstSeed + 1],
    [3, firstSeed + 2],
    [4, firstSeed + 3],
  ])('of height %i (seed %i)', (depth, seed) => {
    let decided = 0;
    let values = 0;
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 5, maxLength: 40 * depth }), (numbers) => {
        const text = new ExpressionMaker(numbers).expression(depth);
        const found = answers(text);
        if (found === undefined) return;
        decided += 1;
        if (!found.naive.startsWith('error')) values += 1;
        expect(found.generated, text).toBe(found.naive);
      }),
      { seed, numRuns: runs },
    );
    // A comparison of nothing, or of errors only, would say nothing.
    expect(decided).toBeGreaterThan(runs / 2);
    expect(values).toBeGreaterThan(runs / 5);
  });
});
