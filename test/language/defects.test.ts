import { describe, expect, it } from 'vitest';
import type { Chooser } from '../../runtime/kernel/index.ts';
import { FairChooser } from '../../runtime/kernel/index.ts';
import { archetypeOf, evaluate, load, run as runArchetype, show } from '../compiler/emit/harness.ts';
import { finalValuesOf, modelOf } from '../checker/model/specs.ts';
import type { Meaning, Program } from './worlds.ts';
import { everywhere, meaningOf, pluscalTextOf, textOf } from './worlds.ts';

/** Defects known from an earlier implementation of the language: what is right, and what would show the defect. */

const run = (statements: string, more = ''): Promise<Meaning> =>
  meaningOf({ sections: `${more}\narchetype A(ref out) variables x = 1; y = 2; { ${statements} }` });

/** The values of expressions, computed in one step of an archetype. */
const values = (expressions: readonly string[]): Promise<Meaning> =>
  run(`l: out := <<${expressions.join(', ')}>>;`);

describe('values', () => {
  it.each<readonly [name: string, expressions: readonly string[], expected: string]>([
    [
      'SUBSET has every subset and nothing else',
      [
        'Cardinality(SUBSET {1, 2, 3})',
        '{} \\in SUBSET {1, 2, 3}',
        '{1, 2, 3} \\in SUBSET {1, 2, 3}',
        '{4} \\in SUBSET {1, 2, 3}',
      ],
      '<<8, TRUE, TRUE, FALSE>>',
    ],
    [
      'UNION ends, and joins elements',
      ['UNION {{1}, {2}}', 'UNION {}', '3 \\in UNION {{1}, {2}}'],
      '<<{1, 2}, {}, FALSE>>',
    ],
    [
      'a tuple is the function on its positions',
      [
        '<<1, 2>> = [i \\in 1..2 |-> i]',
        '<<1, 2>> = [i \\in 0..1 |-> i + 1]',
        '<<1, 2>> = [i \\in 1..3 |-> i]',
      ],
      '<<TRUE, FALSE, FALSE>>',
    ],
    [
      'the domain of a tuple is that of its positions',
      ['DOMAIN <<1, 2>> = 1..2', 'DOMAIN <<1, 2>> = 0..1', 'DOMAIN <<>>'],
      '<<TRUE, FALSE, {}>>',
    ],
    [
      'Len is that of functions on 1..n too',
      ['Len([i \\in 1..2 |-> i])', 'Len([i \\in {} |-> i])'],
      '<<2, 0>>',
    ],
    [
      'the left operand of @@ wins',
      ['(1 :> "left" @@ 1 :> "right")[1]', '(1 :> "right" @@ 1 :> "left")[1]', '(1 :> "a" @@ 2 :> "b")[2]'],
      '<<"left", "right", "b">>',
    ],
    [
      'strings are joined by \\o',
      ['"a" \\o "b"', '"" \\o "b"', '("a" \\o "b") = ("b" \\o "a")'],
      '<<"ab", "b", FALSE>>',
    ],
    [
      'CHOOSE is the same for equal sets, however they were built',
      [
        '(CHOOSE e \\in {3, 1, 2} : e > 1) = (CHOOSE e \\in {n + 1 : n \\in 0..2} : e > 1)',
        '(CHOOSE e \\in {1, 2, 3} : e > 1) = (CHOOSE e \\in ({3} \\cup {2}) \\cup {1} : e > 1)',
        '(CHOOSE e \\in {1, 2, 3} : e > 1) = (CHOOSE e \\in {1, 2, 3} : e < 2)',
      ],
      '<<TRUE, TRUE, FALSE>>',
    ],
    [
      'quantifiers over the empty set are decided',
      ['\\A e \\in {} : FALSE', '\\E e \\in {} : TRUE', '\\A e \\in {1} : FALSE', '\\E e \\in {1} : TRUE'],
      '<<TRUE, FALSE, FALSE, TRUE>>',
    ],
  ])('%s', async (_, expressions, expected) => {
    expect(await values(expressions)).toEqual(everywhere(expected));
  });
});

describe('assignments made at once', () => {
  it('swap', async () => {
    expect(await run('l: x := y || y := x; m: out := <<x, y>>;')).toEqual(everywhere('<<2, 1>>'));
  });

  it('are not those made one after the other', async () => {
    expect(await run('l: x := y; y := x; m: out := <<x, y>>;')).toEqual(everywhere('<<2, 2>>'));
  });

  it('swap what references denote', async () => {
    const program: Program = {
      sections: 'archetype A(ref a, ref b) { l: a := b || b := a; }',
      shared: { a: '1', b: '2' },
    };
    expect(await meaningOf(program)).toEqual(everywhere('a = 2, b = 1'));
  });
});

describe('call followed by return', () => {
  const procedures = (last: string): string => `
    procedure Inner(ref r, k) { i: r := Append(r, k); return; }
    procedure Outer(ref r, k) { o: k := k + 1; call Inner(ref r, k); ${last} }`;

  it('returns to the caller of the caller', async () => {
    expect(
      await run(
        'l: out := <<>>; m: call Outer(ref out, 1); n: out := Append(out, "n");',
        procedures('return;'),
      ),
    ).toEqual(everywhere('<<2, "n">>'));
  });

  it('leaves out what would follow only if it follows', async () => {
    expect(
      await run(
        'l: out := <<>>; m: call Outer(ref out, 1); n: out := Append(out, "n");',
        procedures('p: r := Append(r, k); return;'),
      ),
    ).toEqual(everywhere('<<2, 2, "n">>'));
  });
});

describe('a procedure that is given different references', () => {
  const move = 'procedure Move(ref from, ref to, n) { p: to := to + n; from := from - n; return; }';

  it('keeps its parameters apart', async () => {
    const program: Program = {
      sections: `${move} archetype A(ref a, ref b) { l: call Move(ref a, ref b, 1); m: call Move(ref b, ref a, 10); n: skip; }`,
      shared: { a: '100', b: '200' },
    };
    expect(await meaningOf(program)).toEqual(everywhere('a = 109, b = 191'));
  });

  it('keeps values apart too, when one use calls the other', async () => {
    const program: Program = {
      sections: `procedure Twice(ref up, ref down, n) {
          p: up := up + n;
          q: if (n < 2) { call Twice(ref down, ref up, n + 1); };
          r: down := down * 10 + n; return;
        }
        archetype A(ref a, ref b) { l: call Twice(ref a, ref b, 1); m: skip; }`,
      shared: { a: '0', b: '0' },
    };
    // a = 0 + 1, b = 0 + 2, then the inner call ends: a = 1 * 10 + 2, then the outer one: b = 2 * 10 + 1.
    expect(await meaningOf(program)).toEqual(everywhere('a = 12, b = 21'));
  });
});

describe('a second instance of an archetype', () => {
  it('has locals of its own, with initial values of its own', async () => {
    const program: Program = {
      sections:
        'archetype A(ref out, n) variables mine = n + self, list = <<mine>>; { l: mine := mine * 2; m: out := out \\cup {<<list, mine>>}; }',
      shared: { out: '{}' },
      processes: 'process (P = 1) == instance A(ref out, 10); process (Q = 2) == instance A(ref out, 20);',
    };
    expect(await meaningOf(program)).toEqual(everywhere('{<<<<11>>, 22>>, <<<<22>>, 44>>}'));
  });
});

describe('fairness of labels', () => {
  const text = textOf({
    sections: 'archetype A(ref out) { a:+ skip; b:- skip; c: skip; }',
    processes: 'fair process (P = 1) == instance A(ref out);',
  });

  it('stays with compiled sections', () => {
    const { jumpTable } = archetypeOf(load(text), 'A');
    expect(jumpTable.map(({ fairness }) => fairness)).toEqual(['strong', 'unfair', 'none']);
  });

  it('stays in the PlusCal form, and is none where none was written', () => {
    const labels = (form: string): readonly string[] =>
      form.match(/^ *\w+:[+-]?(?= *$)/gm)?.map((label) => label.trim()) ?? [];
    expect(labels(pluscalTextOf(text))).toEqual(['a:+', 'b:-', 'c:']);
    expect(labels(pluscalTextOf(text.replace('a:+', 'a:').replace('b:-', 'b:')))).toEqual(['a:', 'b:', 'c:']);
  });
});

describe('a process given by =', () => {
  it('can be passed to its archetype', async () => {
    const program: Program = {
      sections: 'archetype A(ref out, me) { l: out := <<me, self>>; }',
      processes: 'process (P = 7) == instance A(ref out, P);',
    };
    expect(await meaningOf(program)).toEqual(everywhere('<<7, 7>>'));
  });

  it('is not what its name means elsewhere', async () => {
    const program: Program = {
      sections: 'archetype A(ref out, me) variables P = 3; { l: out := <<me, P>>; }',
      processes: 'process (Q = 7) == instance A(ref out, Q);',
    };
    expect(await meaningOf(program)).toEqual(everywhere('<<7, 3>>'));
  });
});

describe('names that are bound in macros', () => {
  it('are not those of arguments', async () => {
    const macros = `macro Store(target, e) { with (x = 50) { target := <<e, x>>; } }
      macro Map(target, e) { target := {e + x : x \\in {100}}; }
      macro Nested(target, e) { with (x = e + 1) { Store(target, <<e, x>>); } }`;
    expect(await run('l: Store(out, x);', macros)).toEqual(everywhere('<<1, 50>>'));
    expect(await run('l: Map(out, x);', macros)).toEqual(everywhere('{101}'));
    expect(await run('l: Nested(out, x);', macros)).toEqual(everywhere('<<<<1, 2>>, 50>>'));
  });

  it('that are free are those of the place of the call', async () => {
    const macros = 'macro Use(target) { target := x + nearby; }';
    expect(await run('l: with (nearby = 10) { Use(out); }', macros)).toEqual(everywhere('11'));
  });

  it('of a mapping are not those of the access or of the archetype', () => {
    const text = textOf({
      sections: `mapping macro M {
          read { with (i = 10) { with (v = $variable) { yield v + i; } } }
          write { with (i = 100) { with (v = $value) { yield v + i; } } }
        }
        archetype A(ref f[_], ref out) variables v = 5; {
          l: with (i = 2) { f[i] := i + v; m1: skip; };
        }`,
      shared: { f: '<<0, 0>>', out: '0' },
    }).replace(' m1: skip;', ' out := f[i] * 1000 + v;');
    const mapped = text.replace(
      /process .*;/,
      'process (P = 1) == instance A(ref f[_], ref out) mapping f[_] via M;',
    );
    for (const form of [mapped, pluscalTextOf(mapped)]) {
      expect(finalValuesOf(modelOf({ spec: form }), 'f')).toEqual(['<<0, 107>>']);
      expect(finalValuesOf(modelOf({ spec: form }), 'out')).toEqual(['117005']);
    }
  });
});

describe('two parameters mapped to one variable', () => {
  const text = (mappings: string): string =>
    textOf({
      sections: `mapping macro Tenfold { read { yield $variable * 10; } write { yield $value; } }
        mapping macro Odd { read { yield $variable; } write { yield 2 * $value + 1; } }
        archetype A(ref a, ref b, ref out) { l: out := <<a, b>>; m: a := 3; n: out := <<out, a, b>>; o: b := 4; p: out := <<out, a, b>>; }`,
      shared: { both: '1', out: '0' },
      processes: `process (P = 1) == instance A(ref both, ref both, ref out) ${mappings};`,
    });
  const outcome = (mappings: string): readonly (readonly string[])[] =>
    [text(mappings), pluscalTextOf(text(mappings))].map((form) =>
      finalValuesOf(modelOf({ spec: form }), 'out'),
    );

  it('keep their own mappings', () => {
    const expected = ['<<<<<<10, 1>>, 30, 3>>, 90, 9>>'];
    expect(outcome('mapping @1 via Tenfold mapping @2 via Odd')).toEqual([expected, expected]);
  });

  it('and none where there is none', () => {
    const expected = ['<<<<<<1, 10>>, 3, 30>>, 4, 40>>'];
    expect(outcome('mapping @2 via Tenfold')).toEqual([expected, expected]);
  });

  it('see each other under the kernel', async () => {
    const program: Program = {
      sections: 'archetype A(ref a, ref b) { l: a := 5; m: b := a + b; }',
      shared: { out: '1' },
      processes: 'process (P = 1) == instance A(ref out, ref out);',
    };
    expect(await meaningOf(program)).toEqual(everywhere('10'));
  });
});

describe('choices', () => {
  /** What 32 rounds of a section with two choices come to under a chooser. */
  const combinations = async (chooser: Chooser): Promise<string> => {
    const text = textOf({
      sections: `archetype A(ref out) variables x = 0; n = 0; {
        l: while (n < 32) {
          either { x := 0; } or { x := 1; };
          with (e \\in {"a", "b"}) { out := out \\cup {<<x, e>>}; };
          n := n + 1;
        } }`,
      shared: { out: '{}' },
    });
    const { refs, error } = await runArchetype(load(text), 'A', { refs: { out: evaluate('{}') }, chooser });
    if (error !== undefined) throw error as Error;
    return show(refs['out'] ?? 0);
  };

  it('of a section are each fair', async () => {
    expect(await combinations(new FairChooser(() => 0))).toBe(
      '{<<0, "a">>, <<0, "b">>, <<1, "a">>, <<1, "b">>}',
    );
  });

  it('would miss combinations in lock step', async () => {
    class LockStep extends FairChooser {
      private round = 0;
      override choose(_site: number, ceiling: number): number {
        return this.round % ceiling;
      }
      override committed(): void {
        this.round += 1;
      }
    }
    expect(await combinations(new LockStep(() => 0))).toBe('{<<0, "a">>, <<1, "b">>}');
  });
});

describe('names that mean something in TypeScript or JavaScript', () => {
  const names =
    'nil error string class constructor undefined arguments toString hasOwnProperty prototype function default null'.split(
      ' ',
    );
  const each = (text: (name: string) => string, between = ' '): string => names.map(text).join(between);

  it('may be those of variables and fields', async () => {
    const program: Program = {
      sections: `archetype A(ref out) variables ${each((name) => `${name} = 1;`)} {
        l: ${each((name) => `${name} := [${name} |-> ${name}];`)}
        m: out := ${each((name) => `${name}.${name}`, ' + ')}; }`,
    };
    expect(await meaningOf(program)).toEqual(everywhere(String(names.length)));
  });

  it('may be those of bound names, labels, operators and their parameters', async () => {
    const program: Program = {
      before: each((name) => `Of_${name}(${name}) == {${name} + ${name}_ : ${name}_ \\in {1}}`, '\n'),
      sections: `archetype A(ref out) {
        ${each((name) => `${name}: with (${name}__ \\in Of_${name}(out)) { out := ${name}__; };`)} }`,
    };
    expect(await meaningOf(program)).toEqual(everywhere(String(names.length)));
  });

  it('may be those of procedures with their parameters', async () => {
    const program: Program = {
      sections: `${each((name) => `procedure ${name}(ref ${name}r, ${name}v) { ${name}l: ${name}r := ${name}r + ${name}v; return; }`)}
        archetype A(ref out) { ${each((name) => `call_${name}: call ${name}(ref out, 2);`)} }`,
    };
    expect(await meaningOf(program)).toEqual(everywhere(String(2 * names.length)));
  });

  it('are words of statements where those stand, and names elsewhere', async () => {
    const program: Program = {
      before: 'Of(await, with) == [await |-> with].await + await',
      sections: 'archetype A(ref out) { l: await Of(1, 2) = 3; out := Of(3, 4); }',
    };
    expect(await meaningOf(program)).toEqual(everywhere('7'));
  });
});
