import { describe, expect, it } from 'vitest';
import type { Model, State } from '../../../../checker/model/index.ts';
import { mpcal, modelOf, pluscal } from '../specs.ts';

/** All that is reached, by walking over states in the model's own form; every step is asked for twice. */
function reached(model: Model): { readonly states: number; readonly successors: number } {
  const seen = new Map<string, State>();
  const waiting: State[] = [];
  const keyOf = (state: State): string => model.valuesOf(state).map(String).join('; ');
  const visit = (state: State): void => {
    const key = keyOf(state);
    if (seen.has(key)) return;
    const kept = state.slice();
    seen.set(key, kept);
    waiting.push(kept);
  };
  model.initialStates(visit);
  let successors = 0;
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    const from = state;
    const first: string[] = [];
    const again: string[] = [];
    model.successors(from, (next, step) => {
      first.push(`${step} ${keyOf(next)}`);
      visit(next);
    });
    model.successors(from, (next, step) => again.push(`${step} ${keyOf(next)}`));
    expect(again).toEqual(first);
    const one = { low: 0, high: 0 };
    const other = { low: 0, high: 0 };
    model.fingerprint(from, one);
    model.fingerprint(model.stateOf(model.valuesOf(from)), other);
    expect(other).toEqual(one);
    successors += first.length;
  }
  return { states: seen.size, successors };
}

/** The same spec, but with an invariant that prints: nothing of such a model is remembered. */
function unremembered(spec: string): Model {
  return modelOf({
    spec: spec.replace('\n====', '\nNoise == PrintT(0)\n===='),
    config: 'SPECIFICATION Spec\nINVARIANT Noise',
  });
}

describe('steps that are remembered', () => {
  it.each([
    {
      what: 'variables of all and of processes',
      spec: pluscal(`
variables flag = [i \\in 1..2 |-> FALSE], turn = 1;
process p \\in 1..2
variable n = 0;
begin
a: flag[self] := TRUE; turn := 3 - self;
b: await ~flag[3 - self] \\/ turn = self;
c: n := n + 1; flag[self] := FALSE;
   if n < 2 then goto a; end if;
end process`),
    },
    {
      what: 'choices, and steps that wait under some of them',
      spec: pluscal(`
variables bag = {}, sum = 0;
process p \\in 1..2
variable n = 0;
begin
a: with x \\in 1..3 do
     either await x \\notin bag; bag := bag \\union {x};
     or await sum < 4; sum := sum + x;
     end either;
   end with;
   n := n + 1;
   if n < 2 then goto a; end if;
end process`),
    },
    {
      what: 'procedures and their stack',
      spec: pluscal(`
variable total = 0;
procedure Add(k)
variable more = k;
begin
s: total := total + more;
t: if k > 0 then call Add(k - 1); return; else return; end if;
end procedure
process p \\in 1..2
begin
a: call Add(self);
b: skip;
end process`),
    },
    {
      what: 'elements of a variable, through a mapping macro too, and the whole of it',
      spec: mpcal(`
mapping macro Counting {
    read { await $variable < 2; yield $variable; }
    write { yield $value; }
}
archetype A(ref x[_], ref y[_], ref w)
variables i = 1; {
a: with (v = x[self]) { y[self] := v + 1; x[3 - self] := (3 - y[self]) % 2; };
b: if (w[1] = w[2]) { w := [w EXCEPT ![1] = 2]; } else { i := i + 1; };
c: if (i < 3) { goto a; };
}
variables f = [j \\in 1..2 |-> 0], g = [j \\in 1..2 |-> 0];
process (p \\in 1..2) == instance A(ref f[_], ref g[_], ref g)
    mapping f[_] via Counting;`),
    },
    {
      what: 'a variable that is a function on the expected arguments at times only',
      spec: mpcal(`
archetype A(ref x[_], ref y) {
a: x[self] := 1;
b: y := IF DOMAIN y = 1..2 THEN y @@ (3 :> self) ELSE [j \\in 1..2 |-> j];
c: x[1] := x[1] + 1;
}
variables f = [j \\in 1..2 |-> 0];
process (p \\in 1..2) == instance A(ref f[_], ref f);`),
    },
    {
      what: 'elements of PlusCal variables, and copies of the whole that others keep',
      spec: pluscal(`
variables f = [i \\in 0..2 |-> 0], g = [i \\in 0..2 |-> 0], log = <<>>, box = [kept |-> {}], pair = [a |-> 0, b |-> 0];
process p \\in 0..1
begin
a: f[self] := f[2] + 1 || g[1 - self] := f[self];
b: either g := [g EXCEPT ![2] = f[self], ![self] = @ + 1]; pair.a := g[2];
   or     log := Append(log, f);
   or     box.kept := box.kept \\union {f, g}; pair := [a |-> pair.b, b |-> f[0]];
   or     f[2] := Cardinality(box.kept); pair.b := pair.a + 1;
   end either;
c: if f = g then g := [i \\in 0..2 |-> f[i] + i]; else f[self] := (f[self] + 1) % 3; end if;
end process`),
    },
    {
      what: 'variables with the same elements in each other',
      spec: pluscal(`
variables f = [i \\in 0..1 |-> [j \\in 0..1 |-> 0]], g = [i \\in 0..1 |-> 0];
process p \\in 0..1
variables own = [i \\in 0..1 |-> 0];
begin
a: f[self][1 - self] := 1;
b: with x \\in {0, 1} do f[x] := g || own[x] := own[1 - x] + x; end with;
c: g[self] := g[1 - self] + own[self]; own := [own EXCEPT ![0] = g[1]];
d: if f[self] = g /\\ own \\in [0..1 -> 0..2] then f[self] := own; end if;
end process`),
    },
    {
      what: 'functions on 1..n that are used as sequences, too',
      spec: pluscal(`
variables s = <<0, 0>>, n = 0;
process p \\in 1..2
variable mine = <<>>;
begin
a: s[self] := Len(s) + n;
b: mine := SubSeq(s, self, 2) \\o s;
c: n := IF Head(s) > s[2] THEN Len(mine) ELSE Cardinality(DOMAIN s);
d: s := [s EXCEPT ![3 - self] = n, ![7] = 1];
end process`),
    },
  ])('are the steps that the sections take: $what', ({ spec }) => {
    const walked = reached(modelOf({ spec }));
    expect(walked).toEqual(reached(unremembered(spec)));
    expect(walked.states).toBeGreaterThan(10);
  });

  it('fail as code does that is not observed', () => {
    const model = modelOf({
      spec: pluscal(
        `
variables s = <<0, 0>>, f = [i \\in 0..1 |-> 0];
process p \\in 0..1
begin
a: s[1] := s[2] + 1;
b: f[self] := s[self + 3];
end process`,
        'Inv == f[IF pc[0] = "b" THEN 0 ELSE 2] = 0',
      ),
      config: 'SPECIFICATION Spec\nINVARIANT Inv',
    });
    const after: State[] = [];
    model.initialStates((state) => after.push(state.slice()));
    model.successors(after[0] as State, (next) => after.push(next.slice()));
    const failure = (act: () => void): string => {
      try {
        act();
      } catch (error) {
        const { cause, message } = error as Error;
        return cause instanceof Error ? cause.message : message;
      }
      return 'none';
    };
    expect(failure(() => model.successors(after[1] as State, () => undefined))).toContain(
      'Attempted to access index 3 of tuple <<1, 0>> which is out of bounds',
    );
    expect(failure(() => model.invariants[0]?.holds(after[0] as State))).toContain(
      'Attempted to apply function (0 :> 0 @@ 1 :> 0) to argument 2',
    );
  });

  it('depend on those elements of a variable that they look at', () => {
    const spec = mpcal(`
archetype A(ref x[_]) {
a: x[self] := (x[self] + 1) % 3;
b: goto a;
}
variables f = [i \\in 1..2 |-> 0];
process (p \\in 1..2) == instance A(ref f[_]);`);
    const model = modelOf({ spec });
    expect(reached(model)).toEqual({ states: 36, successors: 72 });
    // Parts for f and each of its elements, and one for each pc.
    const parts: number[] = [];
    model.initialStates((state) => parts.push(state.length));
    // The last two are the fingerprint.
    expect(parts).toEqual([5 + 2]);
  });
});
