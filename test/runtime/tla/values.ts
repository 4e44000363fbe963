import fc from 'fast-check';
import type { Value } from '../../../runtime/tla/index.ts';
import {
  TlaEvaluationError,
  interval,
  makeFunctionFromEntries,
  makeRecordFromObject,
  makeSet,
  makeTupleFrom,
  modelValue,
} from '../../../runtime/tla/index.ts';

/** A set or function of these values, or of the first alone where they cannot be compared. */
function orFirst<T>(make: (items: readonly T[]) => Value, items: readonly T[]): Value {
  try {
    return make(items);
  } catch (error) {
    if (!(error instanceof TlaEvaluationError)) throw error;
    return make(items.slice(0, 1));
  }
}

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,4}$/);

/** Values of all kinds but lazy and infinite sets. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => {
  const items = fc.array(tie('value'), { maxLength: 5 });
  return {
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.boolean(),
      fc.maxSafeInteger(),
      fc.integer({ min: -3, max: 12 }),
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('a', 'b', 'c'),
      fc.constantFrom('m1', 'm2').map(modelValue),
      fc.tuple(fc.integer({ min: -4, max: 4 }), fc.nat(6)).map(([low, size]) => interval(low, low + size)),
      items.map((xs) => makeTupleFrom(xs)),
      items.map((xs) => orFirst((some) => makeSet(some), xs)),
      fc.dictionary(name, tie('value'), { maxKeys: 4 }).map(makeRecordFromObject),
      fc
        .uniqueArray(fc.tuple(fc.integer({ min: -2, max: 5 }), tie('value')), {
          selector: ([k]) => k,
          maxLength: 5,
        })
        .map((pairs) => makeFunctionFromEntries(pairs)),
      fc
        .tuple(tie('value'), tie('value'))
        .map(([key, value]) => makeFunctionFromEntries([[makeTupleFrom([key, 1]), value]])),
    ),
  };
}).value;

/** Sets of few small integers, as plain arrays. */
export const smallIntegers = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 });
