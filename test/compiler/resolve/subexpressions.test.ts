import { describe, expect, it } from 'vitest';
import { print } from '../../../compiler/print/index.ts';
import type { OperatorDefinitionSymbol } from '../../../compiler/resolve/index.ts';
import { moduleOf, resolve, shown } from './helpers.ts';

const definitions = `List(a) == /\\ a > 0
           /\\ Len(<<a, a>>) > a + 3
           /\\ \\E x \\in 1..a, <<y, z>> \\in {<<1, 2>>} : lab(z, x, y) :: x + y = z
Apply(Op(_), x) == Op(x)
If(p) == IF p THEN 1 ELSE 2
Case(n) == CASE n = 1 -> "one" [] n = 2 -> "two" [] OTHER -> "many"
Fields == [a |-> 1, b |-> 2]
Change(f) == [f EXCEPT !.a = @ + 1, ![3][4] = @ + 5]
Change2(f) == [f EXCEPT ![1] = [@ EXCEPT ![2] = @ + 1]]
Local(n) == LET Twice(u) == inner :: 2 * u  Last == 3  IN Twice(n) + Last
fact[n \\in 0..5] == IF n = 0 THEN 1 ELSE n * fact[n - 1]
Filter(S) == {q \\in S : q > 2}
Pick == CHOOSE m : m > 2
Called(b) == (f(b))[b, 2].field
f(b) == b
Labels == one :: (two :: 1) + 2
Plus == Apply(+, 3)
Lambda == Apply(LAMBDA n : n + 1, 3)
Given == Apply(f, 3)
Sets == [{1} -> {2}] \\X {3} \\X [r : {4}]
Unary(S) == SUBSET S
Box(A, v) == [A]_v
Fair(A, v) == WF_v(A)
Infix(a, b) == a /\\ b /\\ a
a ++ b == a + b
`;

/** The definition that stands for a name of a subexpression, as text; or what is wrong with the name. */
function part(name: string, units = definitions): string {
  const reordered = units.replace(/(Called[^\n]*\n)(f\(b\)[^\n]*\n)/, '$2$1').replace('Apply(+', 'Apply2(+');
  const text = moduleOf(
    `Apply2(Op(_, _), x) == Op(x, x)\n${reordered}Value == ${name}`,
    'Integers, Sequences',
  );
  const { spec, diagnostics } = resolve(text);
  if (diagnostics.length > 0) return shown(diagnostics).join('\n');
  const value = spec.operators.find((symbol) => symbol.name === 'Value');
  const body = value?.definition.body;
  const symbol = body === undefined ? undefined : spec.bindings.references.get(body);
  if (symbol?.kind !== 'operator') return 'refers to nothing';
  return textOf(symbol);
}

function textOf({ definition, params }: OperatorDefinitionSymbol): string {
  return `(${params.map(({ name }) => name).join(', ')}) ${print(definition.body).replace(/\s+/g, ' ')}`;
}

describe('the name of a subexpression', () => {
  it.each([
    ['of an item of a list', 'List(7)!1', '(a) a > 0'],
    ['of an operand', 'List(7)!2!1', '(a) Len(<<a, a>>)'],
    ['of the left operand', 'List(7)!2!<<', '(a) Len(<<a, a>>)'],
    ['of the right operand', 'List(7)!2!>>', '(a) a + 3'],
    ['of an argument', 'List(7)!2!1!1', '(a) <<a, a>>'],
    ['of an element of a tuple', 'List(7)!2!1!1!2', '(a) a'],
    ['of the set of a bound', 'List(7)!3!2', '(a) {<<1, 2>>}'],
    ['of what is under a quantifier', 'List(7)!3!(1, 2, 3)', '(a, x, y, z) lab(z, x, y) :: x + y = z'],
    ['of a part of that', 'List(7)!3!(1, 2, 3)!>>', '(a, x, y, z) z'],
    ['of a label, with its own order of names', 'List(7)!lab(3, 1, 2)', '(a, z, x, y) x + y = z'],
    ['of a part behind a label', 'List(7)!lab(3, 1, 2)!1!2', '(a, z, x, y) y'],
    ['of a label at the top', 'Labels!one', '() (two :: 1) + 2'],
    ['of a label within a label', 'Labels!one!two', '() 1'],
    ['of a part of what has a label', 'Labels!2', '() 2'],
    ['of a condition', 'If(TRUE)!1', '(p) p'],
    ['of a branch', 'If(TRUE)!3', '(p) 2'],
    ['of the condition of an arm', 'Case(1)!2!1', '(n) n = 2'],
    ['of the value of an arm', 'Case(1)!1!2', '(n) "one"'],
    ['of the value of OTHER', 'Case(1)!3!2', '(n) "many"'],
    ['of the value of a field', 'Fields!2', '() 2'],
    ['of what EXCEPT changes', 'Change(1)!1', '(f) f'],
    ['of a new value', 'Change(1)!2', '(f) f.a + 1'],
    ['of a new value after others', 'Change(1)!3', '(f) [f EXCEPT !.a = @ + 1][3][4] + 5'],
    ['of a new value with an EXCEPT', 'Change2(1)!2', '(f) [f[1] EXCEPT ![2] = @ + 1]'],
    ['of the body of a LET', 'Local(1)!1!2', '(n) LET Twice(u) == inner :: 2 * u Last == 3 IN Last'],
    [
      'of a definition of a LET',
      'Local(1)!Twice(2)',
      '(n, u) LET Twice(u) == inner :: 2 * u Last == 3 IN inner :: 2 * u',
    ],
    [
      'of a label in a definition of a LET',
      'Local(1)!Twice(2)!inner!1',
      '(n, u) LET Twice(u) == inner :: 2 * u Last == 3 IN 2',
    ],
    ['of the domain of a function', 'fact!1', '() 0..5'],
    ['of the value of a function', 'fact!(4)!3', '(n) n * fact[n - 1]'],
    ['of the predicate of a set', 'Filter({1})!(2)', '(S, q) q > 2'],
    ['of the predicate of an unbounded CHOOSE', 'Pick!(2)', '(m) m > 2'],
    ['of a record', 'Called(1)!1', '(b) (f(b))[b, 2]'],
    ['of the name of a field', 'Called(1)!2', '(b) "field"'],
    ['of a function that is applied', 'Called(1)!1!1', '(b) (f(b))'],
    ['of several indices', 'Called(1)!1!2', '(b) <<b, 2>>'],
    ['of one of several indices', 'Called(1)!1!2!2', '(b) 2'],
    ['of a factor and a range', 'Sets!1!2', '() {2}'],
    ['of the set of a field', 'Sets!3!1', '() {4}'],
    ['of the only operand', 'Unary({1})!<<', '(S) S'],
    ['of the action in brackets', 'Box(TRUE, 1)!1', '(A, v) A'],
    ['of a subscript', 'Box(TRUE, 1)!2', '(A, v) v'],
    ['of the subscript of fairness', 'Fair(TRUE, 1)!1', '(A, v) v'],
    ['of an infix chain', 'Infix(TRUE, FALSE)!1', '(a, b) a /\\ b'],
    ['of the body', 'If(TRUE)!:', '(p) IF p THEN 1 ELSE 2'],
    [
      'of an operator symbol given as an argument',
      'Plus!1(1, 2)',
      '(argument1!, argument2!) argument1! + argument2!',
    ],
    ['of a LAMBDA', 'Lambda!1(5)', '(n) n + 1'],
    ['of the body of a LAMBDA', 'Lambda!1!(5)!2', '(n) 1'],
    ['of an operator given as an argument', 'Given!1(7)', '(argument1!) f(argument1!)'],
  ])('%s: %s', (_, name, expected) => {
    expect(part(name)).toBe(expected);
  });

  it.each([
    ['List!1', '(a) a > 0'],
    ['Filter({1})!@', '(S, q) q > 2'],
    ['fact!@!3', '(n) n * fact[n - 1]'],
    ['Pick!@', '(m) m > 2'],
  ])('without arguments is an operator where one is wanted: %s', (name, expected) => {
    const wanted = name.startsWith('Filter') ? 'Filter!@' : name;
    const call = wanted === 'Filter!@' ? `Apply2(${wanted}, 1)` : `Apply(${wanted}, 1)`;
    const { spec, diagnostics } = resolve(
      moduleOf(
        `Apply2(Op(_, _), x) == Op(x, x)\n${definitions.replace('Plus == Apply(+, 3)\n', '').replace(/Called.*\n/, '')}Value == ${call}`,
        'Integers, Sequences',
      ),
    );
    expect(shown(diagnostics)).toEqual([]);
    const derived = spec.operators.filter(
      (symbol) => symbol.kind === 'operator' && symbol.name.includes('!'),
    );
    expect(derived.map((symbol) => textOf(symbol as OperatorDefinitionSymbol))).toEqual([expected]);
  });

  it.each([
    ['a number beyond the parts', 'List(7)!4', 'MP212 «4»: There is no part 4: this list has parts 1 to 3.'],
    [
      'a part of something without',
      'If(TRUE)!2!1',
      'MP212 «1»: There is no part 1: a number has no numbered parts.',
    ],
    ['part 0', 'List(7)!0', 'MP212 «0»: There is no part 0: this list has parts 1 to 3.'],
    [
      'an operand of three',
      'List(7)!<<',
      'MP212 «<<»: `!<<` selects an operand of one or two, but this list has 3.',
    ],
    ['no arguments', 'List!1', 'MP202 «List»: List takes 1 argument, but none is given.'],
    ['too many arguments', 'List(1, 2)!1', 'MP202 «List»: List takes 1 argument, but 2 are given.'],
    ['too few bound values', 'List(1)!3!(1)', 'MP202 «(»: This part takes 3 arguments, but 1 is given.'],
    ['arguments of a number', 'List(1)!1(2)', 'MP202 «1»: 1 takes no argument, but 1 is given.'],
    ['too few for a label', 'List(1)!lab(2)', 'MP202 «lab»: lab takes 3 arguments, but 1 is given.'],
    [
      'values for what binds nothing',
      'If(TRUE)!(1)',
      'MP212 «(»: `!(...)` is about bound names, but an IF expression binds none.',
    ],
    [
      'an operator for a value',
      'Filter({1})!@',
      'MP207 «@»: `!@` names an operator, but a value is wanted here: give `!(...)`.',
    ],
    [
      'an unknown label',
      'List(7)!lob(1)',
      'MP212 «lob»: There is no label lob in the definition, and no LET of that part defines it.',
    ],
    ['an arm of CASE', 'Case(1)!1', 'MP212 «1»: An arm of a CASE is no expression.'],
    ['the condition of OTHER', 'Case(1)!3!1', 'MP212 «1»: OTHER has no condition.'],
    ['the body of a part', 'List(1)!1!:', 'MP212 «:»: `!:` stands behind the name of an operator only.'],
    ['a part of a standard operator', 'Len(<<>>)!1', 'MP207 «Len»: Len is not an instance of a module.'],
    [
      'an operator with another number of parameters',
      'Apply(List!3!@, 1)',
      'MP207 «List!3!@»: An operator with 1 argument is wanted here, but this subexpression takes 4.',
    ],
  ])('that is wrong is reported: %s', (_, name, expected) => {
    expect(part(name)).toBe(expected);
  });

  it('is not known within the definition itself', () => {
    const { diagnostics } = resolve(moduleOf('RECURSIVE F(_)\nF(n) == IF n = 0 THEN F(1)!1 ELSE TRUE'));
    expect(shown(diagnostics)).toEqual(['MP212 «F»: F has no parts yet: its definition ends further down.']);
  });

  it('of a label that leaves out bound names is reported', () => {
    const { diagnostics } = resolve(
      moduleOf('F == \\E x \\in {1} : \\E y \\in {2} : l(x) :: x = y\nG == F!l(1)'),
    );
    expect(shown(diagnostics)).toEqual([
      'MP212 «l»: The label l does not list the names that are bound around it.',
    ]);
  });

  it('of a label that stands twice is reported', () => {
    const { diagnostics } = resolve(moduleOf('F == /\\ l :: TRUE\n     /\\ l :: FALSE\nG == F!l'));
    expect(shown(diagnostics)).toEqual(['MP212 «l»: The label l stands in the definition twice.']);
  });

  it('is resolved where the definition stands', () => {
    const { diagnostics, spec } = resolve(
      moduleOf(
        'I(c) == INSTANCE Other WITH K <- c\nJ == INSTANCE Other WITH K <- 4\nA == I(1)!Sum(2)!2\nB == J!Sum(2)!2',
      ),
      {
        Other:
          '---- MODULE Other ----\nEXTENDS Naturals\nCONSTANT K\nSum(x) == x + K\nTwice(x) == Sum(x)!1 * 2\n====\n',
      },
    );
    expect(shown(diagnostics)).toEqual([]);
    const names = spec.operators.filter(({ name }) => /!Sum!/.test(name)).map(({ name }) => name);
    expect(names).toEqual(['I!Sum!1', 'J!Sum!1', 'I!Sum!2', 'J!Sum!2']);
  });

  it('reports what is wrong in the definition once', () => {
    const { diagnostics } = resolve(moduleOf('F == <<Missing, 1>>\nG == F!1\nH == <<F!1, F!2>>'));
    expect(shown(diagnostics)).toEqual(['MP201 «Missing»: Missing is not defined.']);
  });

  it('makes one operator, however often it is used', () => {
    const { spec } = resolve(moduleOf('F == <<1, 2>>\nG == <<F!1, F!1, F!2>>\nH == F!1'));
    expect(spec.operators.map(({ name }) => name)).toEqual(['F', 'F!1', 'F!2', 'G', 'H']);
  });
});
