import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import type { Spill } from '../search/index.ts';
import { Control } from './control.ts';
import { FileBlockStore } from './file-block-store.ts';
import type { SpillPlan, WorkerMessage, WorkerQuestion, WorkerTask } from './messages.ts';
import { Searcher } from './searcher.ts';
import { modelOf } from './thread.ts';

/** The entry of a search's worker threads: builds its model, searches, then answers where its states came from until it may end. */

const spillOf = (plan: SpillPlan, worker: number): Spill => ({
  store: new FileBlockStore(plan.directory, `worker-${worker}`),
  memoryIsShort: () => getHeapStatistics().used_heap_size > plan.heapBytesPerWorker,
});

function failureOf(error: unknown): WorkerMessage {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'failed', name, message, stack: stack ?? message };
}

const say = (message: WorkerMessage): void => parentPort?.postMessage(message);

async function main(task: WorkerTask): Promise<void> {
  try {
    const model = await modelOf(task.recipe);
    const spill = task.spill && spillOf(task.spill, task.worker);
    const searcher = new Searcher(model, task, spill);
    parentPort?.on('message', (question: WorkerQuestion) => {
      if (question.kind === 'end') {
        parentPort?.close();
        for (const channel of task.channels) channel?.close();
        return;
      }
      const { parents, ordinals } = searcher.ancestry;
      const { place } = question;
      say({ kind: 'origin', parent: parents.get(place), ordinal: ordinals.get(place) });
    });
    say(searcher.run());
  } catch (error) {
    new Control(task.control, task.worker).stop();
    say(failureOf(error));
  }
}

await main(workerData as WorkerTask);
