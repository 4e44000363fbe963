import type { Lane, Value } from './value.ts';

const SEEDS = [0x2545f491, 0x6c8e9cf5] as const;
const MULTIPLIERS = [0x01000193, 0x5bd1e995] as const;

/** Spreads the bits of a 32-bit integer (the finalizer of MurmurHash3). */
export function mix(h: number): number {
  let x = h;
  x ^= x >>> 16;
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  x ^= x >>> 16;
  return x;
}

/** Order-dependent combination of a running hash with the hash of the next item. */
export function combine(h: number, item: number, lane: Lane): number {
  return (Math.imul(h, MULTIPLIERS[lane]) + item) | 0;
}

/** Hash of one argument-value pair of a function; pairs are summed, so that an update costs O(1). */
export function hashPair(key: number, value: number): number {
  return mix(Math.imul(mix(key) ^ 0x3c6ef372, 0x9e3779b1) + value);
}

export function hashString(s: string, lane: Lane): number {
  let h: number = SEEDS[lane];
  const multiplier = MULTIPLIERS[lane];
  for (let i = 0; i < s.length; i++) h = Math.imul(h ^ s.charCodeAt(i), multiplier);
  return mix(h ^ s.length);
}

function hashInteger(n: number, lane: Lane): number {
  const low = n | 0;
  const high = Math.floor(n / 4294967296) | 0;
  return mix(Math.imul(low, MULTIPLIERS[lane] | 1) ^ mix(high + SEEDS[lane]));
}

/** 32-bit structural hash in one of two independent lanes; equal values have equal hashes. */
export function hashInLane(v: Value, lane: Lane): number {
  switch (typeof v) {
    case 'number':
      return hashInteger(v, lane);
    case 'string':
      return hashString(v, lane);
    case 'boolean':
      return v ? SEEDS[lane] ^ 0x55555555 : SEEDS[lane] ^ 0x33333333;
    default:
      return v.hash(lane);
  }
}

/** 32-bit structural hash (signed); equal values have equal hashes. Cached in objects. */
export function hashOf(v: Value): number {
  return hashInLane(v, 0);
}

/** A second, independent hash: `hashOf` and this together are a 64-bit fingerprint. */
export function secondHashOf(v: Value): number {
  return hashInLane(v, 1);
}
