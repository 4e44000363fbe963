import { describe, expect, it } from 'vitest';
import {
  diagnosticsToJson,
  errorAt,
  renderDiagnostics,
  warningAt,
} from '../../../compiler/diagnostics/index.ts';
import type { Diagnostic } from '../../../compiler/diagnostics/index.ts';
import { Source } from '../../../compiler/source/index.ts';
import type { Span } from '../../../compiler/source/index.ts';

/** The span of an excerpt that occurs once in the source. */
function excerpt(source: Source, text: string): Span {
  const start = source.text.indexOf(text);
  expect(start).toBeGreaterThanOrEqual(0);
  expect(source.text.indexOf(text, start + 1)).toBe(-1);
  return { source, start, end: start + text.length };
}

const plain = (...diagnostics: readonly Diagnostic[]): readonly string[] =>
  renderDiagnostics(diagnostics, { color: false }).split('\n');

const counter = new Source('counter.tla', '---- MODULE counter ----\nNext ==\n  count + missing\n====\n');

describe('a rendered diagnostic', () => {
  it('shows place, severity, code, message and the marked text', () => {
    expect(plain(errorAt('MP201', excerpt(counter, 'missing'), '`missing` is not defined'))).toEqual([
      'counter.tla:3:11: error MP201: `missing` is not defined',
      '3 |   count + missing',
      '  |           ^^^^^^^',
      '',
    ]);
  });

  it('shows what to do about it last', () => {
    const hint = 'did you mean `count`?';
    expect(plain(errorAt('MP201', excerpt(counter, 'missing'), 'unknown', { hint }))).toEqual([
      'counter.tla:3:11: error MP201: unknown',
      '3 |   count + missing',
      '  |           ^^^^^^^',
      '  hint: did you mean `count`?',
      '',
    ]);
  });

  it('shows related places with frames of their own, in the order given', () => {
    const related = [
      { span: excerpt(counter, 'Next'), message: 'the definition begins here' },
      { span: excerpt(counter, 'MODULE'), message: 'in this module' },
    ];
    const hint = 'define it';
    expect(plain(errorAt('MP201', excerpt(counter, 'missing'), 'unknown', { related, hint }))).toEqual([
      'counter.tla:3:11: error MP201: unknown',
      '3 |   count + missing',
      '  |           ^^^^^^^',
      'counter.tla:2:1: the definition begins here',
      '2 | Next ==',
      '  | ^^^^',
      'counter.tla:1:6: in this module',
      '1 | ---- MODULE counter ----',
      '  |      ^^^^^^',
      '  hint: define it',
      '',
    ]);
  });

  it('calls a warning a warning', () => {
    expect(plain(warningAt('MP901', excerpt(counter, 'count +'), 'unused'))[0]).toBe(
      'counter.tla:3:3: warning MP901: unused',
    );
  });

  it('marks the first line only of what has several, without the blanks at its end', () => {
    const source = new Source('long.tla', 'a == x +   \n     y\n');
    expect(plain(errorAt('MP103', { source, start: 5, end: 18 }, 'message'))).toEqual([
      'long.tla:1:6: error MP103: message',
      '1 | a == x +   ',
      '  |      ^^^',
      '',
    ]);
  });

  it('marks one column where the span is empty, also at the end of the text', () => {
    const source = new Source('end.tla', 'a ==');
    expect(plain(errorAt('MP103', { source, start: 4, end: 4 }, 'the text ends here'))).toEqual([
      'end.tla:1:5: error MP103: the text ends here',
      '1 | a ==',
      '  |     ^',
      '',
    ]);
  });

  it('has a frame for an empty text', () => {
    const source = new Source('empty.tla', '');
    expect(plain(errorAt('MP106', { source, start: 0, end: 0 }, 'no module'))).toEqual([
      'empty.tla:1:1: error MP106: no module',
      '1 | ',
      '  | ^',
      '',
    ]);
  });

  it('keeps tabs before the mark, so that it stands below its text', () => {
    const source = new Source('tabs.tla', '\ta\t== b');
    expect(plain(errorAt('MP201', excerpt(source, 'b'), 'message'))).toEqual([
      'tabs.tla:1:7: error MP201: message',
      '1 | \ta\t== b',
      '  | \t \t   ^',
      '',
    ]);
  });

  it('makes the gutter as wide as the line number', () => {
    const source = new Source('deep.tla', `${'\n'.repeat(99)}here`);
    expect(plain(errorAt('MP201', excerpt(source, 'here'), 'message'))).toEqual([
      'deep.tla:100:1: error MP201: message',
      '100 | here',
      '    | ^^^^',
      '',
    ]);
  });

  it('shows a long line around the marked text only', () => {
    const source = new Source('wide.tla', `${'a'.repeat(500)}HERE${'b'.repeat(500)}`);
    expect(plain(errorAt('MP201', excerpt(source, 'HERE'), 'message'))).toEqual([
      'wide.tla:1:501: error MP201: message',
      `1 | …${'a'.repeat(60)}HERE${'b'.repeat(136)}…`,
      `  | ${' '.repeat(61)}^^^^`,
      '',
    ]);
  });

  it('shows the whole end of a long line', () => {
    const source = new Source('wide.tla', `${'a'.repeat(500)}HERE`);
    expect(plain(errorAt('MP201', excerpt(source, 'HERE'), 'message')).slice(1, 3)).toEqual([
      `1 | …${'a'.repeat(60)}HERE`,
      `  | ${' '.repeat(61)}^^^^`,
    ]);
  });

  it('marks no more of a long line than it shows', () => {
    const source = new Source('wide.tla', 'a'.repeat(1000));
    const [, line, mark] = plain(errorAt('MP201', { source, start: 0, end: 1000 }, 'message'));
    expect(mark?.length).toBe(line?.length);
  });

  it('shows no carriage return of the line it quotes', () => {
    const source = new Source('dos.tla', 'a == b\r\nc == d\r\n');
    expect(plain(errorAt('MP201', excerpt(source, 'b'), 'message')).join('\n')).not.toContain('\r');
  });

  it('quotes related places from their own sources', () => {
    const other = new Source('other.tla', 'Known == 1');
    const related = [{ span: excerpt(other, 'Known'), message: 'defined here' }];
    expect(plain(errorAt('MP203', excerpt(counter, 'missing'), 'twice', { related })).slice(3, 6)).toEqual([
      'other.tla:1:1: defined here',
      '1 | Known == 1',
      '  | ^^^^^',
    ]);
  });
});

describe('several rendered diagnostics', () => {
  it('stand in the order given, with an empty line between', () => {
    const first = errorAt('MP201', excerpt(counter, 'missing'), 'first');
    const second = warningAt('MP901', excerpt(counter, 'Next'), 'second');
    expect(plain(first, second)).toEqual([
      'counter.tla:3:11: error MP201: first',
      '3 |   count + missing',
      '  |           ^^^^^^^',
      '',
      'counter.tla:2:1: warning MP901: second',
      '2 | Next ==',
      '  | ^^^^',
      '',
    ]);
  });

  it('are nothing where there are none', () => {
    expect(renderDiagnostics([], { color: false })).toBe('');
  });
});

describe('colours', () => {
  const ansi = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
  const diagnostic = errorAt('MP201', excerpt(counter, 'missing'), 'unknown', {
    related: [{ span: excerpt(counter, 'Next'), message: 'here' }],
    hint: 'define it',
  });

  it('are there when asked for', () => {
    expect(renderDiagnostics([diagnostic], { color: true })).toMatch(ansi);
  });

  it('are absent otherwise', () => {
    expect(renderDiagnostics([diagnostic], { color: false })).not.toMatch(ansi);
  });

  it('change nothing but the colours', () => {
    const colored = renderDiagnostics([diagnostic], { color: true });
    expect(colored.replace(ansi, '')).toBe(renderDiagnostics([diagnostic], { color: false }));
  });
});

describe('diagnostics as JSON', () => {
  it('hold lines and columns from 1, with an exclusive end', () => {
    const related = [{ span: excerpt(counter, 'Next'), message: 'here' }];
    expect(
      diagnosticsToJson([
        errorAt('MP201', excerpt(counter, 'missing'), 'unknown', { related, hint: 'define it' }),
      ]),
    ).toEqual([
      {
        code: 'MP201',
        severity: 'error',
        message: 'unknown',
        place: { file: 'counter.tla', line: 3, column: 11, endLine: 3, endColumn: 18 },
        related: [
          { message: 'here', place: { file: 'counter.tla', line: 2, column: 1, endLine: 2, endColumn: 5 } },
        ],
        hint: 'define it',
      },
    ]);
  });

  it('hold null where there is no hint', () => {
    expect(diagnosticsToJson([warningAt('MP901', excerpt(counter, 'Next'), 'unused')])[0]?.hint).toBeNull();
  });

  it('are plain data', () => {
    const json = diagnosticsToJson([errorAt('MP201', excerpt(counter, 'missing'), 'unknown')]);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });
});
