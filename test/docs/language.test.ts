import { describe, expect, it } from 'vitest';
import { check, compileExpression, hasErrors, Source, standardModules } from '../../compiler/index.ts';
import * as runtime from '../../runtime/index.ts';
import type { Value } from '../../runtime/index.ts';
import type { Example } from './examples.ts';
import { examples, pageText, valueExamples } from './examples.ts';

const findModule = (): undefined => undefined;

/** The value's text, undefined if there is none, null if the text makes no sense. */
function evaluate(text: string): string | undefined | null {
  const { value, diagnostics } = compileExpression(new Source('example', text), { findModule });
  if (value === undefined || hasErrors(diagnostics)) return null;
  const make = new Function('runtime', value.source) as (given: typeof runtime) => (iface: object) => Value;
  try {
    return runtime.toTlaString(make(runtime)({ constants: [], memo: [] }));
  } catch (error) {
    if (error instanceof runtime.TlaEvaluationError) return undefined;
    throw error;
  }
}

/** The same value written the same way: `1..3` for `{1, 2, 3}` in a nest, say. */
function normalised(text: string): string {
  return runtime.toTlaString(runtime.parseTlaValue(text));
}

function codesOf({ kind, text }: Example): readonly string[] {
  const whole =
    kind === 'module'
      ? text
      : `---- MODULE Example ----\nEXTENDS Integers, Sequences, FiniteSets, TLC\n(* --mpcal Example {\n${text}\n} *)\n====\n`;
  const { diagnostics } = check(new Source('Example.tla', whole), { findModule });
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

const all = examples();

describe('values in the language reference', () => {
  const values = all
    .filter(({ kind }) => kind === 'value')
    .flatMap(({ place, text }) => valueExamples(text).map((example) => ({ place, ...example })));
  it.each(values)('$place: $expression', ({ expression, value }) => {
    const found = evaluate(expression);
    if (typeof value === 'string' && typeof found === 'string')
      expect(normalised(found)).toBe(normalised(value));
    else expect(found).toBe(value);
  });
});

describe('specs in the language reference', () => {
  it.each(all.filter(({ kind, code }) => kind !== 'value' && code === undefined))(
    '$place has no errors',
    (example) => {
      expect(codesOf(example)).toEqual([]);
    },
  );

  it.each(all.filter(({ code }) => code !== undefined))('$place gives $code, and nothing else', (example) => {
    expect([...new Set(codesOf(example))]).toEqual([example.code]);
  });
});

describe('the table of modules', () => {
  const text = pageText('modules.md');
  it.each(Object.entries(standardModules))('lists what %s has', (name, { operators }) => {
    const row = text.split('\n').find((line) => line.startsWith(`| ${name} `));
    const listed = new Set([...(row ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1]));
    expect(Object.keys(operators).filter((operator) => !listed.has(operator))).toEqual([]);
  });

  it('names every module', () => {
    expect(
      [...text.matchAll(/^\| (\w+) +\| `|^\| (\w+) +\| those/gm)].map((row) => row[1] ?? row[2]).sort(),
    ).toEqual(Object.keys(standardModules).sort());
  });
});
