import { describe, expect, it } from 'vitest';
import { codes, meanings, moduleOf, resolve, shown } from './helpers.ts';

const problems = (units: string, extending?: string): readonly string[] =>
  shown(resolve(moduleOf(units, extending)).diagnostics);

describe('names in expressions', () => {
  it('refer to the operators of extended standard modules', () => {
    const resolved = resolve(moduleOf('A == 1 ‹+› ‹Len›(<<2>>)'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['standard +', 'standard Len']);
  });

  it('have no symbol when the language itself defines them', () => {
    expect(meanings(resolve(moduleOf('A == {1} ‹\\cup› {2} ‹=› {}')))).toEqual([]);
  });

  it('are reported with the module to extend', () => {
    const { diagnostics } = resolve(moduleOf('A == 1 + 2', 'Sequences'));
    expect(codes(diagnostics)).toEqual(['MP201 «+»']);
    expect(diagnostics[0]?.hint).toBe('Add Naturals to EXTENDS.');
  });

  it('are reported with the name that was meant', () => {
    const { diagnostics } = resolve(moduleOf('Quorum == 1\nA == Quorm'));
    expect(codes(diagnostics)).toEqual(['MP201 «Quorm»']);
    expect(diagnostics[0]?.hint).toBe('Did you mean Quorum?');
  });

  it('refer to the innermost binding', () => {
    const resolved = resolve(moduleOf('A(x) == \\E y \\in ‹x› : [z \\in {‹y›} |-> <<‹x›, ‹y›, ‹z›>>]'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual([
      'parameter x 3:3',
      'bound y 3:12',
      'parameter x 3:3',
      'bound y 3:12',
      'bound z 3:23',
    ]);
  });

  it('of tuple patterns are bound', () => {
    const resolved = resolve(moduleOf('A(S) == {‹a› + ‹b› : <<a, b>> \\in S}'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['bound a 3:20', 'bound b 3:23']);
  });

  it('in the set of a bound are outside of the binding', () => {
    expect(problems('A == \\A x \\in x : TRUE')).toEqual(['MP201 «x»: x is not defined.']);
  });

  it('of unbounded quantifiers are bound', () => {
    expect(problems('A == \\A x, y : x = y')).toEqual([]);
  });

  it('in several definitions of a LET see the earlier ones', () => {
    const resolved = resolve(moduleOf('A == LET x == 1 y == ‹x› + 1 IN ‹x› + ‹y›'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['operator x 3:10', 'operator x 3:10', 'operator y 3:17']);
  });

  it('of a LET are unknown outside of it', () => {
    expect(problems('A == (LET x == 1 IN x) + x')).toEqual(['MP201 «x»: x is not defined.']);
  });

  it('of LAMBDA parameters are bound', () => {
    const resolved = resolve(moduleOf('A(s) == SelectSeq(s, LAMBDA e : ‹e› > 1)'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['parameter e 3:29']);
  });

  it('of a recursive function are visible in its body', () => {
    const resolved = resolve(moduleOf('f[n \\in Nat] == IF n = 0 THEN 1 ELSE ‹f›[n - 1]'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['function f 3:1']);
  });

  it('of operators are not visible in their own body', () => {
    expect(problems('F(n) == F(n)')).toEqual(['MP201 «F»: F is not defined.']);
  });

  it('declared RECURSIVE are visible before their definition', () => {
    const resolved = resolve(moduleOf('RECURSIVE E(_), O(_)\nE(n) == ‹O›(n)\nO(n) == ‹E›(n)'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['operator O 5:1', 'operator E 4:1']);
    expect(
      resolved.spec.operators.map((operator) => operator.kind === 'operator' && operator.recursive),
    ).toEqual([true, true]);
  });

  it('declared RECURSIVE in a LET are visible before their definition', () => {
    expect(problems('A == LET RECURSIVE F(_) F(n) == F(n) IN F(1)')).toEqual([]);
  });

  it('of user-defined infix operators refer to their definition', () => {
    const resolved = resolve(moduleOf('a ## b == a + b\nA == 1 ‹##› 2'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['operator ## 3:3']);
  });

  it('given as operator arguments refer to the operators', () => {
    const resolved = resolve(
      moduleOf('Ap(Op(_, _), x) == ‹Op›(x, x)\nPlus(a, b) == a + b\nA == Ap(‹+›, 1) = Ap(‹Plus›, 1)'),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['parameter Op 3:4', 'standard +', 'operator Plus 4:1']);
  });

  it('of constant operators are known', () => {
    expect(problems('CONSTANT Near(_, _)\nA == Near(1, 2)')).toEqual([]);
  });

  it('of standard operators with operator parameters take operators', () => {
    expect(problems('A(s, x) == SelectSeq(s, x)')).toEqual([
      'MP207 «x»: An operator with 1 argument is wanted here, but parameter x is a value.',
    ]);
  });

  it('stay silent around errors of the parser', () => {
    expect(
      codes(resolve(moduleOf('A == 1 + )\nB == 2')).diagnostics).filter((code) => code.startsWith('MP2')),
    ).toEqual([]);
  });

  it('defaultInitValue is always known', () => {
    const resolved = resolve(moduleOf('A == ‹defaultInitValue›'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['translation defaultInitValue']);
  });
});

describe('arity', () => {
  it.each([
    ['A == Len(<<1>>, <<2>>)', 'MP202 «Len»: Operator Len takes 1 argument, but 2 are given.'],
    ['A == Len', 'MP202 «Len»: Operator Len takes 1 argument, but none is given.'],
    ['F(a, b) == a\nA == F(1)', 'MP202 «F»: Operator F takes 2 arguments, but 1 is given.'],
    ['CONSTANT C\nA == C(1)', 'MP202 «C»: Constant C takes no argument, but 1 is given.'],
    ['A == \\E x \\in {1} : x(1)', 'MP202 «x»: x takes no argument, but 1 is given.'],
    [
      'Ap(Op(_, _)) == Op(1, 2)\nA == Ap(LAMBDA x : x)',
      'MP207 «LAMBDA x : x»: An operator with 2 arguments is wanted here, but this LAMBDA takes 1.',
    ],
    [
      'Ap(Op(_)) == Op(1)\nA == Ap( + )',
      'MP207 «+»: An operator with 1 argument is wanted here, but + takes 2.',
    ],
    [
      'Ap(Op(_)) == Op(1)\nA == Ap(3)',
      'MP207 «3»: An operator with 1 argument is wanted here, but this is a value.',
    ],
    ['A(x) == x\nB == A( + )', 'MP207 «+»: + is an operator, but a value is wanted here.'],
  ])('is checked: %s', (units, problem) => {
    expect(problems(units)).toEqual([problem]);
  });

  it('of a definition agrees with its RECURSIVE declaration', () => {
    expect(problems('RECURSIVE F(_)\nF(a, b) == a')).toEqual([
      'MP202 «F»: F is declared RECURSIVE with 1 argument, but defined with 2.',
    ]);
  });
});

describe('duplicates', () => {
  it.each([
    ['A == 1\nA == 2', 'MP203 «A»: A is already defined.'],
    ['A == LET x == 1 x == 2 IN x', 'MP203 «x»: x is already defined.'],
    ['A(x, x) == 1', 'MP203 «x»: x is already defined.'],
    ['CONSTANT C\nA == \\E C \\in {1} : TRUE', 'MP203 «C»: C is already defined.'],
    ['A(x) == \\E x \\in {1} : TRUE', 'MP203 «x»: x is already defined.'],
    ['Len == 1', 'MP203 «Len»: Len is already defined: module Sequences defines it.'],
  ])('are reported: %s', (units, problem) => {
    expect(problems(units)).toEqual([problem]);
  });

  it('of operator symbols are found under every spelling', () => {
    expect(problems('A == LET a \\oplus b == a IN 4 \\oplus 3', 'Bags')).toEqual([
      'MP203 «\\oplus»: (+) is already defined: module Bags defines it.',
    ]);
  });

  it('show both places', () => {
    const { diagnostics } = resolve(moduleOf('A == 1\nA == 2'));
    expect(diagnostics[0]?.related.map(({ span }) => span.source.positionAt(span.start).line)).toEqual([3]);
  });

  it('in separate scopes are no duplicates', () => {
    expect(
      problems('A == (\\E x \\in {1} : TRUE) /\\ (\\E x \\in {2} : TRUE)\nB(x) == x\nC(x) == x'),
    ).toEqual([]);
  });
});

describe('RECURSIVE', () => {
  it('needs a definition', () => {
    expect(problems('RECURSIVE F(_)\nA == 1')).toEqual([
      'MP206 «F»: F is declared RECURSIVE but not defined.',
    ]);
  });

  it('needs a definition in its LET', () => {
    expect(problems('A == LET RECURSIVE F(_) IN 1')).toEqual([
      'MP206 «F»: F is declared RECURSIVE but not defined.',
    ]);
  });
});
