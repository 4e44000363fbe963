import { describe, expect, it } from 'vitest';
import { inArchetype, inBlock } from './helpers.ts';

describe('accesses to references', () => {
  it.each([
    ['a: u := f;', 'MP601 «f»: f is a reference with 1 index, but none is given.'],
    ['a: f := 1;', 'MP601 «f»: f is a reference with 1 index, but none is given.'],
    ['a: u := Len(f);', 'MP601 «f»: f is a reference with 1 index, but none is given.'],
    ['a: u := f[f];', 'MP601 «f»: f is a reference with 1 index, but none is given.'],
  ])('have enough indices: %s', (body, problem) => {
    expect(inArchetype(body)).toEqual([problem]);
  });

  it('of arity 2 need two index groups', () => {
    expect(inBlock('archetype A(ref g[_][_]) { a: g[1] := 1; await g[1, 2] = 1; }')).toEqual([
      'MP601 «g[1]»: g is a reference with 2 indices, but 1 is given.',
      'MP601 «g»: g is a reference with 2 indices, but 1 is given.',
    ]);
  });

  it.each([
    ['a: x[1] := 1;', 'MP602 «x[1]»: An assignment to x cannot change a part of its value.'],
    ['a: x.g := 1;', 'MP602 «x.g»: An assignment to x cannot change a part of its value.'],
    ['a: f[1][2] := 1;', 'MP602 «f[1][2]»: An assignment to f[_] cannot change a part of its value.'],
    ['a: f[1].g := 1;', 'MP602 «f[1].g»: An assignment to f[_] cannot change a part of its value.'],
  ])('do not write parts of values: %s', (body, problem) => {
    expect(inArchetype(body)).toEqual([problem]);
  });

  it('may have fields as indices', () => {
    expect(inArchetype('a: f.g := f.h + f.h.k;')).toEqual([]);
  });

  it('may read parts of values', () => {
    expect(inArchetype('a: u := x[1].g + f[1][2].h; f[1] := x; x := f[(f[1])];')).toEqual([]);
  });

  it('are found in the arguments of macros', () => {
    expect(inBlock('macro m(e) { e[1] := e[2] }\narchetype A(ref f[_]) { a: m(f) }')).toEqual([]);
  });
});

describe('calls', () => {
  it.each([
    ['a: call Z(1);', 'MP703 «Z»: There is no procedure Z.'],
    ['a: call P();', 'MP202 «call P()»: Procedure P takes 1 argument, but 0 are given.'],
    ['a: call R(u);', 'MP604 «u»: Parameter r of procedure R is a reference, but a value is given.'],
    ['a: call P(ref u);', 'MP604 «ref u»: Parameter k of procedure P is a value, but a reference is given.'],
    ['a: call R(ref N);', 'MP604 «ref N»: N is not a variable, so there is no reference to it.'],
    [
      'a: call R(ref f[_]);',
      'MP603 «ref f[_]»: Parameter r of procedure R is a reference with no index, but one with 1 index is given.',
    ],
    ['a: call R(ref f);', 'MP603 «ref f»: f is a reference with 1 index, but it is passed on with no index.'],
    [
      'a: call Q(ref x, 1);',
      'MP603 «ref x»: Parameter r of procedure Q is a reference with 1 index, but one with no index is given.',
    ],
  ])('fit the procedure: %s', (body, problem) => {
    expect(inArchetype(body)).toEqual([problem]);
  });

  it('pass on references, locals and values', () => {
    expect(
      inArchetype('a: call R(ref x); b: call R(ref u); c: call Q(ref f[_], n); d: call P(x + u);'),
    ).toEqual([]);
  });

  it('suggest the procedure that was meant', () => {
    expect(inBlock('procedure Send() { a: return }\narchetype A() { a: call Sent() }')).toEqual([
      'MP703 «Sent»: There is no procedure Sent.',
    ]);
  });
});

describe('instances', () => {
  const instance = (text: string): readonly string[] =>
    inBlock(
      `mapping macro M { read { yield $variable } write { yield $value } }\narchetype A(ref x, ref f[_], n) { a: x := f[n] }\nvariables g = 1, h = 1;\n${text}`,
      'CONSTANT N',
    );

  it.each([
    ['process (P = 1) == instance Z();', 'MP701 «Z»: There is no archetype Z.'],
    ['process (P = 1) == instance A(ref g);', 'MP202 «A»: Archetype A takes 3 arguments, but 1 is given.'],
    [
      'process (P = 1) == instance A(ref g, ref h[_], ref g);',
      'MP604 «ref g»: Parameter n of archetype A is a value, but a reference is given.',
    ],
    [
      'process (P = 1) == instance A(ref N, ref h[_], 1);',
      'MP604 «ref N»: N is not a global variable, so there is no reference to it.',
    ],
    [
      'process (P = 1) == instance A(ref g, ref h, 1);',
      'MP603 «ref h»: Parameter f of archetype A is a reference with 1 index, but one with no index is given.',
    ],
  ])('fit the archetype: %s', (text, problem) => {
    expect(instance(text)).toEqual([problem]);
  });

  it('may give an expression for a reference', () => {
    expect(
      instance(
        'process (P \\in {1}) == instance A(P + 1, [i \\in {1} |-> 2], 1) mapping @1 via M mapping @2[_] via M;',
      ),
    ).toEqual([]);
  });

  it.each([
    ['mapping g via Z', 'MP702 «Z»: There is no mapping macro Z.'],
    ['mapping k via M', 'MP605 «k»: k is no reference argument of this instance.'],
    ['mapping @4 via M', 'MP605 «@4»: There is no argument @4: the instance has 3.'],
    ['mapping @0 via M', 'MP605 «@0»: There is no argument @0: the instance has 3.'],
    ['mapping @3 via M', 'MP605 «@3»: Parameter n is a value, which cannot be mapped.'],
    ['mapping g via M mapping @1 via M', 'MP606 «@1»: Argument 1 is mapped twice.'],
    ['mapping g via M mapping g via M', 'MP606 «g»: Argument 1 is mapped twice.'],
    ['mapping h via M', 'MP607 «h»: Parameter f of archetype A has 1 index, but the mapping has no index.'],
    [
      'mapping @1[_] via M',
      'MP607 «@1»: Parameter x of archetype A has no index, but the mapping has 1 index.',
    ],
  ])('have mappings that fit: %s', (mappings, problem) => {
    expect(instance(`process (P = 1) == instance A(ref g, ref h[_], 1) ${mappings};`)).toEqual([problem]);
  });

  it('may map a variable that is passed twice', () => {
    expect(
      inBlock(
        'mapping macro M { read { yield $variable } write { yield $value } }\narchetype A(ref x, ref y) { a: x := y }\nvariables g = 1;\nprocess (P = 1) == instance A(ref g, ref g) mapping g via M;',
      ),
    ).toEqual([]);
  });
});

describe('mapping macros', () => {
  const read = (body: string): readonly string[] =>
    inBlock(`mapping macro M { read { ${body} } write { yield $value } }`);

  it.each([
    ['skip', 'The read body of M has a path that does not yield.'],
    ['if (TRUE) { yield 1 }', 'The read body of M has a path that does not yield.'],
    ['either { yield 1 } or { skip }', 'The read body of M has a path that does not yield.'],
    ['with (i \\in {1}) { skip }', 'The read body of M has a path that does not yield.'],
  ])('yield on every path: %s', (body, message) => {
    expect(read(body).map((problem) => problem.replace(/«.*»/s, '«»'))).toEqual([`MP608 «»: ${message}`]);
  });

  it.each([
    ['yield 1; yield 2', 'yield 2'],
    ['if (TRUE) { yield 1 }; yield 2', 'yield 2'],
    ['either { yield 1 } or { yield 2; yield 3 }', 'yield 3'],
    ['yield 1; with (i \\in {1}) { yield i }', 'yield i'],
  ])('yield only once: %s', (body, marked) => {
    expect(read(body)).toEqual([`MP608 «${marked}»: The read body of M has a path that yields twice.`]);
  });

  it('may yield in branches, in with and before other statements', () => {
    expect(
      read(
        'await $variable = 1; either { yield 1 } or { with (i \\in {1}) { yield i; $variable := 2 } }; skip',
      ),
    ).toEqual([]);
  });

  it('may yield through a macro', () => {
    expect(
      inBlock('macro out(e) { yield e }\nmapping macro M { read { out(1) } write { out($value) } }'),
    ).toEqual([]);
  });

  it('are checked in the write body too', () => {
    expect(
      inBlock('mapping macro M { read { yield 1 } write { skip } }').map((problem) =>
        problem.replace(/«.*»/s, '«»'),
      ),
    ).toEqual(['MP608 «»: The write body of M has a path that does not yield.']);
  });
});

describe('mapped reads', () => {
  const mapped = (body: string, mapping = 'mapping h[_] via M'): readonly string[] =>
    inBlock(
      `mapping macro M { read { yield $variable } write { yield $value } }\nprocedure Q(ref r[_]) { q: await \\E i \\in {1} : r[i] = 1; return; }\narchetype A(ref f[_]) variables u = 1; { ${body} }\nvariables h = 1;\nprocess (P = 1) == instance A(ref h[_]) ${mapping};`,
    );

  it.each([
    ['a: await \\A i \\in {1} : f[i] = 1;', 'f[i]', 'i'],
    ['a: u := [i \\in {1} |-> f[i + 1]];', 'f[i + 1]', 'i'],
    ['a: u := LET g(k) == f[k] IN g(1);', 'f[k]', 'k'],
    ['a: u := {i \\in {1} : LET j == i IN f[j] = 1};', 'f[j]', 'i'],
    ['a: u := [u EXCEPT ![1] = f[@]];', 'f[@]', '@'],
  ])('have no indices that depend on bound names: %s', (body, marked, name) => {
    expect(mapped(body)).toEqual([
      `MP609 «${marked}»: f is mapped, so its index cannot depend on ${name}, which is bound inside the expression.`,
    ]);
  });

  it('are found in procedures the reference is passed to', () => {
    expect(mapped('a: call Q(ref f[_]);')[0]).toMatch(/^MP609 «r\[i\]»/);
  });

  it('may have indices that depend on with', () => {
    expect(mapped('a: with (i \\in {1}) { u := f[i] };')).toEqual([]);
  });

  it('may stand under a quantifier whose names they do not use', () => {
    expect(mapped('a: await \\A i \\in {1} : f[u] = i;')).toEqual([]);
  });

  it('may use names that the index itself binds', () => {
    expect(mapped('a: u := f[CHOOSE i \\in {1} : i = 1];')).toEqual([]);
  });

  it('are free where nothing is mapped', () => {
    expect(mapped('a: await \\A i \\in {1} : f[i] = 1;', '')).toEqual([]);
  });
});
