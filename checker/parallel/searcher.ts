import { receiveMessageOnPort } from 'node:worker_threads';
import type { Model, State, StateReceiver, StateSender } from '../model/index.ts';
import {
  Ancestry,
  Explorer,
  FingerprintSet,
  NO_PARENT,
  StateDeque,
  safetyChecksOf,
} from '../search/index.ts';
import type { Spill } from '../search/index.ts';
import type { Awaited } from './control.ts';
import { Control } from './control.ts';
import type { DoneMessage, StateBlock, WorkerTask } from './messages.ts';

/** A worker gives states away only if it keeps at least as many: moving fewer costs more than expanding them. */
const LEAST_GIVEN = 16;
const MOST_GIVEN = 4096;
/** Expansions between two reports of the progress. */
const PUBLISH_EVERY = 64;

/**
 * What one worker does: expands the states it has, level by level together with the others. New states stay with the worker that found them,
 * unless another has none.
 */
export class Searcher {
  readonly ancestry = new Ancestry();
  readonly #model: Model;
  readonly #task: WorkerTask;
  readonly #control: Control;
  readonly #visited: FingerprintSet;
  readonly #explorer: Explorer;
  /** By worker. */
  readonly #senders: StateSender[] = [];
  readonly #receivers: StateReceiver[] = [];
  #level: StateDeque;
  #nextLevel: StateDeque;
  /** What it waits for, instead of expanding. */
  #awaited: Awaited | undefined;
  #isEnded = false;
  #expanded = 0;
  #findingAt: number | undefined;
  #hasInitial = false;
  #wasCut = false;

  constructor(model: Model, task: WorkerTask, spill: Spill | undefined) {
    this.#model = model;
    this.#task = task;
    this.#control = new Control(task.control, task.worker);
    this.#visited = new FingerprintSet({ memory: task.visited, exclusion: this.#control });
    this.#level = new StateDeque(spill);
    this.#nextLevel = new StateDeque(spill);
    this.#explorer = new Explorer(model, {
      visited: this.#visited,
      ancestry: this.ancestry,
      frontier: { push: (state, id) => this.#nextLevel.push(state, id) },
      checks: safetyChecksOf(model),
      numbering: { stride: task.control.workers, offset: task.worker },
    });
  }

  /** Visits the initial states. For one of the workers, before its first `advance`. */
  begin(): void {
    this.#hasInitial = this.#explorer.begin();
    this.#swapLevels();
    if (this.#explorer.finding !== undefined) this.#report(NO_PARENT);
  }

  /**
   * Expands up to `count` states. Where it has to wait for others it holds up its thread for `patienceMilliseconds` at most (if they are
   * infinite, as long as it takes), and returns. True when the search is finished or stopped.
   */
  advance(count: number, patienceMilliseconds: number): boolean {
    for (let i = 0; i < count && !this.#isEnded; i++) {
      if (this.#awaited === undefined) this.#expandNext();
      else if (!this.#await(this.#awaited, patienceMilliseconds)) break;
    }
    return this.#isEnded;
  }

  /** Of a worker that has ended. */
  result(): DoneMessage {
    return {
      kind: 'done',
      counters: this.#explorer.counters.toData(),
      ancestryBytes: this.ancestry.bytes,
      hasInitial: this.#hasInitial,
      wasCut: this.#wasCut,
      findingAt: this.#findingAt,
    };
  }

  /** Tells the others how far it is. */
  publish(): void {
    this.#control.publish(this.#explorer.counters.generated, this.#level.length + this.#nextLevel.length);
  }

  #end(): void {
    this.publish();
    this.#control.leave();
    this.#isEnded = true;
  }

  /** False if it is not over yet. */
  #await(awaited: Awaited, patienceMilliseconds: number): boolean {
    const move = this.#control.waitFor(awaited, patienceMilliseconds);
    if (move === undefined) return false;
    this.#awaited = undefined;
    this.#visited.refresh();
    if (move === 'end') this.#end();
    else if (move === 'level') this.#swapLevels();
    else if (move === 'take') this.#take();
    return true;
  }

  #report(id: number): void {
    this.#findingAt = id;
    this.#control.stop();
  }

  #swapLevels(): void {
    [this.#level, this.#nextLevel] = [this.#nextLevel, this.#level];
  }

  #expandNext(): void {
    if (this.#control.wantsAttention && !this.#attend()) return;
    if (this.#visited.isCrowded) {
      this.#awaited = this.#control.haveSetAlone(() => {
        this.#visited.relieve();
      });
      return;
    }
    const state = this.#level.shift();
    if (state === undefined) {
      this.publish();
      this.#awaited = this.#control.waitingForWork(this.#nextLevel.length);
      return;
    }
    if (this.#control.level >= this.#task.maximumDepth) {
      this.#wasCut = true;
      return;
    }
    const { id } = this.#level;
    this.#explorer.expand(state, id);
    if (this.#explorer.finding !== undefined) this.#report(id);
    if (++this.#expanded % PUBLISH_EVERY === 0) this.publish();
  }

  /** False if there is something else to do than to expand. */
  #attend(): boolean {
    if (this.#control.isStopped) {
      this.#end();
      return false;
    }
    if (this.#control.isSetWanted) {
      this.#awaited = this.#control.standingAside();
      return false;
    }
    const { hungry } = this.#control;
    if (hungry > 0 && this.#level.length >= 2 * LEAST_GIVEN) this.#give(hungry);
    return true;
  }

  #give(hungry: number): void {
    const receiver = this.#control.promise();
    if (receiver < 0) return;
    const count = Math.min(MOST_GIVEN, Math.floor(this.#level.length / (hungry + 1)));
    const ids = new Uint32Array(count);
    const sender = (this.#senders[receiver] ??= this.#model.newSender());
    for (let place = 0; place < count; place++) {
      sender.add(this.#level.pop() as State);
      ids[place] = this.#level.id;
    }
    const block: StateBlock = { ids, states: sender.message() };
    this.#task.channels[receiver]?.postMessage(block, [ids.buffer, block.states.words.buffer]);
    this.#control.fulfil(receiver);
  }

  #take(): void {
    for (const [worker, channel] of this.#task.channels.entries()) {
      const received = channel && (receiveMessageOnPort(channel) as { message: StateBlock } | undefined);
      if (received === undefined) continue;
      const { ids, states } = received.message;
      let place = 0;
      (this.#receivers[worker] ??= this.#model.newReceiver()).receive(states, (state) => {
        this.#level.push(state, ids[place++] as number);
      });
      return;
    }
    throw new Error('states that were promised did not come');
  }
}
