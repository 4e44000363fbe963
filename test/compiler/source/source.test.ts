import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Source, spanning, spanText } from '../../../compiler/source/index.ts';

describe('a source', () => {
  const source = new Source('Test.tla', 'one\ntwo\r\nthree\rfour');

  it('counts lines and columns from 1', () => {
    expect(source.positionAt(0)).toEqual({ line: 1, column: 1 });
    expect(source.positionAt(2)).toEqual({ line: 1, column: 3 });
    expect(source.positionAt(4)).toEqual({ line: 2, column: 1 });
  });

  it('ends lines at \\n, \\r\\n and \\r alike', () => {
    expect(source.starts()).toEqual([0, 4, 9, 15]);
    expect([1, 2, 3, 4].map((line) => source.lineText(line))).toEqual(['one', 'two', 'three', 'four']);
  });

  it('counts a line end to the line it ends', () => {
    expect(source.positionAt(3)).toEqual({ line: 1, column: 4 });
    expect(source.positionAt(8)).toEqual({ line: 2, column: 5 });
  });

  it('has a position for its end', () => {
    expect(source.positionAt(source.text.length)).toEqual({ line: 4, column: 5 });
    expect(new Source('Empty.tla', '').positionAt(0)).toEqual({ line: 1, column: 1 });
  });

  it('has a last line that is empty where the text ends with a line end', () => {
    const ended = new Source('Test.tla', 'one\n');
    expect(ended.positionAt(4)).toEqual({ line: 2, column: 1 });
    expect(ended.lineText(2)).toBe('');
  });

  it('has no text in lines it does not have', () => {
    expect(source.lineText(0)).toBe('');
    expect(source.lineText(5)).toBe('');
  });

  it('finds the position that counting characters one by one finds', () => {
    const characters = fc.constantFrom('a', 'ß', '∧', '😀', ' ', '\t', '\n', '\r', '\r\n');
    const texts = fc.array(characters, { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.nat({ max: 80 }), (text, at) => {
        const offset = Math.min(at, text.length);
        expect(new Source('Test.tla', text).positionAt(offset)).toEqual(countedPosition(text, offset));
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

function countedPosition(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let column = 1;
  for (let index = 0; index < offset; index++) {
    const firstOfPair = text[index] === '\r' && text[index + 1] === '\n';
    if (text[index] === '\n' || (text[index] === '\r' && !firstOfPair)) {
      line += 1;
      column = 1;
    } else {
      column += 1;
    }
  }
  return { line, column };
}

describe('spans', () => {
  const source = new Source('Test.tla', 'first middle last');
  const first = { source, start: 0, end: 5 };
  const last = { source, start: 13, end: 17 };

  it('hold the text between start and end', () => {
    expect([spanText(first), spanText(last)]).toEqual(['first', 'last']);
  });

  it('are spanned by the smallest that covers both, in either order', () => {
    expect(spanText(spanning(first, last))).toBe('first middle last');
    expect(spanText(spanning(last, first))).toBe('first middle last');
  });

  it('are spanned by the outer one where one lies in the other', () => {
    const inner = { source, start: 1, end: 3 };
    expect(spanText(spanning(first, inner))).toBe('first');
  });
});
