import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import type { Spill } from '../../checker/index.ts';
import { BlockFiles } from './block-files.ts';

/** Of the heap's limit: beyond it the collector would work without end. */
const heapShare = 0.6;
/** Of the memory a user grants: what the heap may grow to; the visited states are outside it. */
const grantedToHeap = 0.7;

export interface StateMemory extends Spill {
  /** Removes what is on disk. */
  close(): void;
}

/** Lets states that wait go to disk when the heap, or the memory granted (in bytes), is nearly used. Files are made when they are needed. */
export function stateMemory(granted: number | undefined): StateMemory {
  if (granted !== undefined) {
    setFlagsFromString(
      `--max-old-space-size=${Math.max(256, Math.floor((granted * grantedToHeap) / 2 ** 20))}`,
    );
  }
  let files: BlockFiles | undefined;
  const store = (): BlockFiles => (files ??= new BlockFiles());
  return {
    store: { write: (bytes) => store().write(bytes), take: (handle) => store().take(handle) },
    memoryIsShort: () => {
      const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
      return used > limit * heapShare || (granted !== undefined && process.memoryUsage.rss() > granted);
    },
    close: () => {
      files?.close();
    },
  };
}
