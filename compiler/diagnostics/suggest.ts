/**
 * The candidate that a misspelt word most likely means: the one with the fewest edits (insertions, deletions, replacements and swaps of
 * neighbours), if at most a third of the word's letters, and at most two, have to change; undefined otherwise.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.min(2, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const distance = editDistance(word, candidate);
    if (distance < bestDistance && distance > 0) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

const searchLimit = 100;

/** `closest` for many words: not looked for any more after a hundred of them, since it takes long and nobody reads on. */
export function fewSearches(): (word: string, candidates: () => Iterable<string>) => string | undefined {
  let searches = 0;
  return (word, candidates) => {
    searches += 1;
    return searches > searchLimit ? undefined : closest(word, candidates());
  };
}

/** What to do about a name that is not known: it is misspelt, or else what `otherwise` says. */
export function nameHint(near: string | undefined, otherwise: string): { readonly hint: string } {
  return { hint: near === undefined ? otherwise : `Did you mean ${near}?` };
}

/** What to do about a wrong number of arguments. */
export function countHint(wanted: number): string {
  if (wanted === 0) return 'Leave the arguments and their parentheses out.';
  return wanted === 1 ? 'Give 1 argument.' : `Give ${wanted} arguments, one for each parameter.`;
}

function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(replace, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current.push(least);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
