import { readFileSync } from 'node:fs';
import { lower } from '../../compiler/lower/index.ts';
import { resolveSpec } from '../../compiler/resolve/index.ts';
import { Source } from '../../compiler/source/index.ts';
import { parseModule } from '../../compiler/syntax/index.ts';
import type { Library, NaiveArgument, Operator, NaiveEvaluator } from './evaluate.ts';
import { asTruth } from './evaluate.ts';
import type { Naive } from './values.ts';
import {
  asFunction,
  asSet,
  boolean,
  elementsOf,
  fail,
  functionOf,
  infiniteSet,
  integer,
  interval,
  itemsOf,
  setOf,
  show,
  string,
  tupleOf,
} from './values.ts';

type Primitive = (...args: Naive[]) => Naive;

function valueOf(argument: NaiveArgument | undefined): Naive {
  if (argument === undefined || !('value' in argument)) throw new Error('a value was expected');
  return argument.value();
}

function operatorOf(argument: NaiveArgument | undefined): (...args: Naive[]) => Naive {
  if (argument === undefined || !('operator' in argument)) throw new Error('an operator was expected');
  return (...args) => argument.operator(args.map((value) => ({ value: () => value })));
}

function number(value: Naive): bigint {
  return value.tag === 'integer' ? value.value : fail('not-an-integer');
}

const arithmetic =
  (compute: (a: bigint, b: bigint) => bigint): Primitive =>
  (a, b) => {
    const [x, y] = [number(a as Naive), number(b as Naive)];
    return integer(compute(x, y));
  };
const comparison =
  (test: (a: bigint, b: bigint) => boolean): Primitive =>
  (a, b) => {
    const [x, y] = [number(a as Naive), number(b as Naive)];
    return boolean(test(x, y));
  };

/** Rounds towards minus infinity. */
function floorDivide(a: bigint, b: bigint): bigint {
  if (b === 0n) return fail('division-by-zero');
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function power(a: bigint, b: bigint): bigint {
  if (b < 0n) return fail('negative-exponent');
  if (a === 0n && b === 0n) return fail('undefined-power');
  if (b > 60n && a !== 0n && a !== 1n && a !== -1n) return fail('overflow');
  return a === 1n || a === 0n ? a : a === -1n ? (b % 2n === 0n ? 1n : -1n) : a ** b;
}

const integers = (text: string, test: (value: bigint) => boolean): Naive =>
  infiniteSet(text, (x) =>
    x.tag === 'integer' ? test(x.value) : x.tag === 'model' ? false : fail('incomparable'),
  );

/** Strings are sequences of characters only for \o, Len and SubSeq. */
function slice(s: Naive, from: bigint, to: bigint): Naive {
  const length = s.tag === 'string' ? [...s.value].length : itemsOf(s).length;
  if (from > to) return s.tag === 'string' ? string('') : tupleOf([]);
  if (from < 1n || from > BigInt(length) || to > BigInt(length)) return fail('not-in-domain');
  const [first, last] = [Number(from) - 1, Number(to)];
  return s.tag === 'string'
    ? string([...s.value].slice(first, last).join(''))
    : tupleOf(itemsOf(s).slice(first, last));
}

const values: Readonly<Record<string, Primitive>> = {
  '+': arithmetic((a, b) => a + b),
  '-': arithmetic((a, b) => a - b),
  '*': arithmetic((a, b) => a * b),
  '^': arithmetic(power),
  '\\div': arithmetic(floorDivide),
  '%': arithmetic((a, b) => (b <= 0n ? fail('division-by-zero') : a - floorDivide(a, b) * b)),
  '-.': (a) => integer(-number(a as Naive)),
  '..': (a, b) => {
    const [x, y] = [number(a as Naive), number(b as Naive)];
    return interval(x, y);
  },
  '<': comparison((a, b) => a < b),
  '>': comparison((a, b) => a > b),
  '<=': comparison((a, b) => a <= b),
  '>=': comparison((a, b) => a >= b),
  Cardinality: (s) =>
    s?.tag === 'set' && s.elements !== undefined ? integer(s.elements.length) : fail('not-a-finite-set'),
  IsFiniteSet: (s) => boolean(asSet(s as Naive).elements !== undefined),
  Len: (s) => integer(s?.tag === 'string' ? [...s.value].length : itemsOf(s as Naive).length),
  Head: (s) => itemsOf(s as Naive)[0] ?? fail('empty-sequence'),
  Tail: (s) => {
    const items = itemsOf(s as Naive);
    return items.length === 0 ? fail('empty-sequence') : tupleOf(items.slice(1));
  },
  Append: (s, x) => tupleOf([...itemsOf(s as Naive), x as Naive]),
  '\\o': (s, t) =>
    s?.tag === 'string' && t?.tag === 'string'
      ? string(s.value + t.value)
      : tupleOf([...itemsOf(s as Naive), ...itemsOf(t as Naive)]),
  SubSeq: (s, from, to) => slice(s as Naive, number(from as Naive), number(to as Naive)),
  Seq: (s) => {
    const set = asSet(s as Naive);
    return infiniteSet('', (x) => itemsOf(x).every(set.has));
  },
  ':>': (key, value) => functionOf([[key as Naive, value as Naive]]),
  '@@': (f, g) => {
    const [first, second] = [asFunction(f as Naive), asFunction(g as Naive)];
    const others = second.pairs.filter(([key]) => !first.domain.has(key));
    return functionOf([...first.pairs, ...others]);
  },
  Print: (_, value) => value as Naive,
  PrintT: () => boolean(true),
  TLCEval: (value) => value as Naive,
  RandomElement: (s) => elementsOf(asSet(s as Naive))[0] ?? fail('no-such-element'),
  ToString: (value) => string(show(value as Naive)),
  Permutations: (s) => {
    const items = elementsOf(asSet(s as Naive));
    return setOf(
      ordersOf(items).map((row) => functionOf(items.map((item, i) => [item, row[i] as Naive] as const))),
    );
  },
};

function ordersOf(items: readonly Naive[]): Naive[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => ordersOf(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

const operators: Readonly<Record<string, Operator>> = {
  SelectSeq: ([s, test]) => tupleOf(itemsOf(valueOf(s)).filter((x) => asTruth(operatorOf(test)(x)))),
  // By insertion: every item goes behind those that it is not before.
  SortSeq: ([s, before]) => {
    const isBefore = (a: Naive, b: Naive): boolean => asTruth(operatorOf(before)(a, b));
    const sorted: Naive[] = [];
    for (const x of itemsOf(valueOf(s))) {
      const place = sorted.findIndex((y) => isBefore(x, y) && !isBefore(y, x));
      sorted.splice(place < 0 ? sorted.length : place, 0, x);
    }
    return tupleOf(sorted);
  },
  Assert: ([condition, message]) =>
    asTruth(valueOf(condition))
      ? boolean(true)
      : (valueOf(message as NaiveArgument), fail('assertion-failed')),
};

const constants: Readonly<Record<string, Naive>> = {
  Nat: integers('Nat', (value) => value >= 0n),
  Int: integers('Int', () => true),
  Any: infiniteSet('Any', () => true),
};

/** What the modules of test/naive/Library.tla define. */
function definedOperators(evaluator: NaiveEvaluator): ReadonlyMap<string, NaiveArgument> {
  const path = new URL('./Library.tla', import.meta.url);
  const source = new Source('Library.tla', readFileSync(path, 'utf8'));
  const parsed = parseModule(source);
  const resolved = resolveSpec(parsed.value, { findModule: () => undefined });
  const problems = [...parsed.diagnostics, ...resolved.diagnostics];
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return evaluator.operators(lower(resolved.value).operators.map(({ definition }) => definition));
}

/** Operators of modules have their arguments evaluated, needed or not. */
function eager(operator: Operator): Operator {
  return (args) =>
    operator(
      args.map((argument) => {
        if (!('value' in argument)) return argument;
        const value = argument.value();
        return { value: () => value };
      }),
    );
}

/** The standard and community modules. The evaluator is the one that asks. */
export function naiveLibrary(evaluator: () => NaiveEvaluator): Library {
  let defined: ReadonlyMap<string, NaiveArgument> | undefined;
  return (_, name) => {
    const constant = constants[name];
    if (constant !== undefined) return { value: () => constant };
    const operator = operators[name];
    if (operator !== undefined) return { operator };
    const primitive = values[name];
    if (primitive !== undefined)
      return { operator: (args) => primitive(...args.map((argument) => valueOf(argument))) };
    defined ??= definedOperators(evaluator());
    const found = defined.get(name);
    return found === undefined || !('operator' in found) ? found : { operator: eager(found.operator) };
  };
}
