import type { Random } from '../seeded-random.ts';

/** What is put into texts: what opens, closes, separates and begins things. */
export const symbols = [
  ...['(', ')', '{', '}', '[', ']', '<<', '>>', ']_', '>>_', '/\\', '\\/', '==', '=', ':', '::', ';', ',', '.'],
  ...['"', '(*', '*)', '\\*', '----', '====', '@', '!', '$', '$variable', '_', '\\', '|->', '->', '<-', ':=', '||'],
  ...['\n', '\n\n  ', '\t', '\r\n', '9', '99999999999999999999', '1.5', '\\b1', '-', '..', '\\in', '\\X', '^', "'"],
  ...[' end ', ' begin ', ' else ', ' IN ', ' LET ', ' IF ', ' CASE ', ' CHOOSE ', ' EXCEPT ', ' LAMBDA ', ' WF_'],
  ...[' macro ', ' process ', ' procedure ', ' archetype ', ' mapping ', ' instance ', ' call ', ' goto ', ' with '],
  ...[' MODULE ', ' RECURSIVE ', ' INSTANCE ', ' EXTENDS ', ' VARIABLE ', ' THEOREM ', ' LOCAL ', ' self ', ' pc '],
  ...['\n\\* BEGIN TRANSLATION\n', '\n\\* END TRANSLATION\n', '\n---- MODULE M ----\n', '\n====\n', ' CONSTANT '],
] as const; // prettier-ignore

/** What no spec has but in strings and comments, if at all: control characters, half surrogates, wide and combining characters. */
const junk = [
  ...['\0', '\u0007', '\u001b[31m', '\u007f', '\u0085', '\u00a0', '\u200b', '\u2028', '\u2029', '\ufeff', '\ufffd'],
  ...['\ud800', '\udc00', '😀', 'e\u0301', 'İ', 'ß', '９', 'א', '≜', '∈', '∀', '∃', '⟨', '⟩', '□', '◇', '′', '“'],
] as const; // prettier-ignore

const brackets = ['(', ')', '{', '}', '[', ']', '<', '>', '(*', '*)', ''] as const;

/** Words of a text with what separates them, so that joining them gives the text back. */
export function wordsOf(text: string): string[] {
  return text.match(/\w+|\s+|[^\w\s]/g) ?? [];
}

/** A number from 0 to below `end`. */
export function below(end: number, random: Random): number {
  return Math.floor(random() * end);
}

export function oneOf<T>(items: readonly T[], random: Random): T {
  const item = items[below(items.length, random)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}

/** Changes the words in their place. */
type Mutation = (words: string[], other: readonly string[], random: Random) => void;

const aPlace = (words: readonly string[], random: Random): number => below(words.length + 1, random);
const aLength = (random: Random): number => 1 + below(below(4, random) === 0 ? 200 : 6, random);

/** A place of a word that is as the test says, searched from a random one on; undefined if there is none. */
function placeWhere(
  words: readonly string[],
  random: Random,
  test: (word: string) => boolean,
): number | undefined {
  const start = below(words.length, random);
  for (let step = 0; step < words.length; step++) {
    const place = (start + step) % words.length;
    if (test(words[place] ?? '')) return place;
  }
  return undefined;
}

const mutations = {
  delete: (words, _other, random) => {
    words.splice(aPlace(words, random), aLength(random));
  },
  double: (words, _other, random) => {
    const at = aPlace(words, random);
    words.splice(aPlace(words, random), 0, ...words.slice(at, at + aLength(random)));
  },
  swap: (words, _other, random) => {
    const [first, second] = [below(words.length, random), below(words.length, random)];
    const [one, two] = [words[first], words[second]];
    if (one === undefined || two === undefined) return;
    words[first] = two;
    words[second] = one;
  },
  replace: (words, _other, random) => {
    if (words.length > 0) words[below(words.length, random)] = oneOf(words, random);
  },
  insert: (words, _other, random) => {
    words.splice(aPlace(words, random), 0, oneOf(symbols, random));
  },
  /** A piece of another text. */
  splice: (words, other, random) => {
    const from = aPlace(other, random);
    words.splice(aPlace(words, random), 0, ...other.slice(from, from + aLength(random)));
  },
  /** The beginning of this text with the end of the other. */
  cross: (words, other, random) => {
    const at = aPlace(words, random);
    words.splice(at, words.length, ...other.slice(aPlace(other, random)));
  },
  truncate: (words, _other, random) => {
    if (below(2, random) === 0) words.length = aPlace(words, random);
    else words.splice(0, aPlace(words, random));
  },
  misspell: (words, _other, random) => {
    const at = below(words.length, random);
    const image = words[at] ?? '';
    const cut = below(image.length + 1, random);
    if (at < words.length) words[at] = image.slice(0, cut) + image.slice(cut + 1);
  },
  bracket: (words, _other, random) => {
    const at = placeWhere(words, random, (word) => '(){}[]<>'.includes(word));
    if (at !== undefined) words[at] = oneOf(brackets, random);
  },
  indent: (words, _other, random) => {
    const at = placeWhere(words, random, (word) => word.includes('\n'));
    const columns = below(12, random);
    if (at !== undefined) words[at] = `${(words[at] ?? '').replace(/[^\n]*$/, '')}${' '.repeat(columns)}`;
  },
  number: (words, _other, random) => {
    const at = placeWhere(words, random, (word) => /^\d+$/.test(word));
    if (at !== undefined) words[at] = oneOf(['0', '1', '2', '7', '4294967296', '9007199254740993', '00'], random);
  },
  junk: (words, _other, random) => {
    words.splice(aPlace(words, random), 0, oneOf(junk, random));
  },
} satisfies Record<string, Mutation>; // prettier-ignore

export type MutationName = keyof typeof mutations;

/** How often each is used; what leaves most of the text as it is comes often, so that later phases are reached. */
const weights: Readonly<Record<MutationName, number>> = {
  ...{ delete: 4, double: 2, swap: 3, replace: 4, insert: 4, splice: 2, cross: 1 },
  ...{ truncate: 1, misspell: 2, bracket: 2, indent: 2, number: 2, junk: 1 },
};

const drawn = (Object.keys(mutations) as MutationName[]).flatMap((name) =>
  Array.from({ length: weights[name] }, () => name),
);

/** A text with one thing wrong with it. */
export function mutatedBy(
  name: MutationName,
  words: readonly string[],
  other: readonly string[],
  random: Random,
): string {
  const result = [...words];
  mutations[name](result, other, random);
  return result.join('');
}

/** A text with one to four things wrong with it; `other` is where pieces come from. */
export function mutated(words: readonly string[], other: readonly string[], random: Random): string {
  const result = [...words];
  for (let changes = 1 + below(4, random); changes > 0; changes--)
    mutations[oneOf(drawn, random)](result, other, random);
  return result.join('');
}

export const mutationNames: readonly MutationName[] = Object.keys(mutations) as MutationName[];
