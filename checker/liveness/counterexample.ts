import type { StateGraph } from '../search/state-graph.ts';
import { STUTTER } from './propositions.ts';

/** A state of a behaviour and the step (place in `Model.steps`) that led to it: undefined for the initial state, and for stuttering. */
export interface BehaviourStep {
  /** The state's number in the graph. */
  readonly state: number;
  readonly step: number | undefined;
}

/** A behaviour of the specification, under its fairness, of which a property is false. */
export interface Counterexample {
  /**
   * `lasso`: after the last state the behaviour goes back to `loop.to` and repeats itself from there. `stuttering`: nothing happens any more
   * after the last state. `finite`: the last state, or the step to it, is what must not be, whatever follows.
   */
  readonly kind: 'lasso' | 'stuttering' | 'finite';
  readonly states: readonly BehaviourStep[];
  /** Place in `states` of the first state of the cycle, and the step that leads back to it; undefined if finite. */
  readonly loop: { readonly to: number; readonly step: number | undefined } | undefined;
}

/** The behaviour that takes `edges` (places in the graph's edges, or STUTTER) from `start` and ends. */
export function finiteBehaviour(graph: StateGraph, start: number, edges: readonly number[]): Counterexample {
  return { kind: 'finite', states: statesAlong(graph, start, edges), loop: undefined };
}

/** The behaviour that takes the edges of `prefix` from `start` and those of `cycle` for ever. Stuttering is left out where something happens. */
export function infiniteBehaviour(
  graph: StateGraph,
  start: number,
  prefix: readonly number[],
  cycle: readonly number[],
): Counterexample {
  const before = prefix.filter((edge) => edge !== STUTTER);
  const changes = cycle.filter((edge) => edge !== STUTTER);
  if (changes.length === 0) {
    const states = statesAlong(graph, start, before);
    return { kind: 'stuttering', states, loop: { to: states.length - 1, step: undefined } };
  }
  const repeated = changes.slice(0, periodOf(changes));
  // u a (v a) (v a) ... is u (a v) (a v) ...
  let turns = 0;
  const fromEnd = (edges: readonly number[], place: number): number | undefined =>
    edges[edges.length - 1 - (place % edges.length)];
  while (turns < before.length && fromEnd(before, turns) === fromEnd(repeated, turns)) turns += 1;
  const split = repeated.length - (turns % repeated.length);
  const turned = [...repeated.slice(split), ...repeated.slice(0, split)];
  const lead = before.slice(0, before.length - turns);
  const states = statesAlong(graph, start, [...lead, ...turned.slice(0, -1)]);
  return {
    kind: 'lasso',
    states,
    loop: { to: lead.length, step: graph.edgeSteps[turned[turned.length - 1] ?? 0] },
  };
}

function statesAlong(graph: StateGraph, start: number, edges: readonly number[]): BehaviourStep[] {
  const states: BehaviourStep[] = [{ state: start, step: undefined }];
  let at = start;
  for (const edge of edges) {
    if (edge !== STUTTER) at = graph.edgeTargets[edge] ?? 0;
    states.push({ state: at, step: edge === STUTTER ? undefined : graph.edgeSteps[edge] });
  }
  return states;
}

/** The length of the shortest sequence of which `edges` is a repetition. */
function periodOf(edges: readonly number[]): number {
  for (let length = 1; length <= edges.length / 2; length += 1) {
    if (edges.length % length !== 0) continue;
    if (edges.every((edge, at) => edge === edges[at % length])) return length;
  }
  return edges.length;
}
