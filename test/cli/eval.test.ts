import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../cli/program.ts';
import type { Outcome } from './harness.ts';
import { runIn, temporaryFolder } from './harness.ts';

const spec = `---- MODULE Spec ----
EXTENDS Naturals
CONSTANTS N, Cost(_), Unused
LOCAL Twice(x) == 2 * x
All == 1..N
Total == Cost(N) + Twice(N)
Price(x) == 10 * x
Five == 5
Bad == 1 + TRUE
VARIABLE v
State == v + 1
====
`;

async function evaluate(...args: readonly string[]): Promise<Outcome> {
  return runIn(temporaryFolder(), 'eval', ...args);
}

/** In a folder with the spec above and a configuration. */
async function evaluateInSpec(config: string, ...args: readonly string[]): Promise<Outcome> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'Spec.tla'), spec);
  writeFileSync(join(folder, 'Spec.cfg'), config);
  return runIn(folder, 'eval', ...args, '-s', 'Spec.tla', '-c', 'Spec.cfg');
}

describe('eval', () => {
  it('prints the value of an expression as TLC does', async () => {
    expect(await evaluate('{x * x : x \\in 1..4}')).toEqual({ code: 0, out: '{1, 4, 9, 16}\n', error: '' });
  });

  it('has all standard and community modules in scope', async () => {
    const expression = '<<SumSet({1, 2}), Reverse(<<1, 2>>), Cardinality({1}), ToJson([a |-> 1])>>';
    expect((await evaluate(expression)).out).toBe('<<3, <<2, 1>>, 1, "{\\"a\\":1}">>\n');
  });

  it('lets definitions take the names of modules that nobody has extended', async () => {
    expect((await evaluate('LET Max(a, b) == IF a > b THEN a ELSE b IN Max(1, 2)')).out).toBe('2\n');
  });

  it('has only the modules of --extends in scope where they are given', async () => {
    const { code, error } = await evaluate('Cardinality({1 + 1})', '--extends', 'Integers');
    expect(code).toBe(1);
    expect(error).toContain('expression:1:1: error MP201: Cardinality is not defined.');
  });

  it.each([
    ['-7 \\div 2', '-3\n'],
    ['-(3) + -3', '-6\n'],
    ['-1..1', '-1..1\n'],
  ])('takes %s for an expression and not for options', async (text, value) => {
    expect((await evaluate(text)).out).toBe(value);
  });

  it('takes everything behind -- for the expression', async () => {
    expect((await evaluate('--', '-7')).out).toBe('-7\n');
  });

  it('reads expressions of several lines, where columns count', async () => {
    expect((await evaluate('/\\ TRUE\n/\\ \\/ FALSE\n   \\/ FALSE')).out).toBe('FALSE\n');
  });

  it('reads standard input where the expression is -', async () => {
    const out: string[] = [];
    const code = await runProgram(['eval', '-'], {
      out: (text) => out.push(text),
      error: (text) => out.push(text),
      color: false,
      workingDirectory: '.',
      keyboard: { input: Readable.from(['1 +\n', ' 2\n']), screen: undefined },
    });
    expect([code, ...out]).toEqual([0, '3\n']);
  });

  it('shows where an expression makes no sense', async () => {
    expect(await evaluate('1 + Foo')).toEqual({
      code: 1,
      out: '',
      error:
        'expression:1:5: error MP201: Foo is not defined.\n1 | 1 + Foo\n  |     ^^^\n' +
        '  hint: Define or declare it above, or add the module that defines it to EXTENDS.\n',
    });
  });

  it('shows which part of an expression has no value', async () => {
    expect(await evaluate('LET x == Head(<<>>) IN\n 1 + x')).toEqual({
      code: 1,
      out: '',
      error:
        'expression:1:10: error: Attempted to apply Head to the empty sequence. [values: <<>>] (empty-sequence)\n' +
        '1 | LET x == Head(<<>>) IN\n  |          ^^^^^^^^^^\n',
    });
  });

  it('ends an endless recursion with an error', async () => {
    const { code, error } = await evaluate('LET RECURSIVE f(_) f(n) == 1 + f(n + 1) IN f(0)');
    expect([code, error]).toEqual([
      1,
      'error: The evaluation goes too deep: is there a recursion without end? (stack-overflow)\n',
    ]);
  });

  it('prints what the expression prints', async () => {
    expect((await evaluate('PrintT(<<"x", 1>>)')).out).toBe('<<"x", 1>>\nTRUE\n');
  });

  it('gives a value as JSON', async () => {
    expect(JSON.parse((await evaluate('{2, 1}', '--json')).out)).toEqual({
      value: '{1, 2}',
      failure: null,
      diagnostics: [],
    });
  });

  it('gives a failure as JSON', async () => {
    const { code, out, error } = await evaluate('<<1,\n 1 \\div 0>>', '--json');
    expect([code, error]).toEqual([1, '']);
    expect(JSON.parse(out)).toMatchObject({
      value: null,
      failure: { code: 'division-by-zero', place: { file: 'expression', line: 2, column: 2 } },
      diagnostics: [],
    });
  });

  it('gives problems as JSON', async () => {
    const { out } = await evaluate('1 +', '--json');
    expect(JSON.parse(out)).toMatchObject({ value: null, failure: null, diagnostics: [{ code: 'MP103' }] });
  });
});

describe('eval in a spec', () => {
  const config = 'CONSTANTS N = 3\n Unused = 0\n Cost <- Price';

  it('knows its definitions, with the constants of the configuration', async () => {
    expect(await evaluateInSpec(config, '<<All, Total, Twice(4)>>')).toEqual({
      code: 0,
      out: '<<1..3, 36, 8>>\n',
      error: '',
    });
  });

  it('lets definitions stand for constants and for other definitions', async () => {
    const replaced = 'CONSTANTS N <- Five\n Unused = 0\n Cost <- Price\n Price <- Twice';
    expect((await evaluateInSpec(replaced, '<<N, All, Cost(1)>>')).out).toBe('<<5, 1..5, 2>>\n');
  });

  it('shows a failure where it stands in the spec', async () => {
    const { code, error } = await evaluateInSpec(config, 'Bad + 1');
    expect(code).toBe(1);
    expect(error).toMatch(/^Spec\.tla:9:8: error: .*\n9 \| Bad == 1 \+ TRUE\n {2}\| {8}\^{8}\n$/);
  });

  it('says which constants need values', async () => {
    const { code, error } = await evaluateInSpec('CONSTANT Unused = 1', 'Total');
    expect([code, error]).toEqual([
      1,
      'error: the constants N, Cost have no value: give a configuration with -c (constant-without-value)\n',
    ]);
  });

  it('refuses to replace what is not there, or does not fit', async () => {
    const { error } = await evaluateInSpec('CONSTANTS N <- Nothing\n Cost <- Five', 'All');
    expect(error).toContain('N <- Nothing: the spec defines no Nothing');
    expect(error).toContain('Cost <- Five: Cost takes 1, Five 0 arguments');
  });

  it('refuses what depends on a state', async () => {
    const { code, error } = await evaluateInSpec(config, 'State');
    expect(code).toBe(1);
    expect(error).toContain('MP801');
    expect(error).toContain('the variable v');
  });

  it('reports the errors of the spec before anything else', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'Broken.tla'), '---- MODULE Broken ----\nA == B\n====\n');
    const { code, error } = await runIn(folder, 'eval', '1', '-s', 'Broken.tla');
    expect(code).toBe(1);
    expect(error).toContain('Broken.tla:2:6: error MP201: B is not defined.');
  });

  it('finds modules beside the spec', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'Base.tla'), '---- MODULE Base ----\nOne == 1\n====\n');
    writeFileSync(join(folder, 'Top.tla'), '---- MODULE Top ----\nEXTENDS Base, Naturals\n====\n');
    expect((await runIn(folder, 'eval', 'One + 1', '-s', 'Top.tla')).out).toBe('2\n');
  });

  it('takes a configuration only together with a spec', async () => {
    expect((await runIn(temporaryFolder(), 'eval', '1', '-c', 'x.cfg')).code).toBe(2);
  });
});
