import { describe, expect, it } from 'vitest';
import type { Value } from '../../runtime/tla/index.ts';
import { Resource } from '../../runtime/kernel/index.ts';
import { applyFunction, except } from '../../runtime/tla/index.ts';
import { load, run as runArchetype } from '../compiler/emit/harness.ts';
import { build, explore, modelOf, problemsOf } from '../checker/model/specs.ts';
import { everywhere, explored, failureOf, meaningOf, pluscalTextOf, textOf } from './worlds.ts';
import type { Meaning, Program } from './worlds.ts';

/** What the statements of an archetype `A(ref out)` with locals `x = 1` and `y = 2` come to. */
const run = (statements: string, more = '', rest: Partial<Program> = {}): Promise<Meaning> =>
  meaningOf({
    sections: `${more}\narchetype A(ref out) variables x = 1; y = 2; { ${statements} }`,
    ...rest,
  });

describe('a critical section', () => {
  it('is one step: what it does before an await that fails is not done', async () => {
    expect(await run('l: out := 5; m: out := 6; await FALSE;')).toEqual(everywhere('5 at m'));
  });

  it('ends at the next label, where other processes may step in', async () => {
    const program = (middle: string): Program => ({
      sections: `archetype A(ref out) variables seen = 0; { l: seen := out; ${middle} out := seen + 1; }`,
      processes: 'process (P \\in 1..2) == instance A(ref out);',
    });
    const whole = await meaningOf(program(''));
    expect(whole).toEqual(everywhere('2'));
    const parted = await meaningOf(program('m:'));
    expect([parted.checker, parted.pluscal]).toEqual([
      ['1', '2'],
      ['1', '2'],
    ]);
    expect(parted.checker).toEqual(expect.arrayContaining([...parted.kernel]));
  });

  it('that comes to the end of an archetype ends it', async () => {
    expect(await run('l: out := 1;')).toEqual(everywhere('1'));
    expect(await run('l: out := 1; goto Done; m: out := 2;')).toEqual(everywhere('1'));
  });

  it('that comes to the end of a procedure without return is an error', async () => {
    const ends = 'procedure P(ref r) { p: r := 7; }';
    const { kernel, checker, pluscal } = await run('l: call P(ref out); m: skip;', ends);
    for (const outcomes of [kernel, checker, pluscal])
      expect(outcomes).toEqual([expect.stringContaining('fails')]);
    const returns = 'procedure P(ref r) { p: r := 7; return; }';
    expect(await run('l: call P(ref out); m: skip;', returns)).toEqual(everywhere('7'));
  });
});

describe('a loop', () => {
  it('does one round per step', async () => {
    expect(await run('l: while (x < 3) { x := x + 1; out := x; await x < 3; }')).toEqual(
      everywhere('2 at l'),
    );
  });

  it('whose condition is false goes on with what follows in the same step', async () => {
    const after = 'out := x * 10; m: await FALSE;';
    expect(await run(`l: while (x < 3) { x := x + 1; out := x; }; ${after}`)).toEqual(everywhere('30 at m'));
    expect(await run('l: while (x < 3) { x := x + 1; out := x; }; out := 99; await FALSE;')).toEqual(
      everywhere('3 at l'),
    );
  });

  it('comes back to its condition from the last label of its body', async () => {
    expect(await run('l: while (x < 3) { x := x + 1; m: out := out + x; }; out := -out;')).toEqual(
      everywhere('-5'),
    );
  });

  it('with a label in its body has a state at each of the two', async () => {
    expect(await run('c: while (TRUE) { out := x; c1: await x = 2; }')).toEqual(everywhere('1 at c1'));
    expect(await run('c: while (TRUE) { await x = 2; c1: out := x; }')).toEqual(everywhere('0 at c'));
  });
});

/** Gives out the numbers that follow the last one it gave out: what it says shows how often and in which order it was read. */
class Tickets extends Resource {
  private current: Value;
  value: Value;

  constructor(initial: Value) {
    super();
    this.current = initial;
    this.value = initial;
  }

  protected override readValue(): Value {
    this.current = (this.current as number) + 1;
    return this.current;
  }

  protected override writeValue(value: Value): boolean {
    this.current = value;
    return true;
  }

  override commit(): void {
    this.value = this.current;
  }

  override abort(): void {
    this.current = this.value;
  }
}

/** The same for each index. */
class TicketsByIndex extends Resource {
  private current: Value;
  value: Value;

  constructor(initial: Value) {
    super();
    this.current = initial;
    this.value = initial;
  }

  override index(index: Value): Resource {
    const update = (change: (old: number) => Value): Value => {
      const next = change(applyFunction(this.current, index) as number);
      this.current = except(this.current, index, () => next);
      return next;
    };
    return new (class extends Resource {
      protected override readValue(): Value {
        return update((old) => old + 1);
      }
      protected override writeValue(value: Value): boolean {
        update(() => value);
        return true;
      }
      override commit(): void {}
      override abort(): void {}
    })();
  }

  override readAt(attempt: Parameters<Resource['readAt']>[0], index: Value): Value | undefined {
    attempt.touch(this);
    return super.readAt(attempt, index);
  }

  override commit(): void {
    this.value = this.current;
  }

  override abort(): void {
    this.current = this.value;
  }
}

describe('reads of references', () => {
  const macro =
    'mapping macro Tickets { read { $variable := $variable + 1; yield $variable; } write { yield $value; } }';
  /** `p` and every element of `q` give out tickets; `f` is a plain function. */
  const tickets = (statements: string): Promise<Meaning> =>
    meaningOf({
      sections: `${macro}\narchetype A(ref p, ref q[_], ref f[_], ref out) variables x = 1; { ${statements} }`,
      shared: { p: '0', q: '<<0, 10>>', f: '<<0, 0, 0>>', out: '0' },
      processes:
        'process (P = 1) == instance A(ref p, ref q[_], ref f[_], ref out) mapping p via Tickets mapping @2[_] via Tickets;',
      resources: (parameter, initial) =>
        parameter === 'q' ? new TicketsByIndex(initial) : new Tickets(initial),
    });
  const state = (p: number, q: string, f: string, out: string): Meaning =>
    everywhere(`p = ${p}, q = ${q}, f = ${f}, out = ${out}`);
  const [untouched, zeros] = ['<<0, 10>>', '<<0, 0, 0>>'];

  it('happen once per occurrence, from left to right', async () => {
    expect(await tickets('l: out := <<p, p, x, p>>;')).toEqual(state(3, untouched, zeros, '<<1, 2, 1, 3>>'));
  });

  it.each([
    ['IF FALSE THEN p ELSE 0', 1, '0'],
    ['IF TRUE THEN 5 ELSE p', 1, '5'],
    ['FALSE /\\ p = 1', 1, 'FALSE'],
    ['TRUE \\/ p = 1', 1, 'TRUE'],
    ['FALSE => p = 1', 1, 'TRUE'],
    ['CASE x = 1 -> 7 [] x = 2 -> p [] OTHER -> p', 2, '7'],
  ])('happen in %s whether or not their value is used', async (expression, reads, value) => {
    expect(await tickets(`l: out := ${expression};`)).toEqual(state(reads, untouched, zeros, value));
  });

  it('do not happen in the branch of a statement that is not taken', async () => {
    expect(await tickets('l: if (x = 2) { out := p; } else { out := -1; };')).toEqual(
      state(0, untouched, zeros, '-1'),
    );
  });

  it('of an inner index come before that of the outer reference', async () => {
    expect(await tickets('l: out := q[q[1]];')).toEqual(state(0, '<<2, 10>>', zeros, '2'));
    expect(await tickets('l: out := q[q[1] + 1];')).toEqual(state(0, '<<1, 11>>', zeros, '11'));
  });

  it('in an index on the left of := come first, then those on the right, then the write', async () => {
    expect(await tickets('l: f[p] := p * 100;')).toEqual(state(2, untouched, '<<200, 0, 0>>', '0'));
    expect(await tickets('l: p := p + 10;')).toEqual(state(11, untouched, zeros, '0'));
  });

  it('see what the step has written before', async () => {
    expect(await tickets('l: p := 20; out := p; p := p + 1;')).toEqual(state(23, untouched, zeros, '21'));
  });

  it('under a bound name happen for each of its values if nothing is mapped', async () => {
    expect(await tickets('l: f[2] := 4; out := {i \\in 1..3 : f[i] > 0};')).toEqual(
      state(0, untouched, '<<0, 4, 0>>', '{2}'),
    );
    expect(await tickets('l: f[1] := 5; out := [i \\in 1..2 |-> f[i] + 1];')).toEqual(
      state(0, untouched, '<<5, 0, 0>>', '<<6, 1>>'),
    );
    expect(await tickets('l: out := LET at(i) == f[i] IN at(1) + at(2);')).toEqual(
      state(0, untouched, zeros, '0'),
    );
  });

  it('of an await that fails leave nothing behind', async () => {
    expect(await tickets('l: out := 1; m: await p = 5;')).toEqual(
      everywhere('p = 0, q = <<0, 10>>, f = <<0, 0, 0>>, out = 1 at m'),
    );
  });
});

describe('assignments', () => {
  it('made at once see the state before, on their right sides and in their indices', async () => {
    expect(await run('l: x := y || y := x; out := <<x, y>>;')).toEqual(everywhere('<<2, 1>>'));
    const indexed = {
      sections: 'archetype A(ref i, ref f[_]) { l: i := 2 || f[i] := i + 5; }',
      shared: { i: '1', f: '<<0, 0>>' },
      processes: 'process (P = 1) == instance A(ref i, ref f[_]);',
    };
    expect(await meaningOf(indexed)).toEqual(everywhere('i = 2, f = <<6, 0>>'));
  });

  it('made at once may change several parts of one variable', async () => {
    expect(await run('l: x := <<1, 2>>; m: x[1] := x[2] || x[2] := x[1]; out := x;')).toEqual(
      everywhere('<<2, 1>>'),
    );
  });

  it('made one after the other see each other', async () => {
    expect(await run('l: x := 5; y := x + 1; x := y * 2; out := <<x, y>>;')).toEqual(everywhere('<<12, 6>>'));
    expect(await run('l: out := 1; out := out + 1; out := out * 10;')).toEqual(everywhere('20'));
  });
});

describe('choices', () => {
  it('are made by either and by with over a set', async () => {
    expect(await run('l: either { out := 1; } or { out := 2; } or { skip; }')).toEqual(
      everywhere('0', '1', '2'),
    );
    expect(await run('l: with (a \\in 1..3) { out := a * a; }')).toEqual(everywhere('1', '4', '9'));
  });

  it('are made independently of each other', async () => {
    expect(
      await run('l: either { x := 0; } or { x := 1; }; with (a \\in {"a", "b"}) { out := <<x, a>>; }'),
    ).toEqual(everywhere('<<0, "a">>', '<<0, "b">>', '<<1, "a">>', '<<1, "b">>'));
  });

  it('whose await fails are no step, and the others are', async () => {
    expect(await run('l: with (a \\in 1..4, b \\in 1..a) { await a + b = 5; out := <<a, b>>; }')).toEqual(
      everywhere('<<3, 2>>', '<<4, 1>>'),
    );
    expect(await run('l: out := 5; either { await FALSE; } or { with (a \\in {}) { out := a; } }')).toEqual(
      everywhere('0 at l'),
    );
  });

  it('of the sets in with may depend on names bound before', async () => {
    expect(await run('l: with (a = x + 1, b \\in {a, 10 * a}, c = b + a) { out := c; }')).toEqual(
      everywhere('4', '22'),
    );
  });

  it('of an initial value are all explored by the checker, and one is given to a running archetype', async () => {
    expect(
      await meaningOf({
        sections: 'archetype A(ref out) variables v \\in 1..2, w \\in {v, 7}; { l: out := <<v, w>>; }',
      }),
    ).toEqual(everywhere('<<1, 1>>', '<<1, 7>>', '<<2, 2>>', '<<2, 7>>'));
  });
});

describe('procedures', () => {
  it('initialise their locals at each call, from the arguments', async () => {
    const sum = 'procedure Sum(ref r, n) variables k = n; { p: r := Append(r, k); k := 0; n := 0; return; }';
    expect(await run('l: out := <<>>; m: call Sum(ref out, 1); n: call Sum(ref out, 2);', sum)).toEqual(
      everywhere('<<1, 2>>'),
    );
  });

  it('have initial values that the checker evaluates in the initial state too, where parameters have none', async () => {
    const program = {
      sections:
        'procedure P(ref r, n) variables k = n + 1; { p: r := k; return; } archetype A(ref out) { l: call P(ref out, 2); m: skip; }',
    };
    const text = textOf(program);
    const { refs } = await runArchetype(load(text), 'A', { refs: { out: 0 } });
    expect(refs['out']).toBe(3);
    for (const form of [text, pluscalTextOf(text)])
      expect(() => explored(modelOf({ spec: form }), ['out'])).toThrow('defaultInitValue');
  });

  it('have their parameters and locals back when a call of themselves returns', async () => {
    const count = `procedure Down(ref r, n) variables k = n;
      { p: if (n > 0) { call Down(ref r, n - 1); }; q: r := Append(r, <<n, k>>); return; }`;
    expect(await run('l: out := <<>>; m: call Down(ref out, 2); n: skip;', count)).toEqual(
      everywhere('<<<<0, 0>>, <<1, 1>>, <<2, 2>>>>'),
    );
  });

  it('are given the values of arguments, which they may change for themselves', async () => {
    const change = 'procedure P(n) { p: n := n + 1; return; }';
    expect(await run('l: call P(x); m: out := x;', change)).toEqual(everywhere('1'));
  });

  it('change what their references denote: a local of the caller, or what the caller refers to', async () => {
    const add = `procedure Add(ref to, n) { p: to := to + n; return; }
      procedure Twice(ref to) { t: call Add(ref to, 1); u: call Add(ref to, 10); return; }`;
    expect(await run('l: call Add(ref x, 5); m: call Twice(ref out); n: out := <<out, x>>;', add)).toEqual(
      everywhere('<<11, 6>>'),
    );
  });

  it('may be given one variable for two references', async () => {
    const both = 'procedure Both(ref a, ref b) { p: a := 5; b := a + b; return; }';
    expect(await run('l: call Both(ref x, ref x); m: out := x;', both)).toEqual(everywhere('10'));
  });

  it('keep the variable of the frame a reference was made in, under recursion too', async () => {
    const program = {
      sections: `procedure Down(ref to, n) {
          d: if (n = 0) { to := to + 1; return; };
          e: call Down(ref to, n - 1);
          f: to := to * 2; return;
        }
        archetype A(ref out) variables x = 1, y = 5; { l: call Down(ref x, 2); m: call Down(ref y, 1); n: out := <<x, y>>; }`,
    };
    expect(await meaningOf(program)).toEqual(everywhere('<<8, 12>>'));
  });

  it('called directly before return are tail calls', async () => {
    const tail = `procedure P(ref r, n) { p: if (n = 0) { r := "end"; return; }; q: call P(ref r, n - 1); return; }`;
    expect(await run('l: call P(ref out, 3); m: await FALSE;', tail)).toEqual(everywhere('"end" at m'));
  });

  it('called directly before goto come back to its label', async () => {
    const none = 'procedure P() { p: return; }';
    expect(await run('l: call P(); goto n; m: out := "m"; goto Done; n: out := "n";', none)).toEqual(
      everywhere('"n"'),
    );
  });
});

describe('assert', () => {
  it('that is false ends the run', async () => {
    expect(await run('l: assert x < y; out := 3; m: assert x > y;')).toEqual(
      everywhere('fails: assertion-failed'),
    );
  });

  it('that is false in one alternative only fails where that is taken, which the checker explores', async () => {
    expect(await run('l: either { assert FALSE; } or { out := 1; }')).toEqual({
      kernel: ['1', 'fails: assertion-failed'],
      checker: ['fails: assertion-failed'],
      pluscal: ['fails: assertion-failed'],
    });
  });

  it('tells the expression, its place and the values it has read, in all worlds', async () => {
    const text = textOf({ sections: 'archetype A(ref out) variables y = 2;\n{ l:\n  assert out > y; }' });
    const { error } = await runArchetype(load(text), 'A', { refs: { out: 0 } });
    const told = { code: 'assertion-failed', values: [0, 2], site: { text: 'out > y', line: 7, column: 10 } };
    expect((error as Error).cause).toMatchObject(told);
    expect(failureOf(text)).toMatchObject(told);
    expect(failureOf(pluscalTextOf(text))).toMatchObject({ code: told.code, values: told.values });
  });
});

describe('instances', () => {
  it('of one archetype have locals of their own, initial values and values of parameters too', async () => {
    const program = {
      sections:
        'archetype A(ref out, n) variables mine = self + n, k = 0; { l: k := mine; out := out \\cup {k}; }',
      shared: { out: '{}' },
      processes:
        'process (P \\in 1..2) == instance A(ref out, P * 10); process (Q = 5) == instance A(ref out, 100);',
    };
    expect(await meaningOf(program)).toEqual(everywhere('{11, 22, 105}'));
  });

  it('have a variable of the process for an expression that is given to a reference', async () => {
    const program = {
      sections: 'archetype A(ref out, ref own) { l: own := own + 1; out := out \\cup {own}; }',
      shared: { out: '{}' },
      processes: 'process (P \\in 1..2) == instance A(ref out, P * 10);',
    };
    expect(await meaningOf(program)).toEqual(everywhere('{11, 21}'));
  });

  it('of one variable given twice see what was written through the other reference', async () => {
    const program = {
      sections: 'archetype A(ref a, ref b) { l: a := 5; b := a + b; }',
      shared: { out: '1' },
      processes: 'process (P = 1) == instance A(ref out, ref out);',
    };
    expect(await meaningOf(program)).toEqual(everywhere('10'));
  });

  it('wait for each other through what they share', async () => {
    const program = {
      sections: `archetype Ping(ref turn, ref log) { l: await turn = "ping"; log := Append(log, self); turn := "pong"; }
        archetype Pong(ref turn, ref log) { m: await turn = "pong"; log := Append(log, self); turn := "ping"; }`,
      shared: { turn: '"ping"', log: '<<>>' },
      processes: `process (B \\in {"b"}) == instance Pong(ref turn, ref log);
        process (A = "a") == instance Ping(ref turn, ref log);`,
    };
    expect(await meaningOf(program)).toEqual(everywhere('turn = "ping", log = <<"a", "b">>'));
  });
});

/** What a search of the states of a PlusCal algorithm finds, with a configuration of one's own. */
const searched = (text: string, config = 'SPECIFICATION Spec') => explore(modelOf({ spec: text, config }));

describe('states', () => {
  const counting = (after: string): string =>
    textOf({
      sections: 'archetype A(ref out) { l: while (out < 5) { out := out + 1; } }',
      after,
    });

  it('that fail a constraint are checked, but neither counted nor expanded', () => {
    const text = counting('Small == out < 3\nNotThree == out # 3\nNotFour == out # 4');
    for (const form of [text, pluscalTextOf(text)]) {
      expect(searched(form).distinct).toBe(7);
      expect(searched(form, 'SPECIFICATION Spec CONSTRAINT Small').distinct).toBe(3);
      expect(searched(form, 'CONSTRAINT Small INVARIANT NotThree').violated).toBe('NotThree');
      expect(searched(form, 'CONSTRAINT Small INVARIANT NotFour').violated).toBeUndefined();
    }
  });

  it('in which all processes have ended are no deadlock, and others without a step are', () => {
    const ending = (last: string): string =>
      textOf({
        sections: `archetype A(ref out) { l: out := 1; ${last} }`,
        processes: 'process (P \\in 1..2) == instance A(ref out);',
      });
    for (const form of [ending(''), pluscalTextOf(ending(''))])
      expect(searched(form).violated).toBeUndefined();
    const waits = ending('m: await self = 1;');
    for (const form of [waits, pluscalTextOf(waits)]) expect(searched(form).violated).toBe('deadlock');
  });

  it('are as many as the labels make them', () => {
    const one = textOf({ sections: 'archetype A(ref out) { l: out := 1; out := 2; }' });
    const two = textOf({ sections: 'archetype A(ref out) { l: out := 1; m: out := 2; }' });
    for (const form of [one, pluscalTextOf(one)]) expect(searched(form).distinct).toBe(2);
    for (const form of [two, pluscalTextOf(two)]) expect(searched(form).distinct).toBe(3);
  });
});

describe('the PlusCal form', () => {
  it('of a process with one identity says the identity for self', async () => {
    const program = {
      sections: 'archetype A(ref out) { l: out := self; }',
      processes: 'process (P = 40 + 2) == instance A(ref out);',
    };
    expect(await meaningOf(program)).toEqual(everywhere('42'));
    expect(pluscalTextOf(textOf(program))).toContain('out := 40 + 2;');
  });

  it('of a process of several says self', async () => {
    const program = {
      sections: 'archetype A(ref out) { l: out := self; }',
      processes: 'process (P \\in {42}) == instance A(ref out);',
    };
    expect(await meaningOf(program)).toEqual(everywhere('42'));
    expect(pluscalTextOf(textOf(program))).toContain('out := self;');
  });
});

describe('the local of another process set', () => {
  const algorithm = (reads: string): string => `---- MODULE Test ----
EXTENDS Naturals, TLC
(* --algorithm Test {
  variables out = 0;
  process (p \\in 1..2) variables n = self; { l: n := n + 10 }
  process (q \\in ${reads}) { m: out := n }
} *)
====
`;

  it('is read with the own identity of the reader, with a warning', () => {
    const { diagnostics } = build({ spec: algorithm('{3}') });
    expect(diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['MP904 warning']);
    expect(failureOf(algorithm('{3}'))).toMatchObject({ values: [expect.anything(), 3] });
  });

  it('is a local of one identity where there is only one process', () => {
    const single = algorithm('{3}').replace('(p \\in 1..2)', '(p = 1)').replace('n = self', 'n = 5');
    expect(explored(modelOf({ spec: single }), ['out']).outcomes).toEqual(['15', '5']);
  });
});

describe('a mapped reference', () => {
  const indexed = (statement: string): string =>
    textOf({
      sections: `mapping macro M { read { yield $variable; } write { yield $value; } }
        archetype A(ref f[_], ref out) { l: ${statement} }`,
      shared: { f: '<<1, 2>>', out: '0' },
      processes: 'process (P = 1) == instance A(ref f[_], ref out) mapping f[_] via M;',
    });

  it('is not read with an index that depends on a bound name', () => {
    expect(problemsOf({ spec: indexed('out := \\A i \\in 1..2 : f[i] > 0;') })).toEqual([
      'MP609: f is mapped, so its index cannot depend on i, which is bound inside the expression.',
    ]);
    expect(problemsOf({ spec: indexed('out := \\A i \\in 1..2 : f[1] > i;') })).toEqual([]);
  });
});
