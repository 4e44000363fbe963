import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../compiler/diagnostics/index.ts';
import { problemsOf } from '../compiler/analyze/helpers.ts';
import { mpcal, moduleOf, resolve } from '../compiler/resolve/helpers.ts';

/** A rule: what breaks it, with `«...»` around the place that is told, and what does not. */
interface Rule {
  readonly rule: string;
  readonly code: string;
  readonly wrong: string;
  readonly right: string;
}

const rule = (text: string, code: string, wrong: string, right: string): Rule => ({
  rule: text,
  code,
  wrong,
  right,
});

/** Rules with their names before them. */
const named = (...rules: readonly Rule[]): readonly (readonly [name: string, rule: Rule])[] =>
  rules.map((one) => [one.rule, one]);

interface Marked {
  readonly text: string;
  /** Where the marked places are. */
  readonly places: readonly string[];
}

/** Takes the marks out of a text. */
function unmarked(marked: string): Marked {
  let text = '';
  const starts: number[] = [];
  const places: string[] = [];
  for (const character of marked) {
    if (character === '«') starts.push(text.length);
    else if (character === '»') places.push(`${starts.pop() ?? -1}-${text.length}`);
    else text += character;
  }
  return { text, places };
}

/** Errors as `CODE start-end`. */
const listed = (diagnostics: readonly Diagnostic[], severity: Diagnostic['severity']): readonly string[] =>
  diagnostics
    .filter((one) => one.severity === severity)
    .map(({ code, span }) => `${code} ${span.start}-${span.end}`);

/** The rule is broken at the marked places and nowhere else, and kept where it is kept. */
function verify(
  { code, wrong, right }: Rule,
  around: (text: string) => string,
  severity: Diagnostic['severity'] = 'error',
): void {
  const { text, places } = unmarked(around(wrong));
  expect(places.length).toBeGreaterThan(0);
  const found = problemsOf(text);
  expect(listed(found, severity)).toEqual(places.map((place) => `${code} ${place}`));
  for (const { code: told, message, span } of found.filter((one) => one.code === code)) {
    expect(message).not.toBe('');
    const { line, column } = span.source.positionAt(span.start);
    expect(`${told} ${line}:${column}`).toMatch(/^MP\d{3} \d+:\d+$/);
  }
  const kept = problemsOf(around(right));
  expect(listed(kept, 'error')).toEqual([]);
  if (severity === 'warning') expect(listed(kept, 'warning')).toEqual([]);
}

const inBlock = (sections: string): string => mpcal(sections, 'CONSTANT N');
const inArchetype = (body: string): string =>
  inBlock(`procedure P(k) { p: await k = 1; return; }
    archetype A(ref x, ref f[_], n) variables u = 1, v = 1; { ${body} }`);

describe('labels', () => {
  it.each(
    named(
      rule('start a body', 'MP301', '«u := 1»; b: skip;', 'a: u := 1; b: skip;'),
      rule(
        'start a loop',
        'MP301',
        'a: skip; «while (u = 1) { u := 2 }»;',
        'a: skip; b: while (u = 1) { u := 2 };',
      ),
      rule(
        'follow an if that contains a label',
        'MP301',
        'a: if (u = 1) { b: skip }; «u := 2»;',
        'a: if (u = 1) { b: skip }; c: u := 2;',
      ),
      rule(
        'follow an if that ends a path by goto',
        'MP301',
        'a: if (u = 1) { goto a }; «u := 2»;',
        'a: if (u = 1) { skip }; u := 2;',
      ),
      rule(
        'follow an if that ends a path by call',
        'MP301',
        'a: if (u = 1) { call P(1) }; «u := 2»;',
        'a: if (u = 1) { call P(1) }; c: u := 2;',
      ),
      rule(
        'follow an either that contains a label',
        'MP301',
        'a: either { b: skip } or { skip }; «u := 2»;',
        'a: either { b: skip } or { skip }; c: u := 2;',
      ),
      rule(
        'follow an either that ends a path by goto',
        'MP301',
        'a: either { skip } or { goto a }; «u := 2»;',
        'a: either { skip } or { goto a }; c: u := 2;',
      ),
      rule('follow a goto', 'MP301', 'a: goto b; «u := 2»; b: skip;', 'a: goto b; c: u := 2; b: skip;'),
      rule('follow a call', 'MP301', 'a: call P(1); «u := 2»;', 'a: call P(1); b: u := 2;'),
      rule(
        'need not stand between call and goto',
        'MP301',
        'a: call P(1); «skip»; goto a;',
        'a: call P(1); goto a;',
      ),
      rule(
        'do not stand in with',
        'MP302',
        'a: with (i \\in {1}) { «b»: u := i };',
        'a: with (i \\in {1}) { u := i };',
      ),
      rule('are not called Done', 'MP305', 'a: skip; «Done»: skip;', 'a: skip; Done1: skip;'),
      rule('are not called Error', 'MP305', 'a: skip; «Error»: skip;', 'a: skip; Errors: skip;'),
      rule('are where gotos lead', 'MP304', 'a: goto «p»;', 'a: goto a;'),
      rule('occur once in a body', 'MP303', 'a: skip; b: skip; «a»: skip;', 'a: skip; b: skip; c: skip;'),
    ),
  )('%s', (_, one) => {
    verify(one, inArchetype);
  });

  it.each(
    named(
      rule(
        'follow a return',
        'MP301',
        'procedure Q() { a: return; «skip»; }',
        'procedure Q() { a: return; b: skip; }',
      ),
      rule(
        'follow an if that ends a path by return',
        'MP301',
        'procedure Q() { a: if (N = 1) { return }; «skip»; b: return; }',
        'procedure Q() { a: if (N = 1) { return }; b: return; }',
      ),
      rule(
        'need not stand between call and return',
        'MP301',
        'procedure Q() { a: call Q(); «skip»; return; }',
        'procedure Q() { a: call Q(); return; }',
      ),
      rule(
        'do not stand in a macro',
        'MP302',
        'macro m() { «b»: skip }\narchetype A() { a: m() }',
        'macro m() { skip }\narchetype A() { a: m() }',
      ),
      rule(
        'do not stand in a mapping macro',
        'MP302',
        'mapping macro M { read { «a»: yield 1 } write { yield $value } }',
        'mapping macro M { read { yield 1 } write { yield $value } }',
      ),
      rule(
        'of another body are no place to go to',
        'MP304',
        'archetype A() { a: goto «b» }\narchetype B() { b: skip }',
        'archetype A() { a: goto b; b: skip }\narchetype B() { b: skip }',
      ),
    ),
  )('%s', (_, one) => {
    verify(one, inBlock);
  });
});

describe('macros', () => {
  it.each(
    named(
      rule('are defined', 'MP401', 'a: «nothing»(1);', 'a: skip;'),
      rule('do not assign to an argument that is no variable', 'MP404', 'a: set(«1 + 2»);', 'a: set(u);'),
      rule('take as many arguments as they have parameters', 'MP402', 'a: «set(u, v)»;', 'a: set(u);'),
    ),
  )('%s', (_, one) => {
    verify(one, (body) =>
      inBlock(`macro set(target) { target := 1 }
        archetype A() variables u = 1, v = 1; { ${body} }`),
    );
  });

  it.each(
    named(
      rule(
        'use free names of the place where they are used',
        'MP201',
        'macro m(e) { await e = «nearby» }\narchetype A() { a: m(1) }',
        'macro m(e) { await e = nearby }\narchetype A() { a: with (nearby = 1) { m(1) } }',
      ),
      rule(
        'do not call themselves',
        'MP403',
        'macro m(e) { «m»(e) }\narchetype A() { a: skip }',
        'macro m(e) { await e = 1 }\narchetype A() { a: skip }',
      ),
      rule(
        'keep the names they bind away from their arguments',
        'MP501',
        'macro m(e) { with (i \\in {1}) { «i» := e } }\narchetype A() variables i = 1; { a: m(i) }',
        'macro m(e) { with (i \\in {1}) { e := i } }\narchetype A() variables i = 1; { a: m(i) }',
      ),
    ),
  )('%s', (_, one) => {
    verify(one, inBlock);
  });
});

describe('assignments', () => {
  it.each(
    named(
      rule(
        'do not change names bound by with',
        'MP501',
        'a: with (i \\in {1}) { «i» := 2 };',
        'a: with (i \\in {1}) { u := i };',
      ),
      rule('do not change constants', 'MP501', 'a: «N» := 2;', 'a: u := N;'),
      rule('do not change operators', 'MP501', 'a: «Len» := 2;', 'a: u := Len(<<1>>);'),
      rule('do not change self', 'MP501', 'a: «self» := 2;', 'a: u := self;'),
      rule(
        'change a variable as a whole only once in a statement',
        'MP502',
        'a: u := 1 || «u» := 2;',
        'a: u := 1 || v := 2;',
      ),
    ),
  )('%s', (_, one) => {
    verify(one, inArchetype);
  });

  it('change a variable once in a label, where several writes are not allowed', () => {
    const strict = (body: string): readonly string[] =>
      listed(problemsOf(unmarked(inArchetype(body)).text, false), 'error');
    const { places } = unmarked(inArchetype('a: u := 1; «u» := 2;'));
    expect(strict('a: u := 1; «u» := 2;')).toEqual(places.map((place) => `MP502 ${place}`));
    expect(strict('a: u := 1; b: u := 2;')).toEqual([]);
    expect(strict('a: if (v = 1) { u := 1 } else { u := 2 };')).toEqual([]);
    verify(rule('', 'MP502', 'a: u := 1 || «u» := 2;', 'a: u := 1; u := 2;'), inArchetype);
  });
});

describe('references', () => {
  it.each(
    named(
      rule('are read with as many indices as they have', 'MP601', 'a: u := «f»;', 'a: u := f[1];'),
      rule('are written with as many indices as they have', 'MP601', 'a: «f» := 1;', 'a: f[1] := 1;'),
      rule('may be read with more', 'MP601', 'a: u := «f» + f[1][2];', 'a: u := f[1][2] + x[1];'),
      rule(
        'are not written with more',
        'MP602',
        'a: «f[1][2]» := 1;',
        'a: with (old = f[1]) { f[1] := [old EXCEPT ![2] = 1] };',
      ),
    ),
  )('%s', (_, one) => {
    verify(one, inArchetype);
  });

  const procedures =
    'procedure Q(ref r[_]) { q: r[1] := 1; return; }\nprocedure R(ref r) { r1: r := 1; return; }\nprocedure V(k) { v1: await k = 1; return; }';
  it.each(
    named(
      rule('are handed on with their indices', 'MP603', 'a: call Q(«ref x»);', 'a: call Q(ref f[_]);'),
      rule('without indices are handed on without', 'MP603', 'a: call R(«ref f[_]»);', 'a: call R(ref x);'),
      rule('are given references', 'MP604', 'a: call R(«u»);', 'a: call R(ref u);'),
      rule('are not given to values', 'MP604', 'a: call V(«ref u»);', 'a: call V(u);'),
    ),
  )('%s', (_, one) => {
    verify(one, (body) =>
      inBlock(`${procedures}\narchetype A(ref x, ref f[_]) variables u = 1; { ${body} }`),
    );
  });
});

describe('instances', () => {
  const around = (instance: string): string =>
    inBlock(`mapping macro M { read { yield $variable } write { yield $value } }
      archetype A(ref x, ref f[_], n) { a: x := f[n] }
      variables g = 1, h = 1;
      process (P \\in {1}) == ${instance};`);

  it.each(
    named(
      rule('name an archetype', 'MP701', 'instance «Z»()', 'instance A(ref g, ref h[_], 1)'),
      rule(
        'have as many arguments as the archetype has parameters',
        'MP202',
        'instance «A»(ref g)',
        'instance A(ref g, ref h[_], 1)',
      ),
      rule(
        'give values to values',
        'MP604',
        'instance A(ref g, ref h[_], «ref g»)',
        'instance A(ref g, ref h[_], g)',
      ),
      rule(
        'give references the indices they have',
        'MP603',
        'instance A(ref g, «ref h», 1)',
        'instance A(ref g, ref h[_], 1)',
      ),
      rule(
        'map by a mapping macro',
        'MP702',
        'instance A(ref g, ref h[_], 1) mapping g via «Z»',
        'instance A(ref g, ref h[_], 1) mapping g via M',
      ),
      rule(
        'map names of reference arguments',
        'MP605',
        'instance A(ref g, ref h[_], 1) mapping «k» via M',
        'instance A(ref g, ref h[_], 1) mapping h[_] via M',
      ),
      rule(
        'map positions that there are',
        'MP605',
        'instance A(ref g, ref h[_], 1) mapping «@4» via M',
        'instance A(ref g, ref h[_], 1) mapping @2[_] via M',
      ),
      rule(
        'map an argument once',
        'MP606',
        'instance A(ref g, ref h[_], 1) mapping g via M mapping «@1» via M',
        'instance A(ref g, ref h[_], 1) mapping @1 via M mapping @2[_] via M',
      ),
      rule(
        'map with as many indices as the parameter has',
        'MP607',
        'instance A(ref g, ref h[_], 1) mapping «h» via M',
        'instance A(ref g, ref h[_], 1) mapping h[_] via M',
      ),
      rule(
        'do not map values',
        'MP605',
        'instance A(ref g, ref h[_], 1) mapping «@3» via M',
        'instance A(ref g, ref h[_], 1)',
      ),
    ),
  )('%s', (_, one) => {
    verify(one, around);
  });
});

describe('mapping macros', () => {
  const read = (body: string): string =>
    inBlock(`procedure P() { p: return; }\nmapping macro M { read { ${body} } write { yield $value } }`);
  const write = (body: string): string =>
    inBlock(`procedure P() { p: return; }\nmapping macro M { read { yield 1 } write { ${body} } }`);

  it.each(
    named(
      rule(
        'yield at most once on each path',
        'MP608',
        'yield 1; «yield 2»',
        'if (N = 1) { yield 1 } else { yield 2 }',
      ),
      rule('do not jump', 'MP306', '«goto a»; yield 1', 'await TRUE; yield 1'),
      rule('do not call', 'MP306', '«call P()»; yield 1', 'skip; yield 1'),
      rule('do not return', 'MP306', '«return»; yield 1', 'with (i \\in {1}) { yield i }'),
      rule('have no labels', 'MP302', '«a»: yield 1', 'either { yield 1 } or { yield 2 }'),
    ),
  )('%s, in read and in write', (_, one) => {
    verify(one, read);
    verify(one, write);
  });

  it('yield on each path, in read and in write', () => {
    for (const around of [read, write]) {
      const codes = (body: string): readonly string[] =>
        problemsOf(around(body)).flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));
      expect(codes('skip')).toEqual(['MP608']);
      expect(codes('if (N = 1) { yield 1 }')).toEqual(['MP608']);
      expect(codes('either { yield 1 } or { skip }')).toEqual(['MP608']);
      expect(codes('either { yield 1 } or { skip; yield 2 }')).toEqual([]);
    }
  });
});

describe('names', () => {
  it.each(
    named(
      rule(
        'are known',
        'MP201',
        'archetype A(ref x) { a: x := «unknown» }',
        'archetype A(ref x) { a: x := N }',
      ),
      rule(
        'of operators take their arguments',
        'MP202',
        'define { F(x) == x }\narchetype A(ref x) { a: x := «F»(1, 2) }',
        'define { F(x) == x }\narchetype A(ref x) { a: x := F(1) }',
      ),
      rule(
        'of procedures take their arguments',
        'MP202',
        'procedure P(k) { p: await k = 1; return }\narchetype A() { a: «call P()» }',
        'procedure P(k) { p: await k = 1; return }\narchetype A() { a: call P(1) }',
      ),
      rule(
        'of procedures are known',
        'MP703',
        'archetype A() { a: call «P»() }',
        'procedure P() { p: return }\narchetype A() { a: call P() }',
      ),
      rule(
        'of parameters are different',
        'MP203',
        'archetype A(n, «n») { a: await n = 1 }',
        'archetype A(n, m) { a: await n = m }',
      ),
      rule(
        'of locals are different',
        'MP203',
        'archetype A() variables u = 1, «u» = 2; { a: await u = 1 }',
        'archetype A() variables u = 1, v = 2; { a: await u = v }',
      ),
      rule(
        'of archetypes are different',
        'MP203',
        'archetype A() { a: skip }\narchetype «A»() { a: skip }',
        'archetype A() { a: skip }\narchetype B() { a: skip }',
      ),
      rule(
        'of shared variables are different',
        'MP203',
        'variables g = 1, «g» = 2;',
        'variables g = 1, h = 2;',
      ),
    ),
  )('%s', (_, one) => {
    verify(one, inBlock);
  });

  it.each(
    named(
      rule('of definitions are different', 'MP203', 'F == 1\n«F» == 2', 'F == 1\nG == 2'),
      rule(
        'announced by RECURSIVE are defined',
        'MP206',
        'RECURSIVE «F»(_)',
        'RECURSIVE F(_)\nF(n) == IF n = 0 THEN 0 ELSE F(n - 1)',
      ),
    ),
  )('%s', (_, one) => {
    verify(one, moduleOf);
  });

  it('of modules are those of modules that can be found', () => {
    const codes = (extending: string, modules: Readonly<Record<string, string>> = {}): readonly string[] =>
      resolve(`---- MODULE Test ----\nEXTENDS ${extending}\n====\n`, modules).diagnostics.map(
        ({ code, span }) => `${code} ${span.source.name}`,
      );
    const other = (extending: string): string => `---- MODULE Other ----\nEXTENDS ${extending}\n====\n`;
    expect(codes('Other')).toEqual(['MP204 Test.tla']);
    expect(codes('Other', { Other: other('Naturals') })).toEqual([]);
    expect(
      codes('Other', { Other: other('Test'), Test: '---- MODULE Test ----\nEXTENDS Other\n====\n' }),
    ).toEqual([expect.stringContaining('MP205')]);
    expect(codes('Test')).toEqual(['MP205 Test.tla']);
  });
});

describe('return', () => {
  it('stands in procedures only', () => {
    verify(rule('', 'MP306', 'archetype A() { a: «return» }', 'procedure P() { a: return }'), inBlock);
  });
});

describe('warnings', () => {
  it.each(
    named(
      rule(
        'tell unused parameters',
        'MP901',
        'archetype A(«n») { a: skip }',
        'archetype A(n) { a: print n }',
      ),
      rule(
        'tell labels that cannot be reached',
        'MP902',
        'archetype A() { a: goto c; «b»: skip; c: skip }',
        'archetype A() { a: goto c; b: skip; c: goto b }',
      ),
    ),
  )('%s', (_, one) => {
    verify(one, (text) => mpcal(text), 'warning');
  });
});

describe('all problems', () => {
  it('of a spec are told together, in the order of the text', () => {
    const { text, places } = unmarked(
      inBlock(
        'archetype A(ref f[_]) { «f»[1] := 2; a: f[2] := «unknown»; b: goto «nowhere»; c: «return»; d: call «P»(); }'.replace(
          '«f»[1] := 2',
          '«f[1] := 2»',
        ),
      ),
    );
    const codes = ['MP301', 'MP201', 'MP304', 'MP306', 'MP703'];
    const found = [...listed(problemsOf(text), 'error')].sort((a, b) => startOf(a) - startOf(b));
    expect(found).toEqual(places.map((place, index) => `${codes[index] ?? ''} ${place}`));
  });
});

function startOf(listing: string): number {
  return Number(/ (\d+)-/.exec(listing)?.[1]);
}
