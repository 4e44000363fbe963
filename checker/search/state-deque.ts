import type { Value } from '../../runtime/tla/index.ts';
import type { State } from '../model/index.ts';
import { PackedStates } from './packed-states.ts';
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
  states: PackedStates | undefined;
  readonly ids: Uint32Array;
  /** The next one to be shifted. */
  first: number;
  handle: number;
  /** How many states the store has. */
  stored: number;
}

/** States that wait to be expanded, with their numbers: a queue for breadth-first search, a stack for depth-first. */
export class StateDeque {
  readonly #spill: Spill | undefined;
  readonly #blockLength: number;
  /** At least one; the first and the last are in memory unless states were just taken from the block beside. */
  #blocks: Block[];
  /** Blocks before this one are empty and will be dropped. */
  #head = 0;
  #length = 0;
  /** The memory of a block that has been used up. */
  #spare: PackedStates | undefined;
  readonly #scratch: Value[] = [];
  /** The number of the state that `shift` or `pop` gave last. */
  id = 0;

  constructor(spill?: Spill) {
    this.#spill = spill;
    this.#blockLength = spill?.blockLength ?? BLOCK_LENGTH;
    this.#blocks = [this.#newBlock()];
  }

  get length(): number {
    return this.#length;
  }

  /** Adds a copy of the state. */
  push(state: State, id: number): void {
    let block = this.#blocks[this.#blocks.length - 1] as Block;
    if (block.states === undefined || block.states.isFull) {
      block = this.#newBlock();
      this.#blocks.push(block);
      if (this.#spill?.memoryIsShort() === true) this.#relieve(this.#spill.store);
    }
    const states = block.states as PackedStates;
    block.ids[states.length] = id;
    states.push(state);
    this.#length++;
  }

  /** The oldest state, valid until the next one is taken; undefined if there is none. */
  shift(): State | undefined {
    if (this.#length === 0) return undefined;
    for (;;) {
      const block = this.#blocks[this.#head] as Block;
      const states = block.states ?? this.#load(block);
      if (block.first < states.length) {
        this.id = block.ids[block.first] as number;
        this.#length--;
        return states.at(block.first++, this.#scratch);
      }
      this.#setAside(states);
      this.#head++;
      if (this.#head === this.#blocks.length) {
        this.#blocks = [this.#newBlock()];
        this.#head = 0;
      } else if (this.#head > 64 && this.#head * 2 > this.#blocks.length) {
        this.#blocks.splice(0, this.#head);
        this.#head = 0;
      } else this.#blocks[this.#head - 1] = usedUp;
    }
  }

  /** The newest state, valid until the next one is taken; undefined if there is none. */
  pop(): State | undefined {
    if (this.#length === 0) return undefined;
    for (;;) {
      const block = this.#blocks[this.#blocks.length - 1] as Block;
      const states = block.states ?? this.#load(block);
      const last = states.length - 1;
      if (block.first <= last) {
        this.id = block.ids[last] as number;
        this.#length--;
        const state = states.at(last, this.#scratch);
        states.drop();
        return state;
      }
      this.#setAside(states);
      this.#blocks.pop();
    }
  }

  /** All that waits, oldest first, in blocks; it stays in the queue. */
  *blocks(): Generator<{ readonly states: readonly State[]; readonly ids: readonly number[] }> {
    for (let place = this.#head; place < this.#blocks.length; place++) {
      const block = this.#blocks[place] as Block;
      const wasStored = block.states === undefined;
      const states = block.states ?? this.#load(block);
      const ids = [...block.ids.subarray(block.first, states.length)];
      yield { states: allFrom(states, block.first), ids };
      if (wasStored && this.#spill !== undefined) this.#store(block, this.#spill.store);
    }
  }

  #newBlock(): Block {
    const states = this.#spare ?? new PackedStates(this.#blockLength);
    this.#spare = undefined;
    return { states, ids: new Uint32Array(this.#blockLength), first: 0, handle: 0, stored: 0 };
  }

  #setAside(states: PackedStates): void {
    states.clear();
    this.#spare = states;
  }

  #load(block: Block): PackedStates {
    const store = this.#spill?.store;
    if (store === undefined) throw new Error('a block was stored without a store');
    const states = new PackedStates(this.#blockLength);
    for (const state of decodeStates(store.take(block.handle), block.stored)) states.push(state);
    block.states = states;
    return states;
  }

  #store(block: Block, store: BlockStore): void {
    const { states } = block;
    if (states === undefined || block.first > 0 || states.length === 0) return;
    block.handle = store.write(encodeStates(allFrom(states, 0)));
    block.stored = states.length;
    block.states = undefined;
  }

  /** Stores what will not be needed soon: all but the two oldest and the two newest blocks. */
  #relieve(store: BlockStore): void {
    for (let place = this.#head + 2; place < this.#blocks.length - 2; place++)
      this.#store(this.#blocks[place] as Block, store);
  }
}

function allFrom(states: PackedStates, first: number): State[] {
  return Array.from({ length: states.length - first }, (_, place) => states.at(first + place));
}

/** In the place of a block that has been used up. */
const usedUp: Block = { states: undefined, ids: new Uint32Array(0), first: 0, handle: 0, stored: 0 };
