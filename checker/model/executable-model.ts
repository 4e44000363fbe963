import type { ModelImpurities, ModelLayout, ModelSection, NotedChoice } from '../../compiler/index.ts';
import { variablesBeside } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import {
  TlaEvaluationError,
  asBoolean,
  setRandomSource,
  asEvaluationError,
} from '../../runtime/tla/index.ts';
import type { SlotValuesSink } from './explorer.ts';
import { Explorer, sizeOf } from './explorer.ts';
import { algorithmFairness } from './fairness.ts';
import { FormulaBinder } from './formula-binder.ts';
import type { Evaluating } from './expressions.ts';
import { Evaluator } from './expressions.ts';
import { asksFigures } from './figures.ts';
import { fingerprintOfValue } from './fingerprint.ts';
import type { Formula } from './formula.ts';
import { Machine, force } from './machine.ts';
import type { ProcessPlace } from './machine.ts';
import type {
  ActionPredicate,
  ChoiceTaken,
  Fingerprint,
  Model,
  ModelProcess,
  ModelStep,
  Postcondition,
  Slot,
  SlotValues,
  State,
  StatePredicate,
  StateReceiver,
  StateSender,
  StepFairness,
  SuccessorSink,
  TemporalProperty,
  ViolatedAssumption,
} from './model.ts';
import { ownInitialStates } from './own-initial-states.ts';
import { OwnSteps } from './own-steps.ts';
import type { Plan, PlannedPredicate } from './plan.ts';
import type { Population } from './processes.ts';
import type { Program } from './program.ts';
import { Random } from './random.ts';
import type { ReadVariables } from './reads.ts';
import type { RowExplorer, RowLayout } from './rows/index.ts';
import { RowReceiver, RowSender, RowSymmetry, rowsOf } from './rows/index.ts';
import { siteOf } from './sites.ts';
import { StepOracle, sameStates } from './step-oracle.ts';
import { Symmetry } from './symmetry.ts';

/** What a model is made of. */
export interface ModelParts {
  readonly name: string;
  readonly layout: ModelLayout;
  readonly sections: readonly ModelSection[];
  readonly program: Program;
  /** The values of the program's constants. */
  readonly constants: readonly Value[];
  readonly population: Population;
  readonly plan: Plan;
  readonly checksDeadlock: boolean;
  /** What the expression at a place reads: of a predicate of steps `[A]_v`, what v does. */
  reads(kind: 'state' | 'action', place: number): ReadVariables;
  readonly impurities: ModelImpurities;
  /** The same program once more, with functions of its own; undefined if what it does must not be remembered. */
  again(): Program | undefined;
  /** Compiles the algorithm again, as code that tells of its choices. */
  recording(): { readonly program: Program; readonly choices: readonly NotedChoice[] };
  /** Compiles an expression; throws if something is wrong with it. */
  expression(text: string): (before: SlotValues, after: SlotValues) => Value;
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
  readonly properties: readonly TemporalProperty[];
  readonly fairness: readonly StepFairness[];
  readonly assumedFormulas: readonly Formula[];
  readonly postcondition: Postcondition | undefined;
  readonly hasSymmetry: boolean;
  readonly hasView: boolean;
  readonly checksDeadlock: boolean;
  readonly impurities: ModelImpurities;
  private readonly parts: ModelParts;
  /** What answers for the names that pcal.trans defines. */
  readonly oracle: () => StepOracle;
  private readonly machine: Machine;
  private readonly rows: RowLayout;
  private readonly explorer: RowExplorer;
  private readonly evaluator: Evaluating;
  private aboutState = false;
  private readonly symmetry: { readonly ofGroup: Symmetry; readonly ofRows: RowSymmetry } | undefined;
  /** Takes the steps where the specification has others than the algorithm. */
  private readonly ownSteps: OwnSteps | undefined;
  private recorder: ChoiceRecorder | undefined;
  /** Which steps the specification allows, by number; undefined for all. */
  private readonly allowed: readonly boolean[] | undefined;

  /** May throw TlaEvaluationError and SymmetryProblem. */
  constructor(parts: ModelParts) {
    const { layout, population, plan, program } = parts;
    this.parts = parts;
    this.name = parts.name;
    this.impurities = parts.impurities;
    this.variables = layout.variables.map(({ name }) => name);
    this.slots = slotsOf(layout, population.places);
    this.processes = population.places.map(({ declaration, self }) => ({
      name: layout.declarations[declaration]?.name ?? '',
      self,
    }));
    this.oracle = newOracle(parts);
    this.machine = newMachine(parts, this.oracle);
    const explorer = newExplorer(parts, this.machine);
    const { actions } = plan.specification;
    const ofAlgorithm = explorer.steps;
    if (actions.length > 0)
      this.ownSteps = new OwnSteps(actions, program.actions, this.machine, ofAlgorithm.length);
    this.steps = this.ownSteps === undefined ? ofAlgorithm : [...ofAlgorithm, ...this.ownSteps.steps];
    const made = rowsOf({
      ...parts,
      slotCount: sizeOf(layout, population.places),
      explorer,
      evaluator: new Evaluator(this.machine, program),
      again: parts.again(),
      oracle: this.oracle,
    });
    this.rows = made.layout;
    this.explorer = made.explorer;
    this.evaluator = asksFigures(this) ? this.noting(made.evaluator) : made.evaluator;
    this.invariants = plan.invariants.map((predicate) => this.statePredicate(predicate));
    this.constraints = plan.constraints.map((predicate) => this.statePredicate(predicate));
    this.actionConstraints = plan.actionConstraints.map((predicate) => {
      const { name, span } = predicate;
      return { name, span, holds: (before, after) => this.holds(predicate, before, after) };
    });
    const fairness = algorithmFairness(layout, parts.sections, population.places, ofAlgorithm);
    const { oracle } = this;
    const binder = new FormulaBinder(this.evaluator, {
      untouched: (kind, place) => this.untouched(kind, place),
      isTerminated: (state) => this.explorer.isTerminated(state),
      stepsNamed: (name, self) => oracle().stepsNamed(name, self),
      labelOf: (step) => this.steps[step]?.label ?? '',
      algorithmFairness: () => fairness,
      areAllOfAlgorithm: variablesBeside(layout).length === 0 && takesAllSteps(plan.specification),
      asFormula: (fair) => oracle().asFormula(fair, (state) => this.valuesOf(state)),
    });
    this.properties = plan.properties.map(({ name, span, formula }) => ({
      name,
      span,
      formula: binder.formula(formula),
    }));
    const { specification } = plan;
    const assumed = specification.assumptions.map((assumption) => binder.assumption(assumption));
    this.fairness = assumed.flatMap((assumption) => assumption.fairness);
    this.assumedFormulas = assumed.flatMap((assumption) => assumption.formulas);
    this.allowed = allowedSteps(
      this.steps.length,
      specification.steps.map((steps) => binder.stepSet(steps)),
    );
    this.symmetry = this.symmetryOf(plan);
    this.hasSymmetry = this.symmetry !== undefined;
    this.hasView = plan.view !== undefined;
    const { postcondition } = plan;
    this.postcondition = postcondition && {
      ...postcondition,
      holds: () => this.holds(postcondition, [], []),
    };
    this.checksDeadlock = parts.checksDeadlock;
  }

  private untouched(kind: 'state' | 'action', place: number): (() => boolean) | undefined {
    const read = this.parts.reads(kind, place);
    if (read === undefined) return undefined;
    const slots = this.slots.flatMap(({ variable }, slot) => (read.has(variable) ? [slot] : []));
    const watch = this.explorer.watch(slots);
    return () => this.explorer.isUntouched(watch);
  }

  isAboutState(): boolean {
    return this.aboutState;
  }

  /** An evaluator that says what its formulas are about, for those who ask TLCGet for the level. */
  private noting(evaluator: Evaluating): Evaluating {
    return {
      evaluate: (place, before, after, bound) => {
        const outside = this.aboutState;
        this.aboutState = before === after;
        try {
          return evaluator.evaluate(place, before, after, bound);
        } finally {
          this.aboutState = outside;
        }
      },
    };
  }

  private statePredicate(predicate: PlannedPredicate): StatePredicate {
    const { name, span, place } = predicate;
    return {
      name,
      span,
      holds: (state) => this.holds(predicate, state, state),
      isUntouched: this.untouched('state', place),
    };
  }

  private holds({ name, span, place }: PlannedPredicate, before: State, after: State): boolean {
    const value = this.evaluator.evaluate(place, before, after);
    return typeof value === 'boolean' ? value : asBoolean(value, { ...siteOf(span), text: name });
  }

  violatedAssumption(): ViolatedAssumption | undefined {
    for (const { place, span } of this.parts.plan.assumptions) {
      try {
        if (this.evaluator.evaluate(place, [], []) !== true) return { span };
      } catch (error) {
        if (!(error instanceof TlaEvaluationError)) throw error;
        return { span, failure: error.message };
      }
    }
    return undefined;
  }

  initialStates(visit: (state: State) => void, draw?: () => number): void {
    if (!this.impurities.initialValues.some(({ impurity }) => impurity === 'draws')) {
      this.visitInitialStates(visit);
      return;
    }
    // A counterexample begins with one of the states that were found before.
    const random = new Random(0);
    setRandomSource(draw ?? (() => random.fraction()));
    try {
      this.visitInitialStates(visit);
    } finally {
      setRandomSource(draw);
    }
  }

  private visitInitialStates(visit: (state: State) => void): void {
    const { initial, initialFilters: filters } = this.parts.plan.specification;
    if (initial !== undefined) {
      const states = ownInitialStates(initial, this.parts.program, this.machine, this.slots.length);
      for (const state of states) visit(this.stateOf(state));
      return;
    }
    this.explorer.initialStates((state) => {
      if (filters.every((place) => asBoolean(this.evaluator.evaluate(place, state, state)))) visit(state);
    });
  }

  successors(state: State, sink: SuccessorSink): void {
    if (this.ownSteps !== undefined)
      this.ownSteps.successors(this.valuesOf(state), this.onValues(this.filtered(state, sink)));
    else this.explorer.successors(state, this.filtered(state, sink), this.allowed);
  }

  successorsOf(state: State, step: number, sink: SuccessorSink): void {
    if (this.ownSteps !== undefined)
      this.ownSteps.successorsOf(this.valuesOf(state), step, this.onValues(this.filtered(state, sink)));
    else if (this.allowed?.[step] !== false)
      this.explorer.successorsOf(state, step, this.filtered(state, sink));
  }

  private onValues(sink: SuccessorSink): SlotValuesSink {
    return (next, step) => {
      sink(this.stateOf(next), step);
    };
  }

  /** A sink for the steps that the specification does not leave out. */
  private filtered(before: State, sink: SuccessorSink): SuccessorSink {
    const filters = this.parts.plan.specification.stepFilters;
    if (filters.length === 0) return sink;
    return (next, step) => {
      if (filters.every((place) => asBoolean(this.evaluator.evaluate(place, before, next)))) sink(next, step);
    };
  }

  isTerminated(state: State): boolean {
    if (!this.explorer.isTerminated(state)) return false;
    return this.ownSteps?.mayStutter(this.valuesOf(state)) ?? true;
  }

  fingerprint(state: State, into: Fingerprint): void {
    const { view } = this.parts.plan;
    const { symmetry } = this;
    if (view !== undefined) {
      const seen = this.viewed(view.place, state);
      if (symmetry === undefined) fingerprintOfValue(seen, into);
      else symmetry.ofGroup.fingerprintOfView(seen, into);
    } else if (symmetry === undefined) this.rows.fingerprint(state, into);
    else symmetry.ofRows.fingerprint(state, into);
  }

  private viewed(place: number, state: State): Value {
    const seen = this.evaluator.evaluate(place, state, state);
    try {
      force(seen);
    } catch (error) {
      throw asEvaluationError(error);
    }
    return seen;
  }

  private symmetryOf({ symmetry }: Plan): ExecutableModel['symmetry'] {
    if (symmetry.length === 0) return undefined;
    const sets = symmetry.map(({ place, span }) => ({ span, value: this.evaluator.evaluate(place, [], []) }));
    const { layout, population } = this.parts;
    const ofGroup = new Symmetry(sets, layout, population.places, this.slots.length);
    return { ofGroup, ofRows: new RowSymmetry(this.rows, ofGroup.images) };
  }

  choicesOf(before: State, step: number, after: State): readonly ChoiceTaken[] {
    if (this.ownSteps?.isOwn(step) === true) return [];
    this.recorder ??= new ChoiceRecorder(this.parts);
    return this.recorder.choicesOf(this.valuesOf(before), step, this.valuesOf(after));
  }

  valuesOf(state: State): SlotValues {
    return this.rows.valuesOf(state);
  }

  stateOf(values: SlotValues): State {
    return this.rows.rowOf(values);
  }

  newSender(): StateSender {
    return new RowSender(this.rows);
  }

  newReceiver(): StateReceiver {
    return new RowReceiver(this.rows);
  }

  variableValue(state: State, variable: string): Value {
    const { layout } = this.parts;
    const found = layout.variables.find(({ name }) => name === variable);
    if (found === undefined)
      throw new TlaEvaluationError('unknown-variable', `There is no variable ${variable}`, []);
    return this.machine.variableIn(this.valuesOf(state), found);
  }

  traceExpression(text: string): (before: State, after: State) => Value {
    const evaluate = this.parts.expression(text);
    return (before, after) => evaluate(this.valuesOf(before), this.valuesOf(after));
  }
}

/** Finds the choices of steps: runs them again by code that tells of them. */
class ChoiceRecorder {
  private readonly machine: Machine;
  private readonly explorer: Explorer;
  private readonly choices: readonly NotedChoice[];
  private readonly layout: ModelLayout;

  constructor(parts: ModelParts) {
    const { program, choices } = parts.recording();
    this.choices = choices;
    this.layout = parts.layout;
    this.machine = newMachine(parts, newOracle(parts));
    this.explorer = newExplorer({ ...parts, program }, this.machine);
  }

  choicesOf(before: SlotValues, step: number, after: SlotValues): readonly ChoiceTaken[] {
    let found: readonly ChoiceTaken[] | undefined;
    this.explorer.successorsOf(before, step, (next) => {
      if (found !== undefined || !sameStates(next, after, this.layout)) return;
      found = this.machine.noted.flatMap(({ number, value }): readonly ChoiceTaken[] => {
        const choice = this.choices[number];
        return choice === undefined ? [] : [{ ...choice, value }];
      });
    });
    return found ?? [];
  }
}

function newMachine(parts: ModelParts, oracle: () => StepOracle): Machine {
  const { layout, constants, population } = parts;
  const machine = new Machine(layout, constants, oracle);
  machine.populate(population.places, population.procSet);
  return machine;
}

function newExplorer({ program, layout, sections, population }: ModelParts, machine: Machine): Explorer {
  return new Explorer(machine, program, layout, sections, population.places);
}

/** Makes, when first asked, what answers for the names that pcal.trans defines. */
function newOracle(parts: ModelParts): () => StepOracle {
  let oracle: StepOracle | undefined;
  return () => {
    oracle ??= new StepOracle(
      newExplorer(parts, newMachine(parts, newOracle(parts))),
      parts.layout,
      parts.population.places,
    );
    return oracle;
  };
}

/** Whether the steps are those of the algorithm, none left out and no others. */
function takesAllSteps({ actions, steps, stepFilters }: Plan['specification']): boolean {
  return actions.length === 0 && steps.length === 0 && stepFilters.length === 0;
}

function allowedSteps(count: number, sets: readonly (readonly number[])[]): readonly boolean[] | undefined {
  if (sets.length === 0) return undefined;
  return Array.from({ length: count }, (_, step) => sets.every((steps) => steps.includes(step)));
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
