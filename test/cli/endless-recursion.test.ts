import { describe, expect, it } from 'vitest';
import { folderWith } from './check-spec.ts';
import { runIn } from './harness.ts';

const spec = `---- MODULE Endless ----
EXTENDS Naturals
CONSTANT C

RECURSIVE Ack(_, _)
Ack(m, n) == IF m = 0 THEN n + 1 ELSE IF m > 5 THEN 0 ELSE Ack(m - 1, Ack(m, n + 1))
Far[n \\in Nat] == 1 + Far[n + 1]

(* --algorithm Endless
variables x = 1, y = IF C = "initial" THEN Ack(1, 1) ELSE 0;
process p \\in IF C = "processes" THEN 1..Ack(1, 1) ELSE {1, 2}
begin
  a: x := IF C = "step" THEN Ack(x, 1) ELSE x;
     y := IF C = "function" THEN Far[0] ELSE y;
  b: assert C # "assert" \\/ Ack(x, y) = 3;
end process;
end algorithm; *)
\\* BEGIN TRANSLATION
\\* END TRANSLATION

Assumption == C # "assume" \\/ Ack(1, 1) > 0
ASSUME Assumption
Inv == C # "invariant" \\/ Ack(x, x) > y
Inside == C # "constraint" \\/ Ack(x, x) > y
Moves == C # "action constraint" \\/ Ack(x, x') > y
Live == <>(C # "property" \\/ Ack(x, x) > y)
Grows == [][C # "action property" \\/ Ack(x, x') > y]_<<x, pc>>
View == IF C = "view" THEN <<Ack(x, x)>> ELSE IF C = "lazy view" THEN [i \\in {x} |-> Ack(i, i)] ELSE <<x, pc>>
Symmetry == IF C = "symmetry" THEN Ack(1, 1) ELSE {}
After == C # "postcondition" \\/ Ack(1, 1) > 0
====
`;

const config = (constant: string): string => `SPECIFICATION Spec
CONSTANT C = "${constant}"
${constant === 'symmetry' ? 'SYMMETRY Symmetry' : 'PROPERTIES Live Grows'}
POSTCONDITION After
INVARIANT Inv
CONSTRAINT Inside
ACTION_CONSTRAINT Moves
VIEW View
CHECK_DEADLOCK FALSE
`;

const tooDeep = 'The evaluation goes too deep: is there a recursion without end?';
const places = [
  ['step', 75],
  ['function', 75],
  ['assert', 75],
  ['initial', 75],
  ['processes', 1],
  ['assume', 75],
  ['symmetry', 1],
  ['postcondition', 75],
  ['invariant', 75],
  ['constraint', 75],
  ['action constraint', 75],
  ['property', 75],
  ['action property', 75],
  ['view', 75],
  ['lazy view', 75],
] as const;

describe('a recursion without end is told as a failed evaluation', () => {
  it.each(places)('by check: %s', async (place, code) => {
    const folder = folderWith({ 'Endless.tla': spec, 'Endless.cfg': config(place) });
    const outcome = await runIn(folder, 'check', 'Endless.tla', '--no-warnings');
    expect(outcome.out + outcome.error).toContain(tooDeep);
    expect(outcome.code).toBe(code);
  });

  it.each(['step', 'initial', 'invariant'])('by simulate: %s', async (place) => {
    const folder = folderWith({ 'Endless.tla': spec, 'Endless.cfg': config(place) });
    const outcome = await runIn(folder, 'simulate', 'Endless.tla', '--no-warnings', '--num', '3');
    expect(outcome.out).toContain(tooDeep);
    expect(outcome.code).toBe(75);
  });

  it('by check with two workers', async () => {
    const folder = folderWith({ 'Endless.tla': spec, 'Endless.cfg': config('invariant') });
    const outcome = await runIn(folder, 'check', 'Endless.tla', '--no-warnings', '--workers', '2');
    expect(outcome.out).toContain(tooDeep);
  });
});

describe('an assumption without a value', () => {
  it('is told with its place', async () => {
    const folder = folderWith({
      'Endless.tla': spec.replace('ASSUME Assumption', 'ASSUME 1 \\div 0 = 1'),
      'Endless.cfg': config('nothing'),
    });
    const { code, out, error } = await runIn(folder, 'check', 'Endless.tla', '--no-warnings');
    expect([code, error]).toEqual([75, '']);
    expect(out).toMatch(/^The evaluation failed in an assumption \(Endless\.tla:22:8\): .* is 0\./);
  });
});
