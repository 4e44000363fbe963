import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resolveExpression } from '../../../compiler/resolve/index.ts';
import { Source } from '../../../compiler/source/index.ts';
import { parseExpression } from '../../../compiler/syntax/index.ts';
import { shown } from './helpers.ts';

interface Line {
  readonly number: number;
  readonly text: string;
  readonly expected: string;
  readonly modules: readonly string[];
}

/** The lines of the oracle, each with the modules in scope. */
function oracleLines(): readonly Line[] {
  const file = readFileSync(new URL('../../oracle/expressions.tsv', import.meta.url), 'utf8');
  let modules: readonly string[] = [];
  return file.split('\n').flatMap((line, index): readonly Line[] => {
    const extended = /^# EXTENDS (.*)$/.exec(line)?.[1];
    if (extended !== undefined) modules = extended.split(',').map((name) => name.trim());
    const [text, expected] = line.split('\t');
    if (line.startsWith('#') || text === undefined || expected === undefined) return [];
    return [{ number: index + 1, text: text.replaceAll('␤', '\n'), expected, modules }];
  });
}

function problems({ text, modules }: Line): {
  readonly parsing: readonly string[];
  readonly all: readonly string[];
} {
  const parsed = parseExpression(new Source('expression', text));
  const parsing = shown(parsed.diagnostics);
  return { parsing, all: [...parsing, ...shown(resolveExpression(parsed.value, modules).diagnostics)] };
}

const lines = oracleLines();

describe('the expressions of the oracle', () => {
  it('have no problems where they have a value or fail in evaluation', () => {
    const wrong = lines
      .filter(({ expected }) => expected !== '!parse')
      .flatMap((line) => problems(line).all.map((problem) => `${line.number}: ${problem}`));
    expect(wrong).toEqual([]);
  });

  it('have a problem where the oracle rejects them', () => {
    const accepted = lines
      .filter(({ expected }) => expected === '!parse')
      .filter((line) => problems(line).all.length === 0);
    expect(accepted).toEqual([]);
  });

  it('that only resolution can reject are these', () => {
    const rejected = lines
      .filter(({ expected }) => expected === '!parse')
      .map((line) => ({ line, ...problems(line) }))
      .filter(({ parsing }) => parsing.length === 0);
    expect(rejected.flatMap(({ line, all }) => all.map((problem) => `${line.text}   ${problem}`))).toEqual([
      'LET a \\oplus b == (a + b) % 5 IN 4 \\oplus 3   MP203 «\\oplus»: (+) is already defined: module Bags defines it.',
      'x \\in {1}   MP201 «x»: x is not defined.',
      'LET x == 1 x == 2 IN x   MP203 «x»: x is already defined.',
      'LET RECURSIVE F(_) IN 1   MP206 «F»: F is declared RECURSIVE but not defined.',
      'F(1)   MP201 «F»: F is not defined.',
      'Len(<<1>>, <<2>>)   MP202 «Len»: Operator Len takes 1 argument, but 2 are given.',
      'Cardinality   MP202 «Cardinality»: Operator Cardinality takes 1 argument, but none is given.',
    ]);
  });
});
