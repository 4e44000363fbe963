import { MessageChannel } from 'node:worker_threads';
import type { MessagePort, Worker } from 'node:worker_threads';
import { printLine } from '../../runtime/tla/index.ts';
import type { FingerprintMemory } from '../search/index.ts';
import type { Control, ControlMemory } from './control.ts';
import type {
  DoneMessage,
  Origin,
  SpillPlan,
  TaskMessage,
  ThreadStart,
  WorkerAnswer,
  WorkerMessage,
  WorkerQuestion,
  WorkerTask,
} from './messages.ts';
import type { ModelRecipe } from './recipe.ts';
import type { SharePart } from './saving.ts';
import { WorkerFailure, newThread } from './thread.ts';

const YOUNG_GENERATION_MEGABYTES = 64;

/** What a search gives its team. */
export interface TeamPlan {
  readonly recipe: ModelRecipe;
  readonly control: ControlMemory;
  readonly visited: FingerprintMemory;
  readonly maximumDepth: number;
  readonly firstNumber: number;
  readonly spill: SpillPlan | undefined;
  readonly heapMegabytesPerWorker: number | undefined;
  /** Threads that have been started already; undefined if there are none. */
  readonly hands: readonly Hand[] | undefined;
}

function isHeapFull(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/** One thread as the searcher sees it from outside: it makes its model at once, and begins to search when it has a task. */
export class Hand {
  readonly worker: number;
  readonly done: Promise<DoneMessage>;
  readonly thread: Worker;
  failure: WorkerFailure | undefined;
  #asked:
    | { readonly resolve: (answer: WorkerAnswer) => void; readonly reject: (failure: WorkerFailure) => void }
    | undefined;

  constructor(worker: number, recipe: ModelRecipe, heapMegabytes?: number) {
    this.worker = worker;
    this.thread = newThread('worker', {
      workerData: { recipe } satisfies ThreadStart,
      resourceLimits: {
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MEGABYTES,
        ...(heapMegabytes === undefined ? {} : { maxOldGenerationSizeMb: heapMegabytes }),
      },
    });
    this.done = new Promise((resolve, reject) => {
      const fail = (message: string, cause?: unknown, isForeseen = false): void => {
        this.failure ??= new WorkerFailure(worker, message, { cause, isForeseen });
        reject(this.failure);
        this.#asked?.reject(this.failure);
      };
      this.thread.on('message', (message: WorkerMessage) => {
        if (message.kind === 'done') resolve(message);
        else if (message.kind === 'printed') printLine(message.line);
        else if (message.kind === 'failed')
          fail(`${message.name}: ${message.message}`, message.stack, message.isForeseen);
        else this.#asked?.resolve(message);
      });
      this.thread.on('error', (error: Error) => fail(error.message, error, isHeapFull(error)));
      this.thread.on('exit', (code) => fail(`it ended with code ${code}`));
    });
    // Whoever waits for the result is told; until then `failure` is looked at.
    this.done.catch(() => undefined);
  }

  begin(task: WorkerTask): void {
    const ports = task.channels.filter((port) => port !== undefined);
    this.thread.postMessage({ kind: 'task', task } satisfies TaskMessage, ports);
  }

  /** One question at a time. Rejects with a WorkerFailure. */
  ask(question: WorkerQuestion): Promise<WorkerAnswer> {
    return new Promise((resolve, reject) => {
      this.#asked = { resolve, reject };
      if (this.failure !== undefined) reject(this.failure);
      else this.thread.postMessage(question);
    });
  }
}

/** The workers of a search but for the first, which is the thread that has the team: each has a thread of its own, with a model of its own. */
export class Team {
  readonly #plan: TeamPlan;
  /** Between every two workers. */
  readonly #channels: readonly (readonly (MessagePort | undefined)[])[];
  #hands: readonly Hand[] = [];

  constructor(plan: TeamPlan) {
    this.#plan = plan;
    const { workers } = plan.control;
    const channels: (MessagePort | undefined)[][] = Array.from({ length: workers }, () =>
      Array.from({ length: workers }, () => undefined),
    );
    for (let a = 0; a < workers; a++)
      for (let b = a + 1; b < workers; b++) {
        const { port1, port2 } = new MessageChannel();
        (channels[a] as (MessagePort | undefined)[])[b] = port1;
        (channels[b] as (MessagePort | undefined)[])[a] = port2;
      }
    this.#channels = channels;
  }

  get isStarted(): boolean {
    return this.#hands.length > 0;
  }

  /** Whether there are threads that wait for their tasks. */
  get isWaitedFor(): boolean {
    return !this.isStarted && this.#plan.hands !== undefined;
  }

  taskOf(worker: number): WorkerTask {
    const { control, visited, maximumDepth, firstNumber, spill } = this.#plan;
    return {
      worker,
      control,
      visited,
      maximumDepth,
      firstNumber,
      spill,
      channels: this.#channels[worker] ?? [],
    };
  }

  /** The threads take part in the search as soon as they have their models. */
  start(): void {
    const { recipe, heapMegabytesPerWorker, hands } = this.#plan;
    const others = Array.from({ length: this.#channels.length - 1 }, (_, before) => before + 1);
    this.#hands = hands ?? others.map((worker) => new Hand(worker, recipe, heapMegabytesPerWorker));
    for (const hand of this.#hands) hand.begin(this.taskOf(hand.worker));
  }

  /** @throws WorkerFailure if a thread has failed, as far as its messages have been received */
  throwIfFailed(): void {
    for (const { failure } of this.#hands) if (failure !== undefined) throw failure;
  }

  /**
   * Of the workers that take part in a search that has ended: how it ended, from the second worker on; undefined for those that do not take part.
   * @throws WorkerFailure
   */
  results(control: Control): Promise<(DoneMessage | undefined)[]> {
    return Promise.all(this.#hands.map(({ worker, done }) => (control.hasJoined(worker) ? done : undefined)));
  }

  /**
   * Where the state at this place of a worker's ancestry came from.
   * @throws WorkerFailure
   */
  async origin(worker: number, place: number): Promise<Origin> {
    const answer = await this.#hand(worker).ask({ kind: 'origin', place });
    if (answer.kind !== 'origin')
      throw new Error(`a worker was asked for an origin and gave a ${answer.kind}`);
    return answer;
  }

  /**
   * What a worker has of a search that was stopped. Each part can be asked for once.
   * @throws WorkerFailure
   */
  async *part(worker: number, part: SharePart): AsyncGenerator<Uint8Array> {
    for (;;) {
      const answer = await this.#hand(worker).ask({ kind: 'piece', part });
      if (answer.kind !== 'piece')
        throw new Error(`a worker was asked for a piece and gave an ${answer.kind}`);
      if (answer.piece === undefined) return;
      yield answer.piece;
    }
  }

  #hand(worker: number): Hand {
    return this.#hands[worker - 1] as Hand;
  }

  /** Ends the threads, whatever they do. */
  async end(): Promise<void> {
    await Promise.all(this.#hands.map(({ thread }) => thread.terminate()));
    const unused = this.isStarted ? this.#channels.slice(0, 1) : this.#channels;
    for (const channels of unused) for (const channel of channels) channel?.close();
  }
}
