import type { BoundNameSymbol, Span } from '../../compiler/index.ts';

/** A quantifier over a constant set, to be expanded. */
export interface Range {
  /** The place of the set, which is evaluated with the names bound outside. */
  readonly set: number;
  /** What is bound to an element, or to its components. */
  readonly symbols: readonly BoundNameSymbol[];
  readonly isTuple: boolean;
}

/**
 * A temporal formula whose leaves are places of expressions, and whose quantifiers are not yet expanded. Leaves are evaluated with the
 * values of the names bound around them, outermost first.
 */
export type FormulaPlan =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'state' | 'action'; readonly text: string; readonly span: Span; readonly place: number }
  /** Every process has ended. */
  | { readonly kind: 'terminated' }
  | { readonly kind: 'not' | 'always' | 'eventually'; readonly operand: FormulaPlan }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly FormulaPlan[] }
  | {
      readonly kind: 'implies' | 'equivalent' | 'leadsTo';
      readonly left: FormulaPlan;
      readonly right: FormulaPlan;
    }
  | { readonly kind: 'forAll' | 'exists'; readonly range: Range; readonly body: FormulaPlan }
  /** WF or SF of an action; of steps of the algorithm if it is about nothing else, and in any case as the formula it stands for. */
  | {
      readonly kind: 'fairness';
      readonly strong: boolean;
      readonly steps: StepsPlan | undefined;
      readonly formula: FormulaPlan;
    }
  /** The fairness that the algorithm itself asks for. */
  | { readonly kind: 'algorithmFairness' };

/** An action that is a set of steps of the algorithm. */
export type StepsPlan =
  /** What pcal.trans calls by this name, with the place of the identity it is applied to. */
  | { readonly kind: 'named'; readonly name: string; readonly self: number | undefined }
  /** Steps from other labels than these only. */
  | { readonly kind: 'without'; readonly part: StepsPlan; readonly labels: readonly string[] }
  | { readonly kind: 'union'; readonly parts: readonly StepsPlan[] }
  | { readonly kind: 'exists'; readonly range: Range; readonly body: StepsPlan };
