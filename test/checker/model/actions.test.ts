import { describe, expect, test } from 'vitest';
import { explore, modelOf, pluscal } from './specs.ts';

const countdown =
  'variable x = 3; fair process p \\in {1, 2} begin l: while x > 0 do x := x - 1; end while; end process;';

/** Whether `Inv`, defined by the text, holds of all states; the message of what cannot be evaluated. */
function holds(definitions: string): boolean | string {
  try {
    const model = modelOf({ spec: pluscal(countdown, definitions), config: 'INVARIANT Inv' });
    return explore(model).violated === undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('ENABLED of any action asks whether there is a state that it leads to', () => {
  const cases: readonly (readonly [name: string, definitions: string, expected: boolean])[] = [
    ['an equation says what a primed variable is', "Inv == ENABLED (x' = 7)", true],
    ['a second equation is a condition', "Inv == ENABLED (x' = 7 /\\ x' = 8)", false],
    ['conditions on the first state count', "Inv == (ENABLED (x > 1 /\\ x' = 0)) <=> x > 1", true],
    ['membership gives one state for each element', "Inv == ENABLED (x' \\in 0..5 /\\ x' > 4)", true],
    ['an empty set gives none', "Inv == ENABLED (x' \\in {})", false],
    ['membership of what is known is a condition', "Inv == ENABLED (x' = 3 /\\ x' \\in {1, 2})", false],
    ['one alternative is enough', "Inv == ENABLED (\\/ x' = 1 /\\ x' = 2\n                \\/ x' = 5)", true],
    ['\\E tries every element', "Inv == ENABLED (\\E i, j \\in 1..3 : x' = i /\\ x' = j + 2)", true],
    ['\\E takes tuples apart', "Inv == ENABLED (\\E <<a, b>> \\in {<<1, 2>>} : x' = a /\\ x' = b)", false],
    ['\\A asks for all elements together', "Inv == ENABLED (\\A i \\in 1..2 : x' = i)", false],
    ['\\A over nothing asks for nothing', "Inv == ENABLED (\\A i \\in {} : x' = i)", true],
    ['IF takes one branch', "Inv == (ENABLED (IF x > 0 THEN x' = 0 ELSE FALSE)) <=> x > 0", true],
    [
      'CASE takes the first arm whose condition is true',
      "Inv == ENABLED (CASE x >= 0 -> x' = 1 [] OTHER -> FALSE)",
      true,
    ],
    [
      'an implication asks for nothing where its left side is false',
      "Inv == ENABLED (x > 9 => x' = x' + 1)",
      true,
    ],
    ['LET is looked through', "Inv == ENABLED (LET y == x + 1 IN x' = y /\\ x' > x)", true],
    ['UNCHANGED keeps variables', "Inv == ENABLED (UNCHANGED <<x, pc>> /\\ x' = x + 1)", false],
    ['UNCHANGED vars keeps all of them', "Inv == ENABLED (UNCHANGED vars /\\ pc' # pc)", false],
    ['UNCHANGED looks through definitions', "all == <<x>>\nInv == ENABLED (UNCHANGED all /\\ x' # x)", false],
    ['<<A>>_v must change v', "Inv == ENABLED <<x' = x>>_x", false],
    ['[A]_v may leave it', 'Inv == ENABLED ([FALSE]_x)', true],
    [
      'a definition is unfolded with its arguments',
      "Up(v) == v' = v + 1 /\\ v' > v\nInv == ENABLED Up(x)",
      true,
    ],
    [
      'a definition that says ENABLED of its parameter means the argument',
      "Can(v) == ENABLED (v' = v + 1)\nInv == Can(x)",
      true,
    ],
    [
      'a name bound around is seen',
      "Set(i) == x' = i /\\ x' > 2\nCan(i) == ENABLED Set(i)\nInv == \\A i \\in 1..4 : Can(i) <=> i > 2",
      true,
    ],
    [
      'a step of the algorithm may be a part',
      'Inv == \\A i \\in {1, 2} : (ENABLED (l(i) /\\ x\' = 1)) <=> (x = 2 /\\ pc[i] = "l")',
      true,
    ],
    ['two steps of the algorithm must lead to one state', 'Inv == ENABLED (l(1) /\\ l(2))', false],
    ['a step must agree with what is known', "Inv == ENABLED (x' = 3 /\\ l(1))", false],
    [
      'a variable of processes is a function',
      'Inv == ENABLED (pc\' = [pc EXCEPT ![1] = "q"] /\\ pc\'[1] = "q" /\\ pc\'[2] = pc[2])',
      true,
    ],
    [
      'a prime around it is about the second state',
      "P(i) == ENABLED (x' = i)\nInv == ENABLED (x' = 2 /\\ P(x)')",
      true,
    ],
  ];
  test.each(cases)('%s', (_, definitions, expected) => {
    expect(holds(definitions)).toBe(expected);
  });

  test('a primed variable must be said to be something before it is read', () => {
    expect(holds("Inv == ENABLED (x' > 3)")).toMatch(
      /^x' is read before the action has said what it is.*\n.*Spec\.tla:/,
    );
    expect(holds("Twice == 2 * x\nInv == ENABLED (Twice' = 4)")).toMatch(/^x' is read before/);
    expect(holds('Inv == ENABLED (~UNCHANGED pc)')).toMatch(/^pc' is read before/);
  });

  test('an infinite set of values cannot be tried', () => {
    expect(holds("Inv == ENABLED (x' \\in Nat)")).toMatch(/Nat/);
  });
});

describe('a specification with actions of its own', () => {
  const found = (
    after: string,
    config: string,
  ): { readonly distinct: number; readonly steps: readonly string[] } => {
    const model = modelOf({ spec: pluscal(countdown, after), config });
    const taken = new Set<number>();
    const { distinct, states } = explore(model);
    for (const state of states) model.successors(state, (_, step) => taken.add(step));
    const steps = [...taken].sort((a, b) => a - b).map((step) => model.steps[step]?.label ?? '');
    return { distinct, steps };
  };

  test('has the states that they lead to, too', () => {
    const after = "Reset == x = 0 /\\ x' = 3 /\\ UNCHANGED pc\nMine == Init /\\ [][Next \\/ Reset]_vars";
    expect(found(after, 'SPECIFICATION Mine')).toEqual({ distinct: 14, steps: ['l', 'l', 'Reset'] });
  });

  test('can leave steps of single labels out', () => {
    const after = "Low == l(1) /\\ x' > 0\nMyNext == Low \\/ p(2)";
    expect(found(after, 'INIT Init\nNEXT MyNext\nCHECK_DEADLOCK FALSE')).toEqual({
      distinct: 5,
      steps: ['l', 'l'],
    });
  });

  test('that do not say what all variables are is an error in the action', () => {
    const after = "Odd == x' = x - 1\nMyNext == Odd \\/ Next";
    expect(() => found(after, 'INIT Init\nNEXT MyNext')).toThrow(
      /does not say what pc' is\n {2}at x' = x - 1/,
    );
  });

  test('still asks another [][A]_v of every step', () => {
    const after = "Mine == Init /\\ [][Next]_vars /\\ [][x' > 1]_x";
    expect(found(after, 'SPECIFICATION Mine\nCHECK_DEADLOCK FALSE').distinct).toBe(2);
  });
});
