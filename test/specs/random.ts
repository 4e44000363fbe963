import type { Random } from '../seeded-random.ts';

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
