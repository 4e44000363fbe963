import type { SearchOutcome, SearchProgress } from './outcome.ts';
import type { Search } from './search.ts';

/** How far a search is, and how fast. */
export interface TimedProgress extends SearchProgress {
  /** Since the last report. */
  readonly generatedPerSecond: number;
  readonly elapsedMilliseconds: number;
  /** About how long the search goes on if it finds nothing; undefined where that cannot be known or foreseen. */
  readonly secondsLeft?: number | undefined;
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

/** Reports whose states per second are those to be expected. */
const PACE_REPORTS = 10;

/** How fast states are expanded: over the last reports, since early states differ from late ones. */
class Pace {
  readonly #reports: { readonly expanded: number; readonly milliseconds: number }[] = [];

  /** Takes a report, and answers how long it takes to expand what is left by it. */
  secondsFor({ distinct, queued, left }: SearchProgress, milliseconds: number): number | undefined {
    const expanded = distinct - queued;
    this.#reports.push({ expanded, milliseconds });
    if (this.#reports.length > PACE_REPORTS) this.#reports.shift();
    const [first] = this.#reports;
    if (left === undefined || first === undefined || first.expanded >= expanded) return undefined;
    return (left * (milliseconds - first.milliseconds)) / (expanded - first.expanded) / 1000;
  }
}

/** Runs a search to its end or until a stop is requested, and reports its progress. */
export async function supervise(search: Search, supervision: Supervision): Promise<SearchOutcome> {
  const interval = supervision.progressIntervalMilliseconds ?? 1000;
  const start = supervision.now();
  let pausedAt = start;
  let reportedAt = start;
  let generatedBefore = search.progress.generated;
  const pace = new Pace();
  while (!search.advance(SLICE_STATES, SLICE_GENERATED)) {
    const now = supervision.now();
    if (now - pausedAt < SLICE_MILLISECONDS) continue;
    if (now - reportedAt >= interval) {
      const { progress } = search;
      const generatedPerSecond = ((progress.generated - generatedBefore) * 1000) / (now - reportedAt);
      const elapsedMilliseconds = now - start;
      const secondsLeft = pace.secondsFor(progress, elapsedMilliseconds);
      supervision.onProgress?.({ ...progress, generatedPerSecond, elapsedMilliseconds, secondsLeft });
      reportedAt = now;
      generatedBefore = progress.generated;
    }
    await supervision.pause();
    if (supervision.stopIsRequested?.() === true) search.stop();
    pausedAt = supervision.now();
  }
  return search.outcome();
}
