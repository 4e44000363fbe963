/** One operation of a client, on keys numbered from 0. */
export interface Step {
  readonly kind: 'put' | 'get' | 'readModifyWrite';
  readonly key: number;
}

/** What the clients of a run share, and each one's stream of steps. */
export interface Workload {
  readonly name: string;
  readonly description: string;
  /** A fresh run over `keyCount` keys that exist. `steps(client)` gives that client's steps; the same run gives the same steps for the same seed. */
  start(keyCount: number): (client: number) => () => Step;
}

/** Seeded numbers in [0, 1) (mulberry32), so that every run asks for the same keys. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const zipfianConstant = 0.99;

/**
 * Ranks from 0 to `count` - 1, the first the most frequent: rank r with a probability in proportion to 1 / (r + 1) ^ 0.99
 * (Gray et al., Quickly Generating Billion-Record Synthetic Databases, SIGMOD 1994, section 3.2; the constant is YCSB's).
 */
export function zipfianRanks(count: number, random: () => number): () => number {
  let zeta = 0;
  for (let rank = 1; rank <= count; rank += 1) zeta += 1 / rank ** zipfianConstant;
  const ofTwo = 1 + 0.5 ** zipfianConstant;
  const alpha = 1 / (1 - zipfianConstant);
  const eta = (1 - (2 / count) ** (1 - zipfianConstant)) / (1 - ofTwo / zeta);
  return () => {
    const uniform = random();
    const scaled = uniform * zeta;
    if (scaled < 1 || count === 1) return 0;
    if (scaled < ofTwo || count === 2) return 1;
    return Math.min(count - 1, Math.floor(count * (eta * uniform - eta + 1) ** alpha));
  };
}

/** Spreads neighbouring ranks over all keys: the popular keys are not the first ones. */
function scattered(rank: number, keyCount: number): number {
  let mixed = Math.imul(rank + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca77);
  return ((mixed ^ (mixed >>> 13)) >>> 0) % keyCount;
}

function uniform(name: string, kind: 'put' | 'get'): Workload {
  return {
    name,
    description: `${kind}s of keys that are equally likely`,
    start: (keyCount) => (client) => {
      const random = randomNumbers(client + 1);
      return () => ({ kind, key: Math.floor(random() * keyCount) });
    },
  };
}

function mixed(name: string, description: string, share: number, other: 'put' | 'readModifyWrite'): Workload {
  return {
    name,
    description,
    start: (keyCount) => (client) => {
      const random = randomNumbers(client + 1);
      const rank = zipfianRanks(keyCount, random);
      return () => ({ kind: random() < share ? 'get' : other, key: scattered(rank(), keyCount) });
    },
  };
}

/** What is put is new, and what is read was put lately. */
const latest: Workload = {
  name: 'D',
  description: 'YCSB D: 95 % gets of the latest keys, 5 % puts of new ones',
  start: (keyCount) => {
    // A key counts when it is about to be put by somebody; it may be read only when that is done.
    let [begun, done] = [keyCount, keyCount];
    const underWay = new Set<number>();
    return (client) => {
      const random = randomNumbers(client + 1);
      const rank = zipfianRanks(keyCount, random);
      let own: number | undefined;
      return () => {
        if (own !== undefined) underWay.delete(own);
        own = undefined;
        while (done < begun && !underWay.has(done)) done += 1;
        if (random() >= 0.05) return { kind: 'get', key: Math.max(0, done - 1 - rank()) };
        own = begun;
        underWay.add(own);
        begun += 1;
        return { kind: 'put', key: own };
      };
    };
  },
};

/** Plain puts and gets, and the workloads of YCSB that fit a store without scans (Cooper et al., SoCC 2010, section 4; E scans). */
export const workloads: readonly Workload[] = [
  uniform('put', 'put'),
  uniform('get', 'get'),
  mixed('A', 'YCSB A: 50 % gets, 50 % puts, keys of Zipfian popularity', 0.5, 'put'),
  mixed('B', 'YCSB B: 95 % gets, 5 % puts, keys of Zipfian popularity', 0.95, 'put'),
  mixed('C', 'YCSB C: gets only, keys of Zipfian popularity', 1, 'put'),
  latest,
  mixed('F', 'YCSB F: 50 % gets, 50 % gets followed by a put of the same key', 0.5, 'readModifyWrite'),
];

export function workloadNamed(name: string): Workload {
  const found = workloads.find((workload) => workload.name === name);
  if (found !== undefined) return found;
  const names = workloads.map((workload) => workload.name).join(', ');
  throw new RangeError(`there is no workload ${name}: it is one of ${names}`);
}
