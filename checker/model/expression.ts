import type { Diagnostic, PhaseResult } from '../../compiler/index.ts';
import { Source, emitModelProgram, errorAt, hasErrors, modelLayout } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import type { FrontEnd } from './front-end.ts';
import { Levels, levelOf } from './levels.ts';
import { Machine } from './machine.ts';
import type { SlotValues } from './model.ts';
import { writtenExpression } from './names.ts';
import { bodyOf } from './plan.ts';
import type { Population } from './processes.ts';
import { loadProgram } from './program.ts';
import type { StepOracle } from './step-oracle.ts';
import { Unfolding } from './unfold.ts';

/** An expression to be shown with states cannot be compiled. */
export class ExpressionProblem extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(text: string, diagnostics: readonly Diagnostic[]) {
    super(`${text}: ${diagnostics.map(({ message }) => message).join(' ')}`);
    this.name = 'ExpressionProblem';
    this.diagnostics = diagnostics;
  }
}

/** Compiles an expression over the variables of a model. Throws ExpressionProblem. */
export function compileExpression(
  text: string,
  front: FrontEnd,
  population: Population,
  oracle: () => StepOracle | undefined,
): (before: SlotValues, after: SlotValues) => Value {
  const source = new Source('--trace-expr', text);
  const taken = <T>({ value, diagnostics }: PhaseResult<T | undefined>): T => {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (value === undefined || hasErrors(errors)) throw new ExpressionProblem(text, errors);
    return value;
  };
  const written = writtenExpression(source, 0);
  const { unit } = taken({ value: written.expression, diagnostics: written.diagnostics });
  const { spec, added, constants, values } = taken(front.bound([unit]));
  const [definition] = added;
  if (definition === undefined || spec.algorithm === undefined)
    throw new Error('model: an expression that was lost');
  const core = bodyOf(definition);
  const levels = new Levels(spec.operators);
  if (levels.of(core) > levelOf.action) {
    const span = { source, start: 0, end: text.length };
    throw new ExpressionProblem(text, [
      errorAt('MP211', span, 'A temporal formula has no value in a state.', {
        hint: 'Ask for a state function, or for one about a step with primes.',
      }),
    ]);
  }
  const layout = modelLayout(spec.algorithm, spec.variables);
  const unfolding = new Unfolding(spec.operators, levels);
  const program = taken(
    emitModelProgram({
      main: front.source,
      layout,
      constants,
      operators: unfolding.operators(spec.operators),
      expressions: [{ core: unfolding.actions(core), bound: [] }],
      withBodies: false,
    }),
  );
  const machine = new Machine(
    layout,
    program.constants.map((constant) => values.get(constant) ?? false),
    () => {
      const known = oracle();
      if (known === undefined) throw new Error('model: an expression before its model');
      return known;
    },
  );
  machine.populate(population.places, population.procSet);
  const [code] = loadProgram(program).expressions;
  if (code === undefined) throw new Error('model: an expression without code');
  return (before, after) => machine.evaluate(code, before, after);
}
