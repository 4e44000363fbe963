import { lowerExpression } from '../../compiler/lower/index.ts';
import type { Core } from '../../compiler/lower/index.ts';
import { resolveExpression } from '../../compiler/resolve/index.ts';
import { Source } from '../../compiler/source/index.ts';
import { parseExpression } from '../../compiler/syntax/index.ts';
import { emitExpression } from '../../compiler/emit/index.ts';
import * as runtime from '../../runtime/tla/index.ts';
import { NaiveEvaluator, OutOfSteps } from './evaluate.ts';
import { naiveLibrary } from './modules.ts';
import type { Naive } from './values.ts';
import { NaiveError, show } from './values.ts';

export const allModules = [
  'Integers',
  'Sequences',
  'FiniteSets',
  'Bags',
  'TLC',
  'SequencesExt',
  'FiniteSetsExt',
  'Functions',
  'Folds',
  'BagsExt',
] as const;

/** The tree of an expression; undefined if it does not parse or resolve. */
export function coreOf(text: string, modules: readonly string[] = allModules): Core | undefined {
  const parsed = parseExpression(new Source('expression', text));
  if (parsed.diagnostics.length > 0) return undefined;
  const resolved = resolveExpression(parsed.value, modules);
  if (resolved.diagnostics.length > 0) return undefined;
  return lowerExpression(resolved.value.expression, resolved.value.bindings);
}

/** What an evaluation gives: a value's text, the class of an error, or neither in the time there is. */
export type Answer =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'error'; readonly class: string; readonly code: string }
  | { readonly kind: 'unfinished' };

/**
 * Mistakes that are the same seen from different sides: which of them is noticed first depends on the order of comparisons, which is
 * nobody's promise.
 */
const classes: Readonly<Record<string, readonly string[]>> = {
  type: [
    'not-a-boolean',
    'not-an-integer',
    'not-a-set',
    'not-a-function',
    'not-a-sequence',
    'not-a-string',
    'not-a-bag',
    'incomparable',
    'pattern-mismatch',
  ],
  domain: [
    'not-in-domain',
    'empty-sequence',
    'division-by-zero',
    'negative-exponent',
    'undefined-power',
    'no-choice',
    'case-without-match',
    'no-such-element',
    'different-lengths',
  ],
  infinite: ['not-enumerable', 'unbounded', 'not-a-finite-set', 'too-large', 'overflow'],
  assertion: ['assertion-failed'],
};

function classOf(code: string): string {
  const found = Object.entries(classes).find(([, codes]) => codes.includes(code));
  if (found === undefined) throw new Error(`the error ${code} belongs to no class`);
  return found[0];
}

export function naiveAnswer(core: Core, steps?: number): Answer {
  const evaluator: NaiveEvaluator = new NaiveEvaluator(
    naiveLibrary(() => evaluator),
    steps,
  );
  try {
    return { kind: 'value', text: show(evaluator.evaluate(core)) };
  } catch (error) {
    if (error instanceof OutOfSteps || error instanceof RangeError) return { kind: 'unfinished' };
    if (error instanceof NaiveError) return { kind: 'error', class: classOf(error.code), code: error.code };
    throw error;
  }
}

/** The answer of generated code. Values are shown the naive way, so that texts of equal values are equal. */
export function generatedAnswer(core: Core): Answer {
  const { value, diagnostics } = emitExpression(core);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const make = new Function('runtime', value.source) as (
    r: typeof runtime,
  ) => (iface: object) => runtime.Value;
  try {
    return { kind: 'value', text: showRuntime(make(runtime)({ constants: [], memo: [] })) };
  } catch (error) {
    if (error instanceof runtime.TlaEvaluationError)
      return { kind: 'error', class: classOf(error.code), code: error.code };
    throw error;
  }
}

/** A value of the runtime in the same notation, by its public interface alone. */
function showRuntime(value: runtime.Value): string {
  if (runtime.isSet(value)) {
    const set = runtime.asSet(value);
    return set.size === Infinity ? infiniteText(value) : `{${set.toArray().map(showRuntime).join(', ')}}`;
  }
  if (!runtime.isFunctionLike(value)) return runtime.toTlaString(value);
  const f = runtime.asFunction(value);
  if (f.size === Infinity) return '';
  const keys = Array.from({ length: f.size }, (_, i) => f.keyAt(i));
  const items = keys.map((_, i) => showRuntime(f.valueAt(i)));
  if (keys.every((key, i) => key === i + 1)) return `<<${items.join(', ')}>>`;
  if (keys.every((key) => typeof key === 'string'))
    return `[${keys.map((key, i) => `${String(key)} |-> ${items[i] ?? ''}`).join(', ')}]`;
  return `(${keys.map((key, i) => `${showRuntime(key)} :> ${items[i] ?? ''}`).join(' @@ ')})`;
}

function infiniteText(value: runtime.Value): string {
  const text = runtime.toTlaString(value);
  return ['Nat', 'Int', 'STRING', 'Any'].includes(text) ? text : '';
}

export type { Naive };
