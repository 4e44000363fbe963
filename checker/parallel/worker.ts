import { parentPort, workerData } from 'node:worker_threads';
import { setOutputHook } from '../../runtime/tla/index.ts';
import type { Model } from '../model/index.ts';
import { OutOfMemory, isAllocationFailure } from '../search/index.ts';
import { Control } from './control.ts';
import { BlockStoreFailure, spillOf } from './file-block-store.ts';
import type { TaskMessage, ThreadStart, WorkerMessage, WorkerQuestion, WorkerTask } from './messages.ts';
import { modelOf } from './recipe.ts';
import type { SharePart } from './saving.ts';
import { Searcher } from './searcher.ts';

/** The entry of a search's worker threads: builds its model, waits for its task, searches, then answers where its states came from until it may end. */

function failureOf(error: unknown): WorkerMessage {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const isForeseen =
    error instanceof OutOfMemory || error instanceof BlockStoreFailure || isAllocationFailure(error);
  return { kind: 'failed', name, message, stack: stack ?? message, isForeseen };
}

const say = (message: WorkerMessage, transferred: readonly ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, transferred);

/** Parts that have been asked for, and how far they have been given. */
const given = new Map<SharePart, Iterator<Uint8Array<ArrayBuffer>>>();

function answer(searcher: Searcher, question: Exclude<WorkerQuestion, { kind: 'end' }>): void {
  if (question.kind === 'origin') {
    say({ kind: 'origin', ...searcher.ancestry.originOf(question.place) });
    return;
  }
  const { part } = question;
  const pieces = given.get(part) ?? searcher.part(part);
  given.set(part, pieces);
  const { done, value } = pieces.next();
  if (done === true) say({ kind: 'piece', piece: undefined });
  else say({ kind: 'piece', piece: value }, [value.buffer]);
}

/** Does its part of a search, and then answers questions. */
function work(model: Model, task: WorkerTask, control: Control): void {
  const searcher = new Searcher(model, task, task.spill && spillOf(task.spill, task.worker));
  parentPort?.on('message', (question: WorkerQuestion) => {
    if (question.kind === 'end') {
      parentPort?.close();
      for (const channel of task.channels) channel?.close();
      return;
    }
    try {
      answer(searcher, question);
    } catch (error) {
      say(failureOf(error));
    }
  });
  control.join();
  while (!searcher.advance(Infinity, Infinity, Infinity));
  say(searcher.result());
}

async function main({ recipe }: ThreadStart): Promise<void> {
  setOutputHook((line) => {
    say({ kind: 'printed', line });
  });
  let task: WorkerTask | undefined;
  let control: Control | undefined;
  try {
    const told = new Promise<TaskMessage>((resolve) => parentPort?.once('message', resolve));
    const model = await modelOf(recipe);
    ({ task } = await told);
    control = new Control(task.control, task.worker);
    work(model, task, control);
  } catch (error) {
    // One that never joined is missed by nobody but the first, which is told.
    if (task !== undefined && control?.hasJoined(task.worker) === true) {
      control.stop();
      control.leave();
    }
    say(failureOf(error));
  }
}

await main(workerData as ThreadStart);
