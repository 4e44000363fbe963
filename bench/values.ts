/**
 * What the value library's operations cost, by hand: `npx tsx bench/values.ts`. Prints the best of several rounds, in
 * nanoseconds per operation.
 */
import * as tla from '../runtime/tla/index.ts';
import type { Value } from '../runtime/tla/index.ts';

const ROUNDS = 20;
const ROUND_MILLISECONDS = 10;

function nanosecondsPerCall(operation: () => unknown): number {
  let calls = 1;
  let best = Infinity;
  for (let round = 0; round < ROUNDS;) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < calls; i++) operation();
    const elapsed = Number(process.hrtime.bigint() - start);
    if (elapsed < ROUND_MILLISECONDS * 1e6) {
      calls *= 2;
    } else {
      best = Math.min(best, elapsed / calls);
      round++;
    }
  }
  return best;
}

function entry(i: number): Value {
  const command = tla.makeRecordFromObject({ type: 'Put', key: `key${i}`, value: `value-${i}`, idx: i });
  return tla.makeRecordFromObject({ term: 3, cmd: command, client: 20 });
}

function entries(count: number): Value {
  return tla.makeTupleFrom(Array.from({ length: count }, (_, i) => entry(i)));
}

function message(entryCount: number): Value {
  return tla.makeRecordFromObject({
    mtype: 'AppendEntriesRequest',
    mterm: 3,
    mprevLogIndex: 100,
    mprevLogTerm: 3,
    mentries: entries(entryCount),
    mcommitIndex: 99,
    msource: 1,
    mdest: 2,
  });
}

const small = message(1);
const large = message(10);
const smallBytes = tla.encodeValue(small);
const largeBytes = tla.encodeValue(large);
const log = entries(10_000);
const e = entry(1);
const f = entry(1);
const makePoint = tla.recordMaker(['x', 'y', 'z']);
const table = tla.makeFunction(tla.interval(5, 1004), (x) => x);
const thousand = tla.setMap(tla.interval(1, 1000), (x) => tla.multiply(x, 3));
const five = tla.makeSet([1, 2, 3, 4, 5]);
const one = tla.makeSet([1000]);
const keys = tla.setMap(tla.interval(1, 1000), (x) => `key${String(x)}`);
const store = tla.makeFunction(keys, () => 'value');
let term = 0;

const operations: Readonly<Record<string, () => unknown>> = {
  'field of a record of 8': () => tla.fieldOf(large, 'mterm'),
  'equality of two log entries': () => tla.equals(e, f),
  'record of 3 fields': () => makePoint([1, 2, 3]),
  'EXCEPT on a record of 8': () => tla.except(large, 'mterm', ++term),
  'element of a sequence of 10,000': () => tla.applyFunction(log, 7777),
  'Append to a sequence of 10,000': () => tla.append(log, e),
  'SubSeq of 10 of 10,000': () => tla.subSeq(log, 9001, 9010),
  'SubSeq of 9,990 of 10,000': () => tla.subSeq(log, 1, 9990),
  'concatenation of 10,000 and 10': () => tla.concat(log, tla.fieldOf(large, 'mentries')),
  'EXCEPT on a sequence of 10,000': () => tla.except(log, 5000, ++term),
  'EXCEPT on a function of 1,000 integers': () => tla.except(table, 500, ++term),
  'EXCEPT on a function of 1,000 strings': () => tla.except(store, 'key500', ++term),
  'singleton @@ function of 1,000 strings': () =>
    tla.mergeFunctions(tla.singletonFunction('another', 1), store),
  'adding to a set of 5': () => tla.union(five, one),
  'adding to a set of 1,000': () => tla.union(thousand, one),
  'member of a set of 1,000': () => tla.memberOf(999, thousand),
  'SUBSET 1..5, filtered': () =>
    tla.setFilter(tla.powerSet(tla.interval(1, 5)), (s) => tla.cardinality(s) > 2),
  'hash of a log entry, not cached': () => tla.hashOf(entry(2)),
  'encode a message of 1 entry': () => tla.encodeValue(small),
  'decode a message of 1 entry': () => tla.decodeValue(smallBytes),
  'encode a message of 10 entries': () => tla.encodeValue(large),
  'decode a message of 10 entries': () => tla.decodeValue(largeBytes),
};

for (const [name, operation] of Object.entries(operations)) {
  const nanoseconds = nanosecondsPerCall(operation);
  console.log(`${nanoseconds.toFixed(0).padStart(8)} ns  ${name}`);
}
