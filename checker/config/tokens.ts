import type { Diagnostic, Span } from '../../compiler/index.ts';
import type { Source } from '../../compiler/index.ts';
import { errorAt } from '../../compiler/index.ts';

export interface ConfigToken {
  readonly kind: 'number' | 'string' | 'name' | 'symbol' | 'end';
  /** Of a string, without its quotes and escapes. */
  readonly text: string;
  readonly span: Span;
}

const blank = /\s+|\\\*[^\n\r]*/y;
const number = /-?\d+(?![\w!])/y;
const string = /"((?:[^"\\\n]|\\.)*)"/y;
const name = /[A-Za-z0-9_]*[A-Za-z_][A-Za-z0-9_]*(?:![A-Za-z0-9_]*[A-Za-z_][A-Za-z0-9_]*)*/y;
const symbol = /<-|<<|>>|\|->|:>|@@|->|\.\.|[=[\]{}(),]/y;

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  '"': '"',
  '\\': '\\',
};

/** The tokens of a configuration file, an `end` last; comments (`\*` to the end of the line, nested `(* *)`) are left out. */
export function configTokens(source: Source): {
  readonly tokens: readonly ConfigToken[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const { text } = source;
  const tokens: ConfigToken[] = [];
  const diagnostics: Diagnostic[] = [];
  const spanOf = (start: number, end: number): Span => ({ source, start, end });
  const match = (pattern: RegExp, at: number): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  for (let at = 0; ;) {
    const skipped = match(blank, at);
    if (skipped !== null) {
      at += skipped[0].length;
      continue;
    }
    if (at >= text.length) {
      tokens.push({ kind: 'end', text: 'the end of the file', span: spanOf(text.length, text.length) });
      return { tokens, diagnostics };
    }
    if (text.startsWith('(*', at)) {
      const end = commentEnd(text, at);
      if (end === undefined)
        diagnostics.push(
          errorAt('MP102', spanOf(at, at + 2), 'This comment is not closed.', {
            hint: 'Every (* needs its own *).',
          }),
        );
      at = end ?? text.length;
      continue;
    }
    const found =
      token('string', match(string, at)) ??
      token('number', match(number, at)) ??
      token('name', match(name, at)) ??
      token('symbol', match(symbol, at));
    if (found === undefined) {
      diagnostics.push(
        errorAt('MP101', spanOf(at, at + 1), `Unexpected character ${JSON.stringify(text[at])}.`, {
          hint: 'Leave it out; strings stand in double quotes.',
        }),
      );
      at += 1;
      continue;
    }
    tokens.push({ kind: found.kind, text: found.text, span: spanOf(at, at + found.length) });
    at += found.length;
  }
}

function token(
  kind: ConfigToken['kind'],
  match: RegExpExecArray | null,
): { readonly kind: ConfigToken['kind']; readonly text: string; readonly length: number } | undefined {
  if (match === null) return undefined;
  const [whole, inside] = match;
  const text = kind === 'string' ? unescaped(inside ?? '') : whole;
  return { kind, text, length: whole.length };
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);
}

function commentEnd(text: string, start: number): number | undefined {
  const mark = /\(\*|\*\)/g;
  mark.lastIndex = start;
  let depth = 0;
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    depth += match[0] === '(*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return undefined;
}
