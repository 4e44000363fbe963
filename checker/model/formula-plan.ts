import type { BoundNameSymbol } from '../../compiler/index.ts';

/** A temporal formula whose leaves are places of expressions, and whose quantifiers are not yet expanded. */
export type FormulaPlan =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'state' | 'action'; readonly text: string; readonly place: number }
  | { readonly kind: 'not'; readonly operand: FormulaPlan }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly FormulaPlan[] }
  | {
      readonly kind: 'implies' | 'equivalent' | 'leadsTo';
      readonly left: FormulaPlan;
      readonly right: FormulaPlan;
    }
  | { readonly kind: 'always' | 'eventually'; readonly operand: FormulaPlan }
  | {
      readonly kind: 'forAll' | 'exists';
      /** The place of the set; evaluated with the names bound outside. */
      readonly set: number;
      /** What is bound to an element, or to its components. */
      readonly symbols: readonly BoundNameSymbol[];
      readonly isTuple: boolean;
      readonly body: FormulaPlan;
    };
