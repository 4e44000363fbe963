import { describe, expect, it } from 'vitest';
import { resolveExpression } from '../../../compiler/resolve/index.ts';
import { Source } from '../../../compiler/source/index.ts';
import { parseExpression } from '../../../compiler/syntax/index.ts';
import { codes } from './helpers.ts';

function problems(text: string, modules: readonly string[]): readonly string[] {
  const parsed = parseExpression(new Source('expression', text));
  return codes([...parsed.diagnostics, ...resolveExpression(parsed.value, modules).diagnostics]);
}

describe('an expression that stands alone', () => {
  it('uses the operators of the modules it is given', () => {
    expect(problems('Len(<<1>>) + 1', ['Naturals', 'Sequences'])).toEqual([]);
  });

  it('uses no others', () => {
    expect(problems('Len(<<1>>)', ['Naturals'])).toEqual(['MP201 «Len»']);
  });

  it('may define operators of its own', () => {
    expect(problems('LET f(x) == x + 1 IN f(f(3))', ['Naturals'])).toEqual([]);
  });

  it('reports a module that does not exist', () => {
    expect(problems('1', ['Naturalz'])[0]).toMatch(/^MP204/);
  });
});
