import type { ModelLayout } from '../../../compiler/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { applyFunction, exceptPath } from '../../../runtime/tla/index.ts';
import { Machine, force } from '../machine.ts';
import type { StepOracle } from '../step-oracle.ts';
import { ObservedFunction, Settler } from './observed-function.ts';
import type { Row, RowLayout } from './row-layout.ts';
import { ABSENT } from './value-table.ts';

/** What a step does to a row: the parts that it writes, and what it writes there. */
export interface Outcome {
  readonly parts: readonly number[];
  readonly contents: readonly Value[];
  /** By watch (`RowExplorer.watch`), 1 if it writes something that is watched; undefined until it is asked for. */
  touched: Uint8Array | undefined;
}

/**
 * A machine that notes at which parts of rows the code that it runs looks, in which order. Slower than one that does not, and to run code that
 * no other machine runs: V8 would take the arrays of all for ones that are not what they seem.
 */
export class ObservedMachine extends Machine {
  /** The parts looked at since the last `begin`, and the numbers found there. Those of the second row are numbered from the row's size on. */
  looked: number[] = [];
  found: number[] = [];
  /** False if a value without a number was seen. */
  private isNumbered = true;
  /** The slots found to be kept by their elements since the last `begin`; those of the second row are numbered from the row's size on. */
  private readonly entered = new Set<number>();
  private readonly rows: RowLayout;
  private readonly settler = new Settler();
  private readonly wasSeen: Uint8Array;
  private before: Row = [];
  private after: Row = [];
  private readonly writtenSlots = new Map<number, Value>();
  private readonly writtenParts = new Map<number, Value>();
  private readonly beforeView: Value[];
  private readonly afterView: Value[];
  private readonly stepView: Value[];

  constructor(
    layout: ModelLayout,
    constants: readonly Value[],
    oracle: () => StepOracle,
    rows: RowLayout,
    slotCount: number,
  ) {
    super(layout, constants, oracle);
    this.rows = rows;
    this.wasSeen = new Uint8Array(rows.size * 2);
    const view = (get: (slot: number) => Value, set?: (slot: number, value: Value) => void): Value[] =>
      viewOf(slotCount, get, set);
    this.beforeView = view((slot) => this.look(slot, this.before, 0));
    this.afterView = view((slot) => this.look(slot, this.after, this.rows.size));
    this.stepView = view(
      (slot) => this.written(slot),
      (slot, value) => {
        this.writeSlot(slot, value);
      },
    );
  }

  /** Observes from now on code about a state or a pair of them. */
  beginFormula(before: Row, after: Row): void {
    this.begin(before, after);
    this.state = this.beforeView;
    this.next = this.afterView;
  }

  /** Observes from now on a section that starts in `before`. */
  beginStep(before: Row): void {
    this.begin(before, before);
    this.state = this.beforeView;
    this.next = this.stepView;
  }

  /**
   * After all that was to be observed since the last `begin`. False if nothing can be learned from it. Whoever looked at an element of a slot knows
   * that the slot is kept by its elements: otherwise there are none. Of other slots it is noted now.
   */
  conclude(): boolean {
    const { rows, wasSeen } = this;
    for (const entered of this.entered) {
      const offset = entered < rows.size ? 0 : rows.size;
      const first = rows.firstPart(entered - offset) + offset;
      const end = first + rows.partCount(entered - offset);
      if (!wasSeen.subarray(first, end).includes(1)) this.noteContent(first, ABSENT);
    }
    return this.isNumbered;
  }

  /** Before each run of the section. */
  beginRun(): void {
    this.writtenSlots.clear();
    this.writtenParts.clear();
  }

  /** After a run that was not blocked: what it did. May throw TlaEvaluationError, for what was to be computed on demand. */
  outcome(): Outcome {
    const parts: number[] = [];
    const contents: Value[] = [];
    const add = (part: number, content: Value): void => {
      if (typeof content !== 'number') this.isNumbered = false;
      // Whether it is the same must not depend on what was not looked at.
      else if (this.wasSeen[part] === 1 && this.before[part] === content) return;
      parts.push(part);
      contents.push(content);
    };
    for (const [slot, value] of this.writtenSlots) {
      if (value instanceof ObservedFunction && value.slot === slot) {
        for (const [part, element] of value.written) add(part, this.rows.partOf(this.settled(element)));
        continue;
      }
      const whole = this.settled(value);
      const first = this.rows.firstPart(slot);
      const count = this.rows.partCount(slot);
      const row: Value[] = [];
      this.rows.put(row, slot, whole);
      for (let part = first; part < first + count; part += 1) add(part, row[part] as Value);
    }
    for (const [part, value] of this.writtenParts) add(part, this.rows.partOf(this.settled(value)));
    return { parts, contents, touched: undefined };
  }

  /** A value that observed code has computed, evaluated and with nothing in it that observes. */
  settled(value: Value): Value {
    force(value);
    const settled = this.settler.settle(value);
    // What is computed later may look at something then.
    if (settled === undefined) this.isNumbered = false;
    return settled ?? value;
  }

  override part(slot: number, key: Value): Value {
    const part = this.writtenSlots.has(slot) ? -1 : this.partAt(slot, key);
    if (part < 0) return applyFunction(this.next[slot] as Value, key);
    const written = this.writtenParts.get(part);
    return written ?? this.lookAt(part, this.before, 0);
  }

  /** A step that prints is taken anew each time, to print again. */
  override print(value: Value): void {
    this.isNumbered = false;
    super.print(value);
  }

  override setPath(slot: number, path: readonly Value[], value: Value): void {
    const [key, ...rest] = path;
    const part = key === undefined || this.writtenSlots.has(slot) ? -1 : this.partAt(slot, key);
    if (key === undefined || part < 0) super.setPath(slot, path, value);
    else {
      const content = rest.length === 0 ? value : exceptPath(this.part(slot, key), rest, () => value);
      this.writtenParts.set(part, content);
    }
  }

  private begin(before: Row, after: Row): void {
    const { wasSeen, looked } = this;
    for (const part of looked) wasSeen[part] = 0;
    this.looked = [];
    this.found = [];
    this.isNumbered = true;
    this.entered.clear();
    this.before = before;
    this.after = after;
    this.beginRun();
  }

  /** The part for an element. What is done to it is right as long as the slot is kept by elements. */
  private partAt(slot: number, key: Value): number {
    const part = this.rows.partAt(slot, key);
    if (part < 0) return part;
    if (!this.rows.isSplitIn(this.before, slot)) {
      this.note(this.rows.firstPart(slot), this.before, 0);
      return -1;
    }
    this.entered.add(slot);
    return part;
  }

  /** The value of a slot of one of the rows. */
  private look(slot: number, row: Row, offset: number): Value {
    const first = this.rows.firstPart(slot);
    if (this.rows.isSplitIn(row, slot)) {
      this.entered.add(slot + offset);
      return this.observed(slot, row, offset, new Map());
    }
    const count = this.rows.partCount(slot);
    for (let part = first; part < first + count; part += 1) this.note(part, row, offset);
    return this.rows.valueIn(row, slot);
  }

  private observed(
    slot: number,
    row: Row,
    offset: number,
    written: ReadonlyMap<number, Value>,
  ): ObservedFunction {
    const { looked } = this;
    const first = this.rows.firstPart(slot);
    const contents = row.slice(first, first + this.rows.partCount(slot));
    return new ObservedFunction(this.rows, slot, written, (part) => {
      const content = contents[part - first] as Value;
      // What is left to be computed on demand may come here when other rows are observed.
      if (looked === this.looked) this.noteContent(part + offset, content);
      return this.rows.valueOf(content);
    });
  }

  private lookAt(part: number, row: Row, offset: number): Value {
    this.note(part, row, offset);
    return this.rows.valueOf(row[part] as Value);
  }

  private note(part: number, row: Row, offset: number): void {
    this.noteContent(part + offset, row[part] as Value);
  }

  private noteContent(place: number, content: Value): void {
    if (this.wasSeen[place] === 1) return;
    if (typeof content !== 'number') {
      this.isNumbered = false;
      return;
    }
    this.wasSeen[place] = 1;
    this.looked.push(place);
    this.found.push(content);
  }

  /** The value of a slot as the section has left it so far. */
  private written(slot: number): Value {
    const whole = this.writtenSlots.get(slot);
    if (whole !== undefined) return whole;
    const first = this.rows.firstPart(slot);
    const end = first + this.rows.partCount(slot);
    const written = [...this.writtenParts].filter(([part]) => part > first && part < end);
    return written.length === 0
      ? this.look(slot, this.before, 0)
      : this.observed(slot, this.before, 0, new Map(written));
  }

  private writeSlot(slot: number, value: Value): void {
    const first = this.rows.firstPart(slot) + 1;
    for (const [position] of this.rows.keysOf(slot).entries()) this.writtenParts.delete(first + position);
    this.writtenSlots.set(slot, value);
  }
}

/** What looks like an array of the values of a state. */
function viewOf(
  length: number,
  get: (slot: number) => Value,
  set: ((slot: number, value: Value) => void) | undefined,
): Value[] {
  return new Proxy(new Array<Value>(length).fill(false), {
    get: (array, key) => {
      const slot = typeof key === 'string' ? Number(key) : NaN;
      return slot >= 0 ? get(slot) : (Reflect.get(array, key) as unknown);
    },
    set: (_, key, value: Value) => {
      if (set === undefined || typeof key !== 'string') return false;
      set(Number(key), value);
      return true;
    },
  });
}
