import type { SearchOutcome, SearchProgress } from './outcome.ts';
import type { Search } from './search.ts';

/** How far a search is, and how fast. */
export interface TimedProgress extends SearchProgress {
  /** Since the last report. */
  readonly generatedPerSecond: number;
  readonly elapsedMilliseconds: number;
}

/** What a running search needs from outside. */
export interface Supervision {
  /** Milliseconds from any beginning; must not go backwards. */
  now(): number;
  /** Lets signals and timers be served. */
  pause(): Promise<void>;
  /** Asked between two pauses: whether to end the search where it is. */
  stopIsRequested?(): boolean;
  onProgress?(progress: TimedProgress): void;
  /** Between two reports; 1000 if not given. */
  readonly progressIntervalMilliseconds?: number;
}

/** Between two looks at the clock; states differ much in how many successors they have. */
const SLICE_STATES = 64;
const SLICE_GENERATED = 256;
const SLICE_MILLISECONDS = 20;

/** Runs a search to its end or until a stop is requested, and reports its progress. */
export async function supervise(search: Search, supervision: Supervision): Promise<SearchOutcome> {
  const interval = supervision.progressIntervalMilliseconds ?? 1000;
  const start = supervision.now();
  let pausedAt = start;
  let reportedAt = start;
  let generatedBefore = search.progress.generated;
  while (!search.advance(SLICE_STATES, SLICE_GENERATED)) {
    const now = supervision.now();
    if (now - pausedAt < SLICE_MILLISECONDS) continue;
    if (now - reportedAt >= interval) {
      const { progress } = search;
      const generatedPerSecond = ((progress.generated - generatedBefore) * 1000) / (now - reportedAt);
      supervision.onProgress?.({ ...progress, generatedPerSecond, elapsedMilliseconds: now - start });
      reportedAt = now;
      generatedBefore = progress.generated;
    }
    await supervision.pause();
    if (supervision.stopIsRequested?.() === true) search.stop();
    pausedAt = supervision.now();
  }
  return search.outcome();
}
