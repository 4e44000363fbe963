import type { State } from '../model/index.ts';
import type { StateGraph } from '../search/state-graph.ts';
import { TlaEvaluationError } from '../../runtime/tla/index.ts';
import type { Leaf, Term } from './terms.ts';

/** In place of an edge: the step from a state to itself that no process takes. */
export const STUTTER = -1;

/** A predicate of a formula has no value. `edge` is the step it was evaluated on (a place in the graph's edges, or STUTTER); of a state predicate undefined. */
export class LeafFailure extends Error {
  readonly leaf: Leaf;
  readonly state: number;
  readonly edge: number | undefined;
  override readonly cause: TlaEvaluationError;

  constructor(leaf: Leaf, state: number, edge: number | undefined, cause: TlaEvaluationError) {
    super(cause.message);
    this.name = 'LeafFailure';
    this.leaf = leaf;
    this.state = state;
    this.edge = edge;
    this.cause = cause;
  }
}

/** Truth values by number, of which some are known: two bits each. */
class Verdicts {
  private readonly known: Uint32Array;
  private readonly values: Uint32Array;

  constructor(size: number) {
    this.known = new Uint32Array((size + 31) >>> 5);
    this.values = new Uint32Array((size + 31) >>> 5);
  }

  get(at: number): boolean | undefined {
    const word = at >>> 5;
    const bit = 1 << (at & 31);
    if (((this.known[word] ?? 0) & bit) === 0) return undefined;
    return ((this.values[word] ?? 0) & bit) !== 0;
  }

  set(at: number, value: boolean): void {
    const word = at >>> 5;
    const bit = 1 << (at & 31);
    this.known[word] = (this.known[word] ?? 0) | bit;
    if (value) this.values[word] = (this.values[word] ?? 0) | bit;
  }
}

/** Evaluates propositional terms on a state graph; every leaf at most once per state or step. Throws LeafFailure. */
export class Propositions {
  private readonly graph: StateGraph;
  private readonly ofStates: Verdicts[] = [];
  private readonly ofEdges: Verdicts[] = [];
  private lastId = -1;
  private lastState: State = [];

  constructor(graph: StateGraph) {
    this.graph = graph;
  }

  /** Of a state-level term. */
  holdsInState(term: Term, state: number): boolean {
    return this.holdsOnStep(term, state, STUTTER);
  }

  /** Of the step that `edge` (a place in the graph's edges, or STUTTER) takes from `state`. */
  holdsOnStep(term: Term, state: number, edge: number): boolean {
    switch (term.kind) {
      case 'constant':
        return term.value;
      case 'leaf': {
        const { leaf, index } = term;
        const value =
          leaf.kind === 'state' || edge === STUTTER
            ? this.ofState(leaf, index, state)
            : this.ofEdge(leaf, index, state, edge);
        return value === term.positive;
      }
      case 'and':
        for (const each of term.operands) if (!this.holdsOnStep(each, state, edge)) return false;
        return true;
      case 'or':
        for (const each of term.operands) if (this.holdsOnStep(each, state, edge)) return true;
        return false;
      default:
        throw new Error(`${term.kind} is not propositional`);
    }
  }

  /** Of a state predicate in a state, or of a step predicate on stuttering there. */
  private ofState(leaf: Leaf, index: number, id: number): boolean {
    const verdicts = (this.ofStates[index] ??= new Verdicts(this.graph.stateCount));
    const known = verdicts.get(id);
    if (known !== undefined) return known;
    const state = this.stateAt(id);
    let value: boolean;
    try {
      value = leaf.kind === 'state' ? leaf.holds(state) : leaf.holds(state, state);
    } catch (error) {
      throw failure(leaf, id, leaf.kind === 'state' ? undefined : STUTTER, error);
    }
    verdicts.set(id, value);
    return value;
  }

  private ofEdge(leaf: Extract<Leaf, { kind: 'action' }>, index: number, id: number, edge: number): boolean {
    const verdicts = (this.ofEdges[index] ??= new Verdicts(this.graph.edgeTargets.length));
    const known = verdicts.get(edge);
    if (known !== undefined) return known;
    const before = this.stateAt(id);
    const after = this.graph.stateAt(this.graph.edgeTargets[edge] ?? 0);
    let value: boolean;
    try {
      value = leaf.holds(before, after);
    } catch (error) {
      throw failure(leaf, id, edge, error);
    }
    verdicts.set(edge, value);
    return value;
  }

  /** Successive questions are mostly about one state. */
  private stateAt(id: number): State {
    if (id !== this.lastId) {
      this.lastState = this.graph.stateAt(id);
      this.lastId = id;
    }
    return this.lastState;
  }
}

/** Anything but an evaluation error is a mistake of ours and passes. */
function failure(leaf: Leaf, state: number, edge: number | undefined, error: unknown): unknown {
  return error instanceof TlaEvaluationError ? new LeafFailure(leaf, state, edge, error) : error;
}
