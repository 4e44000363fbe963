import type { Span } from '../source/index.ts';

/**
 * Text that decides where to break its lines when it is rendered. A group stands on one line if it fits; otherwise all its own lines
 * break, those of the groups inside only where needed.
 */
export type Doc = string | readonly Doc[] | Line | Indent | Group | Mark;

/** A place where a line may end: a space, nothing (`soft`), or always a line end (`hard`). */
export interface Line {
  readonly kind: 'line';
  readonly mode: 'space' | 'soft' | 'hard';
}
export interface Indent {
  readonly kind: 'indent';
  readonly doc: Doc;
}
export interface Group {
  readonly kind: 'group';
  readonly doc: Doc;
}
/** `doc` comes from `span` of the spec: the beginning of its text is mapped there. */
export interface Mark {
  readonly kind: 'mark';
  readonly span: Span;
  readonly doc: Doc;
}

export const line: Line = { kind: 'line', mode: 'space' };
export const softLine: Line = { kind: 'line', mode: 'soft' };
export const hardLine: Line = { kind: 'line', mode: 'hard' };

export function indent(doc: Doc): Indent {
  return { kind: 'indent', doc };
}
export function group(doc: Doc): Group {
  return { kind: 'group', doc };
}
export function mark(span: Span, doc: Doc): Mark {
  return { kind: 'mark', span, doc };
}

export function join(docs: readonly Doc[], separator: Doc): Doc {
  return docs.flatMap((doc, position) => (position === 0 ? [doc] : [separator, doc]));
}

/** `open` item, item, ... `close`, on one line or one item per line. */
export function list(open: string, items: readonly Doc[], close: string): Doc {
  if (items.length === 0) return open + close;
  return group([open, indent([softLine, join(items, [',', line])]), softLine, close]);
}

/** Arguments of a call. A last argument that is a function hugs the brackets. */
export function callOf(name: Doc, args: readonly Doc[]): Doc {
  return [name, list('(', args, ')')];
}

/** `{`, the statements, `}`. */
export function blockOf(statements: readonly Doc[]): Doc {
  if (statements.length === 0) return '{}';
  return ['{', indent([hardLine, join(statements, hardLine)]), hardLine, '}'];
}

/** Where rendered text goes. */
export interface LayoutSink {
  write(text: string): void;
  newLine(): void;
  indent(): void;
  outdent(): void;
  /** The next text written comes from `span`. */
  mark(span: Span): void;
}

const lineWidth = 110;
const indentWidth = 2;

/** What is left to render: a document, on one line if `flat`, or the end of an indentation. */
type Task = { readonly doc: Doc; readonly flat: boolean } | 'outdent';

/** Renders `doc` at the start of a line. */
export function render(doc: Doc, sink: LayoutSink): void {
  let level = 0;
  let column = 0;
  // A stack of our own: generated code is nested as deep as the spec.
  const tasks: Task[] = [{ doc, flat: false }];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if (task === 'outdent') {
      level -= 1;
      sink.outdent();
      continue;
    }
    const { doc: present, flat } = task;
    if (typeof present === 'string') {
      sink.write(present);
      column += present.length;
    } else if (isSequence(present)) {
      for (let position = present.length - 1; position >= 0; position -= 1)
        tasks.push({ doc: present[position] ?? '', flat });
    } else if (present.kind === 'line') {
      if (present.mode === 'hard' || !flat) {
        sink.newLine();
        column = level * indentWidth;
      } else if (present.mode === 'space') {
        sink.write(' ');
        column += 1;
      }
    } else if (present.kind === 'indent') {
      level += 1;
      sink.indent();
      tasks.push('outdent', { doc: present.doc, flat });
    } else if (present.kind === 'group') {
      const fits = flat || remainingWidth(present.doc, lineWidth - column) >= 0;
      tasks.push({ doc: present.doc, flat: fits });
    } else {
      sink.mark(present.span);
      tasks.push({ doc: present.doc, flat });
    }
  }
}

/** What is left of `width` after `doc` on one line; negative if it does not fit or must break. */
function remainingWidth(doc: Doc, width: number): number {
  if (width < 0) return width;
  if (typeof doc === 'string') return width - doc.length;
  if (isSequence(doc)) {
    let left = width;
    for (const part of doc) {
      left = remainingWidth(part, left);
      if (left < 0) return left;
    }
    return left;
  }
  switch (doc.kind) {
    case 'line':
      return doc.mode === 'hard' ? -1 : doc.mode === 'space' ? width - 1 : width;
    default:
      return remainingWidth(doc.doc, width);
  }
}

function isSequence(doc: Exclude<Doc, string>): doc is readonly Doc[] {
  return Array.isArray(doc);
}
