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

/** By what an item's hash has been multiplied when `count` more have been combined with the running hash. */
export function weightAfter(count: number, lane: Lane): number {
  let weight = 1;
  let power: number = MULTIPLIERS[lane];
  for (let rest = count; rest > 0; rest >>>= 1) {
    if ((rest & 1) === 1) weight = Math.imul(weight, power);
    power = Math.imul(power, power);
  }
  return weight;
}

/** Hash of one argument-value pair of a function; pairs are summed, so that an update costs O(1). */
export function hashPair(key: number, value: number): number {
  return mix(Math.imul(mix(key) ^ 0x3c6ef372, 0x9e3779b1) + value);
}

function computeStringHash(s: string, lane: Lane): number {
  let h: number = SEEDS[lane];
  const multiplier = MULTIPLIERS[lane];
  for (let i = 0; i < s.length; i++) h = Math.imul(h ^ s.charCodeAt(i), multiplier);
  return mix(h ^ s.length);
}

/** Strings cannot carry their hashes, and states are full of the same ones: labels, kinds of messages. */
const MAX_KNOWN_STRINGS = 4096;
const MAX_KNOWN_LENGTH = 64;
const knownStrings = new Map<string, readonly [number, number]>();

export function hashString(s: string, lane: Lane): number {
  const known = knownStrings.get(s);
  if (known !== undefined) return known[lane];
  if (s.length > MAX_KNOWN_LENGTH) return computeStringHash(s, lane);
  if (knownStrings.size >= MAX_KNOWN_STRINGS) knownStrings.clear();
  const hashes = [computeStringHash(s, 0), computeStringHash(s, 1)] as const;
  knownStrings.set(s, hashes);
  return hashes[lane];
}

/** What the upper halves of integers of 32 bits contribute: of those that are not negative, and of those that are. */
const SHORT_UPPER = [mix(SEEDS[0]), mix(SEEDS[1])] as const;
const SHORT_UPPER_NEGATIVE = [mix(SEEDS[0] - 1), mix(SEEDS[1] - 1)] as const;

function hashInteger(n: number, lane: Lane): number {
  const low = n | 0;
  const upper =
    low === n
      ? (low < 0 ? SHORT_UPPER_NEGATIVE : SHORT_UPPER)[lane]
      : mix((Math.floor(n / 4294967296) | 0) + SEEDS[lane]);
  return mix(Math.imul(low, MULTIPLIERS[lane] | 1) ^ upper);
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
