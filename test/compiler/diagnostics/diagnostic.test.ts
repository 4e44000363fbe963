import { describe, expect, it } from 'vitest';
import {
  closest,
  diagnosticTitles,
  errorAt,
  hasErrors,
  inSourceOrder,
  warningAt,
} from '../../../compiler/diagnostics/index.ts';
import type { Diagnostic } from '../../../compiler/diagnostics/index.ts';
import { Source } from '../../../compiler/source/index.ts';
import type { Span } from '../../../compiler/source/index.ts';

const source = new Source('b.tla', 'a == b + c');
const at = (start: number, of = source): Span => ({ source: of, start, end: start + 1 });
const messages = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map((diagnostic) => diagnostic.message);

describe('diagnostics in source order', () => {
  it('are sorted by where they start', () => {
    const sorted = inSourceOrder([errorAt('MP201', at(5), 'second'), errorAt('MP103', at(0), 'first')]);
    expect(messages(sorted)).toEqual(['first', 'second']);
  });

  it('keep their order where they start at the same place', () => {
    const sorted = inSourceOrder([errorAt('MP201', at(5), 'first'), errorAt('MP103', at(5), 'second')]);
    expect(messages(sorted)).toEqual(['first', 'second']);
  });

  it('are sorted by the name of the source first', () => {
    const other = new Source('a.tla', 'x == y');
    const sorted = inSourceOrder([
      errorAt('MP201', at(0), 'second'),
      errorAt('MP201', at(3, other), 'first'),
    ]);
    expect(messages(sorted)).toEqual(['first', 'second']);
  });

  it('leave out exact repetitions', () => {
    const twice = errorAt('MP201', at(5), 'unknown');
    expect(inSourceOrder([twice, errorAt('MP201', at(5), 'unknown')])).toEqual([twice]);
  });

  it('keep what differs in code or message', () => {
    const sorted = inSourceOrder([
      errorAt('MP201', at(5), 'unknown'),
      errorAt('MP209', at(5), 'unknown'),
      errorAt('MP201', at(5), 'other'),
    ]);
    expect(sorted).toHaveLength(3);
  });
});

describe('errors', () => {
  it('are told from warnings', () => {
    expect(hasErrors([warningAt('MP901', at(0), 'unused')])).toBe(false);
    expect(hasErrors([warningAt('MP901', at(0), 'unused'), errorAt('MP201', at(0), 'unknown')])).toBe(true);
    expect(hasErrors([])).toBe(false);
  });
});

describe('the table of codes', () => {
  it('has a title for every code', () => {
    for (const [code, title] of Object.entries(diagnosticTitles)) {
      expect(code).toMatch(/^MP[1-9]\d\d$/);
      expect(title).not.toBe('');
    }
  });
});

describe('the closest word', () => {
  it.each([
    ['Cardinalty', 'a letter left out', 'Cardinality'],
    ['Cardinallity', 'a letter too many', 'Cardinality'],
    ['Cardimality', 'a wrong letter', 'Cardinality'],
    ['Cadrinality', 'two letters swapped', 'Cardinality'],
    ['Lem', 'one letter of three', 'Len'],
  ])('of %s (%s) is found', (word, _, meant) => {
    expect(closest(word, ['Append', 'Len', 'Cardinality'])).toBe(meant);
  });

  it('is none where more than a third of the letters differs', () => {
    expect(closest('Ln', ['Len'])).toBeUndefined();
    expect(closest('Lxy', ['Len'])).toBeUndefined();
  });

  it('is none where more than two letters differ', () => {
    expect(closest('Cardinalityxyz', ['Cardinality'])).toBeUndefined();
  });

  it('is never the word itself', () => {
    expect(closest('Append', ['Append'])).toBeUndefined();
  });

  it('is the one with the fewest edits, the first of equals', () => {
    expect(closest('counter', ['cuonters', 'counters', 'counted'])).toBe('counters');
  });

  it('is none of no candidates', () => {
    expect(closest('counter', [])).toBeUndefined();
  });
});
