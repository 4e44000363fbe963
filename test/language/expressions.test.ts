import { describe, expect, it } from 'vitest';
import { Source } from '../../compiler/index.ts';
import { parseExpression } from '../../compiler/syntax/index.ts';
import { spanText } from '../../compiler/source/index.ts';
import { TlaEvaluationError } from '../../runtime/tla/index.ts';
import { errorsOf, evaluate, outcome, show, spec } from '../compiler/emit/harness.ts';
import { explore, modelOf } from '../checker/model/specs.ts';

/** What comes of an expression: its value, `!parse` if it is none, `!error` if it has no value. */
function value(text: string, modules?: readonly string[]): string {
  try {
    const found = evaluate(text, modules);
    return found === '!parse' ? found : show(found);
  } catch (error) {
    if (error instanceof TlaEvaluationError) return '!error';
    throw error;
  }
}

const values = (...texts: readonly string[]): readonly string[] => texts.map((text) => value(text));

/** The value of an expression in an archetype of a spec with the given units. */
const inSpec = async (units: string, expression: string, extending?: string): Promise<string> =>
  show(
    await outcome(`archetype A(ref out) { l: out := ${expression}; }`, {
      before: units,
      ...(extending === undefined ? {} : { extends: extending }),
    }),
  );

/** Code and place of what is wrong with an expression. */
const problems = (text: string): readonly string[] =>
  parseExpression(new Source('expression', text)).diagnostics.map(({ code, span }) => {
    const { line, column } = span.source.positionAt(span.start);
    return `${code} ${line}:${column}`;
  });

describe('numbers and constants', () => {
  it('are written in decimal, binary, octal and hexadecimal', () => {
    expect(values('42', '\\b101', '\\B11', '\\o17', '\\O7', '\\hff', '\\HA')).toEqual([
      '42',
      '5',
      '3',
      '15',
      '7',
      '255',
      '10',
    ]);
  });

  it('keep their precision in the tree, however many digits they have', () => {
    const tree = parseExpression(new Source('expression', '123456789012345678901234567890')).value;
    expect(tree).toMatchObject({ kind: 'number', value: 123456789012345678901234567890n });
  });

  it('with decimals can be read, not compiled', () => {
    expect(problems('3.14 + 2')).toEqual([]);
    expect(errorsOf(spec('archetype A(ref out) { l: out := 3.14; }')).map(({ code }) => code)).toEqual([
      'MP801',
    ]);
  });

  it('stand beside strings, truth values and their sets', () => {
    expect(values('"a\\"b"', 'TRUE', 'FALSE', 'BOOLEAN', '"a" \\in STRING', 'TRUE \\in BOOLEAN')).toEqual([
      '"a\\"b"',
      'TRUE',
      'FALSE',
      '{FALSE, TRUE}',
      'TRUE',
      'TRUE',
    ]);
  });
});

describe('constructors', () => {
  it.each([
    ['[x \\in 2..3, <<a, b>> \\in {<<1, 2>>}, c, d \\in {5} |-> x + a + b + c + d][2, <<1, 2>>, 5, 5]', '15'],
    ['[[a |-> [x, y \\in 1..2 |-> [b |-> x]]] EXCEPT !.a[1, 2].b = @ + 40].a[1, 2]', '[b |-> 41]'],
    ['[[f |-> <<1, 2>>] EXCEPT !.f[1] = 5, !.f[2] = @ + @]', '[f |-> <<5, 4>>]'],
    ['{1} \\X {2} \\X {3}', '{<<1, 2, 3>>}'],
    ['({1} \\X {2}) \\X {3}', '{<<<<1, 2>>, 3>>}'],
    ['\\A x, y \\in 1..2, <<a, b>> \\in {<<1, 1>>, <<1, 2>>} : x + y >= a * b', 'TRUE'],
    ['\\E x \\in 1..3, y \\in {4} : x + y = 8', 'FALSE'],
    ['CASE 1 = 2 -> "a" [] 2 = 2 -> "b" [] OTHER -> "c"', '"b"'],
    ['CASE 1 = 2 -> "a" [] OTHER -> "c"', '"c"'],
    ['CASE 1 = 2 -> "a"', '!error'],
    [
      'LET F(x) == x + 1 RECURSIVE G(_) G(n) == IF n = 0 THEN 0 ELSE G(n - 1) + 2 h[n \\in Nat] == IF n = 0 THEN 1 ELSE h[n - 1] * 3 IN <<F(1), G(3), h[2]>>',
      '<<2, 6, 9>>',
    ],
    ['LET Twice(Op(_), x) == Op(Op(x)) IN Twice(LAMBDA x : x * x, 3)', '81'],
    ['here :: 1 + 2', '3'],
    ['\\A x \\in 1..2 : positive(x) :: x > 0', 'TRUE'],
  ])('%s has the value %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('of quantifiers and CHOOSE without a set can be read, and fail when evaluated', () => {
    for (const text of ['\\A x : x = x', '\\E x : x = 1', 'CHOOSE x : x = 1']) {
      expect(problems(text)).toEqual([]);
      expect(value(text)).toBe('!error');
      expect(value(`IF TRUE THEN 1 ELSE ${text}`)).toBe('1');
    }
  });
});

describe('operators of a module', () => {
  it('may be infix, prefix and postfix', async () => {
    const units = 'a ++ b == 10 * a + b\na^# == <<a, a>>\na \\sqcup b == a \\cup b';
    expect(await inSpec(units, '<<1 ++ 2, 3^#, {1} \\sqcup {2}>>')).toBe('<<12, <<3, 3>>, {1, 2}>>');
    expect(await inSpec('-. a == 100 + a', '-3', 'Naturals')).toBe('103');
  });

  it('may take operators', async () => {
    expect(
      await inSpec(
        'Fold(Op(_, _), a, b) == Op(a, Op(b, b))',
        '<<Fold(+, 1, 2), Fold(LAMBDA x, y : x - y, 1, 2)>>',
      ),
    ).toBe('<<5, 1>>');
  });

  it('of instances are named by the instance, with its parameters', async () => {
    const units = `---- MODULE Inner ----
EXTENDS Naturals
CONSTANT K, Op(_)
Plus(x) == Op(x) + K
====
Ten == INSTANCE Inner WITH K <- 10, Op <- LAMBDA x : x * 2
By(K) == INSTANCE Inner WITH Op <- LAMBDA x : x`;
    expect(await inSpec(units, '<<Ten!Plus(1), By(5)!Plus(1), By(6)!Plus(1)>>')).toBe('<<12, 6, 7>>');
  });

  it('may be recursive, each alone or with others', async () => {
    const units = `RECURSIVE Even(_), Odd(_)
Even(n) == n = 0 \\/ Odd(n - 1)
Odd(n) == n # 0 /\\ Even(n - 1)`;
    expect(await inSpec(units, '<<Even(4), Odd(4)>>')).toBe('<<TRUE, FALSE>>');
  });
});

describe('actions and temporal formulas', () => {
  const block =
    'archetype A(ref out) { l: while (out < 3) { out := out + 1; } }\nvariables out = 0;\nfair process (P = 1) == instance A(ref out);';

  it.each([
    ["[][out' = out + 1]_out", true],
    ["[][out' = out + 2]_out", false],
    ['[][UNCHANGED pc]_out', true],
    ['[](out < 3 => ENABLED <<Next>>_vars)', true],
    ["[]<><<out' > out>>_out", false],
    ['<>(out = 3)', true],
    ['out = 1 ~> out = 3', true],
    ['WF_vars(Next) => <>[](out = 3)', true],
    ['SF_vars(Next) => <>(out = 4)', false],
  ])('have a meaning as properties: %s', async (formula, holds) => {
    const { checkModel, prepareModel } = await import('../../checker/index.ts');
    const { value: model, diagnostics } = prepareModel({
      source: new Source('Spec.tla', spec(block, { after: `Prop == ${formula}` })),
      findModule: () => undefined,
      config: new Source('Spec.cfg', 'SPECIFICATION Spec\nPROPERTY Prop'),
    });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (model === undefined) throw new Error('no model');
    const { report } = await checkModel(model);
    expect(report.result === 'ok').toBe(holds);
  });

  it.each([
    "x' = 1",
    'UNCHANGED x',
    'ENABLED (x = 1)',
    '[x = 1]_x',
    '<<x = 1>>_x',
    '[](x = 1)',
    '<>(x = 1)',
    'x = 1 ~> x = 2',
    'WF_x(x = 1)',
    'SF_x(x = 1)',
  ])('have none in an algorithm: %s', (formula) => {
    expect(
      errorsOf(spec(`archetype A() variables x = 1; { l: await ${formula}; }`)).map(({ code }) => code),
    ).toEqual(['MP801']);
  });

  it.each(['\\EE x : x = 1', '\\AA x : x = 1'])('with hidden variables can be read: %s', (formula) => {
    expect(problems(formula)).toEqual([]);
    expect(() => explore(modelOf({ spec: spec(block, { after: `Hidden == ${formula}` }) }))).not.toThrow();
  });
});

describe('spellings', () => {
  it.each([
    ['∀ x ∈ {1, 2} : x ≤ 2 ∧ ¬(x ≠ x)', 'TRUE'],
    ['∃ x ∈ 1‥3 : x ≥ 3 ∨ x > 7', 'TRUE'],
    ['{1} ∪ {2} ∩ {2}', '!parse'],
    ['({1} ∪ {2}) ∩ {2, 3}', '{2}'],
    ['⟨1, 2⟩ ∘ ⟨3⟩', '<<1, 2, 3>>'],
    ['[x ∈ {1, 2} ↦ x × x]', '!error'],
    ['{1} × {2}', '{<<1, 2>>}'],
    ['{1} ⊆ {1, 2} ⇒ 1 ∉ {2}', 'TRUE'],
    ['[{1} → {2}]', '{<<2>>}'],
    ['TRUE ≡ FALSE', 'FALSE'],
  ])('in Unicode mean the same: %s is %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('of keywords are whole words', async () => {
    const block =
      'archetype A(ref out) variables returned = 1, skipCount = 2, whileLoop = 3, INIT = 4, TRUEST = 5, INx = 6; { gotoLabel: out := <<returned, skipCount, whileLoop, INIT, TRUEST, INx>>; }';
    expect(show(await outcome(block))).toBe('<<1, 2, 3, 4, 5, 6>>');
    expect(value('LET INx == 1 IFy == 2 IN INx + IFy')).toBe('3');
  });
});

describe('junction lists', () => {
  const lines = (...texts: readonly string[]): string => texts.join('\n');

  it('go on with a bullet of their kind in their column', () => {
    expect(value(lines('/\\ TRUE', '/\\ FALSE'))).toBe('FALSE');
    expect(value(lines('\\/ FALSE', '\\/ /\\ TRUE', '   /\\ TRUE'))).toBe('TRUE');
  });

  it('end at a token in their column or left of it', () => {
    expect(value(lines('  /\\ FALSE', '  /\\ FALSE', '=> FALSE'))).toBe('TRUE');
    expect(value(lines('/\\ FALSE', '/\\ FALSE', '=> FALSE'))).toBe('TRUE');
  });

  it('take what stands further right for their item', () => {
    expect(value(lines('/\\ FALSE', '/\\ FALSE', ' => FALSE'))).toBe('FALSE');
    expect(value(lines('\\/ TRUE', '\\/ FALSE', '  /\\ FALSE'))).toBe('TRUE');
  });

  it('hold in brackets too: a token inside of them left of the bullet is an error that tells the bullet', () => {
    const text = lines('/\\ (TRUE', '/\\ FALSE)');
    const [problem] = parseExpression(new Source('expression', text)).diagnostics;
    expect(problem?.code).toBe('MP105');
    expect(problem?.span.start).toBe(text.indexOf('/\\ FALSE'));
    expect(problem?.related.map(({ span }) => [span.start, spanText(span)])).toContainEqual([0, '/\\']);
    expect(value(lines('/\\ (TRUE', '    /\\ FALSE)'))).toBe('FALSE');
  });
});

describe('precedence', () => {
  it.each([
    ['a + b % c', '+', '%'],
    ['a * b \\div c', '*', '\\div'],
    ['A \\ B \\ C', '\\', '\\'],
    ['p => q => r', '=>', '=>'],
    ['p <=> q <=> r', '<=>', '<=>'],
    ['SUBSET S \\X T', 'SUBSET', '\\X'],
  ])('makes %s an error that shows both operators', (text, left, right) => {
    const found = parseExpression(new Source('expression', text)).diagnostics;
    expect(found.map(({ code }) => code)).toEqual(['MP104']);
    const shown = [found[0]?.span, ...(found[0]?.related ?? []).map(({ span }) => span)].map((span) =>
      span === undefined ? '' : spanText(span),
    );
    expect(shown.sort()).toEqual([left, right].sort());
  });

  it.each([
    ['{1, 2} \\cap {2, 3} \\cap {2}', '{2}'],
    ['{1} \\cup {2} \\cup {3}', '{1, 2, 3}'],
    ['<<1>> \\o <<2>> \\o <<3>>', '<<1, 2, 3>>'],
    ['TRUE /\\ TRUE /\\ FALSE', 'FALSE'],
    ['FALSE \\/ FALSE \\/ TRUE', 'TRUE'],
    ['1 + 2 + 3', '6'],
    ['2 * 3 * 4', '24'],
    ['1 - 2 + 3', '2'],
    ['2 * 3 % 4', '2'],
    ['1..2 \\cup {5}', '{1, 2, 5}'],
    ['-7 \\div 2', '-3'],
    ['-7 % 2', '1'],
    ['-2 ^ 2', '-4'],
    ['[a |-> <<1, 2>>].a[2] + 1', '3'],
    ['1 = 2 => FALSE /\\ FALSE', 'TRUE'],
  ])('makes %s %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('lets bags chain by (+)', () => {
    expect(value('SetToBag({1}) (+) SetToBag({1}) (+) SetToBag({1})', ['Bags'])).toBe('<<3>>');
  });

  it('binds primes and applications closest', () => {
    const text = spec(
      'archetype A(ref out) { l: out := out + 1; }\nvariables out = 0;\nprocess (P = 1) == instance A(ref out);',
      {
        after: "Steps == [][out' = out + 1 /\\ -out' = -1 /\\ <<out, 7>>[1]' = 1]_out",
      },
    );
    const model = modelOf({ spec: text, config: 'PROPERTY Steps' });
    const formula = model.properties[0]?.formula;
    if (formula?.kind !== 'always' || formula.operand.kind !== 'action') throw new Error('no [][A]_v');
    const { operand } = formula;
    model.initialStates((state) => {
      const before = state.slice();
      model.successors(before, (next) => {
        expect(operand.holds(before, next)).toBe(true);
      });
    });
  });
});

describe('standard operators', () => {
  it.each([
    [
      'Naturals and Integers',
      '<<7 - 2, 7 * 2, 2 ^ 3, 7 \\div 2, 7 % 2, 2..3, 1 < 2, 1 > 2, 2 <= 2, 1 >= 2, -1 \\in Nat, -1 \\in Int>>',
      '<<5, 14, 8, 3, 1, 2..3, TRUE, FALSE, TRUE, FALSE, FALSE, TRUE>>',
    ],
    [
      'Sequences',
      '<<<<1>> \\o <<2>>, Len(<<1>>), Append(<<1>>, 2), Head(<<1, 2>>), Tail(<<1, 2>>), SubSeq(<<1, 2, 3>>, 2, 3), SelectSeq(<<1, 2>>, LAMBDA x : x > 1), <<1>> \\in Seq({1})>>',
      '<<<<1, 2>>, 1, <<1, 2>>, 1, <<2>>, <<2, 3>>, <<2>>, TRUE>>',
    ],
    ['FiniteSets', '<<Cardinality({1, 1, 2}), IsFiniteSet({1})>>', '<<2, TRUE>>'],
    [
      'TLC',
      '<<1 :> 2, (1 :> 2) @@ (2 :> 3), Print("printed", 5), PrintT(6), Assert(TRUE, "no"), Cardinality(Permutations({1, 2, 3})), SortSeq(<<2, 1>>, <), ToString({1}), RandomElement({4}), TLCEval(1 + 1), 1 \\in Any>>',
      '<<<<2>>, <<2, 3>>, 5, TRUE, TRUE, 6, <<1, 2>>, "{1}", 4, 2, TRUE>>',
    ],
    ['TLCGet and TLCSet', '<<TLCSet(1, "kept"), TLCGet(1)>>', '<<TRUE, "kept">>'],
    ['Assert of what is false', 'Assert(1 = 2, "told")', '!error'],
  ])('of %s are evaluated', (_, text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('of Bags are evaluated', () => {
    const bags =
      '<<IsABag(<<1>>), SetToBag({1, 2}), BagToSet(<<1, 2>>), BagIn(1, <<1>>), EmptyBag, <<1>> (+) <<1, 1>>, <<2>> (-) <<1>>, <<1>> \\sqsubseteq <<2>>, BagUnion({<<1>>, <<2>>}), Cardinality(SubBag(<<2>>)), BagOfAll(LAMBDA x : 1, <<1, 1>>), BagCardinality(<<2, 3>>), CopiesIn(2, <<4, 5>>)>>';
    expect(value(bags, ['Integers', 'FiniteSets', 'Bags'])).toBe(
      '<<TRUE, <<1, 1>>, 1..2, TRUE, <<>>, <<2, 1>>, <<1>>, TRUE, <<3>>, 3, <<2>>, 5, 5>>',
    );
  });

  it('of community modules are evaluated', () => {
    const one = (text: string, ...of: readonly string[]): string => value(text, ['Integers', 'TLC', ...of]);
    expect(one('Reverse(<<1, 2>>)', 'SequencesExt')).toBe('<<2, 1>>');
    expect(one('FoldSet(LAMBDA x, y : x + y, 0, {1, 2})', 'FiniteSetsExt')).toBe('3');
    expect(one('Range([a |-> 1, b |-> 2])', 'Functions')).toBe('{1, 2}');
    expect(
      one('MapThenFoldSet(+, 0, LAMBDA x : 2 * x, LAMBDA S : CHOOSE x \\in S : TRUE, {1, 2})', 'Folds'),
    ).toBe('6');
    expect(one('BagAdd(<<1>>, 1)', 'BagsExt')).toBe('<<2>>');
    expect(one('ToJson([a |-> 1])', 'Json')).toBe('"{\\"a\\":1}"');
  });
});
