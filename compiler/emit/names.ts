/** Words that cannot name something in a TypeScript module, and globals that would be confusing to hide. */
const reservedWords: ReadonlySet<string> = new Set(
  (
    'abstract any arguments as asserts async await bigint boolean break case catch class const constructor continue debugger declare ' +
    'default delete do else enum eval export extends false finally for from function get global globalThis if implements import in ' +
    'infer instanceof interface is keyof let module namespace never new null number object of out override package private protected ' +
    'public readonly require return satisfies set static string super switch symbol this throw true try type typeof undefined unique ' +
    'unknown using var void while with yield Array Boolean Error Function Infinity Map Math NaN Number Object Promise Proxy Reflect ' +
    'Set String Symbol WeakMap console process exports __proto__'
  ).split(' '),
);

/** What operator symbols are called in names. */
const symbolWords: Readonly<Record<string, string>> = {
  '+': 'Plus',
  '-': 'Minus',
  '*': 'Times',
  '/': 'Slash',
  '\\': 'Backslash',
  '&': 'And',
  '|': 'Bar',
  '#': 'Hash',
  '%': 'Percent',
  '^': 'Caret',
  $: 'Dollar',
  '?': 'Question',
  '!': 'Bang',
  ':': 'Colon',
  '=': 'Equals',
  '<': 'Less',
  '>': 'Greater',
  '.': 'Dot',
  '~': 'Tilde',
  '@': 'At',
  "'": 'Prime',
  '(': 'Open',
  ')': 'Close',
  '[': 'LeftBracket',
  ']': 'RightBracket',
};

/** Symbols in brackets are one symbol each. */
const circledWords: Readonly<Record<string, string>> = {
  '(+)': 'CirclePlus',
  '(-)': 'CircleMinus',
  '(.)': 'CircleDot',
  '(/)': 'CircleSlash',
  '(\\X)': 'CircleTimes',
};

/** A legal identifier for a TLA+ name: operator symbols are spelled out, `M!Op` becomes `M_Op`. */
export function identifierFor(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return reservedWords.has(name) ? `${name}_` : name;
  if (/^\w+(![^!]+)+$/.test(name)) return name.split('!').map(identifierFor).join('_');
  const circled = circledWords[name];
  if (circled !== undefined) return `infix${circled}`;
  const words = [...name].map((character) => symbolWords[character] ?? character.replace(/\W/, 'X'));
  return /^\w/.test(name) || name.startsWith('\\') ? `op${words.join('')}` : `infix${words.join('')}`;
}

/** A TLA+ name in TypeScript's case for functions: `IsQuorum` -> `isQuorum`, `FIFOLink` -> `fifoLink`, `NULL` -> `null_`. */
export function functionNameFor(name: string): string {
  const lowered = name.replace(/^[A-Z]+/, (capitals) => {
    if (capitals.length === name.length || capitals.length === 1) return capitals.toLowerCase();
    // The last capital of a run begins the next word if a small letter follows.
    return /[a-z]/.test(name[capitals.length] ?? '')
      ? capitals.slice(0, -1).toLowerCase() + capitals.slice(-1)
      : capitals.toLowerCase();
  });
  return identifierFor(lowered);
}

/** A quoted TypeScript string. */
export function quote(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inside.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}

/** Frame fields: spec names that something else is called already. */
const takenFields: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'caller',
  'returnLabel',
]);

/** The field of a frame that holds a variable. TLA+ names have no `$`. */
export function fieldNameFor(name: string): string {
  return takenFields.has(name) ? `${name}$` : name;
}

/**
 * `name`, with the lowest number that makes it new. `nextNumbers` remembers, by name, the numbers tried before; what has been used has to stay used
 * as long as it is handed in.
 */
export function uniqueName(
  name: string,
  isUsed: (candidate: string) => boolean,
  nextNumbers = new Map<string, number>(),
): string {
  if (!isUsed(name)) return name;
  const stem = name.endsWith('_') ? name : `${name}_`;
  for (let number = nextNumbers.get(stem) ?? 2; ; number += 1) {
    const candidate = `${stem}${number}`;
    if (isUsed(candidate)) continue;
    nextNumbers.set(stem, number + 1);
    return candidate;
  }
}
