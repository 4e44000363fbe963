import { TlaAssertionError, TlaEvaluationError } from '../../runtime/tla/index.ts';
import type { ActionPredicate, Model, State, SuccessorSink } from '../model/index.ts';
import { StepFailure } from '../model/model.ts';
import type { Ancestry, NumberList } from './ancestry.ts';
import type { FingerprintSet } from './fingerprint-set.ts';
import type { GraphBuilder } from './graph-builder.ts';
import type { SafetyChecks, StateCheck } from './safety.ts';
import { allHold } from './safety.ts';
import { NO_PARENT, OUTSIDE } from './state-graph.ts';
import { Counters } from './statistics.ts';

/** What was found, before its path is known. */
export type FindingKind =
  | { readonly kind: 'invariant' | 'property'; readonly name: string }
  | { readonly kind: 'deadlock' }
  | {
      readonly kind: 'assert' | 'error';
      readonly cause: Error;
      readonly step: number | undefined;
      readonly evaluating: string | undefined;
    };

/** A violation: the path to the state `base` (if there is one) and the step from it (if that is part of the path). */
export interface Finding {
  readonly what: FindingKind;
  /** The number and the state that was being expanded; undefined for initial states. */
  readonly base: { readonly id: number; readonly state: State } | undefined;
  /** The successor, or the initial state, that violates; `step` is -1 for an initial state. */
  readonly next: { readonly state: State; readonly step: number } | undefined;
}

/** Where states wait that were found. */
export interface Frontier {
  /** Keeps a copy of the state. */
  push(state: State, id: number): void;
}

export interface ExplorerParts {
  readonly visited: FingerprintSet;
  readonly ancestry: Ancestry;
  readonly frontier: Frontier;
  readonly checks: SafetyChecks;
  readonly graph?: GraphBuilder | undefined;
  /** The length of the path by which each state was reached. */
  readonly depths?: NumberList | undefined;
  /** Whether a state that is reached by a shorter path is explored again. Needs `depths` and a numbered set. */
  readonly revisits?: boolean;
  /** Numbers of states are those of the ancestry times `stride` plus `offset`, so that several searchers give different ones. */
  readonly numbering?: { readonly stride: number; readonly offset: number };
}

/**
 * The work that is done for one state whatever the order of the search: visits its successors, decides which are new, checks them, and puts the
 * new ones into the frontier. Stops at the first violation, which is `finding`.
 */
export class Explorer {
  readonly counters: Counters;
  /** Set once. */
  finding: Finding | undefined;

  readonly #model: Model;
  readonly #parts: ExplorerParts;
  readonly #visited: FingerprintSet;
  readonly #stride: number;
  readonly #offset: number;
  readonly #fingerprint = { low: 0, high: 0 };
  readonly #stateChecks: readonly StateCheck[];
  readonly #sink: SuccessorSink;
  readonly #numbered: boolean;
  /** Where a constraint must be known before the fingerprint is: it may tell apart states with one fingerprint. */
  readonly #constraintsFirst: boolean;
  readonly #constrained: boolean;

  #state: State = [];
  #id = NO_PARENT;
  #ordinal = 0;
  #newStates = 0;
  /** Whether the state that is being visited has been looked up, and what came of it. */
  #isLocated = false;
  #wasKnown = false;
  /** The name of what is being evaluated, for errors. */
  #evaluating: string | undefined;
  readonly #noteEvaluating = (name: string): void => {
    this.#evaluating = name;
  };

  constructor(model: Model, parts: ExplorerParts) {
    this.#model = model;
    this.#parts = parts;
    this.#visited = parts.visited;
    this.#stride = parts.numbering?.stride ?? 1;
    this.#offset = parts.numbering?.offset ?? 0;
    this.#stateChecks = parts.checks.always;
    this.#numbered = parts.graph !== undefined || parts.revisits === true;
    this.#constrained = model.constraints.length > 0;
    this.#constraintsFirst = this.#constrained && (model.hasSymmetry || model.hasView);
    this.counters = new Counters(model.steps.length);
    this.#sink = (next, step) => {
      if (this.finding === undefined) this.#visitSuccessor(next, step);
    };
  }

  /** Visits the initial states. True if there was any, inside the constraints or not. */
  begin(): boolean {
    this.#id = NO_PARENT;
    this.#ordinal = 0;
    try {
      this.#model.initialStates((state) => {
        if (this.finding === undefined) this.#visitInitial(state);
      });
    } catch (error) {
      this.#fail(error, undefined, undefined);
    }
    return this.#ordinal > 0;
  }

  /** Visits the successors of a state. */
  expand(state: State, id: number): void {
    this.#state = state;
    this.#id = id;
    this.#ordinal = 0;
    this.#newStates = 0;
    const graph = this.#parts.graph;
    graph?.beginState();
    try {
      this.#model.successors(state, this.#sink);
    } catch (error) {
      if (this.finding === undefined) this.#failStep(error);
    }
    if (this.finding !== undefined) return;
    if (this.#ordinal === 0) {
      if (this.#model.isTerminated(state)) this.counters.generated++;
      else if (this.#model.checksDeadlock) this.#find({ kind: 'deadlock' }, undefined, -1);
    }
    graph?.endState(id);
    this.counters.countOutDegree(this.#newStates);
  }

  #visitInitial(state: State): void {
    const { counters } = this;
    const ordinal = this.#ordinal++;
    this.#isLocated = false;
    counters.generated++;
    try {
      this.#evaluating = undefined;
      const inside = this.#isInsideConstraints(state);
      if (inside && !this.#admit(state, -1, ordinal)) return;
      if (inside) counters.initial++;
      if (this.finding !== undefined) return;
      if (!inside) this.#check(this.#stateChecks, state, -1);
      if (this.finding === undefined) this.#check(this.#parts.checks.initially, state, -1);
    } catch (error) {
      this.#fail(error, state, -1);
    }
  }

  #visitSuccessor(next: State, step: number): void {
    const { counters } = this;
    const ordinal = this.#ordinal++;
    this.#isLocated = false;
    counters.generated++;
    (counters.taken[step] as number) += 1;
    try {
      if (this.#isInside(next)) {
        if (this.#admit(next, step, ordinal)) {
          (counters.newStates[step] as number) += 1;
          this.#newStates++;
        }
      } else {
        this.#parts.graph?.addEdge(OUTSIDE, step);
        this.#check(this.#stateChecks, next, step);
      }
      if (this.finding === undefined) this.#checkActions(next, step);
    } catch (error) {
      this.#fail(error, next, step);
    }
  }

  /** Whether the behaviour may go on in `next`. With constraints that are functions of the fingerprint, known states need no look. */
  #isInside(next: State): boolean {
    const { actionConstraints } = this.#model;
    for (let place = 0; place < actionConstraints.length; place += 1) {
      const constraint = actionConstraints[place] as ActionPredicate;
      this.#evaluating = constraint.name;
      if (!constraint.holds(this.#state, next)) return false;
    }
    if (!this.#constrained) return true;
    if (!this.#constraintsFirst && this.#isKnown(next)) return true;
    return this.#isInsideConstraints(next);
  }

  #isKnown(state: State): boolean {
    this.#evaluating = 'VIEW';
    this.#model.fingerprint(state, this.#fingerprint);
    this.#wasKnown = this.#visited.locate(this.#fingerprint.low, this.#fingerprint.high);
    this.#isLocated = true;
    return this.#wasKnown;
  }

  #isInsideConstraints(state: State): boolean {
    return allHold(this.#model.constraints, state, this.#noteEvaluating);
  }

  /** Adds a state unless it is known, and checks it. True if it is new. */
  #admit(next: State, step: number, ordinal: number): boolean {
    const visited = this.#visited;
    const { ancestry, graph, depths } = this.#parts;
    if (this.#isLocated ? this.#wasKnown : this.#isKnown(next)) {
      if (this.#numbered) this.#meetAgain(visited.numberFound(), next, step, ordinal);
      return false;
    }
    const id = ancestry.size * this.#stride + this.#offset;
    if (!visited.insert(id)) return false;
    ancestry.add(this.#id, ordinal);
    depths?.push(this.#depthOfNext());
    if (graph !== undefined) {
      graph.addState(next, this.#id === NO_PARENT);
      if (step >= 0) graph.addEdge(id, step);
    }
    this.#parts.frontier.push(next, id);
    this.#check(this.#stateChecks, next, step);
    return true;
  }

  #depthOfNext(): number {
    return this.#id === NO_PARENT ? 1 : (this.#parts.depths?.get(this.#id) ?? 0) + 1;
  }

  #meetAgain(id: number, next: State, step: number, ordinal: number): void {
    const { ancestry, graph, depths, frontier } = this.#parts;
    if (step >= 0) graph?.addEdge(id, step);
    if (this.#parts.revisits !== true || depths === undefined || this.#depthOfNext() >= depths.get(id))
      return;
    depths.set(id, this.#depthOfNext());
    ancestry.replace(id, this.#id, ordinal);
    frontier.push(next, id);
  }

  #check(checks: readonly StateCheck[], state: State, step: number): void {
    for (let place = 0; place < checks.length; place += 1) {
      const check = checks[place] as StateCheck;
      if (check.isUntouched?.() === true) continue;
      this.#evaluating = check.name;
      if (check.holds(state)) continue;
      this.#find({ kind: check.kind, name: check.name }, state, step);
      return;
    }
  }

  #checkActions(next: State, step: number): void {
    const { actions } = this.#parts.checks;
    for (let place = 0; place < actions.length; place += 1) {
      const action = actions[place] as ActionPredicate;
      if (action.isUntouched?.() === true) continue;
      this.#evaluating = action.name;
      if (action.holds(this.#state, next)) continue;
      this.#find({ kind: 'property', name: action.name }, next, step);
      return;
    }
  }

  #find(what: FindingKind, next: State | undefined, step: number): void {
    this.finding = {
      what,
      base: this.#id === NO_PARENT ? undefined : { id: this.#id, state: this.#state.slice() },
      next: next && { state: next.slice(), step },
    };
  }

  /** An evaluation that failed in `next`; with no state at hand, the one of the initial states. Everything else is a defect and thrown on. */
  #fail(error: unknown, next: State | undefined, step: number | undefined): void {
    if (!(error instanceof TlaEvaluationError || error instanceof TlaAssertionError)) {
      if (!(error instanceof StepFailure)) throw error;
      this.#failStep(error);
      return;
    }
    const kind = error instanceof TlaAssertionError ? 'assert' : 'error';
    this.#find(
      { kind, cause: error, step: undefined, evaluating: next && this.#evaluating },
      next,
      step ?? -1,
    );
  }

  #failStep(error: unknown): void {
    if (!(error instanceof StepFailure)) {
      this.#fail(error, undefined, undefined);
      return;
    }
    const cause = error.cause instanceof Error ? error.cause : error;
    const kind = cause instanceof TlaAssertionError ? 'assert' : 'error';
    this.#find({ kind, cause, step: error.step, evaluating: undefined }, undefined, -1);
  }
}
