import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../compiler/evaluation.ts';
import { Source } from '../../compiler/source/index.ts';

const spec = new Source(
  'Test.tla',
  `---- MODULE Test ----
EXTENDS Naturals
CONSTANTS N, Op(_)
VARIABLE v
Def == N + 1
Uses == Def * 2
State == v + 1
Two(x, y) == x + y
F[x \\in 1..2] == x
====
`,
);

const compiled = (text: string, given: readonly string[]): ReturnType<typeof compileExpression> =>
  compileExpression(new Source('expression', text), { spec, given, findModule: () => undefined });

/** What is wrong, as `CODE message`. */
const problems = (given: readonly string[]): readonly string[] =>
  compiled('N', given).diagnostics.map(({ code, message }) => `${code} ${message}`);

describe('a name that is given a value', () => {
  const constantsOf = (text: string, given: readonly string[]): readonly string[] | undefined =>
    compiled(text, given).value?.constants.map(({ name }) => name);

  it('may be a constant, which needs it anyway', () => {
    expect(constantsOf('Uses + N', ['N'])).toEqual(['N']);
    expect(constantsOf('Uses + N', [])).toEqual(['N']);
  });

  it('may be a definition, which then is a constant wherever it is used', () => {
    expect(constantsOf('Uses', ['N', 'Def'])).toEqual(['Def']);
  });

  it('may be a definition about states, which can be evaluated then', () => {
    expect(compiled('State', []).diagnostics.map(({ code }) => code)).toEqual(['MP801']);
    expect(constantsOf('State', ['State'])).toEqual(['State']);
  });

  it('has to be known, but for what pcal.trans declares', () => {
    expect(problems(['defaultInitValue', 'Nope'])).toEqual([
      'MP201 the configuration gives Nope a value, but the spec defines no Nope',
    ]);
  });

  it('cannot take arguments', () => {
    expect(problems(['Op', 'Two'])).toEqual([
      'MP110 Op takes an argument, so it cannot have a value',
      'MP110 Two takes 2 arguments, so it cannot have a value',
    ]);
  });

  it('cannot be a function', () => {
    expect(problems(['F'])).toEqual(['MP801 F is a function, which cannot be given another value']);
  });
});
