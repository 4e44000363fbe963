import type { StateGraph } from '../search/state-graph.ts';
import { OUTSIDE } from '../search/state-graph.ts';
import type { Automaton, Transition } from './automaton.ts';
import { IntList, PairIndex } from './int-list.ts';
import type { Propositions } from './propositions.ts';
import { STUTTER } from './propositions.ts';

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
  /** Place in `transitions`. */
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
  const nodes = new PairIndex();
  const parentEdges = new IntList();
  const edgeStart = new IntList();
  const edgeSources = new IntList();
  const edgeTargets = new IntList();
  const edgeSteps = new IntList();
  const edgeTransitions = new IntList();
  const transitions: Transition[] = [];
  /** By the automaton's state: where its transitions begin in `transitions`. */
  const firstTransition: (number | undefined)[] = [];

  for (const state of starts) {
    const before = nodes.size;
    if (nodes.numberOf(state, automaton.initial) === before) parentEdges.push(ROOT);
  }
  for (let node = 0; node < nodes.size; node += 1) {
    edgeStart.push(edgeSources.length);
    const state = nodes.firsts.at(node);
    const automatonState = nodes.seconds.at(node);
    const ways = automaton.transitionsOf(automatonState);
    let first = firstTransition[automatonState];
    if (first === undefined) {
      first = transitions.length;
      firstTransition[automatonState] = first;
      transitions.push(...ways);
    }
    const edgesFrom = graph.firstEdge[state] ?? 0;
    const edgesTo = edgesFrom + (graph.edgeCount[state] ?? 0);
    for (let way = 0; way < ways.length; way += 1) {
      const { onState, onStep, target } = ways[way] as Transition;
      if (!onState.every((term) => propositions.holdsInState(term, state))) continue;
      for (let edge = edgesFrom - 1; edge < edgesTo; edge += 1) {
        const step = edge < edgesFrom ? STUTTER : edge;
        const next = step === STUTTER ? state : (graph.edgeTargets[edge] ?? OUTSIDE);
        // A step that changes nothing is stuttering.
        if (next === OUTSIDE || (step !== STUTTER && next === state)) continue;
        if (!onStep.every((term) => propositions.holdsOnStep(term, state, step))) continue;
        const before = nodes.size;
        const number = nodes.numberOf(next, target);
        if (number === before) parentEdges.push(edgeSources.length);
        edgeSources.push(node);
        edgeTargets.push(number);
        edgeSteps.push(step);
        edgeTransitions.push(first + way);
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
    transitions,
  };
}
