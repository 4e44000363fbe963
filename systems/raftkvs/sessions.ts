let last = 0;

/**
 * A number for the session of a client that starts now: larger than those of its earlier sessions, so that the servers do not take its first
 * requests for old ones. Takes the machine's clock not to go back between two starts.
 */
export function newSession(): number {
  last = Math.max(last + 1, Date.now());
  return last;
}
