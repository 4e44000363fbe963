import { parentPort, workerData } from 'node:worker_threads';
import { Control } from './control.ts';
import { spillOf } from './file-block-store.ts';
import type { ThreadTask, WorkerMessage, WorkerQuestion } from './messages.ts';
import { modelOf } from './recipe.ts';
import type { SharePart } from './saving.ts';
import { Searcher } from './searcher.ts';

/** The entry of a search's worker threads: builds its model, searches, then answers where its states came from until it may end. */

function failureOf(error: unknown): WorkerMessage {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'failed', name, message, stack: stack ?? message };
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

async function main(task: ThreadTask): Promise<void> {
  const control = new Control(task.control, task.worker);
  try {
    const model = await modelOf(task.recipe);
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
  } catch (error) {
    // One that never joined is missed by nobody but the first, which is told.
    if (control.hasJoined(task.worker)) {
      control.stop();
      control.leave();
    }
    say(failureOf(error));
  }
}

await main(workerData as ThreadTask);
