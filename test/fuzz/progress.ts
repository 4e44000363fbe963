/** The cell of shared memory in which the thread that works tells the one that watches which seed is under way. */
export const currentSeed = 0;

/** What a thread is to do: the seeds from `first` to before `end`. */
export interface Task {
  readonly first: number;
  readonly end: number;
  readonly memory: SharedArrayBuffer;
}

/** A failure, told as it is found. When all is done, the thread says null. */
export interface Found {
  readonly seed: number;
  readonly what: string;
}
