import { describe, expect, it } from 'vitest';
import type { Value } from '../../runtime/tla/index.ts';
import {
  compare,
  hashOf,
  modelValue,
  sameValue,
  setOutputHook,
  setWarningHook,
  TlaEvaluationError,
} from '../../runtime/tla/index.ts';
import { evaluate, load, outcome, run, show, spec } from '../compiler/emit/harness.ts';
import { explore, modelOf } from '../checker/model/specs.ts';

const modules = ['Integers', 'Sequences', 'FiniteSets', 'TLC'];

function found(text: string): Value {
  const value = evaluate(text, modules);
  if (value === '!parse') throw new Error(`${text} is no expression`);
  return value;
}

/** The value of an expression in TLC's notation, or `!` and the code of its error. */
function value(text: string): string {
  try {
    return show(found(text));
  } catch (error) {
    if (error instanceof TlaEvaluationError) return `!${error.code}`;
    throw error;
  }
}

const values = (...texts: readonly string[]): readonly string[] => texts.map(value);

/** Ways to write one value. */
const spellings: readonly (readonly string[])[] = [
  [
    '<<1, 2>>',
    '[i \\in 1..2 |-> i]',
    'Append(<<1>>, 2)',
    '(1 :> 1) @@ (2 :> 2)',
    '[<<1, 9>> EXCEPT ![2] = 2]',
    'Tail(<<0, 1, 2>>)',
  ],
  ['<<>>', '[i \\in {} |-> i]', 'Tail(<<1>>)', 'SubSeq(<<1>>, 2, 1)'],
  [
    '[a |-> 1, b |-> 2]',
    '[b |-> 2, a |-> 1]',
    '("b" :> 2) @@ ("a" :> 1)',
    '[s \\in {"a", "b"} |-> IF s = "a" THEN 1 ELSE 2]',
  ],
  [
    '{1, 2, 3}',
    '1..3',
    '{3, 2, 1, 1}',
    '{x \\in 0..9 : x \\in 1..3}',
    '{x + 1 : x \\in 0..2}',
    '{1} \\cup {2, 3}',
    'UNION {{1, 2}, {3}}',
    '(0..3) \\ {0}',
  ],
  ['{{}, {1}}', 'SUBSET {1}'],
  [
    '{<<1, 1>>, <<1, 2>>}',
    '{1} \\X {1, 2}',
    '{<<1, x>> : x \\in 1..2}',
    '{f \\in [1..2 -> 1..2] : f[1] = 1}',
  ],
  ['{[a |-> 1]}', '[a : {1}]', '[{"a"} -> {1}]'],
];

describe('equal values', () => {
  it.each(spellings.map((texts) => [texts[0] ?? '', texts] as const))(
    'are equal, hash, compare and print alike, however they are written: %s',
    (first, texts) => {
      const expected = found(first);
      for (const text of texts) {
        const other = found(text);
        expect(sameValue(expected, other)).toBe(true);
        expect(compare(expected, other)).toBe(0);
        expect(hashOf(other)).toBe(hashOf(expected));
        expect(value(`(${text}) = (${first})`)).toBe('TRUE');
        expect(value(`Cardinality({${text}, ${first}})`)).toBe('1');
        expect(value(`ToString({<<${text}>>} \\cup {<<${first}>>}) = ToString({<<${text}>>})`)).toBe('TRUE');
      }
    },
  );

  it('make one state', () => {
    const alternatives = (texts: readonly string[]): string =>
      texts.map((text) => `{ out := ${text}; }`).join(' or ');
    for (const texts of spellings) {
      const text = spec(
        `archetype A(ref out) { l: either ${alternatives(texts)} }\nvariables out = 0;\nprocess (P = 1) == instance A(ref out);`,
      );
      expect(explore(modelOf({ spec: text })).distinct).toBe(2);
    }
  });

  it('are printed in the notation of TLC', () => {
    expect(
      values(
        '<<1, "a", TRUE>>',
        '[a |-> 1]',
        '2 :> 3',
        '(2 :> 3) @@ (4 :> 5)',
        '{{}, {1}}',
        '"a\\"b"',
        '[x \\in {} |-> x]',
      ),
    ).toEqual([
      '<<1, "a", TRUE>>',
      '[a |-> 1]',
      '(2 :> 3)',
      '(2 :> 3 @@ 4 :> 5)',
      '{{}, {1}}',
      '"a\\"b"',
      '<<>>',
    ]);
  });

  it('are chosen by CHOOSE from equal sets', () => {
    for (const texts of spellings.filter((group) => group[0]?.startsWith('{'))) {
      const chosen = texts.map((text) => value(`CHOOSE x \\in ${text} : TRUE`));
      expect(new Set(chosen).size).toBe(1);
    }
  });
});

describe('the order of values', () => {
  it('is total, and the same whatever it is built from', () => {
    const texts = [
      '1',
      '-5',
      '"b"',
      '"a"',
      'TRUE',
      'FALSE',
      '<<1>>',
      '<<>>',
      '{}',
      '{1}',
      '[a |-> 1]',
      '{<<1>>}',
      '1..3',
      '<<"x", 2>>',
    ];
    const all = texts.map(found);
    const sorted = [...all].sort(compare).map(show);
    expect([...all].reverse().sort(compare).map(show)).toEqual(sorted);
    for (const a of all)
      for (const b of all) {
        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0);
        expect(compare(a, b) === 0).toBe(a === b);
        for (const c of all)
          if (compare(a, b) < 0 && compare(b, c) < 0) expect(compare(a, c)).toBeLessThan(0);
      }
  });

  it('of strings is by code point, not by what comes first', () => {
    expect(values('CHOOSE s \\in {"zeta", "alpha", "Beta"} : TRUE', '{"b", "a", "B"}')).toEqual([
      '"Beta"',
      '{"B", "a", "b"}',
    ]);
    expect(value('{"\u{1F600}", "\uFFFD"}')).toBe('{"\uFFFD", "\u{1F600}"}');
  });
});

describe('integers', () => {
  it('are exact up to the largest safe one, and an error beyond', () => {
    expect(values('9007199254740990 + 1', '94906265 * 94906265', '2 ^ 52', '-9007199254740991')).toEqual([
      '9007199254740991',
      '9007199136250225',
      '4503599627370496',
      '-9007199254740991',
    ]);
    const beyond = values(
      '9007199254740991 + 1',
      '94906267 * 94906267',
      '2 ^ 53',
      '-9007199254740991 - 1',
      '3 ^ 100',
    );
    expect(beyond).toEqual(beyond.map(() => '!overflow'));
  });

  it('are divided towards minus infinity', () => {
    expect(values('(-7) \\div 2', '7 \\div (-2)', '(-7) % 2', '7 % 2', '(-8) % 4')).toEqual([
      '-4',
      '-4',
      '1',
      '1',
      '0',
    ]);
  });

  it('have no remainder by what is not positive, no quotient by 0 and no 0^0', () => {
    for (const text of ['7 % 0', '7 % (-2)', '7 \\div 0', '0 ^ 0', '2 ^ (-1)'])
      expect(value(text)).toMatch(/^!/);
    expect(values('0 ^ 1', '1 ^ 0')).toEqual(['0', '1']);
  });
});

describe('values that cannot be compared', () => {
  it.each([
    '1 = "a"',
    '1 \\in STRING',
    '{1} = {"a"}',
    '<<1>> = 1',
    'TRUE = 1',
    '"a" \\in 1..2',
    '{1, "a"}',
    '<<1, 2>> = <<"a", 2>>',
    '1 \\in {"a"}',
  ])('are an error: %s', (text) => {
    expect(value(text)).toMatch(/^!/);
  });

  it.each([
    '{1} = {}',
    '{1, 2} = {"a"}',
    '<<1>> = <<1, 2>>',
    '<<1>> = <<>>',
    '[x \\in 1..2 |-> x] = [x \\in {7} |-> x]',
    '[a |-> 1] = [b |-> 1]',
  ])('are not those that differ in size, length or domain: %s', (text) => {
    expect(value(text)).toBe('FALSE');
  });
});

describe('model values', () => {
  const block =
    'archetype A(ref out) { l: out := <<Nil = Nil, Nil = Other, Nil = 1, Nil = "Nil", Nil = {}, Nil \\in {1, Nil}, Nil \\in Nat>>; }';

  it('are equal to themselves only, in archetypes', async () => {
    const constants = { Nil: modelValue('Nil'), Other: modelValue('Other') };
    expect(show(await outcome(block, { before: 'CONSTANTS Nil, Other', constants }))).toBe(
      '<<TRUE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE>>',
    );
  });

  it('are equal to themselves only, in the checker', () => {
    const text = spec(`${block}\nvariables out = 0;\nprocess (P = 1) == instance A(ref out);`, {
      before: 'CONSTANTS Nil, Other',
      after: 'Right == pc[1] = "Done" => out = <<TRUE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE>>',
    });
    const config = 'SPECIFICATION Spec CONSTANTS Nil = Nil Other = Other INVARIANTS Right';
    expect(explore(modelOf({ spec: text, config })).violated).toBeUndefined();
  });
});

describe('infinite and large sets', () => {
  it('know their elements', () => {
    expect(
      values(
        '5 \\in Nat',
        '-5 \\in Nat',
        '-5 \\in Int',
        '"a" \\in STRING',
        '<<1, 2>> \\in Seq(Nat)',
        '<<1, -2>> \\in Seq(Nat)',
        '1..3 \\in SUBSET Nat',
        '[x \\in 1..2 |-> x] \\in [1..2 -> Nat]',
        '{1, 500} \\subseteq 0..1000000000',
        '(1..40) \\in SUBSET (1..50)',
      ),
    ).toEqual(['TRUE', 'FALSE', 'TRUE', 'TRUE', 'TRUE', 'FALSE', 'TRUE', 'TRUE', 'TRUE', 'TRUE']);
  });

  it('are not enumerated where that is not needed', () => {
    expect(
      values(
        'Cardinality(SUBSET (1..40))',
        'Cardinality(1..1000000000)',
        'Cardinality([1..10 -> 1..20])',
        '(CHOOSE x \\in 1..1000000000 : x > 2)',
        '\\E x \\in 1..1000000000 : x = 3',
        'LET S == SUBSET (1..60) IN {} \\in S',
        'IF TRUE THEN 1 ELSE Cardinality(Nat)',
      ),
    ).toEqual(['1099511627776', '1000000000', '10240000000000', '3', 'TRUE', 'TRUE', '1']);
  });

  it('that are infinite are an error where they are enumerated', () => {
    for (const text of [
      '\\A x \\in Nat : x >= 0',
      'Cardinality(Nat)',
      '{x + 1 : x \\in Int}',
      'CHOOSE x \\in Seq({1}) : TRUE',
    ]) {
      expect(value(text)).toMatch(/^!/);
      expect(() => found(text)).toThrow(/Nat|Int|Seq|infinite|enumerat/);
    }
  });
});

describe('definitions in LET and arguments', () => {
  /** What is printed while an expression is evaluated. */
  function printed(text: string): readonly string[] {
    const lines: string[] = [];
    setOutputHook((line) => lines.push(line));
    found(text);
    return lines;
  }

  it('are not evaluated unless they are needed', () => {
    expect(
      values(
        'LET x == Head(<<>>) IN IF TRUE THEN 0 ELSE x',
        'LET q == <<>> x == Head(q) IN IF q = <<>> THEN 0 ELSE x',
        'LET F(a, b) == a IN F(1, Head(<<>>))',
        'LET F(c, a) == IF c THEN a ELSE 2 IN F(FALSE, F(TRUE, Head(<<>>)))',
      ),
    ).toEqual(['0', '0', '1', '2']);
    expect(values('LET x == Head(<<>>) IN x', 'LET F(a) == a IN F(Head(<<>>))')).toEqual([
      '!empty-sequence',
      '!empty-sequence',
    ]);
  });

  it('are evaluated at most once', () => {
    expect(printed('LET x == Print("x", 2) IN x + x + x')).toEqual(['"x"  2']);
    expect(printed('LET F(a) == a + a + a IN F(Print("a", 2))')).toEqual(['"a"  2']);
    expect(printed('LET x == Print("x", 2) IN {x + y : y \\in 1..3}')).toEqual(['"x"  2']);
    expect(printed('LET x == Print("x", 2) IN 1')).toEqual([]);
  });

  it('may be recursive operators and recursive functions', () => {
    expect(
      values(
        'LET RECURSIVE F(_) F(n) == IF n = 0 THEN 1 ELSE n * F(n - 1) IN F(5)',
        'LET f[n \\in Nat] == IF n = 0 THEN 1 ELSE n * f[n - 1] IN f[5]',
      ),
    ).toEqual(['120', '120']);
  });
});

describe('EXCEPT outside of the domain', () => {
  it('leaves the function as it is, with a warning that tells place, function and argument', () => {
    const warnings: string[] = [];
    setWarningHook((message, at) => warnings.push(`${message} (${at?.text ?? ''})`));
    expect(values('[<<1, 2>> EXCEPT ![3] = 9]', '[[a |-> 1] EXCEPT !.b = Head(<<>>)]')).toEqual([
      '<<1, 2>>',
      '[a |-> 1]',
    ]);
    expect(warnings).toEqual([
      expect.stringMatching(/<<1, 2>> at 3.*\[<<1, 2>> EXCEPT !\[3\] = 9\]/),
      expect.stringMatching(/\[a \|-> 1\] at "b".*EXCEPT/),
    ]);
    warnings.length = 0;
    expect(value('[<<1, 2>> EXCEPT ![2] = 9]')).toBe('<<1, 9>>');
    expect(warnings).toEqual([]);
  });
});

describe('an evaluation error', () => {
  it('tells the expression, its place in the spec and the values', async () => {
    const text = spec('archetype A(ref out) variables s = <<7, 8>>;\n{ l:\n  out := s[1 + 2]; }');
    const { error } = await run(load(text), 'A', { refs: { out: 0 } });
    const { cause } = error as Error;
    expect(cause).toBeInstanceOf(TlaEvaluationError);
    const line = text.split('\n').findIndex((each) => each.includes('s[1 + 2]')) + 1;
    expect(cause).toMatchObject({ site: { file: 'Spec.tla', line, column: 10, text: 's[1 + 2]' } });
    expect((cause as Error).message).toContain('<<7, 8>>');
    expect((cause as Error).message).toContain('3');
  });
});
