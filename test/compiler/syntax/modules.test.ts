import { describe, expect, it } from 'vitest';
import { Source, spanText } from '../../../compiler/source/index.ts';
import { parseModule } from '../../../compiler/syntax/index.ts';
import { brief, module, moduleProblems, unit } from './helpers.ts';
import { printed } from './print.ts';

const shape = (text: string): string => printed(unit(text), Infinity);

describe('modules', () => {
  it('have a name and extended modules; text before and behind is ignored', () => {
    const text =
      'prose with (* and " \n---- MODULE M1 ----\nEXTENDS Naturals, Sequences\n====\n(* never closed " `';
    const { value, diagnostics } = parseModule(new Source('M1.tla', text));
    expect(diagnostics.map(brief)).toEqual([]);
    expect([value.name.text, ...value.extends.map((name) => name.text)]).toEqual([
      'M1',
      'Naturals',
      'Sequences',
    ]);
  });

  it('may define a prefix operator behind a name', () => {
    const { value, diagnostics } = parseModule(
      new Source('M1.tla', '---- MODULE M1 ----\nEXTENDS Naturals\n-. a == a\nVARIABLE v\n-. b == b\n===='),
    );
    expect(diagnostics.map(brief)).toEqual([]);
    expect(value.units.map((one) => one.kind)).toEqual([
      ...['operatorDefinition', 'variables', 'operatorDefinition'],
    ]);
  });

  it('may be nested', () => {
    const { units } = module('---- MODULE Inner ----\nVARIABLE x\n====\nB == 1');
    expect(units.map((one) => one.kind)).toEqual(['nestedModule', 'operatorDefinition']);
  });

  it.each([
    'I == INSTANCE M WITH Op <- +\nB == 1',
    'I == INSTANCE M WITH + <- -\na ++ b == a',
    'INSTANCE M WITH a <- 1, + <- \\cup\nVARIABLE x',
    'I == LET J == INSTANCE M WITH + <- \\o IN J!Op\nB == 1',
  ])('may end a WITH with an operator: %j', (text) => {
    expect(module(text).units).toHaveLength(2);
  });

  it('may have separators between their units', () => {
    expect(module('A == 1\n-----------\nB == 2').units).toHaveLength(2);
  });

  it('are missed where there is none', () => {
    const { diagnostics } = parseModule(new Source('empty.tla', ''));
    expect(diagnostics.map(brief)).toEqual(['1:1 MP106 there is no module in empty.tla']);
  });

  it('end with equals signs', () => {
    const { diagnostics } = parseModule(new Source('open.tla', '---- MODULE M ----\nA == 1\n'));
    expect(diagnostics.map(brief)).toEqual([
      '2:6 MP103 expected `====` at the end of the module, but the text ends here',
    ]);
  });
});

describe('units', () => {
  it.each([
    [
      'CONSTANTS N, Op(_, _), _+_, -._, _^+',
      '(constants (constants: ((operatorParameter (arity: 0) (name: N)) (operatorParameter (arity: 2) (name: Op)) (operatorParameter (arity: 2) (name: +)) (operatorParameter (arity: 1) (name: -.)) (operatorParameter (arity: 1) (name: ^+)))))',
    ],
    ['VARIABLES await, process', '(variables (names: (await process)))'],
    ['INSTANCE M', '(instance (module: M))'],
    [
      'LOCAL INSTANCE M WITH a <- 1',
      '(instance local (module: M) (substitutions: ((substitution (name: a) (value: 1)))))',
    ],
    ['I == INSTANCE M', '(instanceDefinition (module: M) (name: I))'],
    ['ASSUME N > 0', '(assume (body: (> N 0)))'],
    ['AXIOM Positive == N > 0', '(assume (body: (> N 0)) (name: Positive))'],
    ['RECURSIVE F(_)', '(recursive (operators: ((operatorParameter (arity: 1) (name: F)))))'],
    ['LOCAL A == 1', '(operatorDefinition (body: 1) (fixity: "name") local (name: A))'],
    [
      'f[x, y \\in S] == x',
      '(functionDefinition (body: x) (bounds: ((bound (patterns: (x y)) (set: S)))) (name: f))',
    ],
    [
      'a \\oplus b == a',
      '(operatorDefinition (body: a) (fixity: "infix") (name: (+)) (params: ((operatorParameter (arity: 0) (name: a)) (operatorParameter (arity: 0) (name: b)))))',
    ],
    [
      '-. a == a',
      '(operatorDefinition (body: a) (fixity: "prefix") (name: -.) (params: ((operatorParameter (arity: 0) (name: a)))))',
    ],
    [
      'a^# == a',
      '(operatorDefinition (body: a) (fixity: "postfix") (name: ^#) (params: ((operatorParameter (arity: 0) (name: a)))))',
    ],
    ['A ≜ 1', '(operatorDefinition (body: 1) (fixity: "name") (name: A))'],
  ])('%s', (text, expected) => {
    expect(shape(text)).toBe(expected);
  });
});

describe('theorems and proofs', () => {
  it('are parsed over up to the next unit', () => {
    const { units } = module(`THEOREM Main ==
  ASSUME NEW x \\in S
  PROVE x = 1
<1>1. x = 1
  BY DEF F
<1>2. DEFINE y == 2
<1> QED
  BY <1>1, <1>2
LEMMA A => B
PROOF OBVIOUS
USE DEF F
Next(a,
     b) == a
THEOREM Foo
CONSTANT N`);
    expect(units.map((one) => one.kind)).toEqual([
      ...['skipped', 'skipped', 'skipped', 'operatorDefinition', 'skipped', 'constants'],
    ]);
  });
});

describe('the comment before a definition', () => {
  const commentOf = (text: string): string | undefined => {
    const found = module(text).units.find((one) => one.kind === 'operatorDefinition');
    return found?.kind === 'operatorDefinition' ? found.comment : undefined;
  };

  it.each([
    ['a line comment', '\\* What A is.\nA == 1', 'What A is.'],
    ['several line comments', '\\* What\n\\* A is.\nA == 1', 'What\nA is.'],
    ['a block comment', '(* What A is. *)\nA == 1', 'What A is.'],
    ['a box', '(*******)\n(* What *)\n(* A is *)\n(*******)\nA == 1', 'What\nA is'],
    ['a comment of a local definition', '\\* What A is.\nLOCAL A == 1', 'What A is.'],
  ])('is kept: %s', (_, text, expected) => {
    expect(commentOf(text)).toBe(expected);
  });

  it.each([
    ['is separated by an empty line', '\\* About something.\n\nA == 1'],
    ['ends the line of something else', 'CONSTANT N \\* the number\nA == 1'],
    ['is an algorithm', '(* --algorithm X { { skip } } *)\nA == 1'],
    ['is a marker', '\\* BEGIN TRANSLATION\n\\* END TRANSLATION\nA == 1'],
  ])('is not one that %s', (_, text) => {
    expect(commentOf(text)).toBeUndefined();
  });
});

describe('translation markers', () => {
  it('enclose text that is skipped, whatever it is', () => {
    const { units, translation } = module(
      '\\* BEGIN TRANSLATION (chksum)\n(* " open\nX == \n\\* END TRANSLATION\nA == 1',
    );
    expect(units).toHaveLength(1);
    expect(translation && spanText(translation)).toBe('(* " open\nX == \n');
  });

  it('of the PlusCal form stand in the comment of the MPCal block', () => {
    const { units, pluscalTranslation } = module(`(*
--mpcal A { archetype B() { l: skip; } }
\\* BEGIN PLUSCAL TRANSLATION
--algorithm A { ( { *) "
\\* END PLUSCAL TRANSLATION
*)
A == 1`);
    expect(units.map((one) => one.kind)).toEqual(['algorithmUnit', 'operatorDefinition']);
    expect(pluscalTranslation && spanText(pluscalTranslation)).toBe('--algorithm A { ( { *) "\n');
  });

  it('may enclose nothing', () => {
    const { translation } = module('\\* BEGIN TRANSLATION\n\\* END TRANSLATION');
    expect(translation && spanText(translation)).toBe('');
  });

  it.each([
    [
      '\\* END TRANSLATION\n\\* BEGIN TRANSLATION',
      '2:1 MP107 END TRANSLATION stands before any BEGIN TRANSLATION',
    ],
    ['\\* BEGIN TRANSLATION', '2:1 MP107 BEGIN TRANSLATION without END TRANSLATION'],
    [
      '\\* BEGIN TRANSLATION\n\\* BEGIN TRANSLATION\n\\* END TRANSLATION',
      '2:1 MP107 BEGIN TRANSLATION without END TRANSLATION',
    ],
    ['\\* BEGIN PLUSCAL TRANSLATION', '2:1 MP107 BEGIN PLUSCAL TRANSLATION without END PLUSCAL TRANSLATION'],
    [
      '\\* BEGIN TRANSLATION\n\\* END TRANSLATION\n\\* BEGIN TRANSLATION\n\\* END TRANSLATION',
      '4:1 MP107 there is a second pair of markers for the TLA+ translation',
    ],
  ])('out of order are an error: %j', (text, expected) => {
    expect(moduleProblems(text)).toEqual([expected]);
  });
});

describe('errors in modules', () => {
  it('are all reported, each once, and names stay defined', () => {
    const text = `EXTENDS Naturals,
CONSTANT N
F(x) == x +
G == {1, 2
H == IF a THEN b
I == a = b = c
J == "abc
K == 1
L = 2
VARIABLE
M == /\\ (1 +
2) = 3
N == LET a == 1 b == 2 a + b`;
    expect(moduleProblems(text)).toEqual([
      '2:17 MP103 expected the name of a module after this',
      '4:11 MP103 expected an expression after this',
      '5:10 MP103 expected `}` after this',
      '6:16 MP103 expected `ELSE` (an IF expression has both branches) after this',
      '7:12 MP104 `=` does not associate: what a chain of it means is not defined',
      '8:6 MP102 this string is never closed',
      '10:3 MP103 expected `==`, found `=`',
      '11:1 MP103 expected the name of a variable after this',
      '13:1 MP105 expected an expression, but `2` stands left of or below the bullet of its list',
      '14:24 MP103 expected `IN` after the definitions of LET, found `a`',
    ]);
    const { value } = parseModule(new Source('Test.tla', `---- MODULE Test ----\n${text}\n====`));
    const names = value.units.flatMap((one) => (one.kind === 'operatorDefinition' ? [one.name.text] : []));
    expect(names).toEqual(['F', 'G', 'H', 'I', 'J', 'K', 'M', 'N']);
  });

  it('tell one of two algorithms', () => {
    const two = '(* --algorithm A { { skip } } *)\n(* --algorithm B { { skip } } *)';
    expect(moduleProblems(two)).toEqual(['3:4 MP103 a module holds one algorithm']);
  });

  it('do not come from a comment that speaks about algorithms', () => {
    expect(moduleProblems('(* the --algorithm below is fine *)\n(* --algorithm B { { skip } } *)')).toEqual(
      [],
    );
  });
});
