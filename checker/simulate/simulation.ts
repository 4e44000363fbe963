import {
  TlaAssertionError,
  TlaEvaluationError,
  setRandomSource,
  setStatisticsSource,
} from '../../runtime/tla/index.ts';
import type { Figures, Model, State } from '../model/index.ts';
import { Random, figureOf, seedOfWalk } from '../model/index.ts';
import { StepFailure } from '../model/model.ts';
import type { SafetyChecks, StateCheck, StepCoverage, Verdict } from '../search/index.ts';
import { allHold, safetyChecksOf } from '../search/index.ts';

export interface SimulationOptions {
  /** How many walks; Infinity: until a violation or a stop. */
  readonly walks: number;
  /** The most states of a walk, the initial one included. At least 1. */
  readonly depth: number;
  /** 32 bits. The same seed gives the same walks. */
  readonly seed: number;
  /** Of several simulations that share the walks of one seed: this one makes those that leave `remainder` when divided by `divisor`. */
  readonly share?: { readonly remainder: number; readonly divisor: number };
}

export interface SimulationStatistics {
  /** Walks that came to an end: the bound, termination, no way on inside the constraints, or the violation. */
  readonly walks: number;
  /** States visited, initial ones included. */
  readonly states: number;
  /** The longest walk, in states. */
  readonly longest: number;
  /** By place in `Model.steps`; `newStates` is 0, since nobody remembers the states. */
  readonly coverage: readonly StepCoverage[];
}

export interface SimulationOutcome {
  /** `ok`: no walk found a violation, which proves nothing. */
  readonly verdict: Verdict;
  /** The walk that found it, counted from 0. */
  readonly violatingWalk: number | undefined;
  readonly seed: number;
  readonly statistics: SimulationStatistics;
}

/** Ends a walk: what it violates, with the states and steps of the walk so far put in later. */
type Violation = Verdict extends infer V ? (V extends { path: unknown } ? Omit<V, 'path'> : never) : never;

/**
 * Random walks through a model from random initial states. In every state the steps are tried in a random order; one of the successors by the
 * first that has any is taken, each equally likely. So a step with many outcomes is not taken more often than others. A successor outside the
 * constraints is checked, and the walk goes another way; it ends where there is none.
 */
export class Simulation {
  readonly #model: Model;
  readonly #options: SimulationOptions;
  readonly #checks: SafetyChecks;
  readonly #taken: Float64Array;
  readonly #order: Uint32Array;
  #random = new Random(0);
  #nextWalk: number;
  #walks = 0;
  #states = 0;
  #longest = 0;
  /** Of the state that the walk is about to leave. */
  #level = 0;
  #verdict: Verdict | undefined;
  #violatingWalk: number | undefined;
  #isFinished = false;
  #evaluating: string | undefined;
  readonly #noteEvaluating = (name: string): void => {
    this.#evaluating = name;
  };
  #walkStates: State[] = [];
  #walkSteps: number[] = [];

  /** Evaluates the assumptions. */
  constructor(model: Model, options: SimulationOptions) {
    this.#model = model;
    this.#options = options;
    this.#checks = safetyChecksOf(model);
    this.#taken = new Float64Array(model.steps.length);
    this.#order = Uint32Array.from(model.steps.keys());
    this.#nextWalk = options.share?.remainder ?? 0;
    const assumption = model.violatedAssumption();
    if (assumption !== undefined) this.#end({ kind: 'assumption', ...assumption });
  }

  /** The walk that comes next, counted from 0. */
  get nextWalk(): number {
    return this.#nextWalk;
  }

  get statistics(): SimulationStatistics {
    return {
      walks: this.#walks,
      states: this.#states,
      longest: this.#longest,
      coverage: Array.from(this.#taken, (taken) => ({ taken, newStates: 0 })),
    };
  }

  /** Makes up to `count` walks. True when the simulation is finished. */
  advance(count: number): boolean {
    for (let i = 0; i < count && !this.#isFinished; i++) {
      if (this.#nextWalk >= this.#options.walks) this.#end({ kind: 'ok' });
      else this.#walk();
    }
    return this.#isFinished;
  }

  stop(): void {
    if (!this.#isFinished) this.#end({ kind: 'incomplete', reason: 'stopped' });
  }

  outcome(): SimulationOutcome {
    if (this.#verdict === undefined) throw new Error('the simulation is not finished');
    const { seed } = this.#options;
    return {
      verdict: this.#verdict,
      violatingWalk: this.#violatingWalk,
      seed,
      statistics: this.statistics,
    };
  }

  #end(verdict: Verdict): void {
    this.#verdict = verdict;
    this.#isFinished = true;
  }

  #walk(): void {
    const walk = this.#nextWalk;
    this.#nextWalk += this.#options.share?.divisor ?? 1;
    this.#random = new Random(seedOfWalk(this.#options.seed, walk));
    this.#walkStates = [];
    this.#walkSteps = [];
    this.#level = 0;
    let violation: Violation | undefined;
    // What a specification draws at random is part of the walk: the same seed draws the same.
    const draw = (): number => this.#random.fraction();
    setRandomSource(draw);
    setStatisticsSource((name) => figureOf(this.#model, this.#figures(), name));
    try {
      violation = this.#violationOnWalk(draw);
    } catch (error) {
      violation = this.#violationOf(error);
    } finally {
      setRandomSource(undefined);
      setStatisticsSource(undefined);
    }
    this.#walks++;
    this.#longest = Math.max(this.#longest, this.#walkStates.length);
    if (violation === undefined) return;
    this.#violatingWalk = walk;
    this.#end({ ...violation, path: { states: this.#walkStates, steps: this.#walkSteps } });
  }

  /** What TLCGet tells; of walks by other threads nothing is known. */
  #figures(): Figures {
    return {
      mode: 'simulation',
      distinct: 0,
      generated: this.#states,
      queue: 0,
      diameter: this.#longest,
      seconds: undefined,
      workers: 1,
      traces: this.#walks,
      level: this.#level,
    };
  }

  #violationOnWalk(draw: () => number): Violation | undefined {
    this.#evaluating = undefined;
    let state = this.#randomInitialState(draw);
    if (state === undefined) {
      this.#end({ kind: 'incomplete', reason: 'no-initial-state' });
      return undefined;
    }
    this.#enter(state);
    let violation = this.#failedCheck(this.#checks.always, state);
    violation ??= this.#failedCheck(this.#checks.initially, state);
    if (violation !== undefined || !this.#isInside(state)) return violation;
    while (this.#walkStates.length < this.#options.depth) {
      const next = this.#moveFrom(state);
      if (next.state === undefined) return next.violation;
      state = next.state;
    }
    return undefined;
  }

  /** One step on: the state it leads to, or what it violates, or neither where the walk ends. */
  #moveFrom(before: State): { readonly state?: State; readonly violation?: Violation } {
    const order = this.#order;
    this.#level = this.#walkStates.length;
    // Equal seeds must give equal walks, whatever was walked before.
    for (let place = 0; place < order.length; place++) order[place] = place;
    let isStuck = true;
    for (let left = order.length; left > 0; left--) {
      const place = this.#random.below(left);
      const step = order[place] as number;
      order[place] = order[left - 1] as number;
      this.#evaluating = undefined;
      const state = this.#randomSuccessor(before, step);
      if (state === undefined) continue;
      isStuck = false;
      this.#walkSteps.push(step);
      this.#enter(state);
      const violation = this.#failedCheck(this.#checks.always, state) ?? this.#failedAction(before, state);
      const goesOn = violation === undefined && this.#isAllowed(before, state) && this.#isInside(state);
      if (violation !== undefined || goesOn) {
        (this.#taken[step] as number) += 1;
        return violation === undefined ? { state } : { violation };
      }
      // It was looked at, but no behaviour goes on there: another step is tried.
      this.#walkSteps.pop();
      this.#walkStates.pop();
    }
    const isEnd = !isStuck || this.#model.isTerminated(before) || !this.#model.checksDeadlock;
    return isEnd ? {} : { violation: { kind: 'deadlock' } };
  }

  #enter(state: State): void {
    this.#walkStates.push(state);
    this.#states++;
  }

  #isInside(state: State): boolean {
    return allHold(this.#model.constraints, state, this.#noteEvaluating);
  }

  #isAllowed(before: State, after: State): boolean {
    for (const constraint of this.#model.actionConstraints) {
      this.#evaluating = constraint.name;
      if (!constraint.holds(before, after)) return false;
    }
    return true;
  }

  #failedCheck(checks: readonly StateCheck[], state: State): Violation | undefined {
    for (const check of checks) {
      this.#evaluating = check.name;
      if (!check.holds(state)) return { kind: check.kind, name: check.name };
    }
    return undefined;
  }

  #failedAction(before: State, after: State): Violation | undefined {
    for (const action of this.#checks.actions) {
      this.#evaluating = action.name;
      if (!action.holds(before, after)) return { kind: 'property', name: action.name };
    }
    return undefined;
  }

  #violationOf(error: unknown): Violation {
    const step = error instanceof StepFailure ? error.step : undefined;
    const cause = error instanceof StepFailure ? error.cause : error;
    if (!(cause instanceof TlaEvaluationError)) throw error;
    const kind = cause instanceof TlaAssertionError ? 'assert' : 'error';
    return { kind, cause, step, evaluating: step === undefined ? this.#evaluating : undefined };
  }

  /** Each equally likely; one pass, and no list of them. */
  #randomInitialState(draw: () => number): State | undefined {
    let chosen: State | undefined;
    let count = 0;
    this.#model.initialStates((state) => {
      count++;
      if (this.#random.below(count) === 0) chosen = state.slice();
    }, draw);
    return chosen;
  }

  /** Each equally likely. */
  #randomSuccessor(state: State, step: number): State | undefined {
    let chosen: State | undefined;
    let count = 0;
    this.#model.successorsOf(state, step, (next) => {
      count++;
      if (this.#random.below(count) === 0) chosen = next.slice();
    });
    return chosen;
  }
}

/** All the walks at once. */
export function simulate(model: Model, options: SimulationOptions): SimulationOutcome {
  const simulation = new Simulation(model, options);
  while (!simulation.advance(Infinity));
  return simulation.outcome();
}
