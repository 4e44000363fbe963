/**
 * A value computed at the first call, at most once: LET definitions and operator arguments. A computation that
 * throws is tried again at the next call (and throws again).
 */
export function lazy<T>(compute: () => T): () => T {
  let pending: (() => T) | undefined = compute;
  let value: T | undefined;
  return () => {
    if (pending !== undefined) {
      value = pending();
      pending = undefined;
    }
    return value as T;
  };
}
