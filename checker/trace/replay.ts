import { TlaEvaluationError, sameValue, toTlaString } from '../../runtime/tla/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import { StepFailure } from '../model/index.ts';
import type { Formula, Model, ModelStep, State } from '../model/index.ts';
import { holdsOn, isFair } from './lasso.ts';
import { initialStatesOf, possibleMoves } from './moves.ts';
import type { RecordedState, RecordedStep, RecordedTrace } from './recorded.ts';
import { sameState } from './states.ts';
import type { Path, PathEnd } from './trace.ts';

export type ReplayOutcome =
  /** The trace is a behaviour of the model and shows what it says. */
  | { readonly kind: 'reproduced'; readonly path: Path }
  /** It is a behaviour, but shows no violation, or not this one. */
  | { readonly kind: 'harmless'; readonly path: Path; readonly reason: string }
  /** `state` (from 0) is where it leaves the behaviours of the model. */
  | { readonly kind: 'notABehaviour'; readonly state: number; readonly reason: string };

/** Follows a recorded trace on a model, and checks at its end what it claims to show. */
export function replay(model: Model, trace: RecordedTrace): ReplayOutcome {
  for (const [state, recorded] of trace.states.entries()) {
    const reason = namesOffModel(model, recorded);
    if (reason !== undefined) return { kind: 'notABehaviour', state, reason };
  }
  // Several slots could show the same variables only if the model were wrong; all candidates are followed nevertheless.
  let candidates: readonly Path[] = initialStatesOf(model)
    .filter((state) => shows(model, state, trace.states[0] as RecordedState))
    .map((state) => ({ states: [state], steps: [], end: undefined }));
  if (candidates.length === 0) {
    return { kind: 'notABehaviour', state: 0, reason: 'the spec has no such initial state' };
  }
  for (const [index, recorded] of trace.states.entries()) {
    if (index === 0) continue;
    const next = candidates.flatMap((path) => extensions(model, path, recorded));
    if (next.length === 0) {
      const reason = whyNot(model, candidates, recorded);
      return { kind: 'notABehaviour', state: index, reason };
    }
    candidates = withoutRepetitions(next);
  }
  const outcomes = candidates.map((path) => conclusion(model, path, trace));
  return outcomes.find(({ kind }) => kind === 'reproduced') ?? (outcomes[0] as ReplayOutcome);
}

function namesOffModel(model: Model, state: RecordedState): string | undefined {
  const missing = model.variables.filter((variable) => !state.values.has(variable));
  const extra = [...state.values.keys()].filter((variable) => !model.variables.includes(variable));
  if (missing.length > 0) return `the trace does not say what ${missing.join(', ')} is`;
  if (extra.length > 0) return `the spec has no variable ${extra.join(', ')}`;
  return undefined;
}

function shows(model: Model, state: State, recorded: RecordedState): boolean {
  return model.variables.every((variable) => {
    const value = recorded.values.get(variable);
    return value !== undefined && sameValue(value, model.variableValue(state, variable));
  });
}

function extensions(model: Model, path: Path, recorded: RecordedState): readonly Path[] {
  return possibleMoves(model, path.states.at(-1) as State)
    .filter(({ step, state }) => isStep(model, step, recorded.step) && shows(model, state, recorded))
    .map(({ step, state }) => ({
      states: [...path.states, state],
      steps: [...path.steps, step],
      end: undefined,
    }));
}

function isStep(model: Model, id: number, recorded: RecordedStep | undefined): boolean {
  if (recorded === undefined) return true;
  const { process, label, owner } = model.steps[id] as ModelStep;
  const { name, self } = model.processes[process] ?? { name: owner, self: undefined };
  if (label !== recorded.label || name !== recorded.process) return false;
  return self === undefined
    ? recorded.self === undefined
    : recorded.self !== undefined && sameValue(self, recorded.self);
}

function withoutRepetitions(paths: readonly Path[]): readonly Path[] {
  const kept: Path[] = [];
  for (const path of paths) {
    const last = path.states.at(-1) as State;
    if (!kept.some((other) => sameState(other.states.at(-1) as State, last))) kept.push(path);
  }
  return kept;
}

/** The first variable for which no move agrees with the trace, or what the step is. */
function whyNot(model: Model, candidates: readonly Path[], recorded: RecordedState): string {
  const { step } = recorded;
  const name = step === undefined ? 'a step' : stepText(step);
  const moves = candidates
    .flatMap((path) => possibleMoves(model, path.states.at(-1) as State))
    .filter((move) => isStep(model, move.step, step));
  if (moves.length === 0) return `${name} is not possible there`;
  for (const variable of model.variables) {
    const value = recorded.values.get(variable) as Value;
    const possible = moves.map(({ state }) => model.variableValue(state, variable));
    if (!possible.some((other) => sameValue(other, value))) {
      const shown = [...new Set(possible.map(toTlaString))].slice(0, 3).join(' or ');
      return `${name} makes ${variable} ${shown}, not ${toTlaString(value)}`;
    }
  }
  return `${name} does not make the values of the trace together`;
}

function stepText({ process, self, label }: RecordedStep): string {
  return `step ${label} of ${self === undefined ? process : `${process}(${toTlaString(self)})`}`;
}

function conclusion(model: Model, path: Path, trace: RecordedTrace): ReplayOutcome {
  const last = path.states.at(-1) as State;
  const harmless = (reason: string): ReplayOutcome => ({ kind: 'harmless', path, reason });
  const reproduced = (end?: PathEnd): ReplayOutcome => ({ kind: 'reproduced', path: { ...path, end } });
  switch (trace.result) {
    case 'deadlock':
      if (model.isTerminated(last)) return harmless('the last state is terminated, which is no deadlock');
      return possibleMoves(model, last).length > 0
        ? harmless('the last state has a successor')
        : reproduced();
    case 'assert':
    case 'error': {
      const failure = failureIn(model, last, trace);
      return failure === undefined ? harmless('nothing fails in the last state') : reproduced(failure);
    }
    case 'invariant': {
      const invariant = model.invariants.find(({ name }) => name === trace.violated);
      if (invariant === undefined) return harmless(`the model has no invariant ${trace.violated ?? ''}`);
      return invariant.holds(last) ? harmless(`${invariant.name} holds in the last state`) : reproduced();
    }
    case 'property':
      return propertyConclusion(model, path, trace);
  }
}

function failureIn(model: Model, state: State, trace: RecordedTrace): PathEnd | undefined {
  const recorded = trace.end?.kind === 'failure' ? trace.end.step : undefined;
  for (const step of model.steps.keys()) {
    if (recorded !== undefined && !isStep(model, step, recorded)) continue;
    try {
      model.successorsOf(state, step, () => undefined);
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      return { kind: 'failure', step, message: error.message };
    }
  }
  if (recorded !== undefined) return undefined;
  for (const predicate of [...model.invariants, ...model.constraints]) {
    try {
      predicate.holds(state);
    } catch (error) {
      if (!(error instanceof TlaEvaluationError)) throw error;
      return { kind: 'failure', step: undefined, message: error.message };
    }
  }
  return undefined;
}

function propertyConclusion(model: Model, path: Path, trace: RecordedTrace): ReplayOutcome {
  const harmless = (reason: string): ReplayOutcome => ({ kind: 'harmless', path, reason });
  const property = model.properties.find(({ name }) => name === trace.violated);
  if (property === undefined) return harmless(`the model has no property ${trace.violated ?? ''}`);
  const ended = endOf(model, path, trace);
  if (typeof ended === 'string') return { kind: 'notABehaviour', state: path.states.length, reason: ended };
  const backTo = ended?.kind === 'lasso' ? ended.backTo : path.states.length - 1;
  const lasso = { states: path.states, backTo };
  if (holdsOn(property.formula, lasso)) return harmless(`${property.name} holds of the behaviour`);
  if (ended === undefined) {
    if (!isSafety(property.formula)) return harmless(`a finite behaviour cannot violate ${property.name}`);
  } else {
    const unfair = model.fairness.find((fairness) => !isFair(model, fairness, lasso));
    if (unfair !== undefined)
      return harmless(`the behaviour is unfair to ${fairnessText(model, unfair.steps)}`);
    if (!model.assumedFormulas.every((formula) => holdsOn(formula, lasso)))
      return harmless('the behaviour is none that the specification allows');
  }
  return { kind: 'reproduced', path: { ...path, end: ended } };
}

/** How the path goes on for ever; undefined if it just ends, a text if it cannot go on as recorded. */
function endOf(model: Model, path: Path, trace: RecordedTrace): PathEnd | undefined | string {
  const { end } = trace;
  if (end === undefined || end.kind === 'failure') return undefined;
  if (end.kind === 'stuttering') return end;
  const target = path.states[end.backTo] as State;
  const move = possibleMoves(model, path.states.at(-1) as State).find(
    ({ step, state }) => isStep(model, step, end.step) && sameState(state, target),
  );
  if (move === undefined)
    return `${end.step === undefined ? 'no step' : stepText(end.step)} ${end.step === undefined ? 'leads' : 'does not lead'} back to state ${end.backTo + 1}`;
  return { kind: 'lasso', backTo: end.backTo, step: move.step };
}

/** Whether a finite behaviour can show the formula false: nothing in it is asked to happen some time. */
export function isSafety(formula: Formula): boolean {
  switch (formula.kind) {
    case 'constant':
    case 'state':
    case 'action':
      return true;
    case 'and':
    case 'or':
      return formula.operands.every(isSafety);
    case 'always':
      return isSafety(formula.operand);
    case 'implies':
      return !isTemporal(formula.left) && isSafety(formula.right);
    case 'not':
    case 'equivalent':
      return !isTemporal(formula);
    case 'eventually':
    case 'leadsTo':
      return false;
  }
}

function isTemporal(formula: Formula): boolean {
  switch (formula.kind) {
    case 'constant':
    case 'state':
    case 'action':
      return false;
    case 'not':
      return isTemporal(formula.operand);
    case 'and':
    case 'or':
      return formula.operands.some(isTemporal);
    case 'implies':
    case 'equivalent':
      return isTemporal(formula.left) || isTemporal(formula.right);
    case 'always':
    case 'eventually':
    case 'leadsTo':
      return true;
  }
}

function fairnessText(model: Model, steps: ReadonlySet<number>): string {
  const names = [...steps].slice(0, 3).map((id) => {
    const { process, label } = model.steps[id] as ModelStep;
    const { name, self } = model.processes[process] ?? { name: '', self: undefined };
    return stepText({ process: name, self, label });
  });
  return names.join(', ') + (steps.size > names.length ? ', ...' : '');
}
