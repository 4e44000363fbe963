import type { ModelImpurities, Span } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import type { Formula } from './formula.ts';

/**
 * A state of the spec as its model keeps it: parts that only this model, in this thread, knows the meaning of. Equal states have equal parts, and
 * parts can be encoded as values can. `Model.valuesOf` gives what is the same everywhere.
 */
export type State = readonly Value[];

/**
 * The values of a state, one for each slot (`Model.slots`). A variable that all processes share has one slot; a process's own variables,
 * its `pc` and its `stack` have one slot per process. Values are immutable and shared between states.
 */
export type SlotValues = readonly Value[];

export interface Slot {
  /** The TLA+ variable the slot belongs to, as pcal.trans names it: `queue`, `pc`, `stack`. */
  readonly variable: string;
  /** The process the slot belongs to, as its place in `Model.processes`; undefined for a variable that all processes share. */
  readonly process: number | undefined;
}

export interface ModelProcess {
  /** The process's name in the spec; the algorithm's for one without processes. */
  readonly name: string;
  /** What `self` is; undefined for an algorithm without processes. */
  readonly self: Value | undefined;
}

/** Whose step an action is that the specification adds to those of the algorithm. */
export const NOBODY = -1;

/** One label of one process: the unit of atomicity. Or an action of the specification's own. */
export interface ModelStep {
  /** Place in `Model.processes`, or NOBODY. */
  readonly process: number;
  /** The label, or the action's name. */
  readonly label: string;
  /** The archetype or procedure the label belongs to; the process's own name, or the action's, otherwise. */
  readonly owner: string;
  /** Where the label stands. */
  readonly span: Span;
  /**
   * What it leads to is told of the steps of the algorithm that it consists of. Left are failures, and what changes beside an algorithm that has
   * terminated.
   */
  readonly isForFailures?: boolean;
}

/**
 * What fairness asks: one of `steps` taken infinitely often if enabled for ever (weak) or again and again (strong); a step that changes
 * nothing is not taken.
 */
export interface StepFairness {
  readonly strong: boolean;
  readonly steps: ReadonlySet<number>;
}

/** A named predicate of states. May throw TlaEvaluationError. */
export interface StatePredicate {
  readonly name: string;
  readonly span: Span;
  holds(state: State): boolean;
  /** Of the step whose successor a sink is being given: it changes nothing that the predicate reads. False where that is not known. */
  readonly isUntouched?: (() => boolean) | undefined;
}
/** A named predicate of steps. May throw TlaEvaluationError. */
export interface ActionPredicate {
  readonly name: string;
  readonly span: Span;
  holds(before: State, after: State): boolean;
  /** Of the step whose successor a sink is being given: the predicate holds of it since it changes nothing that matters. False where that is not known. */
  readonly isUntouched?: (() => boolean) | undefined;
}
export interface TemporalProperty {
  readonly name: string;
  readonly span: Span;
  readonly formula: Formula;
}

/** What must hold when all has been explored; it may ask TLCGet for the figures. May throw TlaEvaluationError. */
export interface Postcondition {
  readonly name: string;
  readonly span: Span;
  holds(): boolean;
}

/** Receives a successor. `next` is the model's own scratch array: valid during the call only, to be copied if kept. */
export type SuccessorSink = (next: State, step: number) => void;

/** States on their way to a model of the same text in another thread. Crosses by structured cloning. */
export interface StateMessage {
  readonly words: Int32Array<ArrayBuffer>;
  readonly numbers: Int32Array<ArrayBuffer>;
  readonly values: Uint8Array;
}

/** What one thread sends to another over one channel: what the other knows already is not sent again. */
export interface StateSender {
  add(state: State): void;
  /** All states that were added since the last message; at least one. */
  message(): StateMessage;
}

/** The other end of the channel. Messages must come in the order in which they were sent. */
export interface StateReceiver {
  /** Gives the states of a message in their order; the array is scratch. */
  receive(message: StateMessage, visit: (state: State) => void): void;
}

/** 64 bits in two halves, of which only the lowest 32 bits count. Signed numbers are cheaper: V8 makes objects for large unsigned ones. */
export interface Fingerprint {
  low: number;
  high: number;
}

/** A choice taken in a step, for counterexamples: the branch of an `either` (from 0) or the element of a `with`. */
export interface ChoiceTaken {
  readonly span: Span;
  readonly kind: 'either' | 'with';
  readonly name: string | undefined;
  readonly value: Value;
}

/**
 * A spec together with a configuration, ready to be explored. Not shared between threads: every worker builds its own from the same text, and
 * equal texts give equal slots, steps and fingerprints.
 */
export interface Model {
  readonly name: string;
  /** The TLA+ variables, in the order pcal.trans declares them. */
  readonly variables: readonly string[];
  readonly slots: readonly Slot[];
  readonly processes: readonly ModelProcess[];
  readonly steps: readonly ModelStep[];

  readonly invariants: readonly StatePredicate[];
  readonly constraints: readonly StatePredicate[];
  readonly actionConstraints: readonly ActionPredicate[];
  readonly properties: readonly TemporalProperty[];
  /** The fairness of the specification that is checked. */
  readonly fairness: readonly StepFairness[];
  /** Fairness and other temporal conjuncts of the specification that are not about steps alone; assumed, like `fairness`. */
  readonly assumedFormulas: readonly Formula[];
  readonly postcondition?: Postcondition | undefined;
  readonly hasSymmetry: boolean;
  readonly hasView: boolean;
  readonly checksDeadlock: boolean;

  /** What is not a function of states: draws at random, registers, figures of the search. Undefined where there is no such thing. */
  readonly impurities?: ModelImpurities | undefined;

  /** Whether what is being evaluated is a formula about one state, and not a step or a formula about a step. */
  isAboutState?(): boolean;

  /** Evaluates the module's ASSUMEs; the first that is not TRUE. */
  violatedAssumption(): ViolatedAssumption | undefined;
  /**
   * Gives every initial state, possibly more than once, to `visit`; the array is scratch. What initial values draw at random comes from `draw`, numbers
   * in [0, 1); without it they are the same states each time.
   */
  initialStates(visit: (state: State) => void, draw?: () => number): void;
  /**
   * Gives every successor by every step, possibly more than once, to `sink`. A blocked step gives none. The stuttering of a terminated
   * algorithm is not given. Throws StepFailure when a step's evaluation or assertion fails.
   */
  successors(state: State, sink: SuccessorSink): void;
  /** The successors by one step only. */
  successorsOf(state: State, step: number, sink: SuccessorSink): void;
  /** Every process is at Done: stuttering here is termination, not deadlock. */
  isTerminated(state: State): boolean;
  /** Of the state under VIEW and SYMMETRY, as TLC does. The same for equal states in every worker and every run. */
  fingerprint(state: State, into: Fingerprint): void;
  /** The choices that lead from `before` to `after` by `step`. */
  choicesOf(before: State, step: number, after: State): readonly ChoiceTaken[];
  /** What another model of the same text can make the state of again. */
  valuesOf(state: State): SlotValues;
  /** The state with these values. */
  stateOf(values: SlotValues): State;
  newSender(): StateSender;
  newReceiver(): StateReceiver;
  /** The value of a TLA+ variable (`Model.variables`) as the spec's formulas see it: a function of processes if it is local to them. */
  variableValue(state: State, variable: string): Value;
  /** Compiles an expression over the variables, for `--trace-expr` and ALIAS; `after` is the same state if there is no next one. */
  traceExpression(text: string): (before: State, after: State) => Value;
}

export interface ViolatedAssumption {
  readonly span: Span;
  /** Why it has no value. */
  readonly failure?: string;
}

/** A step could not be evaluated, or its `assert` failed. `cause` is the TlaEvaluationError or TlaAssertionError. */
export class StepFailure extends Error {
  readonly step: number;

  constructor(step: number, cause: Error) {
    super(cause.message, { cause });
    this.name = 'StepFailure';
    this.step = step;
  }
}
