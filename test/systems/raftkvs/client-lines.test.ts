import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseClientLine, quoteWord } from '../../../systems/raftkvs/client-lines.ts';

describe('a line of the client', () => {
  it.each([
    ['get color', { kind: 'get', key: 'color' }],
    ['  GET\tcolor  ', { kind: 'get', key: 'color' }],
    ['put color blue', { kind: 'put', key: 'color', value: 'blue' }],
    ['put "a key" "the \\"value\\"\\n"', { kind: 'put', key: 'a key', value: 'the "value"\n' }],
    ['put ключ 値', { kind: 'put', key: 'ключ', value: '値' }],
    ['put "" ""', { kind: 'put', key: '', value: '' }],
    ['get "\\u{1F600}\\u0041"', { kind: 'get', key: '😀A' }],
    ['', { kind: 'nothing' }],
    ['# a remark with "half a quote', { kind: 'nothing' }],
    ['help', { kind: 'help' }],
    ['exit', { kind: 'quit' }],
  ])('%j is understood', (line, command) => {
    expect(parseClientLine(line)).toEqual(command);
  });

  it.each([
    ['delete color', 'no such command: delete; type help for a list'],
    ['get', 'too few words: expected get KEY'],
    ['put color', 'too few words: expected put KEY VALUE'],
    ['put a b c', 'too many words (put a key or value with spaces in double quotes): expected put KEY VALUE'],
    ['get "color', 'the double quote at column 5 is not closed'],
    ['get "a"b', 'expected a space after the double quote at column 7'],
    ['get a"b"', 'a double quote inside a word at column 6: quote the whole word'],
    ['get "\\q"', 'unknown escape \\q at column 6'],
    ['get "\\u{110000}"', 'unknown escape \\u at column 6'],
  ])('%j gets a message', (line, message) => {
    expect(parseClientLine(line)).toEqual({ kind: 'unreadable', message });
  });

  it('gives back every key and value that quoteWord wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (key, value) => {
        expect(parseClientLine(`put ${quoteWord(key)} ${quoteWord(value)}`)).toEqual({
          kind: 'put',
          key,
          value,
        });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('is never too much for the parser', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (line) => {
        expect(parseClientLine(line).kind).toMatch(/^(get|put|help|quit|nothing|unreadable)$/u);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it('may hold a value of a megabyte', () => {
    const value = 'é'.repeat(1_000_000);
    expect(parseClientLine(`put k "${value}"`)).toEqual({ kind: 'put', key: 'k', value });
  });
});
