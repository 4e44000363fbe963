import type { StateGraph } from '../search/state-graph.ts';
import { OUTSIDE } from '../search/state-graph.ts';
import type { Automaton, Transition } from './automaton.ts';
import { IntList, PairIndex } from './int-list.ts';
import type { Propositions } from './propositions.ts';
import { STUTTER } from './propositions.ts';
import type { Term } from './terms.ts';

/** In place of a parent edge: the node is one the exploration started from. */
export const ROOT = -1;

/**
 * The state graph, each state with its stuttering step, times an automaton: nodes are pairs, numbered in breadth-first order from the start.
 * The edges of node n are `edgeStart[n]` up to `edgeStart[n + 1]`.
 */
export interface Product {
  readonly nodeCount: number;
  /** The state of the graph a node is at. */
  readonly states: Int32Array;
  /** The edge by which a node was first reached, or ROOT. */
  readonly parentEdges: Int32Array;
  readonly edgeStart: Int32Array;
  readonly edgeSources: Int32Array;
  readonly edgeTargets: Int32Array;
  /** The step taken: a place in the state graph's edges, or STUTTER. */
  readonly edgeSteps: Int32Array;
  /** Place in `transitions`, those of the automaton. */
  readonly edgeTransitions: Int32Array;
  readonly transitions: readonly Transition[];
}

/** Everything that can be reached from the states of `starts` in the automaton's initial state. */
export function buildProduct(
  graph: StateGraph,
  automaton: Automaton,
  propositions: Propositions,
  starts: Iterable<number>,
): Product {
  const nodes = new PairIndex(graph.stateCount);
  const parentEdges = new IntList();
  const edgeStart = new IntList();
  const edgeSources = new IntList();
  const edgeTargets = new IntList();
  const edgeSteps = new IntList();
  const edgeTransitions = new IntList();
  for (const state of starts) {
    const before = nodes.size;
    if (nodes.numberOf(state, automaton.initial) === before) parentEdges.push(ROOT);
  }
  for (let node = 0; node < nodes.size; node += 1) {
    edgeStart.push(edgeSources.length);
    const state = nodes.firsts.at(node);
    const automatonState = nodes.seconds.at(node);
    const edgesFrom = graph.firstEdge[state] ?? 0;
    const edgesTo = edgesFrom + (graph.edgeCount[state] ?? 0);
    let step = STUTTER;
    let dependsOnStep = false;
    const holds = (term: Term): boolean => {
      dependsOnStep ||= !term.isStateLevel;
      return propositions.holdsOnStep(term, state, step);
    };
    let transitions = automaton.transitionsOn(automatonState, holds);
    for (let edge = edgesFrom - 1; edge < edgesTo; edge += 1) {
      step = edge < edgesFrom ? STUTTER : edge;
      const next = step === STUTTER ? state : (graph.edgeTargets[edge] ?? OUTSIDE);
      // A step that changes nothing is stuttering.
      if (next === OUTSIDE || (step !== STUTTER && next === state)) continue;
      if (dependsOnStep) transitions = automaton.transitionsOn(automatonState, holds);
      for (const { id, target } of transitions) {
        const before = nodes.size;
        const number = nodes.numberOf(next, target);
        if (number === before) parentEdges.push(edgeSources.length);
        edgeSources.push(node);
        edgeTargets.push(number);
        edgeSteps.push(step);
        edgeTransitions.push(id);
      }
    }
  }
  edgeStart.push(edgeSources.length);
  return {
    nodeCount: nodes.size,
    states: nodes.firsts.view(),
    parentEdges: parentEdges.view(),
    edgeStart: edgeStart.view(),
    edgeSources: edgeSources.view(),
    edgeTargets: edgeTargets.view(),
    edgeSteps: edgeSteps.view(),
    edgeTransitions: edgeTransitions.view(),
    transitions: automaton.transitions,
  };
}
