/**
 * Text with places where it may be broken (P. Wadler, "A prettier printer", with alignment and fills). A group stands on one line if it fits;
 * otherwise all of its own breaks become line ends.
 */
export type Doc =
  | string
  | { readonly kind: 'concat'; readonly parts: readonly Doc[] }
  /** `flat` where the group around it stands on one line, a line end otherwise. */
  | { readonly kind: 'line'; readonly flat: string }
  /** Always a line end; no group with one in it is flat. */
  | { readonly kind: 'hardLine' }
  | { readonly kind: 'group'; readonly doc: Doc; readonly broken: boolean }
  /** Lines after the first are indented by `by` more. */
  | { readonly kind: 'nest'; readonly by: number; readonly doc: Doc }
  /** Lines after the first begin in the column where the document begins; further left if `loose` and lines would be too long. */
  | { readonly kind: 'align'; readonly loose: boolean; readonly doc: Doc }
  /** As many items on a line as fit; each but the last is followed by `separator` and a blank or a line end. */
  | { readonly kind: 'fill'; readonly separator: string; readonly items: readonly Doc[] };

export function concat(...parts: readonly Doc[]): Doc {
  return { kind: 'concat', parts };
}

/** A blank, or a line end. */
export const line: Doc = { kind: 'line', flat: ' ' };
/** Nothing, or a line end. */
export const softLine: Doc = { kind: 'line', flat: '' };
export const hardLine: Doc = { kind: 'hardLine' };

export function group(...parts: readonly Doc[]): Doc {
  const doc = parts.length === 1 && parts[0] !== undefined ? parts[0] : concat(...parts);
  return { kind: 'group', doc, broken: hasHardLine(doc) };
}

export function nest(by: number, ...parts: readonly Doc[]): Doc {
  return { kind: 'nest', by, doc: concat(...parts) };
}

export function align(...parts: readonly Doc[]): Doc {
  return { kind: 'align', loose: true, doc: concat(...parts) };
}

/** Alignment that means something: the bullets of a list. */
export function alignStrictly(...parts: readonly Doc[]): Doc {
  return { kind: 'align', loose: false, doc: concat(...parts) };
}

export function fill(separator: string, items: readonly Doc[]): Doc {
  return { kind: 'fill', separator, items };
}

export function join(separator: Doc, items: readonly Doc[]): Doc {
  return concat(...items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])));
}

/** Whether a document has a line end however wide the page is. */
export function hasHardLine(doc: Doc): boolean {
  if (typeof doc === 'string') return false;
  switch (doc.kind) {
    case 'hardLine':
      return true;
    case 'line':
      return false;
    case 'group':
      return doc.broken;
    case 'concat':
      return doc.parts.some(hasHardLine);
    case 'nest':
    case 'align':
      return hasHardLine(doc.doc);
    case 'fill':
      return doc.items.some(hasHardLine);
  }
}

interface Command {
  readonly indent: number;
  readonly flat: boolean;
  readonly doc: Doc;
}

export interface Page {
  readonly width: number;
  /** Where the text begins, from 0: column 4 means that four characters stand before it. */
  readonly column: number;
  /** What follows on the last line, such as `;`: it must fit as well. */
  readonly after?: string;
}

/** How far right of where a text begins loose alignment goes, as long as lines become too long. */
const reaches: readonly number[] = [Infinity, 48, 32, 16, 0];

/** How far lines are indented that are not aligned because they would be too long. */
const looseIndent = 4;

/**
 * The text of a document. Its lines after the first are indented at least to the column where it begins. Where lines get longer than the page
 * is wide, what stands far right is indented instead of aligned.
 */
export function layout(doc: Doc, page: Page): string {
  let best = '';
  let least = Infinity;
  for (const reach of reaches) {
    const text = layoutWithin(doc, page, page.column + reach);
    const excess = excessOf(text, page);
    if (excess < least) [best, least] = [text, excess];
    if (excess === 0) break;
  }
  return best;
}

/** By how many characters lines are too long, all together. */
function excessOf(text: string, { width, column, after = '' }: Page): number {
  const lines = `${text}${after}`.split('\n');
  return lines.reduce(
    (sum, one, index) => sum + Math.max(0, one.length + (index === 0 ? column : 0) - width),
    0,
  );
}

/** Loose alignment in columns right of `rightmost` is indentation. */
function layoutWithin(doc: Doc, page: Page, rightmost: number): string {
  const output: string[] = [];
  let column = page.column;
  const end: Command = { indent: page.column, flat: true, doc: page.after ?? '' };
  const rest: Command[] = [{ indent: page.column, flat: false, doc }];
  for (let command = rest.pop(); command !== undefined; command = rest.pop()) {
    const { indent, flat, doc: current } = command;
    if (typeof current === 'string') {
      output.push(current);
      column += current.length;
      continue;
    }
    switch (current.kind) {
      case 'concat':
        for (let index = current.parts.length - 1; index >= 0; index--)
          rest.push({ indent, flat, doc: current.parts[index] as Doc });
        break;
      case 'line':
      case 'hardLine':
        if (flat && current.kind === 'line') {
          output.push(current.flat);
          column += current.flat.length;
        } else {
          output.push(`\n${' '.repeat(indent)}`);
          column = indent;
        }
        break;
      case 'group': {
        const fits =
          flat ||
          (!current.broken &&
            fitsIn(page.width - column, [end, ...rest], { indent, flat: true, doc: current.doc }));
        rest.push({ indent, flat: fits, doc: current.doc });
        break;
      }
      case 'nest':
        rest.push({ indent: indent + current.by, flat, doc: current.doc });
        break;
      case 'align':
        rest.push({
          indent: current.loose && column > rightmost ? indent + looseIndent : column,
          flat,
          doc: current.doc,
        });
        break;
      case 'fill': {
        const [first, ...others] = current.items;
        if (first === undefined) break;
        if (others.length === 0) {
          rest.push({ indent, flat, doc: first });
          break;
        }
        const [next] = others;
        rest.push({ indent, flat, doc: { ...current, items: others } });
        const pair = concat(first, current.separator, ' ', next ?? '', current.separator);
        const together =
          flat || (!hasHardLine(first) && fitsIn(page.width - column, [], { indent, flat: true, doc: pair }));
        rest.push({ indent, flat: together, doc: line });
        rest.push({ indent, flat, doc: concat(group(first), current.separator) });
        break;
      }
    }
  }
  return output
    .join('')
    .split('\n')
    .map((text) => text.trimEnd())
    .join('\n');
}

/** Whether what comes up to the next line end fits in the width. */
function fitsIn(width: number, rest: readonly Command[], first: Command): boolean {
  let left = width;
  const pending: Command[] = [first];
  let after = rest.length;
  while (left >= 0) {
    const command = pending.pop() ?? (after > 0 ? rest[(after -= 1)] : undefined);
    if (command === undefined) return true;
    const { indent, flat, doc } = command;
    if (typeof doc === 'string') {
      left -= doc.length;
      continue;
    }
    switch (doc.kind) {
      case 'concat':
        for (let index = doc.parts.length - 1; index >= 0; index--)
          pending.push({ indent, flat, doc: doc.parts[index] as Doc });
        break;
      case 'line':
        if (!flat) return true;
        left -= doc.flat.length;
        break;
      case 'hardLine':
        return !flat;
      case 'group':
        if (flat && doc.broken) return false;
        pending.push({ indent, flat: flat && !doc.broken, doc: doc.doc });
        break;
      case 'nest':
      case 'align':
        pending.push({ indent, flat, doc: doc.doc });
        break;
      case 'fill':
        for (let index = doc.items.length - 1; index >= 0; index--) {
          if (index < doc.items.length - 1) pending.push({ indent, flat, doc: concat(doc.separator, line) });
          pending.push({ indent, flat, doc: doc.items[index] as Doc });
        }
        break;
    }
  }
  return false;
}
