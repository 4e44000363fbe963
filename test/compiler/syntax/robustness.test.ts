import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../compiler/diagnostics/index.ts';
import { Source } from '../../../compiler/source/index.ts';
import { ExpressionParser, expressionDepthLimit } from '../../../compiler/syntax/expression-parser.ts';
import { parseExpression, parseModule } from '../../../compiler/syntax/index.ts';
import { readTokens } from '../../../compiler/syntax/lexer.ts';
import { statementDepthLimit } from '../../../compiler/syntax/statement-grammar.ts';
import { below, mutated, mutatedBy, oneOf, symbols, wordsOf } from '../../fuzz/mutate.ts';
import { seededRandom } from '../../seeded-random.ts';
import { algorithmProblems, brief, oracleSpecs, oracleText, problems } from './helpers.ts';

const nested = (depth: number, open: string, inner: string, close: string): string =>
  open.repeat(depth) + inner + close.repeat(depth);

describe('deep nesting', () => {
  it.each([
    ['parentheses', nested(2000, '(', '1', ')')],
    ['sets', nested(2000, '{', '1', '}')],
    ['tuples', nested(2000, '<<', '1', '>>')],
    ['applications', nested(2000, 'f[', '1', ']')],
    ['operators', nested(2000, 'F(', '1', ')')],
    ['records', nested(2000, '[a |-> ', '1', ']')],
    ['prefix operators', '~'.repeat(2000) + 'a'],
    ['conditionals', 'IF a THEN b ELSE '.repeat(2000) + 'c'],
    ['definitions', 'LET x == 1 IN '.repeat(2000) + 'x'],
    ['quantifiers', '\\A x \\in S : '.repeat(2000) + 'x'],
    ['junction lists', '/\\ \\/ '.repeat(1000) + 'a'],
    ['items of a junction list', '/\\ a\n'.repeat(2000)],
    ['infix chains', 'a + '.repeat(9000) + 'a'],
    ['suffix chains', `a${'[1].b'.repeat(1500)}`],
    ['comments', `${nested(20_000, '(*', ' ', '*)')} 1`],
  ])('of %s parses', (_, text) => {
    expect(problems(text)).toEqual([]);
  });

  it('of expressions beyond the limit is a diagnostic', () => {
    const depth = expressionDepthLimit + 1;
    expect(problems(nested(depth, '(', '1', ')'))).toEqual([
      `1:${depth} MP109 expressions are nested more than ${expressionDepthLimit} deep`,
    ]);
  });

  it.each([
    ['infix', 'a + '.repeat(20_000) + 'a'],
    ['suffix', `a${'[1]'.repeat(20_000)}`],
    ['prefix', '~'.repeat(20_000) + 'a'],
  ])('of expressions in %s chains beyond the limit is a diagnostic', (_, text) => {
    expect(problems(text)).toEqual([expect.stringContaining('MP109')]);
  });

  it('of unclosed brackets is a diagnostic', () => {
    expect(problems('('.repeat(3000))).toEqual([
      '1:3000 MP103 expected an expression, but the text ends here',
    ]);
  });

  it.each([
    ['if', 'if (a) { ', ' }'],
    ['while', 'while (a) { ', ' }'],
    ['either', 'either { ', ' } or skip'],
    ['with', 'with (x = 1) { ', ' }'],
    ['blocks', '{ ', ' }'],
  ])('of statements up to the limit parses: %s', (_, open, close) => {
    expect(
      algorithmProblems(`--algorithm A { { ${nested(statementDepthLimit - 1, open, 'skip', close)} } }`),
    ).toEqual([]);
  });

  it('of statements beyond the limit is a diagnostic, not more than one', () => {
    expect(algorithmProblems(`--algorithm A { { ${nested(5000, '{ ', 'skip', ' }')} } }`)).toEqual([
      `3:219 MP109 statements are nested more than ${statementDepthLimit} deep`,
    ]);
  });

  it('of else-ifs has no limit', () => {
    const chain = 'if (a) skip; else '.repeat(1000);
    expect(algorithmProblems(`--algorithm A { { ${chain} skip } }`)).toEqual([]);
  });
});

/** Tokens taken and operators reduced. */
function steps(text: string): number {
  const source = new Source('test', text);
  const diagnostics: Diagnostic[] = [];
  const parser = new ExpressionParser(
    readTokens(source, { text, start: 0, end: text.length }, 'module'),
    diagnostics,
  );
  parser.read(parser.expression());
  expect(diagnostics).toEqual([]);
  return parser.steps;
}

describe('the work of parsing', () => {
  it.each([
    ['brackets', (n: number): string => nested(n, '(', '1', ')')],
    ['mixed brackets', (n: number): string => nested(n, '[x \\in {(', '1', ')} |-> f[1]]')],
    ['operators', (n: number): string => 'a + '.repeat(n) + 'a'],
    ['junction lists', (n: number): string => '/\\ \\/ a\n   \\/ b\n'.repeat(n)],
    ['definitions', (n: number): string => `LET ${'F(x) == x '.repeat(n)} IN 1`],
    ['cases', (n: number): string => `CASE ${'a -> b [] '.repeat(n)} OTHER -> 1`],
  ])('grows with the text and no faster: %s', (_, text) => {
    const [small, large] = [steps(text(250)), steps(text(1000))];
    expect(large).toBeGreaterThan(3.5 * small);
    expect(large).toBeLessThanOrEqual(4 * small);
  });
});

describe('damaged specifications', () => {
  const texts = oracleSpecs().map((path) => wordsOf(oracleText(path)));

  it('give a tree and diagnostics whose places lie in the text', () => {
    for (let seed = 1; seed <= 250; seed++) {
      const random = seededRandom(seed);
      const damaged = mutated(oneOf(texts, random), oneOf(texts, random), random);
      const { value, diagnostics } = parseModule(new Source('damaged.tla', damaged));
      expect(value.kind).toBe('module');
      for (const { span, related } of diagnostics) {
        for (const place of [span, ...related.map((one) => one.span)]) {
          expect(place.start).toBeGreaterThanOrEqual(0);
          expect(place.end).toBeGreaterThanOrEqual(place.start);
          expect(place.end).toBeLessThanOrEqual(damaged.length);
        }
      }
    }
  });

  it('seldom give many diagnostics for one change', () => {
    const changes = ['delete', 'double', 'insert', 'misspell', 'bracket', 'indent'] as const;
    const counts = Array.from({ length: 250 }, (_, seed) => {
      const random = seededRandom(seed);
      const text = oneOf(texts, random);
      const damaged = mutatedBy(oneOf(changes, random), text, text, random);
      return parseModule(new Source('damaged.tla', damaged)).diagnostics.length;
    });
    const many = counts.filter((count) => count > 4).length;
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(100);
    expect(many / counts.length).toBeLessThan(0.1);
  });

  it('of any symbols give diagnostics, never an exception', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const random = seededRandom(seed);
      const parts = Array.from({ length: below(60, random) }, () =>
        oneOf([...symbols, 'x', '1', ' ', '\n'], random),
      );
      const text = parts.join(' ');
      parseExpression(new Source('soup', text));
      parseModule(new Source('soup', `---- MODULE M ----\n${text}\n====`));
      for (const head of ['--mpcal A {', '--algorithm A {', '--algorithm A begin'])
        parseModule(new Source('soup', `---- MODULE M ----\n(* ${head}\n${text}\n*)\n====`));
    }
  });
});

describe('the parser', () => {
  it('keeps nothing from a text that failed', () => {
    const good = oracleText('mpcal/LockService.tla');
    const before = JSON.stringify(parseModule(new Source('a', good)).diagnostics.map(brief));
    parseModule(new Source('b', '---- MODULE M ----\n(* --algorithm A { { if (a[ { *)\n===='));
    expect(JSON.stringify(parseModule(new Source('a', good)).diagnostics.map(brief))).toBe(before);
  });
});
