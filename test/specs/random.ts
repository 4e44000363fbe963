/** A seeded source of randomness, uniform in [0, 1): mulberry32. */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from 0 to `ceiling` - 1. */
export function below(random: Random, ceiling: number): number {
  return Math.floor(random() * ceiling);
}

/** Takes a random element out of an array; the order of the others is not kept. Undefined if there is none. */
export function takeAny<T>(random: Random, from: T[]): T | undefined {
  if (from.length === 0) return undefined;
  const position = below(random, from.length);
  const taken = from[position];
  const last = from.pop() as T;
  if (position < from.length) from[position] = last;
  return taken;
}
