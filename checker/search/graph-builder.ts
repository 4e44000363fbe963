import type { State } from '../model/index.ts';
import { NumberList } from './ancestry.ts';
import { lengthAfter } from './memory.ts';
import { PackedStates } from './packed-states.ts';
import type { StateGraph } from './state-graph.ts';

const STATES_PER_BLOCK = 1 << 10;
/** Edges are counted from 1 in 32 bits. */
const MOST_EDGES = 2 ** 32 - 1;

/** A typed array that doubles when it is full. */
class Growing<T extends Uint32Array | Uint16Array> {
  array: T;
  length = 0;
  readonly #make: (length: number) => T;
  readonly #most: number;

  constructor(make: (length: number) => T, most: number) {
    this.#make = make;
    this.#most = most;
    this.array = make(Math.min(1 << 10, most));
  }

  push(value: number): void {
    if (this.length === this.array.length) {
      const larger = this.#make(lengthAfter(this.length, this.#most, 'steps between states'));
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.length++] = value;
  }
}

/** Records what a search explores: every state once, and the edges of one state at a time. */
export class GraphBuilder {
  /** Each but the last is full. */
  readonly #blocks: PackedStates[] = [];
  #stateCount = 0;
  readonly #initial: number[] = [];
  readonly #firstEdge = new NumberList();
  readonly #edgeCount = new NumberList();
  readonly #targets: Growing<Uint32Array>;
  readonly #steps: Growing<Uint16Array>;
  /** By target: the last edge to it, counted from 1. */
  readonly #lastEdgeTo = new NumberList();
  /** The last edge to OUTSIDE, counted from 1. */
  #lastEdgeOutside = 0;
  #edgesStart = 0;

  /** `mostEdges`: beyond, an edge would have no number; adding one throws OutOfMemory. */
  constructor(mostEdges = MOST_EDGES) {
    this.#targets = new Growing((length) => new Uint32Array(length), mostEdges);
    this.#steps = new Growing((length) => new Uint16Array(length), mostEdges);
  }

  /** Keeps a copy. States come with successive numbers from 0. */
  addState(state: State, isInitial: boolean): void {
    if (isInitial) this.#initial.push(this.#stateCount);
    if (this.#stateCount % STATES_PER_BLOCK === 0) this.#blocks.push(new PackedStates(STATES_PER_BLOCK));
    this.#blocks[this.#blocks.length - 1]?.push(state);
    this.#stateCount++;
    this.#firstEdge.push(0);
    this.#edgeCount.push(0);
    this.#lastEdgeTo.push(0);
  }

  /** The edges that follow, until `endState`, are those of one state; steps come in groups, so that equal edges are found. */
  beginState(): void {
    this.#edgesStart = this.#targets.length;
  }

  addEdge(target: number, step: number): void {
    const outside = target >= this.#stateCount;
    const last = outside ? this.#lastEdgeOutside : this.#lastEdgeTo.get(target);
    if (last > this.#edgesStart && this.#steps.array[last - 1] === step) return;
    this.#targets.push(target);
    this.#steps.push(step);
    if (outside) this.#lastEdgeOutside = this.#targets.length;
    else this.#lastEdgeTo.set(target, this.#targets.length);
  }

  endState(id: number): void {
    this.#firstEdge.set(id, this.#edgesStart);
    this.#edgeCount.set(id, this.#targets.length - this.#edgesStart);
  }

  build(parents: Uint32Array): StateGraph {
    const blocks = this.#blocks;
    const stateCount = this.#stateCount;
    return {
      stateCount,
      initialStates: this.#initial,
      parents,
      firstEdge: this.#firstEdge.toArray(),
      edgeCount: this.#edgeCount.toArray(),
      edgeTargets: this.#targets.array,
      edgeSteps: this.#steps.array,
      stateAt: (id) => {
        const block = blocks[Math.floor(id / STATES_PER_BLOCK)];
        if (block === undefined || id >= stateCount) throw new RangeError(`there is no state ${id}`);
        return block.at(id % STATES_PER_BLOCK);
      },
    };
  }
}
