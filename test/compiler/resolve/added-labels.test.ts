import { describe, expect, it } from 'vitest';
import { labelsIn } from '../../../compiler/resolve/labels.ts';
import { spanText } from '../../../compiler/source/index.ts';
import type { Statement } from '../../../compiler/syntax/index.ts';
import { codes, moduleOf, resolve } from './helpers.ts';
import { problemsOf } from '../analyze/helpers.ts';

/** The added labels of an algorithm, each with the word it stands before. */
function added(algorithm: string, before = ''): readonly string[] {
  const text = moduleOf(`${before}(* --algorithm A\n${algorithm}\nend algorithm *)`);
  const { spec } = resolve(text);
  expect(codes(problemsOf(text).filter(({ severity }) => severity === 'error'))).toEqual([]);
  const { body, procedures = [], processes = [] } = spec.algorithm ?? { body: undefined };
  const all: readonly Statement[] = [...procedures, ...processes]
    .flatMap((one) => one.body)
    .concat(body ?? []);
  return labelsIn(all).map(({ text: label, span }) =>
    spanText(span) === label
      ? label
      : `${label} ${/^\w+/.exec(span.source.text.slice(span.start))?.[0] ?? ''}`,
  );
}

describe('labels are added to a single process without labels', () => {
  it.each([
    ['before the first statement', 'begin skip; skip;', ['Lbl_1 skip']],
    [
      'before a loop',
      'variables x = 0; begin x := 1; while x < 3 do x := x + 1; end while; skip;',
      ['Lbl_1 x', 'Lbl_2 while'],
    ],
    ['before a loop that comes first only once', 'begin while TRUE do skip; end while', ['Lbl_1 while']],
    [
      'before a second assignment to a variable',
      'variables x = 0, y = 0; begin x := 1; y := 1; x := 2;',
      ['Lbl_1 x', 'Lbl_2 x'],
    ],
    [
      'inside a branch that assigns again',
      'variables x = 0; begin x := 1; if TRUE then x := 2; end if; skip;',
      ['Lbl_1 x', 'Lbl_2 x', 'Lbl_3 skip'],
    ],
    [
      'before a with that assigns again',
      'variables x = 0; begin x := 1; with y \\in {1} do x := y; end with;',
      ['Lbl_1 x', 'Lbl_2 with'],
    ],
    [
      'after branches that assign',
      'variables x = 0; begin either x := 1; or skip; end either; x := 2',
      ['Lbl_1 either', 'Lbl_2 x'],
    ],
    [
      'not where two branches assign once each',
      'variables x = 0; begin either x := 1; or x := 2; end either; skip',
      ['Lbl_1 either'],
    ],
    [
      'inside a loop',
      'variables x = 0; begin while TRUE do x := 1; x := 2; end while',
      ['Lbl_1 while', 'Lbl_2 x'],
    ],
  ])('%s', (_, algorithm, expected) => {
    expect(added(algorithm)).toEqual(expected);
  });

  it('after a call, but not between a call and a return', () => {
    const procedure =
      'procedure P() begin call Q(); return; end procedure; procedure Q() begin return; end procedure;';
    expect(added(`${procedure} begin call P(); skip;`)).toEqual([
      'Lbl_1 call',
      'Lbl_2 return',
      'Lbl_3 call',
      'Lbl_4 skip',
    ]);
  });

  it('in what a macro expands to', () => {
    expect(added('variables x = 0; macro m() begin x := 1; x := 2; end macro; begin m();')).toEqual([
      'Lbl_1 x',
      'Lbl_2 x',
    ]);
  });
});

describe('labels are left to the user', () => {
  it('once there is one', () => {
    const text = moduleOf(
      '(* --algorithm A\nvariables x = 0;\nbegin a: x := 1; while x < 3 do skip; end while;\nend algorithm *)',
    );
    expect(codes(problemsOf(text))).toEqual(['MP301 «while x < 3 do skip; end while»']);
  });

  it('in an algorithm of several processes', () => {
    const text = moduleOf('(* --algorithm A\nprocess p = 1 begin skip; end process\nend algorithm *)');
    expect(codes(problemsOf(text))).toEqual(['MP301 «skip»']);
  });

  it('unless the options ask for them', () => {
    expect(
      added(
        'process p \\in {1} begin a: skip; goto a; skip; end process',
        '\\* PlusCal options (-wf -label)\n',
      ),
    ).toEqual(['a', 'Lbl_1 skip']);
  });
});
