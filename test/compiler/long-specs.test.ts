import { describe, expect, it } from 'vitest';
import {
  analyze,
  compile,
  hasErrors,
  lower,
  parseModule,
  pluscalOf,
  resolveSpec,
  Source,
} from '../../compiler/index.ts';
import type { Diagnostic } from '../../compiler/index.ts';

const times = (count: number, text: (number: number) => string): string =>
  Array.from({ length: count }, (_, place) => text(place + 1)).join('\n');

const algorithm = (body: string, variables = 'v = 0'): string => `---- MODULE Long ----
EXTENDS Integers
(* --mpcal Long {
archetype A(ref x)
variables ${variables};
{
${body}
}
variables shared = 0;
process (P = 1) == instance A(ref shared);
} *)
====
`;

const findModule = (): undefined => undefined;

function errorsOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** `MP109 3:5` */
function told(diagnostics: readonly Diagnostic[]): readonly string[] {
  return errorsOf(diagnostics).map(({ code, span }) => {
    const { line, column } = span.source.positionAt(span.start);
    return `${code} ${line}:${column}`;
  });
}

function compiled(text: string): readonly Diagnostic[] {
  return compile(new Source('Long.tla', text), { fileName: 'Long.ts', findModule }).diagnostics;
}

describe('a spec that is long and not deep takes no stack', () => {
  it('has thousands of labels', () => {
    const source = new Source('Long.tla', algorithm(times(3000, (i) => `l${i}: v := v + ${i};`)));
    const { value, diagnostics } = resolveSpec(parseModule(source).value, { findModule });
    expect(hasErrors([...diagnostics, ...analyze(value, { multipleWrites: true })])).toBe(false);
    expect(lower(value).algorithm?.archetypes[0]?.sections).toHaveLength(3000);
  });

  it('has thousands of LET definitions, each of which uses the one before', () => {
    const definitions = times(1500, (i) => `a${i} == ${i === 1 ? '1' : `a${i - 1}`}`);
    expect(compiled(`---- MODULE Long ----\nL == LET ${definitions} IN a1500\n====\n`)).toEqual([]);
  });

  it('assigns to thousands of variables in one step, in PlusCal too', () => {
    const variables = `${times(2000, (i) => `v${i} = 0,`)} w = 0`;
    const text = algorithm(`l: skip;\n${times(2000, (i) => `v${i} := x;`)}`, variables);
    expect(pluscalOf(new Source('Long.tla', text), { findModule }).value?.algorithm).toContain('v2000 := ');
  });
});

describe('what is too deep is told with its place', () => {
  it('a step that changes a variable so often that its PlusCal form would nest', () => {
    const text = algorithm(`first: skip;\nl: skip;\n${times(1500, (i) => `v := v + ${i};`)}`);
    const { value, diagnostics } = pluscalOf(new Source('Long.tla', text), { findModule });
    expect(value).toBeUndefined();
    expect(told(diagnostics)).toEqual(['MP109 8:1']);
  });

  it('a step that branches so often that its PlusCal form would nest', () => {
    const text = algorithm(
      `l: skip;\n${times(1500, (i) => `if (v > ${i}) { with (c \\in {1, 2}) { v := c; }; };`)}`,
    );
    expect(told(pluscalOf(new Source('Long.tla', text), { findModule }).diagnostics)).toEqual(['MP109 7:1']);
  });

  it.each(['=', '\\in'])('a with of more names than can stand in each other: %s', (relation) => {
    const bindings = Array.from({ length: 450 }, (_, i) => `b${i} ${relation} {v}`).join(', ');
    expect(told(compiled(algorithm(`l: with (${bindings}) { v := b1; }`)))).toEqual(['MP109 7:1']);
  });

  it('a chain of modules', () => {
    const module = (number: number): Source =>
      new Source(
        `M${number}.tla`,
        `---- MODULE M${number} ----\n${number < 3000 ? `EXTENDS M${number + 1}` : ''}\nA${number} == ${number}\n====\n`,
      );
    const { diagnostics } = compile(module(1), {
      fileName: 'Long.ts',
      findModule: (name) => module(Number(name.slice(1))),
    });
    expect(diagnostics.map(({ code, span }) => `${code} ${span.source.name}`)).toEqual(['MP109 M200.tla']);
  });
});
