/**
 * The seams: everything outside the program that the kernel and the resources use. Production supplies Node's; simulation supplies
 * virtual time, seeded randomness, and storage that fails when told to. Nothing else in runtime/ touches the outside.
 */

/** A timer that has been set. Cancelling one that has fired or was cancelled does nothing. */
export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds from an arbitrary origin; never goes back. */
  nowMilliseconds(): number;
  /** Calls `action` once, at the earliest after `delayMilliseconds`. */
  setTimer(delayMilliseconds: number, action: () => void): Timer;
}

export interface Environment {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  random(): number;
  /** Runs `action` soon, after pending I/O has been served. */
  defer(action: () => void): void;
  /** Where `print` statements write. */
  print(line: string): void;
}

/** One change in an atomic batch. Keys order by code unit. */
export type StorageOperation =
  | { readonly kind: 'put'; readonly key: string; readonly value: Uint8Array }
  | { readonly kind: 'delete'; readonly key: string };

/** An ordered key-value store with atomic, synced batches: what LevelDB gives, or a simulated disk. */
export interface Storage {
  /** All entries whose key begins with `prefix`, in key order. */
  entries(prefix: string): Promise<readonly (readonly [key: string, value: Uint8Array])[]>;
  /** Resolves once the whole batch is durable. A rejected write means that nothing is known of the disk any more. */
  write(batch: readonly StorageOperation[]): Promise<void>;
  close(): Promise<void>;
}
