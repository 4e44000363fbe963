import { describe, expect, test } from 'vitest';
import { pluscalOf } from '../../../compiler/pluscal/index.ts';
import { Source } from '../../../compiler/source/index.ts';
import { formOfAlgorithm, found, foundInBoth, moduleWith } from './forms.ts';

/** The words of a text that are names like the given ones, in order, each once. */
function namesIn(text: string, stems: readonly string[]): readonly string[] {
  const words = text.match(/\w+/g) ?? [];
  return [...new Set(words.filter((word) => stems.includes(word.split('_')[0] ?? word)))];
}

/** What is told of names that mean something else in the PlusCal form. */
function warningsOf(algorithm: string, units: string): readonly string[] {
  const source = new Source('Test.tla', moduleWith(algorithm, units));
  return pluscalOf(source, { findModule: () => undefined })
    .diagnostics.filter(({ code }) => code === 'MP907')
    .map(({ span, message }) => `${source.text.slice(span.start, span.end)}: ${message}`);
}

describe('names that clash are told apart as pcal.trans does it', () => {
  test('global variables keep theirs', () => {
    const text = formOfAlgorithm(`--mpcal Test {
    archetype A(ref p) variables x = 1; { l: p := x; }
    variables x = 2;
    process (P = 1) == instance A(ref x);
}`);
    expect(text).toContain('x_ = 1;');
    expect(text).toContain('x := x_;');
  });

  test('of several processes the last one keeps it, the others get letters of theirs', () => {
    const text = formOfAlgorithm(`--mpcal Test {
    archetype A() variables a = 1; { l: a := 2; }
    process (Pat = 1) == instance A();
    process (Pot = 2) == instance A();
    process (Pit = 3) == instance A();
}`);
    expect(namesIn(text, ['a'])).toEqual(['a_', 'a_P', 'a']);
    expect(namesIn(text, ['l'])).toEqual(['l_', 'l_P', 'l']);
  });

  test('parameters come before variables of procedures, and those before variables of processes', () => {
    const text = formOfAlgorithm(`--mpcal Test {
    procedure One(v) variables w = 1; { o: v := w; return; }
    procedure Two(w) { t: w := 1; return; }
    archetype A() variables v = 1, w = 2; { l: v := w; call One(v); m: call Two(w); }
    process (P = 1) == instance A();
}`);
    expect(text).toContain('procedure One(v)\n    variables\n        w_O = 1;');
    expect(text).toContain('procedure Two(w)');
    expect(text).toContain('v_ = 1;\n        w_ = 2;');
  });

  test('labels keep theirs, which are values of pc, and variables give way', () => {
    const text = formOfAlgorithm(`--mpcal Test {
    archetype A() variables l = 1; { l: l := 2; }
    process (P = 1) == instance A();
}`);
    expect(text).toContain('l:\n        l_ := 2;');
  });
});

describe('units after the algorithm', () => {
  const clashing = `--mpcal Test {
    procedure Add(n) variables k = 5; { s: n := n + k; return; }
    archetype A() variables k = 1; { l: k := 2; call Add(k); }
    archetype B(n) variables j = n; { m: j := 3; }
    process (P = 1) == instance A();
    process (Q = 2) == instance B(7);
}`;

  test('mean the same variables in both forms', async () => {
    // The variables of procedures are functions of processes, those of A and B are not.
    const states = await foundInBoth(
      clashing,
      'Inv == k[1] = 5 /\\ k[2] = 5 /\\ n[1] \\in {defaultInitValue, 2, 7} /\\ j \\in {7, 3}',
      'SPECIFICATION Spec\nINVARIANT Inv',
    );
    expect(states).toMatchObject({ result: 'ok', initial: 1 });
  });

  test('mean the variables that they would mean if the algorithm were PlusCal', async () => {
    const plain = `--algorithm Test {
    procedure Add(n) variables k = 5; { s: n := n + k; return; }
    process (P = 1) variables k = 1; { l: k := 2; call Add(k); }
    process (Q = 2) variables n = 7, j = n; { m: j := 3; }
}`;
    const units = 'Inv == k[1] = 5 /\\ n[1] \\in {defaultInitValue, 2, 7}';
    const text = moduleWith(plain, `\\* BEGIN TRANSLATION\n\\* END TRANSLATION\n${units}`);
    const config = 'SPECIFICATION Spec\nINVARIANT Inv';
    expect(await found(text, config)).toMatchObject({ result: 'ok' });
    expect(await foundInBoth(clashing, units, config)).toMatchObject({ result: 'ok' });
  });

  const twice = `--mpcal Test {
    archetype A() variables a = 1; { l: a := 2; }
    process (P = 1) == instance A();
    process (Q \\in 2..3) == instance A();
}`;

  test('are told where a variable of theirs is several in the PlusCal form', () => {
    expect(warningsOf(twice, 'Inv == a[1] < 3 /\\ a[2] < 3')).toEqual([
      'a: In the PlusCal form the variable a of P is called a_.',
    ]);
  });

  test('are told where a label of theirs is called something else in the PlusCal form', () => {
    expect(warningsOf(twice, 'Inv == pc[1] # "l"')).toEqual([
      '"l": In the PlusCal form the label l of P is called l_.',
    ]);
  });

  test('are not told of names that they do not mention', () => {
    expect(warningsOf(twice, 'Inv == pc[1] # "Done"')).toEqual([]);
  });
});
