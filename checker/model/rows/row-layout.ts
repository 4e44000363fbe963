import type { TlaSet, Value, TlaTuple } from '../../../runtime/tla/index.ts';
import {
  TlaFunctionLike,
  hashOf,
  makeFunctionFromEntries,
  makeSet,
  makeTuple,
  secondHashOf,
} from '../../../runtime/tla/index.ts';
import { highShare, lowShare } from '../fingerprint.ts';
import type { Fingerprint } from '../model.ts';
import { Decisions, UNKNOWN } from './decisions.ts';
import { ABSENT, NO_ROOM, ValueTable } from './value-table.ts';

/**
 * A state as the search keeps it: numbers of values (`ValueTable`). A slot is one part, or, where a variable is a function that the algorithm uses
 * by its elements, one part for the whole and one for each element. Mostly the one for the whole is ABSENT; if the value is no function on the elements
 * expected, it stands there and the others are ABSENT. A value without a number stands in its part itself, as a tuple of one element; a whole does so
 * in any case, so that nothing that was learned of elements is taken to be true of it. Behind the parts stand the two halves of the fingerprint, as
 * signed numbers: the sums of what each part adds, so that the fingerprint of a successor follows from what has changed. It is that of the values,
 * whatever numbers they have.
 */
export type Row = readonly Value[];

/** A slot whose value is kept by its elements. */
interface Split {
  readonly keys: readonly Value[];
  readonly domain: TlaSet;
  /** By the number of a key. */
  readonly positions: ReadonlyMap<number, number>;
  /** The functions that elements make. */
  readonly wholes: number;
}

/** Values get numbers up to this many; see `ValueTable`. */
const MOST_VALUES = 1 << 20;

/** Turns states into rows and back. */
export class RowLayout {
  readonly table: ValueTable;
  /** Number of parts; a row has two more places, for its fingerprint. */
  readonly size: number;
  private readonly slotCount: number;
  private readonly splits: readonly (Split | undefined)[];
  /** By slot: its first part. */
  private readonly firsts: readonly number[];
  /** By part: 1 if it is for the whole of a value that is kept by its elements. */
  private readonly areWholes: Uint8Array;
  private readonly wholes: Decisions;
  private readonly wholeValues: Value[] = [];

  /** `keys`: by slot, the arguments of the functions that are kept by their elements. */
  constructor(
    slotCount: number,
    keys: ReadonlyMap<number, readonly Value[]>,
    capacity: number = MOST_VALUES,
  ) {
    this.table = new ValueTable(capacity);
    this.slotCount = slotCount;
    const firsts: number[] = [];
    let size = 0;
    for (let slot = 0; slot < slotCount; slot += 1) {
      firsts.push(size);
      const elements = keys.get(slot);
      size += elements === undefined ? 1 : elements.length + 1;
    }
    this.size = size;
    this.firsts = firsts;
    this.areWholes = new Uint8Array(size);
    for (const slot of keys.keys()) this.areWholes[firsts[slot] as number] = 1;
    this.wholes = new Decisions(size);
    this.splits = firsts.map((_, slot) => this.splitOf(keys.get(slot)));
  }

  private splitOf(keys: readonly Value[] | undefined): Split | undefined {
    if (keys === undefined) return undefined;
    const positions = new Map(keys.map((key, position) => [this.table.idOf(key), position]));
    return { keys, domain: makeSet(keys), positions, wholes: this.wholes.add() };
  }

  /** The first part of a slot. */
  firstPart(slot: number): number {
    return this.firsts[slot] as number;
  }

  /** The arguments of the elements that a slot has parts for; none if it has one part. */
  keysOf(slot: number): readonly Value[] {
    return this.splits[slot]?.keys ?? [];
  }

  /** The set of the arguments of the elements that a slot has parts for. */
  domainOf(slot: number): TlaSet {
    return this.splits[slot]?.domain ?? makeSet([]);
  }

  /** How many parts a slot has. */
  partCount(slot: number): number {
    const split = this.splits[slot];
    return split === undefined ? 1 : split.keys.length + 1;
  }

  /** The part that has the element of a slot's value at `key`; -1 if there is none of its own. */
  partAt(slot: number, key: Value): number {
    const split = this.splits[slot];
    if (split === undefined) return -1;
    const position = split.positions.get(this.table.idOf(key));
    return position === undefined ? -1 : this.firstPart(slot) + 1 + position;
  }

  /** Whether the slot's value is kept by its elements in this row. */
  isSplitIn(row: Row, slot: number): boolean {
    return this.splits[slot] !== undefined && row[this.firstPart(slot)] === ABSENT;
  }

  // --- from values to rows ---

  /** What stands in a part for a value. */
  partOf(value: Value): Value {
    const id = this.table.idOf(value);
    return id === NO_ROOM ? makeTuple(value) : id;
  }

  /** The same for a certain part: the whole of a value that is kept by its elements otherwise has no number. */
  contentAt(part: number, value: Value): Value {
    return this.areWholes[part] === 1 ? makeTuple(value) : this.partOf(value);
  }

  /** Puts the parts of a slot's value into `row`, without regard to its fingerprint. */
  put(row: Value[], slot: number, value: Value): void {
    const split = this.splits[slot];
    const first = this.firstPart(slot);
    if (split === undefined) {
      row[first] = this.partOf(value);
      return;
    }
    const { keys } = split;
    const elements = elementsAt(value, keys);
    row[first] = elements === undefined ? makeTuple(value) : ABSENT;
    for (let position = 0; position < keys.length; position += 1)
      row[first + 1 + position] = elements === undefined ? ABSENT : this.partOf(elements[position] as Value);
  }

  /** `values` are by slot. */
  rowOf(values: readonly Value[]): Row {
    const row: Value[] = new Array<Value>(this.size + 2).fill(ABSENT);
    for (let slot = 0; slot < this.slotCount; slot += 1) this.put(row, slot, values[slot] as Value);
    let low = 0;
    let high = 0;
    for (let part = 0; part < this.size; part += 1) {
      const content = row[part] as Value;
      low = (low + lowShare(part, this.lowOf(content))) | 0;
      high = (high + highShare(part, this.highOf(content))) | 0;
    }
    row[this.size] = low;
    row[this.size + 1] = high;
    return row;
  }

  // --- from rows to values ---

  /** The value that a part stands for; not of an ABSENT one. */
  valueOf(part: Value): Value {
    if (typeof part === 'number') return this.table.values[part] as Value;
    return (part as TlaTuple).valueAt(0);
  }

  /** The value of a slot. */
  valueIn(row: Row, slot: number): Value {
    const split = this.splits[slot];
    const first = this.firstPart(slot);
    if (split === undefined || row[first] !== ABSENT) return this.valueOf(row[first] as Value);
    const known = this.wholes.find(split.wholes, row, row);
    return known === UNKNOWN ? this.whole(split, row, first + 1) : (this.wholeValues[known] as Value);
  }

  private whole({ keys, wholes }: Split, row: Row, first: number): Value {
    const parts = keys.map((_, position) => first + position);
    const value = makeFunctionFromEntries(
      keys.map((key, position) => [key, this.valueOf(row[first + position] as Value)] as const),
    );
    const found = parts.map((part) => row[part]);
    if (this.wholes.hasRoom && found.every((id) => typeof id === 'number'))
      this.wholes.learn(wholes, parts, found, this.wholeValues.push(value) - 1);
    return value;
  }

  /** Puts the values of a row, by slot, into `values`. */
  valuesInto(row: Row, values: Value[]): void {
    for (let slot = 0; slot < this.slotCount; slot += 1) values[slot] = this.valueIn(row, slot);
  }

  /** The values of a row, by slot. */
  valuesOf(row: Row): Value[] {
    const values = new Array<Value>(this.slotCount).fill(false);
    this.valuesInto(row, values);
    return values;
  }

  // --- fingerprints ---

  fingerprint(row: Row, into: Fingerprint): void {
    into.low = row[this.size] as number;
    into.high = row[this.size + 1] as number;
  }

  /** Writes a part and brings the fingerprint up to date. */
  set(row: Value[], part: number, content: Value): void {
    const old = row[part] as Value;
    if (old === content) return;
    const { size, table } = this;
    let low = row[size] as number;
    let high = row[size + 1] as number;
    if (typeof old === 'number' && typeof content === 'number') {
      low += lowShare(part, table.lowOf(content)) - lowShare(part, table.lowOf(old));
      high += highShare(part, table.highOf(content)) - highShare(part, table.highOf(old));
    } else {
      low += lowShare(part, this.lowOf(content)) - lowShare(part, this.lowOf(old));
      high += highShare(part, this.highOf(content)) - highShare(part, this.highOf(old));
    }
    row[part] = content;
    row[size] = low | 0;
    row[size + 1] = high | 0;
  }

  private lowOf(part: Value): number {
    return typeof part === 'number' ? this.table.lowOf(part) : hashOf(this.valueOf(part));
  }

  private highOf(part: Value): number {
    return typeof part === 'number' ? this.table.highOf(part) : secondHashOf(this.valueOf(part));
  }
}

/** The function's values at exactly these arguments; undefined if it is something else. */
function elementsAt(value: Value, keys: readonly Value[]): readonly Value[] | undefined {
  if (!(value instanceof TlaFunctionLike)) return undefined;
  const whole = value.evaluated();
  if (whole.size !== keys.length) return undefined;
  const elements: Value[] = [];
  for (const key of keys) {
    const element = whole.get(key);
    if (element === undefined) return undefined;
    elements.push(element);
  }
  return elements;
}
