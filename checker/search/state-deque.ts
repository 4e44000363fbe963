import type { State } from '../model/index.ts';
import { decodeStates, encodeStates } from './state-blocks.ts';

const BLOCK_LENGTH = 1 << 10;

/** Where blocks of states go when memory is short. Synchronous; its errors (a full disk) end the search. */
export interface BlockStore {
  /** Keeps the bytes; what is returned stands for them. */
  write(bytes: Uint8Array): number;
  /** Gives the bytes back and forgets them. */
  take(handle: number): Uint8Array;
}

/** When to keep states elsewhere, and where. */
export interface Spill {
  readonly store: BlockStore;
  /** Asked whenever a block of states is full. */
  memoryIsShort(): boolean;
  /** How many states make a block; 1024 if not given. */
  readonly blockLength?: number;
}

interface Block {
  /** Undefined while the store has them. */
  states: State[] | undefined;
  readonly ids: number[];
  /** The next one to be shifted. */
  first: number;
  handle: number;
  /** How many states the store has. */
  stored: number;
}

const newBlock = (): Block => ({ states: [], ids: [], first: 0, handle: 0, stored: 0 });

/** States that wait to be expanded, with their numbers: a queue for breadth-first search, a stack for depth-first. */
export class StateDeque {
  readonly #spill: Spill | undefined;
  readonly #blockLength: number;
  /** At least one; the first and the last are in memory unless states were just taken from the block beside. */
  #blocks: Block[] = [newBlock()];
  /** Blocks before this one are empty and will be dropped. */
  #head = 0;
  #length = 0;
  /** The number of the state that `shift` or `pop` gave last. */
  id = 0;

  constructor(spill?: Spill) {
    this.#spill = spill;
    this.#blockLength = spill?.blockLength ?? BLOCK_LENGTH;
  }

  get length(): number {
    return this.#length;
  }

  push(state: State, id: number): void {
    let block = this.#blocks[this.#blocks.length - 1] as Block;
    if (block.states === undefined || block.states.length >= this.#blockLength) {
      block = newBlock();
      this.#blocks.push(block);
      if (this.#spill?.memoryIsShort() === true) this.#relieve(this.#spill.store);
    }
    (block.states as State[]).push(state);
    block.ids.push(id);
    this.#length++;
  }

  /** The oldest state; undefined if there is none. */
  shift(): State | undefined {
    if (this.#length === 0) return undefined;
    for (;;) {
      const block = this.#blocks[this.#head] as Block;
      const states = block.states ?? this.#load(block);
      if (block.first < states.length) {
        const state = states[block.first] as State;
        states[block.first] = [];
        this.id = block.ids[block.first] as number;
        block.first++;
        this.#length--;
        return state;
      }
      this.#head++;
      if (this.#head === this.#blocks.length) {
        this.#blocks = [newBlock()];
        this.#head = 0;
      } else if (this.#head > 64 && this.#head * 2 > this.#blocks.length) {
        this.#blocks.splice(0, this.#head);
        this.#head = 0;
      } else this.#blocks[this.#head - 1] = emptyBlock;
    }
  }

  /** The newest state; undefined if there is none. */
  pop(): State | undefined {
    if (this.#length === 0) return undefined;
    for (;;) {
      const block = this.#blocks[this.#blocks.length - 1] as Block;
      const states = block.states ?? this.#load(block);
      if (block.first < states.length) {
        this.id = block.ids.pop() as number;
        this.#length--;
        return states.pop();
      }
      this.#blocks.pop();
    }
  }

  /** Takes up to `count` of the newest states out. */
  takeNewest(count: number): { readonly states: State[]; readonly ids: number[] } {
    const states: State[] = [];
    const ids: number[] = [];
    while (states.length < count) {
      const state = this.pop();
      if (state === undefined) break;
      states.push(state);
      ids.push(this.id);
    }
    return { states: states.reverse(), ids: ids.reverse() };
  }

  /** All that waits, oldest first, in blocks; it stays in the queue. */
  *blocks(): Generator<{ readonly states: readonly State[]; readonly ids: readonly number[] }> {
    for (let place = this.#head; place < this.#blocks.length; place++) {
      const block = this.#blocks[place] as Block;
      const wasStored = block.states === undefined;
      const states = block.states ?? this.#load(block);
      yield { states: states.slice(block.first), ids: block.ids.slice(block.first) };
      if (wasStored && this.#spill !== undefined) this.#store(block, this.#spill.store);
    }
  }

  #load(block: Block): State[] {
    const store = this.#spill?.store;
    if (store === undefined) throw new Error('a block was stored without a store');
    const states = decodeStates(store.take(block.handle), block.stored);
    block.states = states;
    return states;
  }

  #store(block: Block, store: BlockStore): void {
    if (block.states === undefined || block.first > 0 || block.states.length === 0) return;
    block.handle = store.write(encodeStates(block.states));
    block.stored = block.states.length;
    block.states = undefined;
  }

  /** Stores what will not be needed soon: all but the two oldest and the two newest blocks. */
  #relieve(store: BlockStore): void {
    for (let place = this.#head + 2; place < this.#blocks.length - 2; place++)
      this.#store(this.#blocks[place] as Block, store);
  }
}

/** In the place of a block that has been used up. */
const emptyBlock: Block = newBlock();
