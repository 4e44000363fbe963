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
/** Workers that take part. */
const JOINED = 9;
/** From here: of each worker, what it waits for, and how many states of the next level it has. */
const OF_WORKERS = 10;
const WORDS_PER_WORKER = 2;

const FREE = 0;
const HELD = 1;
const HELD_AND_WANTED = 2;

/** Not there yet. */
const ABSENT = 0;
const BUSY = 1;
const WAITING = 2;
/** Another worker makes ready what it will give. */
const PROMISED = 3;
const GIVEN = 4;

/** Of each worker: states generated, states waiting. */
const COUNTERS_PER_WORKER = 2;

/** What the threads of a search share besides the visited states. */
export interface ControlMemory {
  readonly words: SharedArrayBuffer;
  readonly counters: SharedArrayBuffer;
  readonly workers: number;
}

/** `level`: where the search begins. */
export function newControlMemory(workers: number, level = 1): ControlMemory {
  const words = new SharedArrayBuffer((OF_WORKERS + WORDS_PER_WORKER * workers) * 4);
  const view = new Int32Array(words);
  view[LEVEL] = level;
  return { words, counters: new SharedArrayBuffer(COUNTERS_PER_WORKER * workers * 8), workers };
}

/** What a worker is to do after a wait: go on, begin the next level, take the states it is given, or end. */
export type NextMove = 'expand' | 'level' | 'take' | 'end';

/** Something a worker waits for. Its parts are called with the lock. */
export interface Awaited {
  /** Whether there is nothing left to wait for. */
  isOver(): boolean;
  /** Called once, when it is over: takes the worker back to its work. */
  finish(): NextMove;
}

/**
 * How the workers of a search keep step: a monitor (one lock, one condition) in shared memory. Levels are finished together; a worker without
 * states waits until another gives it some of its own or all have finished the level. Workers may join at any time.
 *
 * `worker` is the place of the thread that uses the object.
 */
export class Control implements Exclusion {
  /** How many there may be. */
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

  /** The worker takes part from now on. */
  join(): void {
    this.#lock();
    this.#words[this.#stateOf(this.#worker)] = BUSY;
    this.#change(JOINED, 1);
    this.#change(ACTIVE, 1);
    this.#unlock();
  }

  /** How many workers have joined. */
  get joined(): number {
    return Atomics.load(this.#words, JOINED);
  }

  hasJoined(worker: number): boolean {
    return Atomics.load(this.#words, this.#stateOf(worker)) !== ABSENT;
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

  /** Whether another worker wants the set for itself, and waits for the others to keep away from it. */
  get isSetWanted(): boolean {
    return Atomics.load(this.#words, GROWER) !== 0;
  }

  /** The worker does not use the set any more. */
  leave(): void {
    this.#lock();
    this.#change(ACTIVE, -1);
    this.#announce();
    this.#unlock();
  }

  /**
   * Waits, and finishes what was waited for; undefined if it is not over yet. With infinite patience it always is; otherwise the thread is held
   * up once, for so many milliseconds at most.
   */
  waitFor(awaited: Awaited, patienceMilliseconds: number): NextMove | undefined {
    this.#lock();
    try {
      for (let hasWaited = false; ; hasWaited = true) {
        // Read before the condition, so that a change after the look is not missed.
        const changes = Atomics.load(this.#words, CHANGES);
        if (awaited.isOver()) return awaited.finish();
        if (hasWaited && patienceMilliseconds < Infinity) return undefined;
        this.#unlock();
        Atomics.wait(this.#words, CHANGES, changes, patienceMilliseconds);
        this.#lock();
      }
    } finally {
      this.#unlock();
    }
  }

  /** The set is left alone until nobody wants it for himself. */
  standingAside(): Awaited {
    this.#lock();
    const awaited = this.#aside();
    this.#unlock();
    return awaited;
  }

  /** The action is done once no other worker uses the set; or not at all, if another wants the same: it is to be asked for again. */
  haveSetAlone(action: () => void): Awaited {
    this.#lock();
    try {
      if (this.#words[GROWER] !== 0) return this.#aside();
      this.#words[GROWER] = this.#worker + 1;
      this.#setAttention();
      return {
        isOver: () => this.#words[ACTIVE] === 1,
        finish: () => {
          try {
            action();
          } finally {
            this.#words[GROWER] = 0;
            this.#setAttention();
            this.#announce();
          }
          return 'expand';
        },
      };
    } finally {
      this.#unlock();
    }
  }

  exclusively(action: () => void): void {
    for (let isDone = false; !isDone;)
      this.waitFor(
        this.haveSetAlone(() => {
          isDone = true;
          action();
        }),
        Infinity,
      );
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

  /** The worker has no state of this level left, and so many of the next. */
  waitingForWork(statesOfNextLevel: number): Awaited {
    this.#lock();
    const level = this.#words[LEVEL];
    const mine = this.#stateOf(this.#worker);
    this.#words[mine] = WAITING;
    this.#words[mine + 1] = statesOfNextLevel;
    this.#change(ACTIVE, -1);
    this.#change(HUNGRY, 1);
    this.#setAttention();
    if (this.#words[HUNGRY] === this.#words[JOINED] && !this.#isOver()) this.#endLevel();
    this.#announce();
    this.#unlock();
    return {
      isOver: () =>
        this.#words[GROWER] === 0 &&
        // What was promised comes, even if the search is stopped; it must not be lost.
        this.#words[mine] !== PROMISED &&
        (this.#isOver() || this.#words[LEVEL] !== level || this.#words[mine] === GIVEN),
      finish: () => {
        const wasGiven = this.#words[mine] === GIVEN;
        this.#words[mine] = BUSY;
        this.#change(ACTIVE, 1);
        if (wasGiven) return 'take';
        // A level that was ended before the search was stopped is over for all.
        return this.#words[LEVEL] === level ? 'end' : 'level';
      },
    };
  }

  #isOver(): boolean {
    return this.isStopped || this.#words[FINISHED] !== 0;
  }

  #endLevel(): void {
    let waiting = 0;
    for (let worker = 0; worker < this.workers; worker++) {
      if (this.#words[this.#stateOf(worker)] === ABSENT) continue;
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

  /** With the lock. */
  #aside(): Awaited {
    this.#change(ACTIVE, -1);
    this.#announce();
    return {
      isOver: () => this.#words[GROWER] === 0,
      finish: () => {
        this.#change(ACTIVE, 1);
        return 'expand';
      },
    };
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
