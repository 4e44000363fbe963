import { describe, expect, it } from 'vitest';
import { Decisions, UNKNOWN } from '../../../../checker/model/rows/decisions.ts';
import { seededRandom } from '../../../seeded-random.ts';

describe('decisions', () => {
  it('know nothing at first, and what they learned afterwards', () => {
    const decisions = new Decisions(3);
    const root = decisions.add();
    expect(decisions.find(root, [5, 6, 7], [])).toBe(UNKNOWN);
    expect(decisions.learn(root, [2, 0], [7, 5], 41)).toBe(true);
    expect(decisions.find(root, [5, 999, 7], [])).toBe(41);
    expect(decisions.find(root, [6, 6, 7], [])).toBe(UNKNOWN);
  });

  it('need not look at anything', () => {
    const decisions = new Decisions(1);
    const root = decisions.add();
    expect(decisions.learn(root, [], [], 0)).toBe(true);
    expect(decisions.find(root, [1], [])).toBe(0);
  });

  it('look at a second row behind the first', () => {
    const decisions = new Decisions(2);
    const root = decisions.add();
    decisions.learn(root, [1, 2], [8, 9], 3);
    expect(decisions.find(root, [0, 8], [9, 0])).toBe(3);
    expect(decisions.find(root, [0, 8], [8, 0])).toBe(UNKNOWN);
  });

  it('do not answer where a part is no number', () => {
    const decisions = new Decisions(1);
    const root = decisions.add();
    decisions.learn(root, [0], [1], 1);
    expect(decisions.find(root, ['1'], [])).toBe(UNKNOWN);
  });

  it.each([
    { what: 'looks elsewhere after it found the same', parts: [0, 2], found: [1, 3], answer: 1 },
    { what: 'comes to something else', parts: [0, 1], found: [1, 2], answer: 2 },
    { what: 'stops looking earlier', parts: [0], found: [1], answer: 1 },
    { what: 'goes on looking', parts: [0, 1, 2], found: [1, 2, 3], answer: 1 },
  ])('tell a computation that is no function of rows: it $what', ({ parts, found, answer }) => {
    const decisions = new Decisions(3);
    const root = decisions.add();
    expect(decisions.learn(root, [0, 1], [1, 2], 1)).toBe(true);
    expect(decisions.learn(root, parts, found, answer)).toBe(false);
  });

  it('forget one root without the others', () => {
    const decisions = new Decisions(1);
    const [first, second] = [decisions.add(), decisions.add()];
    decisions.learn(first, [0], [4], 1);
    decisions.learn(second, [0], [4], 2);
    decisions.forget(first);
    expect(decisions.find(first, [4], [])).toBe(UNKNOWN);
    expect(decisions.find(second, [4], [])).toBe(2);
  });

  it('agree with the function they learn, however much it is', () => {
    const random = seededRandom(5);
    const number = (): number => Math.floor(random() * 40);
    // Looks at part 1, or at parts 0 and 2, as part 3 says.
    const run = (row: readonly number[]): { parts: number[]; answer: number } => {
      const [a = 0, b = 0, c = 0, d = 0] = row;
      return d % 3 === 0 ? { parts: [3, 1], answer: b } : { parts: [3, 0, 2], answer: a * 100 + c };
    };
    const decisions = new Decisions(4);
    const root = decisions.add();
    let found = 0;
    for (let i = 0; i < 30_000; i += 1) {
      const row = [number(), number(), number(), number()];
      const { parts, answer } = run(row);
      const known = decisions.find(root, row, []);
      if (known === UNKNOWN)
        expect(
          decisions.learn(
            root,
            parts,
            parts.map((part) => row[part] as number),
            answer,
          ),
        ).toBe(true);
      else {
        found += 1;
        expect(known).toBe(answer);
      }
    }
    expect(found).toBeGreaterThan(5000);
  });
});
