import type { ModelLayout, ModelSection, Span } from '../../compiler/index.ts';
import type { Value } from '../../runtime/index.ts';
import { TlaEvaluationError, asBoolean } from '../../runtime/index.ts';
import { Explorer } from './explorer.ts';
import { Evaluator } from './expressions.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Formula } from './formula.ts';
import type { Machine, ProcessPlace } from './machine.ts';
import type {
  ActionPredicate,
  ChoiceTaken,
  Fingerprint,
  Model,
  ModelProcess,
  ModelStep,
  Slot,
  State,
  StatePredicate,
  StepFairness,
  SuccessorSink,
  TemporalProperty,
} from './model.ts';
import type { Plan, PlannedPredicate } from './plan.ts';
import type { Population } from './processes.ts';
import type { Program } from './program.ts';

/** What a model is made of. */
export interface ModelParts {
  readonly name: string;
  readonly layout: ModelLayout;
  readonly sections: readonly ModelSection[];
  readonly program: Program;
  readonly machine: Machine;
  readonly population: Population;
  readonly plan: Plan;
  readonly checksDeadlock: boolean;
}

/** A model that runs the generated code of a spec. */
export class ExecutableModel implements Model {
  readonly name: string;
  readonly variables: readonly string[];
  readonly slots: readonly Slot[];
  readonly processes: readonly ModelProcess[];
  readonly steps: readonly ModelStep[];
  readonly invariants: readonly StatePredicate[];
  readonly constraints: readonly StatePredicate[];
  readonly actionConstraints: readonly ActionPredicate[];
  readonly properties: readonly TemporalProperty[] = [];
  readonly fairness: readonly StepFairness[] = [];
  readonly assumedFormulas: readonly Formula[] = [];
  readonly hasSymmetry = false;
  readonly hasView: boolean;
  readonly checksDeadlock: boolean;
  private readonly parts: ModelParts;
  private readonly explorer: Explorer;
  private readonly evaluator: Evaluator;

  constructor(parts: ModelParts) {
    const { layout, population, plan, machine, program } = parts;
    this.parts = parts;
    this.name = parts.name;
    this.variables = layout.variables.map(({ name }) => name);
    this.slots = slotsOf(layout, population.places);
    this.processes = population.places.map(({ declaration, self }) => ({
      name: layout.declarations[declaration]?.name ?? '',
      self,
    }));
    this.explorer = new Explorer(machine, program, layout, parts.sections, population.places);
    this.evaluator = new Evaluator(machine, program);
    this.steps = this.explorer.steps;
    this.invariants = plan.invariants.map((predicate) => this.statePredicate(predicate));
    this.constraints = plan.constraints.map((predicate) => this.statePredicate(predicate));
    this.actionConstraints = plan.actionConstraints.map(({ name, span, place }) => ({
      name,
      span,
      holds: (before, after) => asBoolean(this.evaluator.evaluate(place, before, after)),
    }));
    this.hasView = plan.view !== undefined;
    this.checksDeadlock = parts.checksDeadlock;
  }

  private statePredicate({ name, span, place }: PlannedPredicate): StatePredicate {
    return { name, span, holds: (state) => asBoolean(this.evaluator.evaluate(place, state, state)) };
  }

  violatedAssumption(): { readonly span: Span } | undefined {
    return this.parts.plan.assumptions.find(({ place }) => this.evaluator.evaluate(place, [], []) !== true);
  }

  initialStates(visit: (state: State) => void): void {
    this.explorer.initialStates(visit);
  }

  successors(state: State, sink: SuccessorSink): void {
    this.explorer.successors(state, sink);
  }

  successorsOf(state: State, step: number, sink: SuccessorSink): void {
    this.explorer.successorsOf(state, step, sink);
  }

  isTerminated(state: State): boolean {
    return this.explorer.isTerminated(state);
  }

  fingerprint(state: State, into: Fingerprint): void {
    const { view } = this.parts.plan;
    if (view === undefined) fingerprintOf(state, into);
    else fingerprintOf([this.evaluator.evaluate(view.place, state, state)], into);
  }

  choicesOf(_before: State, _step: number, _after: State): readonly ChoiceTaken[] {
    return [];
  }

  variableValue(state: State, variable: string): Value {
    const { layout, machine } = this.parts;
    const found = layout.variables.find(({ name }) => name === variable);
    if (found === undefined)
      throw new TlaEvaluationError('unknown-variable', `There is no variable ${variable}`, []);
    return machine.variableIn(state, found);
  }

  traceExpression(_text: string): (before: State, after: State) => Value {
    throw new TlaEvaluationError('not-compiled', 'Expressions in traces are not available', []);
  }
}

function slotsOf(layout: ModelLayout, places: readonly ProcessPlace[]): readonly Slot[] {
  const slots: Slot[] = [];
  for (const { name, place, owners } of layout.variables) {
    if (place.kind === 'shared') slots[place.slot] = { variable: name, process: undefined };
    else
      places.forEach(({ declaration, base }, process) => {
        if (owners?.includes(declaration) === true) slots[base + place.offset] = { variable: name, process };
      });
  }
  return slots;
}
