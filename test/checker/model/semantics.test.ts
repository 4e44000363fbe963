import { describe, expect, test } from 'vitest';
import { StepFailure } from '../../../checker/model/index.ts';
import { toTlaString } from '../../../runtime/index.ts';
import { explore, finalValuesOf, modelOf, mpcal, pluscal, problemsOf, valuesOf } from './specs.ts';

const initialValues = (spec: string, variable: string): readonly string[] => {
  const model = modelOf({ spec });
  const found: string[] = [];
  model.initialStates((state) => found.push(toTlaString(model.variableValue(state, variable))));
  return found;
};

describe('initial states', () => {
  test('every combination of elements is one, and later sets may depend on earlier variables', () => {
    const spec = pluscal('variables x \\in 1..3, y \\in 1..x; begin l: skip;');
    expect(initialValues(spec, 'y')).toEqual(['1', '1', '2', '1', '2', '3']);
  });

  test('an empty set gives none', () => {
    expect(explore(modelOf({ spec: pluscal('variables x \\in {}; begin l: skip;') })).initial).toBe(0);
  });

  test('each process chooses its own', () => {
    const spec = pluscal('process p \\in 1..2 variables v \\in {0, 1}; begin l: skip; end process;');
    expect(initialValues(spec, 'v')).toEqual(['<<0, 0>>', '<<0, 1>>', '<<1, 0>>', '<<1, 1>>']);
  });

  test('a local may depend on an earlier local and on self', () => {
    const spec = pluscal(
      'process p \\in 2..3 variables a = self * 2, b = a + 1; begin l: skip; end process;',
    );
    expect(initialValues(spec, 'b')).toEqual(['(2 :> 5 @@ 3 :> 7)']);
  });

  test('variables without a value have defaultInitValue', () => {
    expect(initialValues(pluscal('variable x; begin l: skip;'), 'x')).toEqual(['defaultInitValue']);
  });

  test('pc is a string without processes, and else a function on ProcSet', () => {
    expect(initialValues(pluscal('begin l: skip;'), 'pc')).toEqual(['"l"']);
    const two = pluscal(
      'process a = "x" begin l: skip; end process; process b = "y" begin m: skip; end process;',
    );
    expect(initialValues(two, 'pc')).toEqual(['[x |-> "l", y |-> "m"]']);
  });

  test('the local of a process with one identity is no function', () => {
    const spec = pluscal('process a = 7 variable v = 3; begin l: skip; end process;');
    expect(initialValues(spec, 'v')).toEqual(['3']);
  });

  test('parameters and variables of procedures are variables of every process', () => {
    const spec = pluscal(
      'procedure P(a = 5) variables b = a + 1; begin q: return; end procedure; process p \\in 1..2 begin l: call P(1); end process;',
    );
    expect(initialValues(spec, 'b')).toEqual(['<<6, 6>>']);
    expect(initialValues(spec, 'stack')).toEqual(['<<<<>>, <<>>>>']);
  });
});

describe('steps', () => {
  test('assignments made at once swap', () => {
    expect(
      finalValuesOf(modelOf({ spec: pluscal('variables x = 1, y = 2; begin l: x := y || y := x;') }), 'x'),
    ).toEqual(['2']);
  });

  test('a later read in the step sees an earlier assignment', () => {
    const spec = pluscal('variables x = 1, y = 0; begin l: x := 5; y := x + 1;');
    expect(finalValuesOf(modelOf({ spec }), 'y')).toEqual(['6']);
  });

  test('an operator of define speaks of the state in which the step began', () => {
    const spec = pluscal('variables x = 1, y = 0; define Seen == x end define; begin l: x := 5; y := Seen;');
    expect(finalValuesOf(modelOf({ spec }), 'y')).toEqual(['1']);
  });

  test('every branch and every element is tried, and a blocked combination is no step', () => {
    const spec = pluscal(
      'variable x = 0; begin l: with a \\in 1..4, b \\in 1..a do await a + b = 5; either x := a; or x := 10 * b; end either; end with;',
    );
    expect(finalValuesOf(modelOf({ spec }), 'x')).toEqual(['10', '20', '3', '4']);
  });

  test('a step whose await fails after a write leaves nothing behind', () => {
    const spec = pluscal(
      'variables x = 0, y = 0; process p \\in 1..2 begin l: x := x + self; await x # 1; m: y := x; end process;',
    );
    const model = modelOf({ spec, config: 'CHECK_DEADLOCK FALSE' });
    expect(valuesOf(model, 'x')).toEqual(['0', '2', '3']);
  });

  test('a while loop that ends goes on in the same step', () => {
    const spec = pluscal('variable x = 0; begin l: while x < 2 do x := x + 1; end while; x := 10;');
    expect(explore(modelOf({ spec })).distinct).toBe(4);
  });

  test('a function that is computed on demand keeps the values of its step', () => {
    const spec = pluscal(
      'variables n = 2, f = 0, g = 0; begin l: f := [i \\in 1..n |-> i + n]; n := 7; m: g := f[2];',
    );
    expect(finalValuesOf(modelOf({ spec }), 'g')).toEqual(['4']);
  });

  test('two processes of one identity are an error', () => {
    const spec = pluscal(
      'variable seen = 0; process p \\in 1..2 variable v = self * 10; begin l: skip; end process; process q = 2 begin m: seen := v; end process;',
    );
    expect(problemsOf({ spec })).toEqual(['MP801: Two processes have the identity 2.']);
  });

  test('the local of another process cannot be assigned', () => {
    const spec = pluscal(
      'process p \\in 1..2 variable v = 0; begin l: skip; end process; process q \\in 3..4 begin m: v := 1; end process;',
    );
    expect(problemsOf({ spec })).toEqual([
      'MP801: v is a local of another process, so it cannot be assigned here.',
    ]);
  });

  test('a process may read the pc of others', () => {
    const spec = pluscal(
      'variable x = 0; process p = 1 begin l: skip; end process; process q = 2 begin m: await pc[1] = "Done"; x := 1; end process;',
    );
    expect(explore(modelOf({ spec })).distinct).toBe(3);
  });

  test('print changes nothing', () => {
    expect(explore(modelOf({ spec: pluscal('begin l: print "x";') })).distinct).toBe(2);
  });

  test('a failed assertion tells the step', () => {
    const model = modelOf({ spec: pluscal('begin l: skip; m: assert 1 = 2;') });
    expect(() => explore(model)).toThrow(StepFailure);
    try {
      explore(model);
    } catch (error) {
      expect(model.steps[(error as StepFailure).step]?.label).toBe('m');
    }
  });

  test('termination is no deadlock, and waiting for ever is', () => {
    expect(explore(modelOf({ spec: pluscal('begin l: skip;') })).violated).toBeUndefined();
    expect(explore(modelOf({ spec: pluscal('begin l: await FALSE;') })).violated).toBe('deadlock');
  });
});

describe('procedures', () => {
  const factorial = `variable result = 0;
    procedure F(n) variable saved = n; begin
      f1: if n = 0 then result := 1; return; end if;
      f2: call F(n - 1);
      f3: result := result * n; assert saved = n; return;
    end procedure;
    begin l: call F(4);`;

  test('recursion saves and restores parameters and variables', () => {
    expect(finalValuesOf(modelOf({ spec: pluscal(factorial) }), 'result')).toEqual(['24']);
  });

  test('the stack has records that formulas can read', () => {
    const after =
      'Deep == Len(stack) < 6\nNames == \\A i \\in DOMAIN stack : stack[i].procedure = "F" /\\ stack[i].pc \\in {"f3", "Done"}';
    const model = modelOf({ spec: pluscal(factorial, after), config: 'INVARIANTS Deep Names' });
    expect(explore(model).violated).toBeUndefined();
  });

  test('a call directly followed by return leaves no frame', () => {
    const spec = pluscal(`variable x = 0;
      procedure P(n) begin p1: if n = 0 then return; else call P(n - 1); return; end if; end procedure;
      procedure Q(m) begin q1: x := m; call P(3); return; end procedure;
      begin l: call Q(5); k: x := x + 1;`);
    const model = modelOf({ spec });
    expect(finalValuesOf(model, 'x')).toEqual(['6']);
    const depths = new Set(
      explore(model).states.map((state) => toTlaString(model.variableValue(state, 'stack'))),
    );
    expect([...depths].every((stack) => !stack.includes('],'))).toBe(true);
    expect(finalValuesOf(model, 'm')).toEqual(['defaultInitValue']);
  });

  test('initial values of locals may read what the caller passes by reference, and have none before a call', () => {
    const spec = mpcal(`procedure Down(ref counter) variables now = counter, twice = 2 * now; {
        d: if (now > 0) { counter := now - 1; call Down(ref counter); return; };
        e: counter := twice + 7; return;
      }
      archetype A(ref total) variables own = 2; { l: call Down(ref own); m: total := own; call Down(ref total); }
      variables t = 3;
      process (P = 1) == instance A(ref t);`);
    expect(initialValues(spec, 'now')).toEqual(['<<defaultInitValue>>']);
    expect(initialValues(spec, 'twice')).toEqual(['<<defaultInitValue>>']);
    expect(finalValuesOf(modelOf({ spec }), 't')).toEqual(['7']);
  });

  test('the end of a procedure without return is an error', () => {
    const spec = pluscal('procedure P() begin p1: skip; end procedure; begin l: call P();');
    expect(() => explore(modelOf({ spec }))).toThrow(StepFailure);
  });
});

describe('instances of archetypes', () => {
  test('a second instance has locals of its own', () => {
    const spec = mpcal(`
      archetype Counter(ref total, by) variables n = by; { c: total := total + n; n := 0; }
      variables sum = 0;
      process (One = 1) == instance Counter(ref sum, 10);
      process (Two \\in 2..3) == instance Counter(ref sum, Two);
    `);
    const model = modelOf({ spec });
    expect(finalValuesOf(model, 'sum')).toEqual(['15']);
    expect(finalValuesOf(model, 'n')).toEqual(['<<0, 0, 0>>']);
  });

  test('two parameters mapped to one variable stay apart', () => {
    const spec = mpcal(`
      mapping macro Plus { read { yield $variable + 100; } write { yield $value; } }
      archetype A(ref a, ref b) { l: a := b; }
      variables x = 1;
      process (P = 1) == instance A(ref x, ref x) mapping @2 via Plus;
    `);
    expect(finalValuesOf(modelOf({ spec }), 'x')).toEqual(['101']);
  });

  test('a read sees what the step has written through another reference', () => {
    const spec = mpcal(`
      archetype A(ref a, ref b) variables seen = 0; { l: a := 5; seen := b; }
      variables x = 1;
      process (P = 1) == instance A(ref x, ref x);
    `);
    expect(finalValuesOf(modelOf({ spec }), 'seen')).toEqual(['5']);
  });

  test('a mapping macro may choose, block and change the variable', () => {
    const spec = mpcal(`
      mapping macro Take {
        read { await $variable # {}; with (e \\in $variable) { $variable := $variable \\ {e}; yield e; }; }
        write { either { yield $variable \\cup {$value}; } or { yield $variable; }; }
      }
      archetype A(ref bag) variables got = 0; { l: got := bag; m: bag := got + 10; k: got := bag; }
      variables x = {1, 2};
      process (P = 1) == instance A(ref x) mapping x via Take;
    `);
    const model = modelOf({ spec });
    expect(finalValuesOf(model, 'got')).toEqual(['1', '11', '12', '2']);
    expect(finalValuesOf(model, 'x')).toEqual(['{11}', '{12}', '{1}', '{2}', '{}']);
  });

  test('an expression given to a reference is a local of the process', () => {
    const spec = mpcal(`
      archetype A(ref n) { l: n := n + 1; }
      process (P \\in 1..2) == instance A(P * 10);
    `);
    expect(finalValuesOf(modelOf({ spec }), 'n')).toEqual(['<<11, 21>>']);
  });

  test('a mapped reference is accessed at its indices only', () => {
    const spec = mpcal(`
      mapping macro Queue {
        read { await Len($variable) > 0; with (m = Head($variable)) { $variable := Tail($variable); yield m; }; }
        write { await Len($variable) < 2; yield Append($variable, $value); }
      }
      archetype Sender(ref net[_]) { s: net[2] := "a"; t: net[2] := "b"; u: net[2] := "c"; }
      archetype Receiver(ref net[_]) variables got = <<>>; { r: while (Len(got) < 3) { got := Append(got, net[self]); }; }
      variables queues = [i \\in 1..2 |-> <<>>];
      process (S = 1) == instance Sender(ref queues[_]) mapping queues[_] via Queue;
      process (R = 2) == instance Receiver(ref queues[_]) mapping queues[_] via Queue;
    `);
    const model = modelOf({ spec });
    expect(finalValuesOf(model, 'got')).toEqual(['<<"a", "b", "c">>']);
    expect(finalValuesOf(model, 'queues')).toEqual(['<<<<>>, <<>>>>']);
  });

  test('a procedure changes what its reference parameter stands for, a local of the caller too', () => {
    const spec = mpcal(`
      procedure Add(ref to, n) { a: to := to + n; return; }
      procedure Outer(ref g) variables mine = 1; { o: call Add(ref mine, 5); p: g := g + mine; return; }
      archetype A(ref g) variables own = 100; { l: call Outer(ref g); m: call Add(ref own, 1); n: g := g + own; }
      variables total = 0;
      process (P \\in 1..2) == instance A(ref total);
    `);
    expect(finalValuesOf(modelOf({ spec }), 'total')).toEqual(['214']);
  });

  test('under recursion a reference stands for the variable of the activation that made it', () => {
    const spec = mpcal(`
      procedure Down(ref up, n) variables mine = 0;
      {
        d: if (n = 0) { up := up + 1; return; };
        e: call Down(ref mine, n - 1);
        f: up := up + 10 * mine; return;
      }
      archetype A(ref result) { l: call Down(ref result, 3); }
      variables r = 0;
      process (P = 1) == instance A(ref r);
    `);
    expect(finalValuesOf(modelOf({ spec }), 'r')).toEqual(['1000']);
  });
});

describe('values that are infinite', () => {
  test.each([
    { value: '{k \\in Nat : k > 3}', message: 'Attempted to enumerate {x \\in Nat :' },
    {
      value: '[k \\in Nat |-> k]',
      message: 'Attempted to tell the function [x \\in Nat |-> ...] from others',
    },
    { value: '<<1, {k \\in Nat : k > 3}>>', message: 'Attempted to enumerate {x \\in Nat :' },
  ])('cannot be those of variables: $value', ({ value, message }) => {
    const model = modelOf({ spec: pluscal(`variable f = {}; begin a: f := ${value}; b: skip;`) });
    const failures: string[] = [];
    model.initialStates((state) => {
      try {
        model.successors(state, () => failures.push('none'));
      } catch (error) {
        failures.push(error instanceof StepFailure ? String((error.cause as Error).message) : String(error));
      }
    });
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain(message);
  });
});
