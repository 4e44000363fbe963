/** A seeded source of random numbers (mulberry32): the same seed gives the same texts on every machine. */
export function randomSource(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What is put into texts: what opens, closes, separates and begins things. */
const insertions = [
  ...[
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    '<<',
    '>>',
    ']_',
    '>>_',
    '/\\',
    '\\/',
    '==',
    '=',
    ':',
    '::',
    ';',
    ',',
    '.',
  ],
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
    '$variable',
    '_',
    '\\',
    '|->',
    '->',
    '<-',
    ':=',
    '||',
  ],
  ...[
    '\n',
    '\n\n  ',
    '\t',
    '\r\n',
    '\0',
    '\uFEFF',
    '\u2028',
    '≜',
    '∈',
    '9',
    '99999999999999999999',
    '1.5',
    '\\b1',
  ],
  ...[
    ' end ',
    ' begin ',
    ' else ',
    ' IN ',
    ' LET ',
    ' IF ',
    ' CASE ',
    ' CHOOSE ',
    ' EXCEPT ',
    ' LAMBDA ',
    ' WF_',
  ],
  ...[
    ' macro ',
    ' process ',
    ' procedure ',
    ' archetype ',
    ' mapping ',
    ' instance ',
    ' call ',
    ' goto ',
    ' with ',
  ],
  ...[
    ' MODULE ',
    ' RECURSIVE ',
    ' INSTANCE ',
    ' EXTENDS ',
    ' VARIABLE ',
    ' THEOREM ',
    ' LOCAL ',
    ' self ',
    ' pc ',
  ],
  ...['\n\\* BEGIN TRANSLATION\n', '\n\\* END TRANSLATION\n', '\n---- MODULE M ----\n', '\n====\n'],
];

/** Words of a text with what separates them, so that joining them gives the text back. */
export function wordsOf(text: string): string[] {
  return text.match(/\w+|\s+|[^\w\s]/g) ?? [];
}

/** A text with one to four things wrong with it: words deleted, doubled, swapped, replaced, put in, moved in from another text, or cut off. */
export function mutated(
  words: readonly string[],
  other: readonly string[],
  random: (below: number) => number,
): string {
  let result = [...words];
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(result.length + 1);
    const length = 1 + random(random(4) === 0 ? 200 : 6);
    switch (random(9)) {
      case 0:
      case 1:
        result.splice(at, length);
        break;
      case 2:
        result.splice(random(result.length + 1), 0, ...result.slice(at, at + length));
        break;
      case 3: {
        const second = random(result.length + 1);
        const [one, two] = [result[at], result[second]];
        if (one === undefined || two === undefined) break;
        result[at] = two;
        result[second] = one;
        break;
      }
      case 4:
        if (at < result.length) result[at] = result[random(result.length)] ?? '';
        break;
      case 5:
      case 6:
        result.splice(at, 0, insertions[random(insertions.length)] ?? '');
        break;
      case 7: {
        const from = random(other.length + 1);
        result.splice(at, 0, ...other.slice(from, from + length));
        break;
      }
      default:
        if (random(4) === 0) result = result.slice(0, at);
        else {
          const image = result[at] ?? '';
          const cut = random(image.length + 1);
          result[at] = image.slice(0, cut) + image.slice(cut + 1);
        }
    }
  }
  return result.join('');
}
