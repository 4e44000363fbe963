import { tmpdir } from 'node:os';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import type { BlockStore, CheckOptions, Spill } from '../../checker/index.ts';

/** Of a heap's limit: beyond it the collector would work without end. */
const heapShare = 0.6;
/** Of the memory a user grants: what heaps may grow to; the visited states are outside them. */
const grantedToHeap = 0.7;
const megabyte = 2 ** 20;

/**
 * Lets states that wait go to disk when the heap, or the memory granted (in bytes), is nearly used. Files are made in the system's temporary
 * folder when they are needed, and are gone with the process.
 */
export async function stateMemory(
  granted: number | undefined,
  workers: number,
): Promise<Pick<CheckOptions, 'spill' | 'workerSpill'>> {
  const { FileBlockStore } = await import('../../checker/index.ts');
  if (granted !== undefined) {
    const megabytes = Math.max(256, Math.floor((granted * grantedToHeap) / megabyte));
    setFlagsFromString(`--max-old-space-size=${megabytes}`);
  }
  const directory = tmpdir();
  let made: BlockStore | undefined;
  const store = (): BlockStore => (made ??= new FileBlockStore(directory, 'states'));
  const spill: Spill = {
    store: { write: (bytes) => store().write(bytes), take: (handle) => store().take(handle) },
    memoryIsShort: () => {
      const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
      return used > limit * heapShare || (granted !== undefined && process.memoryUsage.rss() > granted);
    },
  };
  const { heap_size_limit: limit } = getHeapStatistics();
  const forHeaps = granted === undefined ? limit * heapShare : granted * grantedToHeap;
  return { spill, workerSpill: { directory, heapBytesPerWorker: forHeaps / workers } };
}
