import type { Exclusion } from '../search/index.ts';

const LOCK = 0;
/** Grows with every change that somebody may wait for. */
const CHANGES = 1;
/** Not zero: workers look at what is going on before they expand another state. */
const ATTENTION = 2;
/** Workers that may use the set of visited states. */
const ACTIVE = 3;
/** The worker that lets the set grow, plus 1. */
const GROWER = 4;
const STOPPED = 5;
const LEVEL = 6;
const HUNGRY = 7;
const FINISHED = 8;
/** From here: of each worker, what it waits for, and how many states of the next level it has. */
const OF_WORKERS = 9;
const WORDS_PER_WORKER = 2;

const FREE = 0;
const HELD = 1;
const HELD_AND_WANTED = 2;

const BUSY = 0;
const WAITING = 1;
/** Another worker makes ready what it will give. */
const PROMISED = 2;
const GIVEN = 3;

/** Of each worker: states generated, states waiting. */
const COUNTERS_PER_WORKER = 2;

/** What the threads of a search share besides the visited states. */
export interface ControlMemory {
  readonly words: SharedArrayBuffer;
  readonly counters: SharedArrayBuffer;
  readonly workers: number;
}

export function newControlMemory(workers: number): ControlMemory {
  const words = new SharedArrayBuffer((OF_WORKERS + WORDS_PER_WORKER * workers) * 4);
  const view = new Int32Array(words);
  view[ACTIVE] = workers;
  view[LEVEL] = 1;
  return { words, counters: new SharedArrayBuffer(COUNTERS_PER_WORKER * workers * 8), workers };
}

/** What a worker that had no state left is to do. */
export type NextMove = 'level' | 'take' | 'end';

/**
 * How the workers of a search keep step: a monitor (one lock, one condition) in shared memory. Levels are finished together; a worker without
 * states waits until another gives it some of its own or all have finished the level.
 *
 * `worker` is the place of the thread that uses the object; -1 for the one that only watches and may not wait.
 */
export class Control implements Exclusion {
  readonly workers: number;
  readonly #words: Int32Array;
  readonly #counters: Float64Array;
  readonly #worker: number;

  constructor(memory: ControlMemory, worker: number) {
    this.workers = memory.workers;
    this.#words = new Int32Array(memory.words);
    this.#counters = new Float64Array(memory.counters);
    this.#worker = worker;
  }

  get level(): number {
    return Atomics.load(this.#words, LEVEL);
  }

  get isStopped(): boolean {
    return Atomics.load(this.#words, STOPPED) !== 0;
  }

  /** Whether `attend` should be called. */
  get wantsAttention(): boolean {
    return Atomics.load(this.#words, ATTENTION) !== 0;
  }

  /** Makes all workers end. Any thread may call it. */
  stop(): void {
    Atomics.store(this.#words, STOPPED, 1);
    Atomics.store(this.#words, ATTENTION, 1);
    this.#announce();
  }

  /** For the progress. */
  publish(generated: number, queued: number): void {
    this.#counters[this.#worker * COUNTERS_PER_WORKER] = generated;
    this.#counters[this.#worker * COUNTERS_PER_WORKER + 1] = queued;
  }

  /** Sums over the workers, as they were published last. */
  published(): { readonly generated: number; readonly queued: number } {
    let generated = 0;
    let queued = 0;
    for (let worker = 0; worker < this.workers; worker++) {
      generated += this.#counters[worker * COUNTERS_PER_WORKER] ?? 0;
      queued += this.#counters[worker * COUNTERS_PER_WORKER + 1] ?? 0;
    }
    return { generated, queued };
  }

  /** Lets the set grow if another worker waits for that. */
  attend(): void {
    this.#lock();
    if (this.#words[GROWER] !== 0) this.#stepAside();
    this.#unlock();
  }

  /** The worker does not use the set any more. */
  leave(): void {
    this.#lock();
    this.#change(ACTIVE, -1);
    this.#announce();
    this.#unlock();
  }

  exclusively(action: () => void): void {
    this.#lock();
    try {
      while (this.#words[GROWER] !== 0) this.#stepAside();
      this.#words[GROWER] = this.#worker + 1;
      this.#setAttention();
      this.#waitUntil(() => this.#words[ACTIVE] === 1);
      action();
    } finally {
      this.#words[GROWER] = 0;
      this.#setAttention();
      this.#announce();
      this.#unlock();
    }
  }

  /** A worker that waits and to which nobody has promised anything: it is promised something by this. -1 if there is none. */
  promise(): number {
    this.#lock();
    let receiver = -1;
    for (let worker = 0; worker < this.workers && receiver < 0; worker++)
      if (this.#words[this.#stateOf(worker)] === WAITING) receiver = worker;
    if (receiver >= 0) {
      this.#words[this.#stateOf(receiver)] = PROMISED;
      this.#change(HUNGRY, -1);
      this.#setAttention();
    }
    this.#unlock();
    return receiver;
  }

  /** What was promised is in the receiver's port. */
  fulfil(receiver: number): void {
    this.#lock();
    this.#words[this.#stateOf(receiver)] = GIVEN;
    this.#announce();
    this.#unlock();
  }

  /** How many workers wait for states. */
  get hungry(): number {
    return Atomics.load(this.#words, HUNGRY);
  }

  /** The worker has no state of this level left, and so many of the next. Waits for what comes. */
  waitForWork(statesOfNextLevel: number): NextMove {
    this.#lock();
    const level = this.#words[LEVEL];
    const mine = this.#stateOf(this.#worker);
    this.#words[mine] = WAITING;
    this.#words[mine + 1] = statesOfNextLevel;
    this.#change(ACTIVE, -1);
    this.#change(HUNGRY, 1);
    this.#setAttention();
    if (this.#words[HUNGRY] === this.workers) this.#endLevel();
    this.#announce();
    this.#waitUntil(
      () =>
        this.#words[GROWER] === 0 &&
        (this.isStopped ||
          this.#words[FINISHED] !== 0 ||
          this.#words[LEVEL] !== level ||
          this.#words[mine] === GIVEN),
    );
    const wasGiven = this.#words[mine] === GIVEN;
    this.#words[mine] = BUSY;
    this.#change(ACTIVE, 1);
    this.#unlock();
    if (wasGiven) return 'take';
    return this.isStopped || this.#words[FINISHED] !== 0 ? 'end' : 'level';
  }

  #endLevel(): void {
    let waiting = 0;
    for (let worker = 0; worker < this.workers; worker++) {
      this.#words[this.#stateOf(worker)] = BUSY;
      waiting += this.#words[this.#stateOf(worker) + 1] ?? 0;
    }
    this.#words[HUNGRY] = 0;
    if (waiting === 0) this.#words[FINISHED] = 1;
    else this.#change(LEVEL, 1);
    this.#setAttention();
  }

  #stateOf(worker: number): number {
    return OF_WORKERS + WORDS_PER_WORKER * worker;
  }

  #change(word: number, by: number): void {
    Atomics.add(this.#words, word, by);
  }

  #setAttention(): void {
    const isWanted = this.isStopped || this.#words[GROWER] !== 0 || (this.#words[HUNGRY] ?? 0) > 0;
    Atomics.store(this.#words, ATTENTION, isWanted ? 1 : 0);
    // A stop between the look and the store must not be lost.
    if (this.isStopped) Atomics.store(this.#words, ATTENTION, 1);
  }

  /** With the lock: does not use the set until nobody wants it for himself. */
  #stepAside(): void {
    this.#change(ACTIVE, -1);
    this.#announce();
    this.#waitUntil(() => this.#words[GROWER] === 0);
    this.#change(ACTIVE, 1);
  }

  /** With the lock, which is given up meanwhile. */
  #waitUntil(condition: () => boolean): void {
    for (;;) {
      // Read before the condition, so that a change after the look is not missed.
      const changes = Atomics.load(this.#words, CHANGES);
      if (condition()) return;
      this.#unlock();
      Atomics.wait(this.#words, CHANGES, changes);
      this.#lock();
    }
  }

  #announce(): void {
    Atomics.add(this.#words, CHANGES, 1);
    Atomics.notify(this.#words, CHANGES);
  }

  #lock(): void {
    if (Atomics.compareExchange(this.#words, LOCK, FREE, HELD) === FREE) return;
    while (Atomics.exchange(this.#words, LOCK, HELD_AND_WANTED) !== FREE)
      Atomics.wait(this.#words, LOCK, HELD_AND_WANTED);
  }

  #unlock(): void {
    if (Atomics.exchange(this.#words, LOCK, FREE) === HELD_AND_WANTED) Atomics.notify(this.#words, LOCK, 1);
  }
}
