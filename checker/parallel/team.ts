import { MessageChannel } from 'node:worker_threads';
import type { MessagePort, Worker } from 'node:worker_threads';
import type { FingerprintMemory } from '../search/index.ts';
import type { Control, ControlMemory } from './control.ts';
import type {
  DoneMessage,
  Origin,
  SpillPlan,
  ThreadTask,
  WorkerMessage,
  WorkerQuestion,
  WorkerTask,
} from './messages.ts';
import type { ModelRecipe } from './recipe.ts';
import { WorkerFailure, newThread } from './thread.ts';

const YOUNG_GENERATION_MEGABYTES = 64;

/** What a search gives its team. */
export interface TeamPlan {
  readonly recipe: ModelRecipe;
  readonly control: ControlMemory;
  readonly visited: FingerprintMemory;
  readonly maximumDepth: number;
  readonly spill: SpillPlan | undefined;
  readonly heapMegabytesPerWorker: number | undefined;
}

/** One thread as the searcher sees it from outside. */
class Hand {
  readonly worker: number;
  readonly done: Promise<DoneMessage>;
  readonly thread: Worker;
  failure: WorkerFailure | undefined;
  #answer: ((origin: Origin) => void) | undefined;

  constructor(task: ThreadTask, ports: MessagePort[], heapMegabytes: number | undefined) {
    this.worker = task.worker;
    this.thread = newThread('worker', {
      workerData: task,
      transferList: ports,
      resourceLimits: {
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MEGABYTES,
        ...(heapMegabytes === undefined ? {} : { maxOldGenerationSizeMb: heapMegabytes }),
      },
    });
    this.done = new Promise((resolve, reject) => {
      const fail = (message: string, cause?: unknown): void => {
        this.failure ??= new WorkerFailure(task.worker, message, { cause });
        reject(this.failure);
      };
      this.thread.on('message', (message: WorkerMessage) => {
        if (message.kind === 'done') resolve(message);
        else if (message.kind === 'failed') fail(`${message.name}: ${message.message}`, message.stack);
        else this.#answer?.(message);
      });
      this.thread.on('error', (error: Error) => fail(error.message, error));
      this.thread.on('exit', (code) => fail(`it ended with code ${code}`));
    });
    // Whoever waits for the result is told; until then `failure` is looked at.
    this.done.catch(() => undefined);
  }

  ask(place: number): Promise<Origin> {
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.thread.postMessage({ kind: 'origin', place } satisfies WorkerQuestion);
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

  taskOf(worker: number): WorkerTask {
    const { control, visited, maximumDepth, spill } = this.#plan;
    return { worker, control, visited, maximumDepth, spill, channels: this.#channels[worker] ?? [] };
  }

  /** The threads take part in the search as soon as they have their models. */
  start(): void {
    const { recipe, heapMegabytesPerWorker } = this.#plan;
    this.#hands = this.#channels.slice(1).map((channels, before) => {
      const ports = channels.filter((port) => port !== undefined);
      return new Hand({ ...this.taskOf(before + 1), recipe }, ports, heapMegabytesPerWorker);
    });
  }

  /** @throws WorkerFailure if a thread has failed, as far as its messages have been received */
  throwIfFailed(): void {
    for (const { failure } of this.#hands) if (failure !== undefined) throw failure;
  }

  /**
   * Of the workers that take part in a search that has ended.
   * @throws WorkerFailure
   */
  results(control: Control): Promise<DoneMessage[]> {
    return Promise.all(
      this.#hands.filter(({ worker }) => control.hasJoined(worker)).map((hand) => hand.done),
    );
  }

  /** Where the state at this place of a worker's ancestry came from. */
  origin(worker: number, place: number): Promise<Origin> {
    return (this.#hands[worker - 1] as Hand).ask(place);
  }

  /** Ends the threads, whatever they do. */
  async end(): Promise<void> {
    await Promise.all(this.#hands.map(({ thread }) => thread.terminate()));
    const unused = this.isStarted ? this.#channels.slice(0, 1) : this.#channels;
    for (const channels of unused) for (const channel of channels) channel?.close();
  }
}
