import { describe, expect, it } from 'vitest';
import {
  fieldNameFor,
  functionNameFor,
  identifierFor,
  quote,
  uniqueName,
} from '../../../compiler/emit/names.ts';

describe('names', () => {
  it.each([
    ['IsQuorum', 'isQuorum'],
    ['Nil', 'nil'],
    ['N', 'n'],
    ['FIFOLink', 'fifoLink'],
    ['NULL', 'null_'],
    ['Get', 'get_'],
    ['Key1', 'key1'],
    ['lower', 'lower'],
    ['I!Op', 'i_Op'],
    ['(+)', 'infixCirclePlus'],
    ['##', 'infixHashHash'],
    ['\\prec', 'opBackslashprec'],
  ])('the operator %s is the function %s', (name, expected) => {
    expect(functionNameFor(name)).toBe(expected);
  });

  it('reserved words get an underscore', () => {
    expect(['class', 'await', 'iface'].map(identifierFor)).toEqual(['class_', 'await_', 'iface']);
  });

  it.each(['caller', 'returnLabel', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'the field of a variable %s does not clash with what a frame has',
    (name) => {
      expect(fieldNameFor(name)).toBe(`${name}$`);
    },
  );

  it('fields are called as in the spec otherwise', () => {
    expect(fieldNameFor('net')).toBe('net');
  });

  it('a name in use gets the lowest free number', () => {
    const used = new Set(['x', 'x_2', 'y_']);
    expect(['x', 'y_', 'z'].map((name) => uniqueName(name, (other) => used.has(other)))).toEqual([
      'x_3',
      'y_2',
      'z',
    ]);
  });

  it.each(["it's", 'a\\b', 'line\nbreak', '"quoted"', '\u2028', '</script>'])('quotes %j', (text) => {
    const evaluated: unknown = new Function(`return ${quote(text)}`)();
    expect(evaluated).toBe(text);
  });
});
