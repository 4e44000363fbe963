import { describe, expect, it } from 'vitest';
import * as kernel from '../../../runtime/kernel/index.ts';
import * as tla from '../../../runtime/tla/index.ts';
import {
  evaluate,
  interfaceWith,
  load,
  operatorOf,
  outcome,
  run,
  show,
  spec,
  typescriptOf,
} from './harness.ts';
import { typeErrorsOf } from './type-check.ts';

const words = (
  'abstract any arguments as asserts async await bigint boolean break case catch class const constructor continue debugger declare ' +
  'default delete do else enum eval export extends false finally for from function get global globalThis if implements import in infer ' +
  'instanceof interface is keyof let module namespace never new null number object of out override package private protected public ' +
  'readonly require return satisfies set static string super switch symbol this throw true try type typeof undefined unique unknown ' +
  'using var void while with yield accessor defer Array Boolean Error Function Infinity Map Math NaN Number Object Promise Proxy ' +
  'Reflect Set String Symbol WeakMap BigInt console process exports nil error toString valueOf hasOwnProperty isPrototypeOf __proto__ ' +
  'prototype name length caller callee apply call bind'
).split(' ');
/** What generated code itself calls something. */
const own =
  'iface frame runtime mpcalModule jumpTable procTable key old range result label site memo Frame self1'.split(
    ' ',
  );
const names = [...new Set([...words, ...own, ...Object.keys(tla), ...Object.keys(kernel)])].filter((name) =>
  /^[A-Za-z_]\w*$/.test(name),
);

/** Words that TLA+ or PlusCal keep for themselves, and names that Integers defines. */
const pluscal = new Set(
  (
    'assert await begin call define do either else elsif end goto if macro or print procedure process read ref return skip then ' +
    'variable variables when while with write yield archetype mapping fair instance algorithm Nat Int self pc stack Done Error'
  ).split(' '),
);
const definable = names.filter((name) => !['Nat', 'Int'].includes(name));
const usable = names.filter((name) => !pluscal.has(name));
const numbered = (list: readonly string[]): readonly (readonly [string, number])[] =>
  list.map((name, position) => [name, position + 1] as const);
const numbers = (list: readonly string[]): string => `<<${list.map((_, i) => i + 1).join(', ')}>>`;

const skip = 'archetype A() { l: skip; }';

describe('any name may be that of', () => {
  it('an operator without parameters', () => {
    const before = `${numbered(definable)
      .map(([name, n]) => `${name} == ${n} + 0`)
      .join('\n')}\nAllOfThem == <<${definable.join(', ')}>>`;
    const exports = load(spec(skip, { extends: 'Integers', before }));
    expect(show(operatorOf(exports, 'allOfThem')(interfaceWith([], 2000)))).toBe(numbers(definable));
  });

  it('an operator with parameters, and of its parameter', () => {
    const before = `${numbered(definable)
      .map(
        ([name, n], i) =>
          `${name}(${definable[(i + 1) % definable.length] ?? ''}1) == ${definable[(i + 1) % definable.length] ?? ''}1 + ${n}`,
      )
      .join('\n')}\nAllOfThem == <<${definable.map((name) => `${name}(0)`).join(', ')}>>`;
    const exports = load(spec(skip, { extends: 'Integers', before }));
    expect(show(operatorOf(exports, 'allOfThem')(interfaceWith([], 2000)))).toBe(numbers(definable));
  });

  it('a constant', () => {
    const before = `CONSTANTS ${definable.join(', ')}\nAllOfThem == <<${definable.join(', ')}>>`;
    const exports = load(spec(skip, { extends: 'Integers', before }));
    const constants = definable.map((_, i) => i + 1);
    expect(show(operatorOf(exports, 'allOfThem')(interfaceWith(constants)))).toBe(numbers(definable));
  });

  it.each(definable)('a bound name, a definition in LET, a parameter and a field: %s', (name) => {
    const text = `<<{${name} \\in {1, 2} : ${name} > 1}, LET ${name} == 3 IN ${name}, LET Use(Op(_)) == Op(4) IN Use(LAMBDA ${name} : ${name}), [${name} |-> 5].${name}, [[${name} |-> 5] EXCEPT !.${name} = @ + 1]["${name}"]>>`;
    const value = evaluate(text, ['Integers']);
    expect(value === '!parse' ? value : show(value)).toBe('<<{2}, 3, 4, 5, 6>>');
  });

  it('a variable of an archetype', async () => {
    const variables = numbered(usable).map(([name, n]) => `${name} = ${n}`);
    const block = `archetype A(ref output) variables ${variables.join(', ')}; {
      l: ${usable[0] ?? ''} := ${usable[0] ?? ''} + 0; output := <<${usable.join(', ')}>>; }`;
    const { refs, error } = await run(load(spec(block, { extends: 'Integers' })), 'A', {
      refs: { output: 0 },
    });
    expect(error).toBeUndefined();
    expect(show(refs['output'] ?? 0)).toBe(numbers(usable));
  });

  it('a name bound by with, one inside the other', async () => {
    const some = usable.slice(0, 120);
    const block = `archetype A(ref output) { l: with (${numbered(some)
      .map(([name, n]) => `${name}w = ${n}, ${name} = ${n}`)
      .join(', ')}) { output := <<${some.join(', ')}>>; } }`;
    const { refs, error } = await run(load(spec(block, { extends: 'Integers' })), 'A', {
      refs: { output: 0 },
    });
    expect(error).toBeUndefined();
    expect(show(refs['output'] ?? 0)).toBe(numbers(some));
  });

  it('a label', async () => {
    const block = `archetype A(ref output) variables n = 0; { ${usable.map((name) => `${name}: n := n + 1;`).join(' ')} theEnd: output := n; }`;
    const { refs, error } = await run(load(spec(block, { extends: 'Integers' })), 'A', {
      refs: { output: 0 },
    });
    expect(error).toBeUndefined();
    expect(refs['output']).toBe(usable.length);
  });

  it('a value parameter of an archetype, and of a procedure', async () => {
    const some = usable.slice(0, 150);
    const values = Object.fromEntries(numbered(some));
    const block = `
      procedure P(ref output, ${some.join(', ')}) { p: output := <<${some.join(', ')}>>; return; }
      archetype A(ref output, ${some.join(', ')}) { l: call P(ref output, ${some.join(', ')}); done: skip; }`;
    const { refs, error } = await run(load(spec(block, { extends: 'Integers' })), 'A', {
      refs: { output: 0 },
      values,
    });
    expect(error).toBeUndefined();
    expect(show(refs['output'] ?? 0)).toBe(numbers(some));
  });

  it('an archetype or a procedure', async () => {
    const some = usable.filter((name) => name !== 'A');
    const block = [
      ...some.map((name, i) =>
        i % 2 === 0
          ? `procedure ${name}(ref o) { l: o := o + 1; return; }`
          : `archetype ${name}() { l: skip; }`,
      ),
      `archetype A(ref out) { ${some
        .filter((_, i) => i % 2 === 0)
        .map((name, i) => `l${i}: call ${name}(ref out);`)
        .join(' ')} last: skip; }`,
    ].join('\n');
    expect(await outcome(block, { extends: 'Integers' })).toBe(Math.ceil(some.length / 2));
  });
});

describe('the TypeScript of a spec with such names has no type errors', () => {
  /** Every third name, so that one module can have all of them, each in another part. */
  const third = (offset: number): readonly string[] => usable.filter((_, i) => i % 3 === offset);

  it.each([0, 1, 2])(
    'as operators, constants, variables, labels, parameters and bound names, %i',
    (turn) => {
      const [operators, constants, others] = [third(turn), third((turn + 1) % 3), third((turn + 2) % 3)];
      const before = [
        `CONSTANTS ${constants.map((name, i) => (i % 2 === 0 ? name : `${name}(_)`)).join(', ')}`,
        ...operators.map((name, i) =>
          i % 2 === 0
            ? `${name} == ${i} + 0`
            : `${name}(${others[i % others.length] ?? ''}) == ${others[i % others.length] ?? ''} + ${i}`,
        ),
      ].join('\n');
      const used = [
        ...operators.map((name, i) => (i % 2 === 0 ? name : `${name}(1)`)),
        ...constants.map((name, i) => (i % 2 === 0 ? name : `${name}(1)`)),
      ];
      const block = `
      procedure theProcedure(ref theOutput, ${others.map((name) => `${name}`).join(', ')}) {
        ${others.map((name) => `${name}: ${name} := ${name} + 1;`).join(' ')}
        theLast: theOutput := <<${others.join(', ')}>>; return; }
      archetype A(ref theOutput) variables ${others.map((name, i) => `${name} = ${i}`).join(', ')}; {
        theStart: theOutput := <<${used.join(', ')}>>;
        theChoice: with (first = 1, second \\in {1, 2}) { theOutput := [theOutput EXCEPT ![1] = first + second]; };
        theCall: call theProcedure(ref theOutput, ${others.join(', ')});
        ${others.map((name) => `${name}: ${name} := ${name} + 1;`).join(' ')}
        theEnd: theOutput := {${others.slice(0, 20).join(', ')}}; }`;
      expect(typeErrorsOf(typescriptOf(spec(block, { extends: 'Integers', before })))).toEqual([]);
    },
    60_000,
  );

  it('which would be told if there were any', () => {
    expect(typeErrorsOf("export const wrong: number = 'text';\n")).toEqual([
      expect.stringContaining("Type 'string' is not assignable to type 'number'"),
    ]);
  }, 60_000);
});
