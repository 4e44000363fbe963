import type { Site } from './site.ts';
import type { Value } from './value.ts';
import { toTlaString } from './value.ts';

const MAX_SHOWN_LENGTH = 400;

/** A value for a message: TLC's notation, cut when long. */
export function abbreviate(v: Value): string {
  let text: string;
  try {
    text = toTlaString(v);
  } catch {
    return 'a value that cannot be enumerated';
  }
  if (text.length <= MAX_SHOWN_LENGTH) return text;
  return `${text.slice(0, MAX_SHOWN_LENGTH)}... (${text.length} characters)`;
}

function locate(at: Site): string {
  return `at ${at.text.replace(/\s+/g, ' ')} (${at.file}:${at.line}:${at.column})`;
}

/** A TLA+ expression has no value; `code` is stable, the text is not. */
export class TlaEvaluationError extends Error {
  readonly code: string;
  readonly site: Site | undefined;
  readonly values: readonly Value[];

  constructor(code: string, message: string, values: readonly Value[], at?: Site, options?: ErrorOptions) {
    super(at === undefined ? message : `${message}\n  ${locate(at)}`, options);
    this.name = new.target.name;
    this.code = code;
    this.site = at;
    this.values = values;
    if (at !== undefined && this.stack !== undefined) {
      const head = `${this.name}: ${this.message}`;
      const frames = this.stack.slice(this.stack.indexOf(this.message) + this.message.length);
      this.stack = `${head}\n    ${locate(at)}${frames}`;
    }
  }
}

/** `assert` or `Assert` found its condition FALSE. */
export class TlaAssertionError extends TlaEvaluationError {}

/**
 * Throws a TlaEvaluationError. `{0}`, `{1}`, ... in the message stand for the values; values that the message
 * does not mention are listed at its end.
 */
export function fail(code: string, message: string, values: readonly Value[] = [], at?: Site): never {
  const mentioned = new Set<number>();
  const text = message.replace(/\{(\d+)\}/g, (placeholder, digits: string) => {
    const value = values[Number(digits)];
    if (value === undefined) return placeholder;
    mentioned.add(Number(digits));
    return abbreviate(value);
  });
  const others = values.filter((_, index) => !mentioned.has(index)).map(abbreviate);
  const suffix = others.length === 0 ? '' : ` [values: ${others.join(', ')}]`;
  throw new TlaEvaluationError(code, text + suffix, values, at);
}

/** The failure of an assertion, with the values its condition read. */
export function failAssertion(message: string, values: readonly Value[] = [], at?: Site): never {
  const suffix = values.length === 0 ? '' : ` [values: ${values.map(abbreviate).join(', ')}]`;
  throw new TlaAssertionError('assertion-failed', message + suffix, values, at);
}

/**
 * What an evaluation threw, as an error of the spec where it is one: a recursion that outgrows the stack, or a value that outgrows what the
 * machine can hold, are what JavaScript throws as RangeError. Every other error as it is.
 */
export function asEvaluationError(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  return error.message.includes('call stack')
    ? new TlaEvaluationError(
        'stack-overflow',
        'The evaluation goes too deep: is there a recursion without end?',
        [],
        undefined,
        { cause: error },
      )
    : new TlaEvaluationError(
        'too-large',
        `A value outgrows what can be held (${error.message})`,
        [],
        undefined,
        { cause: error },
      );
}

/** What TLC calls a value of this type in its messages. */
export function typeName(v: Value): string {
  switch (typeof v) {
    case 'number':
      return 'integer';
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    default:
      return ['model value', '', '', '', 'function', 'set'][v.kind >> 4] ?? 'value';
  }
}

export function failIncomparable(a: Value, b: Value, at?: Site): never {
  return fail(
    'incomparable',
    `Attempted to check equality of the ${typeName(a)} {0} with the ${typeName(b)} {1}`,
    [a, b],
    at,
  );
}
