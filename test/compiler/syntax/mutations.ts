import fc from 'fast-check';

/** Words of a text with what separates them, so that joining them gives the text back. */
function wordsOf(text: string): string[] {
  return text.match(/\w+|\s+|[^\w\s]/g) ?? [];
}

/** A place in a list, as a fraction of its length, so that it fits lists of every length. */
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const change = fc.record({
  kind: fc.constantFrom('delete', 'duplicate', 'swap', 'replace', 'insert', 'truncate'),
  at: place,
  other: place,
  length: fc.integer({ min: 1, max: 40 }),
  symbol: fc.constantFrom(
    ...['(', ')', '{', '}', '[', ']', '<<', '>>', ']_', '>>_', '/\\', '\\/', '==', '=', ':', '::', ';', ','],
    ...[
      '"',
      '(*',
      '*)',
      '\\*',
      '----',
      '====',
      '@',
      '!',
      '$',
      '_',
      '\\',
      '|->',
      ':=',
      '||',
      '\n',
      '\t',
      '\0',
    ],
    ...[
      ' end ',
      ' begin ',
      ' else ',
      ' IN ',
      ' LET ',
      ' IF ',
      ' macro ',
      ' process ',
      ' MODULE ',
      ' RECURSIVE ',
    ],
  ),
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(words: string[], { kind, at, other, length, symbol }: Change): string[] {
  const first = Math.floor(at * words.length);
  const second = Math.floor(other * words.length);
  const piece = words.slice(first, first + length);
  switch (kind) {
    case 'delete':
      return [...words.slice(0, first), ...words.slice(first + length)];
    case 'duplicate':
      return [...words.slice(0, second), ...piece, ...words.slice(second)];
    case 'swap': {
      const swapped = [...words];
      [swapped[first], swapped[second]] = [words[second] ?? '', words[first] ?? ''];
      return swapped;
    }
    case 'replace':
      return words.map((word, index) => (index === first ? (words[second] ?? '') : word));
    case 'insert':
      return [...words.slice(0, first), symbol, ...words.slice(first)];
    case 'truncate':
      return words.slice(0, first);
  }
}

/** One of the texts with one to four things wrong with it. */
export function broken(texts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .record({ text: fc.constantFrom(...texts), changes: fc.array(change, { minLength: 1, maxLength: 4 }) })
    .map(({ text, changes }) => changes.reduce(changed, wordsOf(text)).join(''));
}
