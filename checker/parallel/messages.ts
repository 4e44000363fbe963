import type { MessagePort } from 'node:worker_threads';
import type { StateMessage } from '../model/index.ts';
import type { CounterData, FingerprintMemory } from '../search/index.ts';
import type { ControlMemory } from './control.ts';
import type { ModelRecipe } from './recipe.ts';
import type { SharePart } from './saving.ts';

/** What a worker is given to do. */
export interface WorkerTask {
  readonly worker: number;
  readonly control: ControlMemory;
  readonly visited: FingerprintMemory;
  readonly maximumDepth: number;
  /** Numbers below were given to states before the search was resumed. */
  readonly firstNumber: number;
  readonly spill: SpillPlan | undefined;
  /** By worker: a channel to it, for states; undefined for the worker itself. */
  readonly channels: readonly (MessagePort | undefined)[];
}

/** What one in a thread of its own is given when the thread starts; its task comes later. */
export interface ThreadStart {
  readonly recipe: ModelRecipe;
}

/** Where a worker keeps waiting states when its heap is larger. */
export interface SpillPlan {
  readonly directory: string;
  readonly heapBytesPerWorker: number;
}

/** States that go from one worker to another. */
export interface StateBlock {
  readonly ids: Uint32Array<ArrayBuffer>;
  readonly states: StateMessage;
}

/** How a worker's part of the search ended. */
export interface DoneMessage {
  readonly kind: 'done';
  readonly counters: CounterData;
  /** States it numbered. */
  readonly numbered: number;
  /** States of this level that wait with it; not 0 only if the search was stopped. */
  readonly leftInLevel: number;
  readonly ancestryBytes: number;
  /** There was an initial state, inside the constraints or not. Of the worker that visited them. */
  readonly hasInitial: boolean;
  /** States at the bound of the depth were not expanded. */
  readonly wasCut: boolean;
  /** It found a violation while it expanded this state; NO_PARENT: among the initial states. */
  readonly findingAt: number | undefined;
}

/** Where a state came from: its parent's number, and its place among the parent's successors. */
export interface Origin {
  readonly parent: number;
  readonly ordinal: number;
}

/** What a worker thread answers; `piece` is undefined if there is no further one. */
export type WorkerAnswer =
  ({ readonly kind: 'origin' } & Origin) | { readonly kind: 'piece'; readonly piece: Uint8Array | undefined };

/** What a worker thread says: at the end of its work, and then to questions about the states it numbered. */
export type WorkerMessage =
  | DoneMessage
  | WorkerAnswer
  | { readonly kind: 'printed'; readonly line: string }
  | {
      readonly kind: 'failed';
      readonly name: string;
      readonly message: string;
      readonly stack: string;
      readonly isForeseen: boolean;
    };

/** What a worker thread is told when there is something to search. */
export interface TaskMessage {
  readonly kind: 'task';
  readonly task: WorkerTask;
}

/** What a worker thread is asked when it is done: where a state of its came from (the place in its ancestry), the next piece of what it has, or to end. */
export type WorkerQuestion =
  | { readonly kind: 'origin'; readonly place: number }
  | { readonly kind: 'piece'; readonly part: SharePart }
  | { readonly kind: 'end' };
