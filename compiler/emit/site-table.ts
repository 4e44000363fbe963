import { spanText } from '../source/index.ts';
import type { Source, Span } from '../source/index.ts';
import { identifierFor, quote } from './names.ts';

const longestText = 72;

/** `specs/raftkvs/raftkvs.tla` -> `raftkvs.tla` */
export function fileNameOf(source: Source): string {
  return source.name.replace(/^.*[\\/]/, '');
}

/** The text of an expression on one line, cut when long. */
export function shortText(span: Span): string {
  const text = spanText(span).replace(/\s+/g, ' ').trim();
  return text.length <= longestText ? text : `${text.slice(0, longestText - 3)}...`;
}

/** The sites a module uses: constants named by position, `$210_15` for line 210, column 15 of the spec's own file. */
export class SiteTable {
  private readonly main: Source;
  private readonly sites = new Map<string, { readonly name: string; readonly span: Span }>();
  private readonly names = new Set<string>();

  constructor(main: Source) {
    this.main = main;
  }

  /** The constant for an expression's site. */
  nameOf(span: Span): string {
    const key = `${span.source.name}:${span.start}:${span.end}`;
    const known = this.sites.get(key);
    if (known !== undefined) return known.name;
    const { line, column } = span.source.positionAt(span.start);
    const file =
      span.source === this.main ? '' : `${identifierFor(fileNameOf(span.source).replace(/\.\w+$/, ''))}_`;
    // Expressions that begin at the same place (`a`, `a[i]`, `a[i].f`) are told apart by a letter.
    let name = `$${file}${line}_${column}`;
    for (let letter = 0; this.names.has(name); letter += 1)
      name = `$${file}${line}_${column}${letterFor(letter)}`;
    this.names.add(name);
    this.sites.set(key, { name, span });
    return name;
  }

  /** The declarations, in the order of the spec. `maker` is the name of the runtime's `site`. */
  declarations(maker: string): readonly string[] {
    return [...this.sites.values()]
      .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
      .map(({ name, span }) => {
        const { line, column } = span.source.positionAt(span.start);
        return `const ${name} = ${maker}(${quote(fileNameOf(span.source))}, ${line}, ${column}, ${quote(shortText(span))});`;
      });
  }

  get isEmpty(): boolean {
    return this.sites.size === 0;
  }
}

function letterFor(number: number): string {
  const letter = String.fromCharCode('b'.charCodeAt(0) + (number % 25));
  return number < 25 ? letter : `${letter}${Math.floor(number / 25)}`;
}
