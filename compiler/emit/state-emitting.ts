import type { ArchetypeParameterSymbol, TranslationSymbol, VariableSymbol } from '../resolve/index.ts';
import type { CoreAction, CoreFunctionApplication, CorePrimitive } from '../lower/index.ts';
import type { Block } from './block.ts';
import type { Emitted } from './emitted.ts';
import type { Doc } from './layout.ts';

/** Emits what an expression says of states and steps. Only a model of a spec has counterparts for it. */
export interface StateEmitting {
  /** A variable that the function around has not read into a local. */
  variable(symbol: VariableSymbol | ArchetypeParameterSymbol, block: Block): Emitted;
  /** A name that pcal.trans defines, with its arguments. */
  translation(symbol: TranslationSymbol, args: readonly Doc[], block: Block): Emitted;
  /** `x[e]` where x is a variable that each process has; undefined for every other application. */
  functionApplication(core: CoreFunctionApplication, block: Block): Emitted | undefined;
  /** Primes, UNCHANGED, ENABLED; undefined for every other operator. */
  primitive(core: CorePrimitive, block: Block): Emitted | undefined;
  /** `[A]_v` and `<<A>>_v`. */
  action(core: CoreAction, block: Block): Emitted;
}
