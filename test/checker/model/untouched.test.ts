import { describe, expect, it } from 'vitest';
import type { Model, State } from '../../../checker/model/index.ts';
import { safetyChecksOf } from '../../../checker/search/index.ts';
import { modelOf } from './specs.ts';

const spec = `---- MODULE M ----
EXTENDS Integers, TLC
CONSTANT Given
(* --algorithm M
variables x = 0, y = 0, f = [i \\in 1..2 |-> 0];
process p \\in 1..2
variable n = 0;
begin
a: x := 1 - x;
b: y := 1 - y;
c: f[self] := 1 - f[self];
d: n := 1 - n;
   goto a;
end process
end algorithm *)
\\* BEGIN TRANSLATION
\\* END TRANSLATION
OfX == x \\in 0..1
Twice(v) == v + v
OfY == LET double == Twice(y) IN double < 3
Apply(Op(_)) == Op(1)
OfBoth == Apply(LAMBDA k : x + k < 3 /\\ OfY)
fact[k \\in 0..2] == IF k = 0 THEN n[1] ELSE fact[k - 1]
OfN == fact[2] < 2
OfF == \\A i \\in DOMAIN f : f[i] < 2
OfPc == \\A i \\in ProcSet : pc[i] # "e"
GivenBy == x
OfGiven == Given < 2
OfNone == 1 + 1 = 2
OfEnabled == ENABLED a(1) \\/ TRUE
Stays == [][x' = x]_x
Moves == [][x' = 1 - x \\/ y' # y]_<<x, y>>
Anything == [][TRUE]_vars
Always == [](x < 2) /\\ [][n' # n]_n
====
`;

const config = `SPECIFICATION Spec
CONSTANT Given <- GivenBy
INVARIANTS OfX OfY OfBoth OfN OfF OfPc OfGiven OfNone OfEnabled
PROPERTIES Stays Moves Anything Always`;

/** By label, the names of the predicates that its step leaves alone. */
function untouchedByLabel(model: Model): Readonly<Record<string, readonly string[]>> {
  const { always, actions } = safetyChecksOf(model);
  const found: Record<string, readonly string[]> = {};
  const waiting: State[] = [];
  model.initialStates((state) => waiting.push(state.slice()));
  for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
    model.successors(state, (next, step) => {
      const label = model.steps[step]?.label ?? '';
      if (found[label] !== undefined) return;
      waiting.push(next.slice());
      const untouched = [...always, ...actions].filter(({ isUntouched }) => isUntouched?.() === true);
      found[label] = untouched.map(({ name }) => name);
    });
  }
  return found;
}

describe('the predicates that a step leaves alone', () => {
  it('are those that read nothing it writes, through definitions, arguments and constants that stand for them', () => {
    expect(untouchedByLabel(modelOf({ spec, config }))).toEqual({
      a: ['OfY', 'OfN', 'OfF', 'OfNone', 'Always'],
      b: ['OfX', 'OfN', 'OfF', 'OfGiven', 'OfNone', 'Always', 'Stays', 'Always'],
      c: ['OfX', 'OfY', 'OfBoth', 'OfN', 'OfGiven', 'OfNone', 'Always', 'Stays', 'Moves', 'Always'],
      d: ['OfX', 'OfY', 'OfBoth', 'OfF', 'OfGiven', 'OfNone', 'Always', 'Stays', 'Moves'],
    });
  });

  it('are none where the specification has impure operators', () => {
    const noisy = spec.replace('OfNone == 1 + 1 = 2', 'OfNone == TLCGet("level") > 0');
    for (const names of Object.values(untouchedByLabel(modelOf({ spec: noisy, config }))))
      expect(names).toEqual([]);
  });

  it('are none of an initial state, and none after the successors', () => {
    const model = modelOf({ spec, config });
    const untouched = (): boolean => model.invariants.some(({ isUntouched }) => isUntouched?.() === true);
    const initial: State[] = [];
    model.initialStates((state) => {
      expect(untouched()).toBe(false);
      initial.push(state.slice());
    });
    model.successors(initial[0] as State, () => expect(untouched()).toBe(true));
    expect(untouched()).toBe(false);
  });
});
