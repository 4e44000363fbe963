import { describe, expect, it } from 'vitest';
import { spanText } from '../../../compiler/index.ts';
import { errorsOf, evaluate, spec } from './harness.ts';
import { TlaEvaluationError } from '../../../runtime/tla/index.ts';

/** Code and excerpt of each error. */
function errors(block: string, before = ''): readonly string[] {
  return errorsOf(spec(block, { before })).map(({ code, span }) => `${code} ${spanText(span)}`);
}

describe('what an archetype cannot do is reported at its place', () => {
  it.each([
    ['a prime', "x' = 1", "x'"],
    ['a temporal operator', '[](x = 1)', '[](x = 1)'],
    ['ENABLED', 'ENABLED (x = 1)', 'ENABLED (x = 1)'],
    ['an action formula', '[x = 1]_x', '[x = 1]_x'],
    ['an unbounded quantifier', '\\E n : n = x', '\\E n : n = x'],
    ['an unbounded CHOOSE', '(CHOOSE n : n = x) = 1', 'CHOOSE n : n = x'],
    ['a decimal number', 'x = 1.5', '1.5'],
    ['a number beyond exact integers', 'x = 9007199254740993', '9007199254740993'],
  ])('%s', (_, expression, excerpt) => {
    expect(errors(`archetype A() variables x = 1; { l: await ${expression}; }`)).toEqual([
      `MP801 ${excerpt}`,
    ]);
  });

  it('an operator about the state', () => {
    const found = errorsOf(
      spec('archetype A() { l: await Even; }', { before: 'VARIABLE v\nEven == v % 2 = 0' }),
    );
    expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'MP801 an archetype or procedure cannot use Even, which depends on the variable v: Even',
    ]);
  });

  it('an operator that depends on one about behaviours, however far', () => {
    const before = "VARIABLE v\nNext == v' = v\nUses == Next\nMore(x) == Uses /\\ x";
    expect(errors('archetype A() { l: await More(TRUE); }', before)).toEqual(['MP801 More(TRUE)']);
  });

  it('in procedures and initial values too, all reported together', () => {
    const block = `procedure P() variables k = CHOOSE n : n > 0; { p: await ENABLED TRUE; return; }
      archetype A() variables x = CHOOSE n : n > 1; { l: call P(); }`;
    expect(errors(block)).toEqual(['MP801 CHOOSE n : n > 0', 'MP801 ENABLED TRUE', 'MP801 CHOOSE n : n > 1']);
  });

  it('a PlusCal procedure that uses a variable of all processes', () => {
    const text =
      '---- MODULE P ----\n(* --algorithm P { variables out = 0; procedure Q() { p: out := 1; return; } } *)\n====\n';
    expect(errorsOf(text).map(({ code, message }) => `${code} ${message}`)).toEqual([
      'MP801 procedure Q uses the variable out of all processes: only archetypes are compiled',
    ]);
  });

  it('a PlusCal process', () => {
    const text = '---- MODULE P ----\n(* --algorithm P { process (W = 1) { a: skip; } } *)\n====\n';
    expect(errorsOf(text).map(({ code, span }) => `${code} ${spanText(span)}`)).toEqual(['MP801 W']);
  });

  it('but not PlusCal processes beside archetypes, which stand for the world in a model', () => {
    const block =
      'archetype A(ref out) { l: out := 1; } variables x = 0; process (P = 1) == instance A(ref x); process (W = 2) { w: await x = CHOOSE n : TRUE; }';
    expect(errors(block)).toEqual([]);
  });

  it('says what to do', () => {
    const [error] = errorsOf(spec('archetype A() { l: await \\E n : n = 1; }'));
    expect(error?.hint).toContain('x \\in S');
  });
});

describe('expressions nested beyond any use', () => {
  const compiledWith = (expression: string): readonly string[] =>
    errors(`archetype A(ref out) { l: out := ${expression}; }`).map((text) => text.slice(0, 5));

  it.each([
    ['brackets', '('.repeat(5000) + '1' + ')'.repeat(5000)],
    ['a chain of operators', Array(2000).fill('1').join(' + ')],
    ['tuples', '<<'.repeat(2000) + '1' + '>>'.repeat(2000)],
  ])('%s are reported, not a crash', (_, expression) => {
    expect(compiledWith(expression)).toEqual(['MP109']);
  });

  it.each([
    ['brackets', '('.repeat(2000) + '1' + ')'.repeat(2000)],
    ['sums in brackets', '(1 + '.repeat(190) + '1' + ')'.repeat(190)],
    ['quantifiers', Array.from({ length: 380 }, (_, n) => `\\A x${n} \\in {1} : `).join('') + 'TRUE'],
    ['sets', '{'.repeat(380) + '1' + '}'.repeat(380)],
  ])('%s up to the limit compile', (_, expression) => {
    expect(compiledWith(expression)).toEqual([]);
  });
});

describe('what only fails when evaluated', () => {
  it('an operator with an unbounded CHOOSE is compiled', () => {
    expect(errors('archetype A() { l: skip; }', 'Unused == CHOOSE n : n \\notin Nat')).toEqual([]);
  });

  it('an unbounded CHOOSE fails when it is evaluated', () => {
    expect(() => evaluate('CHOOSE x : x = 1')).toThrow(TlaEvaluationError);
  });
});
