import { describe, expect, it } from 'vitest';
import { Source } from '../../../compiler/source/index.ts';
import { readTokens } from '../../../compiler/syntax/lexer.ts';
import type { TokenText } from '../../../compiler/syntax/lexer.ts';
import type { Vocabulary } from '../../../compiler/syntax/tokens.ts';

function read(text: string, vocabulary: Vocabulary = 'module', start = 0): TokenText {
  return readTokens(new Source('test', text), { text, start, end: text.length }, vocabulary);
}
const images = (text: string): readonly string[] => read(text).tokens.map((token) => token.image);
const types = (text: string, vocabulary: Vocabulary): readonly string[] =>
  read(text, vocabulary).tokens.map((token) => token.tokenType.name);

describe('tokens', () => {
  it.each([
    ['a<=b=<c', ['a', '<=', 'b', '=<', 'c']],
    ['x\\in S', ['x', '\\in', 'S']],
    ['<<<<1>>>>', ['<<', '<<', '1', '>>', '>>']],
    ['[][A]_v', ['[]', '[', 'A', ']_', 'v']],
    ['<<A>>_v', ['<<', 'A', '>>_', 'v']],
    ['WF_v(A)', ['WF_', 'v', '(', 'A', ')']],
    ['1..2', ['1', '..', '2']],
    ['1.5', ['1.5']],
    ['a(+)b', ['a', '(+)', 'b']],
    ['x:=y||z', ['x', ':=', 'y', '||', 'z']],
    ['[f EXCEPT !.a=@]', ['[', 'f', 'EXCEPT', '!', '.', 'a', '=', '@', ']']],
    ['a==b', ['a', '==', 'b']],
    ['-----a=====', ['-----', 'a', '=====']],
    ['x[_]', ['x', '[', '_', ']']],
    ['\\b101+\\bigcirc', ['\\b101', '+', '\\bigcirc']],
    ['S\\T', ['S', '\\', 'T']],
  ])('of %s', (text, expected) => {
    expect(images(text)).toEqual(expected);
  });

  it('know their offsets in the whole source', () => {
    const { tokens } = read('first second\n third', 'module', 6);
    expect(
      tokens.map((token) => [token.startOffset, token.endOffset, token.column, token.firstOnLine]),
    ).toEqual([
      [6, 12, 7, true],
      [14, 19, 2, true],
    ]);
  });

  it('count columns with tab stops of eight', () => {
    expect(read('\ta\tb\n  \tc').tokens.map((token) => token.column)).toEqual([9, 17, 9]);
  });

  it('are keywords of PlusCal inside algorithms only', () => {
    expect(types('await read', 'module')).toEqual(['Identifier', 'Identifier']);
    expect(types('await read', 'pluscal')).toEqual(['AwaitWord', 'Identifier']);
    expect(types('await read', 'mpcal')).toEqual(['AwaitWord', 'ReadWord']);
  });

  it('are keywords as whole words only', () => {
    expect(types('skipCount returned IFs inS', 'pluscal')).toEqual(Array(4).fill('Identifier'));
  });

  it('of mapping macros are read in algorithms only', () => {
    expect(types('$variable $value', 'mpcal')).toEqual(['SpecialVariable', 'SpecialVariable']);
    expect(images('a$variable')).toEqual(['a', '$', 'variable']);
  });
});

describe('comments', () => {
  it('are kept apart, with their places', () => {
    const { tokens, comments } = read('a \\* one (* two\n(* three (* four *) *) b');
    expect(tokens.map((token) => token.image)).toEqual(['a', 'b']);
    expect(comments.map(({ start, end, block }) => [start, end, block])).toEqual([
      [2, 15, false],
      [16, 38, true],
    ]);
  });

  it('do not begin in strings', () => {
    expect(images('"(* no" "\\\\* no"')).toEqual(['"(* no"', '"\\\\* no"']);
  });
});

describe('what is no symbol', () => {
  it('is reported and stays in its place', () => {
    const { tokens, diagnostics } = read('a ?  ß b');
    expect(tokens.map((token) => token.tokenType.name)).toEqual([
      'Identifier',
      'InvalidText',
      'InvalidText',
      'Identifier',
    ]);
    expect(diagnostics.map((one) => one.message)).toEqual([
      '`?` is not a symbol of TLA+ or PlusCal',
      '`ß` is not a symbol of TLA+ or PlusCal',
    ]);
  });
});
