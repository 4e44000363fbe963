import { describe, expect, it } from 'vitest';
import { blockOf, callOf, group, indent, line, list, mark, render } from '../../../compiler/emit/layout.ts';
import type { Doc, LayoutSink } from '../../../compiler/emit/layout.ts';
import { Source } from '../../../compiler/index.ts';

class TextSink implements LayoutSink {
  text = '';
  readonly marked: string[] = [];
  private level = 0;
  write(text: string): void {
    this.text += text;
  }
  newLine(): void {
    this.text += `\n${'  '.repeat(this.level)}`;
  }
  indent(): void {
    this.level += 1;
  }
  outdent(): void {
    this.level -= 1;
  }
  mark(): void {
    this.marked.push(this.text);
  }
}

function rendered(doc: Doc): string {
  const sink = new TextSink();
  render(doc, sink);
  return sink.text;
}

const word = (length: number): string => 'x'.repeat(length);

describe('layout', () => {
  it('keeps a group on one line if it fits', () => {
    expect(rendered(callOf('add', ['a', 'b']))).toBe('add(a, b)');
  });

  it('puts one item per line if it does not', () => {
    expect(rendered(callOf('add', [word(60), word(60)]))).toBe(`add(\n  ${word(60)},\n  ${word(60)}\n)`);
  });

  it('breaks outer groups before inner ones', () => {
    const inner = callOf('f', ['a', 'b']);
    expect(rendered(list('[', [inner, word(100)], ']'))).toBe(`[\n  f(a, b),\n  ${word(100)}\n]`);
  });

  it('never puts a block on one line', () => {
    expect(rendered(['if (a) ', blockOf(['b();'])])).toBe('if (a) {\n  b();\n}');
  });

  it('breaks a group around a block', () => {
    expect(rendered(callOf('f', [['() => ', blockOf(['return 1;'])]]))).toBe(
      'f(\n  () => {\n    return 1;\n  }\n)',
    );
  });

  it('goes back to the indentation before', () => {
    expect(rendered([blockOf([blockOf(['a;'])]), group(['b', indent([line, 'c'])])])).toBe(
      '{\n  {\n    a;\n  }\n}b c',
    );
  });

  it('marks where marked text begins', () => {
    const sink = new TextSink();
    const span = { source: new Source('x', ''), start: 0, end: 0 };
    render(['a', mark(span, 'b')], sink);
    expect(sink.marked).toEqual(['a']);
  });

  it('takes documents nested without end', () => {
    let doc: Doc = 'x';
    for (let depth = 0; depth < 20_000; depth += 1)
      doc = mark({ source: new Source('x', ''), start: 0, end: 0 }, [doc]);
    expect(rendered(doc)).toBe('x');
  });
});
