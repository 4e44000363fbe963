import { describe, expect, it } from 'vitest';
import type { Chooser } from '../../../runtime/kernel/index.ts';
import { FairChooser } from '../../../runtime/kernel/index.ts';
import { evaluate, load, loweredSpec, outcome, archetypeOf, run, show, spec } from './harness.ts';

/** Defects known from the reference implementation: each stays away. */
describe('values', () => {
  it.each([
    ['Cardinality(SUBSET {1,2,3})', '8'],
    ['UNION {{1},{2}}', '{1, 2}'],
    ['<<1,2>> = [i \\in 1..2 |-> i]', 'TRUE'],
    ['DOMAIN <<1,2>> = 1..2', 'TRUE'],
    ['Len([i \\in 1..2 |-> i])', '2'],
    ['(1 :> "left") @@ (1 :> "right")', '<<"left">>'],
    ['"a" \\o "b"', '"ab"'],
    ['\\A x \\in {} : FALSE', 'TRUE'],
    ['\\E x \\in {} : TRUE', 'FALSE'],
    ['(CHOOSE x \\in {3, 1, 2} : x > 1) = (CHOOSE x \\in {y + 1 : y \\in 0..2} : x > 1)', 'TRUE'],
  ])('%s is %s', (expression, expected) => {
    expect(show(evaluate(expression))).toBe(expected);
  });
});

describe('assignments', () => {
  it('x := y || y := x swaps local variables', async () => {
    const block = `archetype A(ref out) variables x = 1; y = 2;
      { l: x := y || y := x; out := <<x, y>>; }`;
    expect(show(await outcome(block))).toBe('<<2, 1>>');
  });

  it('x := y || y := x swaps references', async () => {
    const exports = load(spec('archetype A(ref x, ref y) { l: x := y || y := x; }'));
    const { refs } = await run(exports, 'A', { refs: { x: 1, y: 2 } });
    expect(refs).toEqual({ x: 2, y: 1 });
  });

  it('evaluates indices of simultaneous assignments before any of them', async () => {
    const block = `archetype A(ref out) variables i = 1; f = <<10, 20>>;
      { l: i := 2 || f[i] := i + 5; out := <<i, f>>; }`;
    expect(show(await outcome(block))).toBe('<<2, <<6, 20>>>>');
  });
});

describe('procedures', () => {
  it('a call directly followed by return is a tail call', async () => {
    const block = `
      procedure P(ref r, n) { p: if (n = 0) { r := "done"; return; }; again: call P(ref r, n - 1); return; }
      archetype A(ref out) { l: call P(ref out, 1000); e: skip; }`;
    expect(await outcome(block)).toBe('done');
  });

  it('a procedure called with references in two orders keeps its parameters apart', async () => {
    const block = `
      procedure Move(ref from, ref to) { m: to := to + from; from := 0; return; }
      archetype A(ref a, ref b, ref out) { l: call Move(ref a, ref b); k: call Move(ref b, ref a); e: out := <<a, b>>; }`;
    expect(show(await outcome(block, { refs: { a: 1, b: 2 } }))).toBe('<<3, 0>>');
  });

  it("a procedure changes its caller's variable under recursion too", async () => {
    const block = `
      procedure Sum(ref acc, n) variables mine = n;
      { s: if (n > 0) { acc := acc + mine; call Sum(ref acc, n - 1); r: return; } else { return; }; }
      archetype A(ref out) variables total = 0; { l: call Sum(ref total, 4); e: out := total; }`;
    expect(await outcome(block)).toBe(10);
  });

  it("two parameters given the same variable see each other's writes", async () => {
    const block = `
      procedure Both(ref x, ref y) { b: x := 1; y := x + y; return; }
      archetype A(ref out) variables v = 5; { l: call Both(ref v, ref v); e: out := v; }`;
    expect(await outcome(block)).toBe(2);
  });
});

describe('instances', () => {
  it('two contexts of one archetype have locals of their own, initial values included', async () => {
    const exports = load(
      spec('archetype A(ref out) variables mine = self * 10; { l: mine := mine + 1; out := mine; }'),
    );
    const first = await run(exports, 'A', { self: 1, refs: { out: 0 } });
    const second = await run(exports, 'A', { self: 2, refs: { out: 0 } });
    expect([first.refs['out'], second.refs['out']]).toEqual([11, 21]);
  });

  it('label fairness survives', () => {
    const exports = load(spec('archetype A() { a:+ skip; b:- skip; c: skip; }'));
    expect(archetypeOf(exports, 'A').jumpTable.map(({ fairness }) => fairness)).toEqual([
      'strong',
      'unfair',
      'none',
    ]);
  });

  it('a process given by = can be passed to its archetype', () => {
    const { algorithm } = loweredSpec(
      spec('archetype A(me) { l: print me; } process (P = 3) == instance A(P);'),
    );
    expect(algorithm?.instances[0]?.args).toMatchObject([
      { kind: 'value', value: { symbol: { kind: 'self' } } },
    ]);
  });

  it('two parameters mapped to one variable keep their own mappings', () => {
    const { algorithm } = loweredSpec(
      spec(`mapping macro M { read { yield $variable; } write { yield $value; } }
        mapping macro N { read { yield 0; } write { yield $value; } }
        archetype A(ref x, ref y) { l: x := y; }
        variables v = 0;
        process (P = 3) == instance A(ref v, ref v) mapping @1 via M mapping @2 via N;`),
    );
    expect(algorithm?.instances[0]?.mappings).toEqual(['M', 'N']);
  });
});

describe('names bound in macros are fresh', () => {
  it('a with in a macro does not capture its argument', async () => {
    const block = `macro store(v) { with (x = 1) { out := v + x; }; }
      archetype A(ref out) variables x = 10; { l: store(x); }`;
    expect(await outcome(block)).toBe(11);
  });

  it('a bound name in a macro does not capture its argument', async () => {
    const block = `macro store(v) { out := {v + x : x \\in {1}}; }
      archetype A(ref out) variables x = 10; { l: store(x); }`;
    expect(show(await outcome(block))).toBe('{11}');
  });
});

describe('choices', () => {
  it('two choices of one section are not made in lock step', async () => {
    const exports = load(
      spec(`archetype A(ref seen) variables n = 0; a = 0;
        { l: while (n < 32) {
            either { a := 0; } or { a := 1; };
            either { seen := seen \\cup {<<a, 0>>}; } or { seen := seen \\cup {<<a, 1>>}; };
            n := n + 1;
          } }`),
    );
    const { refs } = await run(exports, 'A', {
      refs: { seen: evaluate('{}') },
      chooser: new FairChooser(() => 0) satisfies Chooser,
    });
    expect(show(refs['seen'] ?? 0)).toBe('{<<0, 0>>, <<0, 1>>, <<1, 0>>, <<1, 1>>}');
  });

  it('a with over the empty set is not a step', async () => {
    const { label } = await run(load(spec('archetype A() { l: with (x \\in {}) { print x; } }')), 'A');
    expect(label).toBe('A.l');
  });

  it('takes the alternative that is possible', async () => {
    const block = `archetype A(ref out)
      { l: either { await FALSE; out := 1; } or { with (x \\in 1..9) { await x = 7; out := x; } } }`;
    expect(await outcome(block)).toBe(7);
  });
});

describe('names that mean something in TypeScript', () => {
  const names = (
    'nil error string class constructor iface frame arguments undefined toString valueOf hasOwnProperty caller returnLabel ' +
    'self_ Value Frame site lazy name length prototype eval function var new this null typeof delete in_ async static ' +
    'BLOCKED DONE memo default export import super enum let yield_ isNaN fail add'
  ).split(' ');
  const sum = names.join(' + ');
  const ones = Object.fromEntries(names.map((name) => [name, 1]));

  it('name variables', async () => {
    const block = `archetype A(ref out, ${names.join(', ')})
      { l: ${names.map((name) => `${name} := ${name} + 1;`).join(' ')} m: out := ${sum}; }`;
    expect(await outcome(block, { values: ones })).toBe(2 * names.length);
  });

  it('name references', async () => {
    const block = `archetype A(ref out, ${names.map((name) => `ref ${name}`).join(', ')})
      { l: ${names.map((name) => `${name} := ${name} + 1;`).join(' ')} out := ${sum}; }`;
    expect(await outcome(block, { refs: ones })).toBe(2 * names.length);
  });

  it('name constants', async () => {
    const block = `archetype A(ref out) { l: out := ${sum}; }`;
    const before = `CONSTANTS ${names.join(', ')}`;
    expect(await outcome(block, { before, constants: ones })).toBe(names.length);
  });

  it('name operators', async () => {
    const before = names.map((name) => `${name}(x) == x + 1`).join('\n');
    const block = `archetype A(ref out) { l: out := ${names.map((name) => `${name}(0)`).join(' + ')}; }`;
    expect(await outcome(block, { before })).toBe(names.length);
  });

  it('name parameters, bound names and definitions in LET', async () => {
    const before = names
      .map(
        (name) =>
          `Op_${name}(${name}) == LET ${name}_ == ${name} IN {${name}__ + ${name}_ : ${name}__ \\in {1}}`,
      )
      .join('\n');
    const block = `archetype A(ref out) { l: out := <<${names.map((name) => `Op_${name}(1)`).join(', ')}>>; }`;
    expect(show(await outcome(block, { before }))).toBe(`<<${names.map(() => '{2}').join(', ')}>>`);
  });

  it.each(['constructor', 'class', 'Frame', 'Value', 'jumpTable'])(
    'an archetype, a label and a procedure may be called %s',
    async (name) => {
      const block = `procedure ${name}_(ref r) { ${name}: r := 1; return; }
        archetype ${name}(ref out) { ${name}: call ${name}_(ref out); e: skip; }`;
      const exports = load(spec(block));
      const exported = Object.keys(exports).find((key) => archetypeOf(exports, key).name === name) ?? '';
      const { refs } = await run(exports, exported, { refs: { out: 0 } });
      expect(refs['out']).toBe(1);
    },
  );

  it('names that differ only in their first letter stay apart', async () => {
    const before = 'Limit == 1 limit == 2 LIMIT == 3';
    const block = 'archetype A(ref out) { l: out := <<Limit, limit, LIMIT>>; }';
    expect(show(await outcome(block, { before }))).toBe('<<1, 2, 3>>');
  });
});
