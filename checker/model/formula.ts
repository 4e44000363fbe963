import type { State } from './model.ts';

/**
 * A temporal formula over a model. Leaves are predicates of states and of steps; quantifiers over constant sets have been expanded, definitions
 * unfolded, WF and SF rewritten unless they are the specification's own (TLA+ manual, section 8). The leaves may throw TlaEvaluationError.
 */
export type Formula =
  | { readonly kind: 'constant'; readonly value: boolean }
  | {
      readonly kind: 'state';
      readonly text: string;
      holds(state: State): boolean;
      /** See StatePredicate. */
      readonly isUntouched?: (() => boolean) | undefined;
    }
  /** Of a pair of successive states: `[A]_v` under [] (`A \/ UNCHANGED v`) or `<<A>>_v` under <> (`A /\ v' # v`), the subscript included. */
  | {
      readonly kind: 'action';
      readonly text: string;
      holds(before: State, after: State): boolean;
      /** See ActionPredicate. */
      readonly isUntouched?: (() => boolean) | undefined;
    }
  | { readonly kind: 'not'; readonly operand: Formula }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Formula[] }
  | { readonly kind: 'implies' | 'equivalent' | 'leadsTo'; readonly left: Formula; readonly right: Formula }
  | { readonly kind: 'always' | 'eventually'; readonly operand: Formula };
