import type { Explanation } from './explanation.ts';

const deep = '('.repeat(45);
const deepEnd = ')'.repeat(45);
const negations = '~'.repeat(90);

/** MP1xx: texts that are no spec. */
export const syntaxExplanations = {
  MP101: {
    meaning:
      'The text contains a character or a word with a backslash that TLA+ and PlusCal have no meaning for. Often it comes from another language (`&&` of C is an operator to define, `%` is modulo) or is a misspelt operator.',
    examples: { kind: 'units', wrong: 'Half(x) == x \\div 2 ± 1', right: 'Half(x) == x \\div 2 + 1' },
  },
  MP102: {
    meaning:
      'A comment or a string has a beginning but no end. Block comments nest, so every `(*` needs its own `*)`; a string ends on the line where it begins.',
    examples: { kind: 'units', wrong: 'Name == "raft', right: 'Name == "raft"' },
  },
  MP103: {
    meaning:
      'Something else stands where the grammar expects what the message says. A definition uses `==`, an assignment `:=` and a comparison `=`; statements are separated by `;`; every bracket and every `begin` has its end.',
    examples: { kind: 'units', wrong: 'Double(n) = 2 * n', right: 'Double(n) == 2 * n' },
  },
  MP104: {
    meaning:
      'TLA+ gives every operator a range of precedence. Where the ranges of two operators overlap, neither binds tighter, and no reading is chosen for you.',
    examples: {
      kind: 'units',
      wrong: 'F(a, b, c) == a + b % c',
      right: 'F(a, b, c) == a + (b % c)',
    },
  },
  MP105: {
    meaning:
      'In a list of `/\\` or `\\/` bullets, the column of the first bullet rules: what belongs to an item stands to the right of it, even inside brackets.',
    examples: {
      kind: 'units',
      wrong: 'Ok(x, y) ==\n  /\\ x = (y +\n1)\n  /\\ y > 0',
      right: 'Ok(x, y) ==\n  /\\ x = (y +\n            1)\n  /\\ y > 0',
    },
  },
  MP106: {
    meaning:
      'A file holds a module, which begins with a line `---- MODULE Name ----` (four dashes or more on both sides) and ends with `====`. Text before and after it is ignored.',
    examples: {
      kind: 'module',
      wrong: 'Answer == 42',
      right: '---- MODULE Example ----\nAnswer == 42\n====',
    },
  },
  MP107: {
    meaning:
      'The lines `\\* BEGIN TRANSLATION` and `\\* END TRANSLATION` (and those with PLUSCAL) enclose what a translator writes. They come in pairs, in this order, once per file. They may also be left out.',
    examples: {
      kind: 'units',
      wrong: '\\* END TRANSLATION\n\\* BEGIN TRANSLATION\nx == 1',
      right: '\\* BEGIN TRANSLATION\n\\* END TRANSLATION\nx == 1',
    },
  },
  MP109: {
    meaning:
      'Expressions or statements stand in each other deeper than the compiler follows them. Give the inner part a name: an operator, a LET definition or a macro.',
    examples: {
      kind: 'units',
      wrong: `Deep(x) ==\n  ${Array.from({ length: 6 }, () => negations).join('\n  ')}\n  ${deep}x${deepEnd}`,
      right: 'Shallow(x) == ~~x',
    },
  },
  MP110: {
    meaning:
      'A configuration file (`.cfg`) says what the constants are and what is to be checked. A statement in it cannot be read, or says something about the spec that is not so.',
    examples: undefined,
  },
} as const satisfies Readonly<Record<string, Explanation>>;
