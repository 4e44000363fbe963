import { describe, expect, it } from 'vitest';
import { Source } from '../../../compiler/source/index.ts';
import { parseExpression, parseModule } from '../../../compiler/syntax/index.ts';
import { brief, oracleSpecs, oracleText } from './helpers.ts';
import { algorithmOf } from './print.ts';

describe('the specifications of the oracle', () => {
  it('are all there', () => {
    expect(oracleSpecs()).toHaveLength(44);
  });

  it.each(oracleSpecs())('%s parses without diagnostics', (path) => {
    const { value, diagnostics } = parseModule(new Source(path, oracleText(path)));
    expect(diagnostics.map(brief)).toEqual([]);
    const algorithm = algorithmOf(value);
    expect(algorithm?.dialect).toBe(
      path.startsWith('mpcal/') && !path.includes('.pluscal.') ? 'mpcal' : 'pluscal',
    );
    expect(algorithm?.syntax).toBe(/P\.tla$/.test(path) ? 'p' : 'c');
  });
});

/** Lines that no parser rejects by syntax: names, arities and double definitions are found by resolution. */
const leftToResolution = new Set([
  'LET a \\oplus b == (a + b) % 5 IN 4 \\oplus 3',
  'x \\in {1}',
  'LET x == 1 x == 2 IN x',
  'LET RECURSIVE F(_) IN 1',
  'F(1)',
  'Len(<<1>>, <<2>>)',
  'Cardinality',
]);

describe('the expressions of the oracle', () => {
  const lines = oracleText('expressions.tsv')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [text = '', expected = ''] = line.split('\t');
      return { text: text.replaceAll('␤', '\n'), rejected: expected === '!parse' };
    });
  const parses = (text: string): boolean =>
    parseExpression(new Source('line', text)).diagnostics.length === 0;

  it('are all there', () => {
    expect(lines.length).toBeGreaterThan(690);
    expect(lines.filter(({ rejected }) => rejected).length).toBeGreaterThan(30);
  });

  it('parse where they have a value or fail in evaluation', () => {
    expect(lines.filter(({ text, rejected }) => !rejected && !parses(text))).toEqual([]);
  });

  it('are rejected where TLA+ rejects them by syntax', () => {
    const accepted = lines.filter(({ text, rejected }) => rejected && parses(text)).map(({ text }) => text);
    expect(new Set(accepted)).toEqual(leftToResolution);
  });
});
