import type { BoundNameSymbol, Core, ModelExpression } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import type { Machine } from './machine.ts';
import type { Program } from './program.ts';

/** Of expressions without bound names: one for all, since they are evaluated for every state. */
export const nothingBound: readonly Value[] = [];

/** Collects what a model has to evaluate, so that all of it is compiled at once. */
export class Expressions {
  readonly all: ModelExpression[] = [];
  /** Actions whose successors are wanted. */
  readonly actions: Core[] = [];

  /** Answers the place of the expression among the program's. */
  add(core: Core, bound: readonly BoundNameSymbol[] = []): number {
    return this.push({ core, bound });
  }

  /** The same for one that is evaluated once, before or after all is explored. */
  addOnce(core: Core): number {
    return this.push({ core, bound: [], isOnce: true });
  }

  private push(expression: ModelExpression): number {
    this.all.push(expression);
    return this.all.length - 1;
  }

  /** Answers the place of the action among the program's. */
  addAction(core: Core): number {
    this.actions.push(core);
    return this.actions.length - 1;
  }
}

/** Evaluates the expressions of a program in states, of whatever form. */
export interface Evaluating {
  /** The value of expression `place` in a step; `after` is the state itself where there is none. Both are empty for constants. */
  evaluate(place: number, before: readonly Value[], after: readonly Value[], bound?: readonly Value[]): Value;
}

/** Evaluates the expressions of a loaded program, in values by slot. */
export class Evaluator implements Evaluating {
  private readonly machine: Machine;
  private readonly program: Program;

  constructor(machine: Machine, program: Program) {
    this.machine = machine;
    this.program = program;
  }

  evaluate(
    place: number,
    before: readonly Value[],
    after: readonly Value[],
    bound: readonly Value[] = nothingBound,
  ): Value {
    const code = this.program.expressions[place];
    if (code === undefined) throw new Error('model: an expression that was not compiled');
    const { machine } = this;
    if (bound.length === 0) return machine.evaluate(code, before, after);
    const boundBefore = machine.bound;
    machine.bound = bound;
    try {
      return machine.evaluate(code, before, after);
    } finally {
      machine.bound = boundBefore;
    }
  }
}
