import { describe, expect, it } from 'vitest';
import { errorsOf, spec } from '../compiler/emit/harness.ts';
import { explore, finalValuesOf, modelOf } from '../checker/model/specs.ts';
import type { Meaning } from './worlds.ts';
import { everywhere, explored, meaningOf, pluscalTextOf, textOf } from './worlds.ts';

const run = (statements: string, more = ''): Promise<Meaning> =>
  meaningOf({ sections: `${more}\narchetype A(ref out) variables x = 1; y = 2; { ${statements} }` });

const algorithm = (text: string, after = ''): string =>
  `---- MODULE Test ----\nEXTENDS Integers, Sequences, FiniteSets, TLC\n(* ${text} *)\n${after}\n====\n`;

/** The values of `out` where a PlusCal algorithm ends. */
const finals = (text: string): readonly string[] => finalValuesOf(modelOf({ spec: algorithm(text) }), 'out');

/** Statements, what they come to, and what they need besides. */
const cases = (
  [
    ['skip', 'l: skip;', ['0']],
    ['an assignment', 'l: out := x + y;', ['3']],
    [
      'an assignment to a part',
      'l: out := [a |-> <<1, 2>>]; m: x := out; x.a[2] := 7; out := x;',
      ['[a |-> <<1, 7>>]'],
    ],
    ['assignments at once', 'l: x := y || y := x || out := x; m: out := <<out, x, y>>;', ['<<1, 2, 1>>']],
    ['if', 'l: if (x = 1) { out := "then"; };', ['"then"']],
    ['if without else', 'l: if (x = 2) { out := "then"; };', ['0']],
    ['if with else', 'l: if (x = 2) { out := "then"; } else { out := "else"; };', ['"else"']],
    [
      'if with else if',
      'l: if (x = 2) { out := "a"; } else if (y = 2) { out := "b"; } else { out := "c"; };',
      ['"b"'],
    ],
    [
      'if with a label inside',
      'l: if (x = 1) { m: out := "m"; await FALSE; } else { skip; }; n: out := "n";',
      ['0 at m'],
    ],
    ['while', 'l: while (x < 4) { x := x * 2; }; out := x;', ['4']],
    ['either', 'l: either { out := "a"; } or { out := "b"; };', ['"a"', '"b"']],
    ['with over a set', 'l: with (a \\in {3, 4}) { out := a; };', ['3', '4']],
    ['with for a name', 'l: with (a = x + y) { out := a * a; };', ['9']],
    ['with for several names', 'l: with (a = x, b \\in {a, 5}, c = a + b) { out := c; };', ['2', '6']],
    ['await that holds', 'l: await x = 1; out := "on";', ['"on"']],
    ['await that does not hold', 'l: await x = 2; out := "on";', ['0 at l']],
    ['when', 'l: when x = 2; out := "on";', ['0 at l']],
    ['print', 'l: print <<x, y>>; out := 1;', ['1']],
    ['assert', 'l: assert x = 1; out := "true"; m: assert x = 2;', ['fails: assertion-failed']],
    ['goto', 'l: goto n; m: out := "m"; n: await FALSE;', ['0 at n']],
    ['goto into a loop', 'l: goto n; m: while (x < 3) { x := x + 1; n: out := <<x>>; };', ['<<3>>']],
    ['goto Done', 'l: goto Done; m: out := "m";', ['0']],
    [
      'call and return',
      'l: call P(ref out); m: out := out + 1;',
      ['8'],
      'procedure P(ref r) { p: r := 7; return; }',
    ],
    [
      'return from inside a loop',
      'l: call P(ref out, 5);',
      ['3'],
      'procedure P(ref r, n) { p: while (n > 0) { if (n = 3) { r := n; return; } else { n := n - 1; } }; q: return; }',
    ],
    ['a macro call', 'l: Set(out, x + y);', ['3'], 'macro Set(target, value) { target := value; }'],
    [
      'a macro that chooses and waits',
      'l: Pick(out, 1..3);',
      ['2', '3'],
      'macro Pick(target, from) { with (e \\in from) { await e > 1; target := e; } }',
    ],
  ] satisfies readonly (readonly [
    name: string,
    statements: string,
    outcomes: readonly string[],
    more?: string,
  ])[]
).map(([name, statements, outcomes, more]) => ({ name, statements, outcomes, more }));

describe('statements in all worlds', () => {
  it.each(cases)('$name', async ({ statements, outcomes, more }) => {
    expect(await run(statements, more)).toEqual(everywhere(...outcomes));
  });
});

describe('statements in P syntax and in C syntax', () => {
  it.each<readonly [name: string, p: string, c: string, outcomes: readonly string[]]>([
    [
      'if, elsif and else',
      'l: if out = 1 then out := "a"; elsif out = 0 then out := "b"; else out := "c"; end if;',
      'l: if (out = 1) { out := "a" } else if (out = 0) { out := "b" } else { out := "c" }',
      ['"b"'],
    ],
    [
      'while',
      'l: while out < 3 do out := out + 1; end while;',
      'l: while (out < 3) { out := out + 1 }',
      ['3'],
    ],
    [
      'either',
      'l: either out := 1; or out := 2; end either;',
      'l: either { out := 1 } or { out := 2 }',
      ['1', '2'],
    ],
    [
      'with',
      'l: with a \\in 1..2, b = a + 1 do out := b; end with;',
      'l: with (a \\in 1..2, b = a + 1) { out := b }',
      ['2', '3'],
    ],
    [
      'assignments at once',
      'l: out := <<1, 2>>; m: out[1] := out[2] || out[2] := out[1];',
      'l: out := <<1, 2>>; m: out[1] := out[2] || out[2] := out[1]',
      ['<<2, 1>>'],
    ],
    [
      'await, when, print, assert and skip',
      'l: await TRUE; when TRUE; print 1; assert TRUE; skip; out := 1;',
      'l: await TRUE; when TRUE; print 1; assert TRUE; skip; out := 1',
      ['1'],
    ],
    ['goto', 'l: goto n; m: out := 1; n: skip;', 'l: goto n; m: out := 1; n: skip', ['0']],
  ])('mean the same: %s', (_, p, c, outcomes) => {
    expect(finals(`--algorithm Test variable out = 0; begin ${p} end algorithm;`)).toEqual(outcomes);
    expect(finals(`--algorithm Test { variable out = 0; { ${c} } }`)).toEqual(outcomes);
  });

  it('procedures, macros and define sections too', () => {
    const p = `--algorithm Test variables out = 0;
      define Twice(n) == 2 * n Before == out end define;
      macro Add(n) begin out := out + n; end macro;
      procedure P(n = 0) variable k = 1; begin p: Add(Twice(n) + k); return; end procedure;
      begin l: call P(5); m: Add(Before); end algorithm;`;
    const c = `--algorithm Test { variables out = 0;
      define { Twice(n) == 2 * n Before == out }
      macro Add(n) { out := out + n }
      procedure P(n = 0) variable k = 1; { p: Add(Twice(n) + k); return }
      { l: call P(5); m: Add(Before) } }`;
    expect([finals(p), finals(c)]).toEqual([['22'], ['22']]);
  });

  it('processes given by = and by \\in too', () => {
    const p = `--algorithm Test variables out = 0;
      process a = 10 variable n = 1; begin l: out := out + n; end process;
      process b \\in 2..3 variable n = self; begin m: out := out + n + self; end process; end algorithm;`;
    const c = `--algorithm Test { variables out = 0;
      process (a = 10) variable n = 1; { l: out := out + n }
      process (b \\in 2..3) variable n = self; { m: out := out + n + self } }`;
    expect([finals(p), finals(c)]).toEqual([['11'], ['11']]);
  });
});

describe('variables', () => {
  it('have a value, an element of a set, or defaultInitValue', () => {
    expect(
      finals('--algorithm Test { variables a = 1, b \\in {a, 5}, c, out = 0; { l: out := <<a, b, c>> } }'),
    ).toEqual(['<<1, 1, defaultInitValue>>', '<<1, 5, defaultInitValue>>']);
  });

  it('without an algorithm of processes belong to one process', () => {
    expect(
      explore(modelOf({ spec: algorithm('--algorithm Test { variable x = 0; { l: x := 1; m: x := 2 } }') }))
        .distinct,
    ).toBe(3);
  });
});

describe('fairness', () => {
  const fairnessOf = (text: string): readonly (readonly [strong: boolean, labels: readonly string[]])[] => {
    const model = modelOf({ spec: text });
    return model.fairness.map(({ strong, steps }) => [
      strong,
      [...steps].map((step) => model.steps[step]?.label ?? ''),
    ]);
  };
  const block = (fair: string, labels = 'l: skip; m: skip;'): string =>
    textOf({
      sections: `archetype A(ref out) { ${labels} }`,
      processes: `${fair} process (P = 1) == instance A(ref out);`,
    });

  it.each([
    ['', []],
    ['fair', [[false, ['l', 'm']]]],
    ['fair+', [[true, ['l', 'm']]]],
  ])('of a process that is %j is kept in the PlusCal form', (fair, expected) => {
    for (const text of [block(fair), pluscalTextOf(block(fair))]) expect(fairnessOf(text)).toEqual(expected);
  });

  it('of labels marked + is strong, of labels marked - none', () => {
    const text = block('fair', 'l:+ skip; m:- skip; n: skip;');
    const expected = fairnessOf(text);
    expect(expected).toEqual([
      [false, ['l', 'n']],
      [true, ['l']],
    ]);
    expect(fairnessOf(pluscalTextOf(text))).toEqual(expected);
  });

  it('of a whole algorithm is weak fairness of its next step', () => {
    expect(fairnessOf(algorithm('--fair algorithm Test { { l: skip; m: skip } }'))).toEqual([
      [false, ['l', 'm']],
    ]);
    expect(fairnessOf(algorithm('--algorithm Test { { l: skip; m: skip } }'))).toEqual([]);
  });

  it('is not asked for by comments with options', () => {
    const text = algorithm('--algorithm Test { { l: skip } }').replace(
      '(*',
      '\\* PlusCal options (--termination)\n(*',
    );
    expect(fairnessOf(text)).toEqual([]);
  });
});

describe('Modular PlusCal', () => {
  it('has parameters by value and by reference, with and without indices', async () => {
    const program = {
      sections:
        'archetype A(ref a, ref f[_], ref g[_][_], n) { l: a := n; f[n] := a + 1; g[n][1] := f[n] + 1; }',
      shared: { out: '0', f: '<<0, 0>>', g: '<<<<0>>, <<0>>>>' },
      processes: 'process (P = 1) == instance A(ref out, ref f[_], ref g[_][_], 2);',
    };
    expect(await meaningOf(program)).toEqual(everywhere('out = 2, f = <<0, 3>>, g = <<<<0>>, <<4>>>>'));
  });

  it('has procedures with references that have indices', async () => {
    const program = {
      sections: `procedure Set(ref f[_], i, v) { p: f[i] := v; return; }
        archetype A(ref f[_]) { l: call Set(ref f[_], 2, "b"); }`,
      shared: { f: '<<"a", "a">>' },
      processes: 'process (P = 1) == instance A(ref f[_]);',
    };
    expect(await meaningOf(program)).toEqual(everywhere('f = <<"a", "b">>'));
  });

  it('takes its sections in any order', async () => {
    const program = {
      sections: `process (P = 1) == instance A(ref out, 3);
        archetype A(ref out, n) { l: Inc(n); call P2(ref out, n); }
        procedure P2(ref r, k) { p: r := Twice(k); return; }
        macro Inc(v) { v := v + 1; }
        define { Twice(v) == 2 * v }`,
      processes: '',
    };
    expect(await meaningOf(program)).toEqual(everywhere('8'));
  });

  it.each([
    ['by name', 'mapping out via M', '<<"read", 0>>'],
    ['by position', 'mapping @1 via M', '<<"read", 0>>'],
    ['of another argument', 'mapping @2 via M', '0'],
  ])('maps an argument %s', async (_, mapping, read) => {
    const { checker, pluscal } = modelled(
      textOf({
        sections: `mapping macro M { read { yield <<"read", $variable>>; } write { yield <<"written", $value>>; } }
          archetype A(ref a, ref b, ref seen) { l: seen := a; }`,
        shared: { out: '0', other: '1', seen: '2' },
        processes: `process (P = 1) == instance A(ref out, ref other, ref seen) ${mapping};`,
      }),
      'seen',
    );
    expect([checker, pluscal]).toEqual([[read], [read]]);
  });

  it('maps reads and writes at the index that is accessed', () => {
    const text = textOf({
      sections: `mapping macro Queue {
          read { await $variable # <<>>; with (first = Head($variable)) { $variable := Tail($variable); yield first; } }
          write { await Len($variable) < 2; yield Append($variable, $value); }
        }
        archetype A(ref net[_], ref out) { l: net[2] := 5; m: net[2] := net[2] + 1; n: out := net[2]; o: net[1] := 1; p: net[1] := 2; q: net[1] := 3; }`,
      shared: { net: '<<<<>>, <<>>>>', out: '0' },
      processes: 'process (P = 1) == instance A(ref net[_], ref out) mapping net[_] via Queue;',
    });
    expect(modelled(text, 'net', false)).toEqual({
      checker: ['net = <<<<1, 2>>, <<>>>> at q'],
      pluscal: ['net = <<<<1, 2>>, <<>>>> at q'],
    });
  });

  it('lets a mapping macro choose, bind and change the variable before and after yield', () => {
    const text = textOf({
      sections: `mapping macro Bag {
          read { with (e \\in $variable) { yield e; $variable := $variable \\ {e}; } }
          write { either { yield $variable \\cup {$value}; } or { yield $variable; } }
        }
        archetype A(ref bag, ref out) { l: bag := 3; m: out := bag; }`,
      shared: { bag: '{1}', out: '0' },
      processes: 'process (P = 1) == instance A(ref bag, ref out) mapping bag via Bag;',
    });
    expect(modelled(text, 'out')).toEqual({ checker: ['1', '3'], pluscal: ['1', '3'] });
    expect(modelled(text, 'bag')).toEqual({ checker: ['{1}', '{3}', '{}'], pluscal: ['{1}', '{3}', '{}'] });
  });

  it('lets the process name denote the identity in arguments', async () => {
    const program = {
      sections: 'archetype A(ref out, n) { l: out := out \\cup {n}; }',
      shared: { out: '{}' },
      processes:
        'process (P = 7) == instance A(ref out, P); process (Q \\in 1..2) == instance A(ref out, Q * 100);',
    };
    expect(await meaningOf(program)).toEqual(everywhere('{7, 100, 200}'));
  });

  it('shows archetypes, procedures and mapping macros no shared variable', () => {
    const uses = (sections: string, processes = ''): readonly string[] =>
      errorsOf(spec(`${sections}\nvariables hidden = 1;\n${processes}`)).map(
        ({ code, span }) => `${code} ${span.source.text.slice(span.start, span.end)}`,
      );
    expect(uses('archetype A(ref out) { l: out := hidden; }')).toEqual(['MP209 hidden']);
    expect(uses('procedure P(ref out) { l: out := hidden; return; }')).toEqual(['MP209 hidden']);
    expect(uses('mapping macro M { read { yield hidden; } write { yield $value; } }')).toEqual([
      'MP209 hidden',
    ]);
    expect(
      uses('archetype A(ref out, n) { l: out := n; }', 'process (P = 1) == instance A(ref hidden, hidden);'),
    ).toEqual([]);
  });
});

/** The final values of a variable; with `ends` false, those of states without a step. */
function modelled(
  text: string,
  variable: string,
  ends = true,
): { readonly checker: readonly string[]; readonly pluscal: readonly string[] } {
  const values = (form: string): readonly string[] =>
    ends
      ? finalValuesOf(modelOf({ spec: form }), variable)
      : explored(modelOf({ spec: form }), [variable]).outcomes;
  return { checker: values(text), pluscal: values(pluscalTextOf(text)) };
}
