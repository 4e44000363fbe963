import type { StandardOperatorSymbol } from '../resolve/index.ts';
import type { CoreArgument } from '../lower/index.ts';
import { coreChildren } from '../lower/index.ts';
import { standardCatalogue } from './standard-catalogue.ts';

/** How an operator of a standard module is called at run time. */
export interface StandardOperator {
  /** The name `mpcal-ts/runtime` exports it under. */
  readonly function: string;
  readonly result: 'boolean' | 'value';
  /** Whether it takes the site of its expression as last argument. */
  readonly fallible: boolean;
  /** A value, not a function: `Nat`. */
  readonly isValue: boolean;
  /** Undefined: the value depends on the arguments only, and that is all there is to it. What is impure is never evaluated once for all. */
  readonly impurity: Impurity | undefined;
}

/**
 * Why the same arguments may give another result, or have an effect: the operator prints, draws at random, or has to do with registers (TLCGet asks the
 * host, too).
 */
export type Impurity = 'prints' | 'draws' | 'remembers';

const impurities: ReadonlyMap<string, Impurity> = new Map([
  ['Print', 'prints'],
  ['PrintT', 'prints'],
  ['AssertEq', 'prints'],
  ['RandomElement', 'draws'],
  ['RandomSubset', 'draws'],
  ['RandomSetOfSubsets', 'draws'],
  ['TLCGet', 'remembers'],
  ['TLCSet', 'remembers'],
  ['TLCGetOrDefault', 'remembers'],
  ['TLCGetAndSet', 'remembers'],
]);

/** The operator's implementation; undefined if the runtime has none. */
export function standardOperator(symbol: StandardOperatorSymbol): StandardOperator | undefined {
  const entry = standardCatalogue.get(`${symbol.module}!${symbol.name}`);
  if (entry === undefined) return undefined;
  const [name, traits] = entry;
  return {
    function: name,
    result: traits.includes('b') ? 'boolean' : 'value',
    fallible: traits.includes('f'),
    isValue: symbol.arity === 0 && traits.includes('c'),
    impurity: impurities.get(symbol.name),
  };
}

/** The names of the runtime that the standard operators in the expressions are called by. */
export function standardFunctionsIn(cores: readonly CoreArgument[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (core: CoreArgument): void => {
    if ((core.kind === 'apply' || core.kind === 'operatorReference') && typeof core.operator !== 'string') {
      const standard = core.operator.kind === 'standard' ? standardOperator(core.operator) : undefined;
      if (standard !== undefined) found.add(standard.function);
    }
    coreChildren(core).forEach(visit);
  };
  cores.forEach(visit);
  return found;
}
