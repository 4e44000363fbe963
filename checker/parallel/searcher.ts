import { receiveMessageOnPort } from 'node:worker_threads';
import type { Model, State } from '../model/index.ts';
import {
  Ancestry,
  Explorer,
  FingerprintSet,
  NO_PARENT,
  StateDeque,
  decodeStates,
  encodeStates,
  safetyChecksOf,
} from '../search/index.ts';
import type { Spill } from '../search/index.ts';
import { Control } from './control.ts';
import type { StateBlock, WorkerMessage, WorkerTask } from './messages.ts';

/** A worker gives states away only if it keeps at least as many: moving fewer costs more than expanding them. */
const LEAST_GIVEN = 16;
const MOST_GIVEN = 4096;
/** Expansions between two reports of the progress. */
const PUBLISH_EVERY = 64;

/**
 * What one worker does: expands the states it has, level by level together with the others. New states stay with the worker that found them,
 * unless another has none. Blocks its thread until the search is finished or stopped.
 */
export class Searcher {
  readonly ancestry = new Ancestry();
  readonly #task: WorkerTask;
  readonly #control: Control;
  readonly #visited: FingerprintSet;
  readonly #explorer: Explorer;
  #level: StateDeque;
  #nextLevel: StateDeque;
  #findingAt: number | undefined;
  #hasInitial = false;
  #wasCut = false;

  constructor(model: Model, task: WorkerTask, spill: Spill | undefined) {
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

  run(): WorkerMessage {
    if (this.#task.worker === 0) {
      this.#hasInitial = this.#explorer.begin();
      this.#swapLevels();
      if (this.#explorer.finding !== undefined) this.#report(NO_PARENT);
    }
    while (this.#oneLevel());
    this.#publish();
    this.#control.leave();
    return {
      kind: 'done',
      counters: this.#explorer.counters.toData(),
      ancestryBytes: this.ancestry.bytes,
      hasInitial: this.#hasInitial,
      wasCut: this.#wasCut,
      findingAt: this.#findingAt,
    };
  }

  #report(id: number): void {
    this.#findingAt = id;
    this.#control.stop();
  }

  #swapLevels(): void {
    [this.#level, this.#nextLevel] = [this.#nextLevel, this.#level];
  }

  #publish(): void {
    this.#control.publish(this.#explorer.counters.generated, this.#level.length + this.#nextLevel.length);
  }

  /** True if there is another level. */
  #oneLevel(): boolean {
    for (;;) {
      this.#expandAll();
      this.#publish();
      if (this.#control.isStopped) return false;
      const move = this.#control.waitForWork(this.#nextLevel.length);
      this.#visited.refresh();
      if (move === 'end') return false;
      if (move === 'level') {
        this.#swapLevels();
        return true;
      }
      this.#take();
    }
  }

  #expandAll(): void {
    const isCut = this.#control.level >= this.#task.maximumDepth;
    for (let count = 1; ; count++) {
      if (this.#control.wantsAttention && !this.#attend()) return;
      const state = this.#level.shift();
      if (state === undefined) return;
      if (isCut) {
        this.#wasCut = true;
        continue;
      }
      const { id } = this.#level;
      this.#explorer.expand(state, id);
      if (this.#explorer.finding !== undefined) {
        this.#report(id);
        return;
      }
      if (count % PUBLISH_EVERY === 0) this.#publish();
    }
  }

  /** False if the search is stopped. */
  #attend(): boolean {
    if (this.#control.isStopped) return false;
    this.#control.attend();
    this.#visited.refresh();
    const { hungry } = this.#control;
    if (hungry > 0 && this.#level.length >= 2 * LEAST_GIVEN) this.#give(hungry);
    return true;
  }

  #give(hungry: number): void {
    const receiver = this.#control.promise();
    if (receiver < 0) return;
    const count = Math.min(MOST_GIVEN, Math.floor(this.#level.length / (hungry + 1)));
    const { states, ids } = this.#level.takeNewest(count);
    const block: StateBlock = { ids: Uint32Array.from(ids), states: encodeStates(states) };
    this.#task.channels[receiver]?.postMessage(block);
    this.#control.fulfil(receiver);
  }

  #take(): void {
    const { ids, states } = this.#receive();
    const decoded: State[] = decodeStates(states, ids.length);
    for (const [place, state] of decoded.entries()) this.#level.push(state, ids[place] as number);
  }

  #receive(): StateBlock {
    for (const channel of this.#task.channels) {
      const received = channel && (receiveMessageOnPort(channel) as { message: StateBlock } | undefined);
      if (received !== undefined) return received.message;
    }
    throw new Error('states that were promised did not come');
  }
}
