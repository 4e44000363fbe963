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
  /** The same arguments may give another result: never evaluated once for all. */
  readonly isImpure: boolean;
}

const impure: ReadonlySet<string> = new Set([
  'Print',
  'PrintT',
  'RandomElement',
  'TLCGet',
  'TLCSet',
  'TLCGetOrDefault',
  'TLCGetAndSet',
  'AssertEq',
  'RandomSubset',
  'RandomSetOfSubsets',
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
    isImpure: impure.has(symbol.name),
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
