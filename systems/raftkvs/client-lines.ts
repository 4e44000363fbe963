/** The language of raftkvs-client: one command per line. */

export type ClientCommand =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'nothing' }
  /** The line is no command; `message` says why, in words for the person who typed it. */
  | { readonly kind: 'unreadable'; readonly message: string };

export const commandHelp = [
  'get KEY          prints the key and its value, or "key not found"',
  'put KEY VALUE    stores a value',
  'help             prints this',
  'quit             leaves (as does Ctrl-D)',
  'Keys and values with spaces, quotes or line breaks are written in double quotes, with \\" \\\\ \\n \\t \\u{1F600} inside.',
  'Lines that begin with # are ignored.',
].join('\n');

/** Reads one line. Never throws. */
export function parseClientLine(line: string): ClientCommand {
  const words = splitWords(line);
  if (typeof words === 'string') return { kind: 'unreadable', message: words };
  const [verb, ...rest] = words;
  if (verb === undefined || verb.startsWith('#')) return { kind: 'nothing' };
  switch (verb.toLowerCase()) {
    case 'get':
      return withArguments('get KEY', rest, 1, ([key]) => ({ kind: 'get', key }));
    case 'put':
      return withArguments('put KEY VALUE', rest, 2, ([key, value]) => ({ kind: 'put', key, value }));
    case 'help':
      return { kind: 'help' };
    case 'quit':
    case 'exit':
      return { kind: 'quit' };
    default:
      return { kind: 'unreadable', message: `no such command: ${shorten(verb)}; type help for a list` };
  }
}

/** Writes a key or value so that `parseClientLine` reads it back as one word. */
export function quoteWord(text: string): string {
  if (text !== '' && !/[\s"\\\p{Cc}]/u.test(text) && !text.startsWith('#')) return text;
  return JSON.stringify(text);
}

function withArguments(
  usage: string,
  rest: readonly string[],
  count: number,
  command: (words: readonly [string, string]) => ClientCommand,
): ClientCommand {
  if (rest.length === count) return command([rest[0] ?? '', rest[1] ?? '']);
  const problem =
    rest.length < count
      ? 'too few words'
      : 'too many words (put a key or value with spaces in double quotes)';
  return { kind: 'unreadable', message: `${problem}: expected ${usage}` };
}

function shorten(word: string): string {
  return word.length <= 40 ? word : `${word.slice(0, 37)}...`;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
};

/** The words of a line; a text that says what is wrong when it has none. */
function splitWords(line: string): string[] | string {
  const words: string[] = [];
  let position = 0;
  while (position < line.length) {
    if (/\s/u.test(line[position] ?? '')) {
      position += 1;
      continue;
    }
    if (words.length === 0 && line[position] === '#') return [];
    const word = line[position] === '"' ? quotedWord(line, position) : bareWord(line, position);
    if (typeof word === 'string') return word;
    words.push(word.text);
    position = word.end;
  }
  return words;
}

interface Word {
  readonly text: string;
  readonly end: number;
}

function bareWord(line: string, start: number): Word | string {
  let end = start;
  while (end < line.length && !/\s/u.test(line[end] ?? '')) {
    if (line[end] === '"') return `a double quote inside a word at column ${end + 1}: quote the whole word`;
    end += 1;
  }
  return { text: line.slice(start, end), end };
}

function quotedWord(line: string, start: number): Word | string {
  const pieces: string[] = [];
  let position = start + 1;
  for (;;) {
    const plain = /[^"\\]*/uy;
    plain.lastIndex = position;
    const run = plain.exec(line)?.[0] ?? '';
    pieces.push(run);
    position += run.length;
    if (position >= line.length) return `the double quote at column ${start + 1} is not closed`;
    if (line[position] === '"') {
      const next = line[position + 1];
      if (next !== undefined && !/\s/u.test(next))
        return `expected a space after the double quote at column ${position + 1}`;
      return { text: pieces.join(''), end: position + 1 };
    }
    const escape = readEscape(line, position);
    if (escape === undefined)
      return `unknown escape ${line.slice(position, position + 2)} at column ${position + 1}`;
    pieces.push(escape.text);
    position = escape.end;
  }
}

function readEscape(line: string, position: number): Word | undefined {
  const unicode = /\\u(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{4}))/uy;
  unicode.lastIndex = position;
  const match = unicode.exec(line);
  if (match !== null) {
    const code = Number.parseInt(match[1] ?? match[2] ?? '', 16);
    if (code > 0x10ffff) return undefined;
    const text = match[1] === undefined ? String.fromCharCode(code) : String.fromCodePoint(code);
    return { text, end: position + match[0].length };
  }
  const text = escapes[line[position + 1] ?? ''];
  return text === undefined ? undefined : { text, end: position + 2 };
}
