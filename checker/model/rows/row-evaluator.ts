import type { Value } from '../../../runtime/tla/index.ts';
import { TlaAssertionError, TlaEvaluationError } from '../../../runtime/tla/index.ts';
import type { Evaluating, Evaluator } from '../expressions.ts';
import { nothingBound } from '../expressions.ts';
import { Decisions, UNKNOWN } from './decisions.ts';
import { Inflater } from './inflater.ts';
import type { ObservedMachine } from './observed-machine.ts';
import type { Row, RowLayout } from './row-layout.ts';
import { Worth } from './worth.ts';

/** Code that is observed while it is evaluated. */
export interface ObservedEvaluation {
  readonly machine: ObservedMachine;
  readonly evaluator: Evaluator;
}

interface Memory {
  readonly root: number;
  readonly worth: Worth;
}

/** Evaluates expressions in rows, and remembers their values by the parts of rows they looked at. */
export class RowEvaluator implements Evaluating {
  private readonly evaluator: Evaluator;
  private readonly observed: ObservedEvaluation | undefined;
  private readonly decisions: Decisions;
  /** By place, for expressions without bound names. */
  private readonly memories: Memory[] = [];
  /** The same for each list of values of bound names. */
  private readonly boundMemories = new WeakMap<readonly Value[], Memory[]>();
  /** By answer of a decision. */
  private readonly answers: Value[] = [false, true];
  private readonly before: Inflater;
  private readonly after: Inflater;

  /** Without an observed evaluation nothing is remembered. */
  constructor(
    rows: RowLayout,
    evaluator: Evaluator,
    observed: ObservedEvaluation | undefined,
    slotCount: number,
  ) {
    this.evaluator = evaluator;
    this.observed = observed;
    this.decisions = new Decisions(rows.size);
    this.before = new Inflater(rows, slotCount);
    this.after = new Inflater(rows, slotCount);
  }

  /** The value of expression `place` in a step; `after` is the state itself where there is none, and both are empty for constants. */
  evaluate(place: number, before: Row, after: Row, bound: readonly Value[] = nothingBound): Value {
    if (before.length === 0) return this.evaluator.evaluate(place, before, after, bound);
    const { observed } = this;
    if (observed === undefined) return this.run(place, before, after, bound);
    const memory = this.memoryOf(place, bound);
    if (!memory.worth.isTried()) return this.run(place, before, after, bound);
    const answer = this.decisions.find(memory.root, before, after);
    if (answer !== UNKNOWN) {
      memory.worth.found();
      return this.answers[answer] as Value;
    }
    if (memory.worth.missed()) this.decisions.forget(memory.root);
    return this.observe(observed, memory, place, before, after, bound);
  }

  private observe(
    { machine, evaluator }: ObservedEvaluation,
    { root, worth }: Memory,
    place: number,
    before: Row,
    after: Row,
    bound: readonly Value[],
  ): Value {
    machine.beginFormula(before, after);
    let value: Value;
    try {
      value = machine.settled(evaluator.evaluate(place, machine.state, machine.next, bound));
    } catch (error) {
      if (!(error instanceof TlaEvaluationError || error instanceof TlaAssertionError)) throw error;
      // What code is told of values differs while it is observed: errors are to be those of code that is not.
      return this.run(place, before, after, bound);
    }
    const { decisions } = this;
    if (!machine.conclude() || !decisions.hasRoom) return value;
    const answer = typeof value === 'boolean' ? Number(value) : this.answers.push(value) - 1;
    if (!decisions.learn(root, machine.looked, machine.found, answer)) worth.giveUp();
    return value;
  }

  private run(place: number, before: Row, after: Row, bound: readonly Value[]): Value {
    const values = this.before.valuesOf(before);
    const next = after === before ? values : this.after.valuesOf(after);
    return this.evaluator.evaluate(place, values, next, bound);
  }

  private memoryOf(place: number, bound: readonly Value[]): Memory {
    let memories = this.memories;
    if (bound.length > 0) {
      memories = this.boundMemories.get(bound) ?? [];
      if (memories.length === 0) this.boundMemories.set(bound, memories);
    }
    return (memories[place] ??= { root: this.decisions.add(), worth: new Worth() });
  }
}
