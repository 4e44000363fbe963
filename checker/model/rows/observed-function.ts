import type { Value } from '../../../runtime/tla/index.ts';
import { LazyFunction, TlaFunctionLike, TlaSet } from '../../../runtime/tla/index.ts';
import { withParts } from '../parts-of-values.ts';
import type { RowLayout } from './row-layout.ts';

/** The value of a slot that is kept by its elements, as observed code sees it: only the elements that it asks for are looked at. */
export class ObservedFunction extends LazyFunction {
  readonly slot: number;
  /** What differs from the row: by part, the element. */
  readonly written: ReadonlyMap<number, Value>;
  private readonly rows: RowLayout;
  private readonly look: (part: number) => Value;

  /** `look` gives the value of a part of the row. */
  constructor(
    rows: RowLayout,
    slot: number,
    written: ReadonlyMap<number, Value>,
    look: (part: number) => Value,
  ) {
    super(rows.domainOf(slot), () => (key) => this.compute(key));
    this.rows = rows;
    this.slot = slot;
    this.written = written;
    this.look = look;
  }

  override get(key: Value): Value | undefined {
    const part = this.rows.partAt(this.slot, key);
    if (part >= 0) return this.written.get(part) ?? this.look(part);
    // For the error if it is not comparable.
    this.domainSet.has(key, undefined);
    return undefined;
  }

  override compute(key: Value): Value {
    return this.get(key) as Value;
  }

  override with(key: Value, value: Value): ObservedFunction {
    const { rows, slot, look } = this;
    return new ObservedFunction(
      rows,
      slot,
      new Map([...this.written, [rows.partAt(slot, key), value]]),
      look,
    );
  }
}

/** Makes values of what observed code computes. */
export class Settler {
  /** Objects with nothing in them that has to become something else. */
  private readonly settled = new WeakSet<object>();
  private hasUnknown = false;

  /** An evaluated value with what observed functions in it stand for; undefined if some of it will be computed on demand. */
  settle(value: Value): Value | undefined {
    this.hasUnknown = false;
    const made = this.one(value);
    return this.hasUnknown ? undefined : made;
  }

  private one(value: Value): Value {
    if (typeof value !== 'object' || this.settled.has(value)) return value;
    const made = this.made(value);
    if (made === value && !this.hasUnknown) this.settled.add(value);
    return made;
  }

  private made(value: Exclude<Value, boolean | number | string>): Value {
    if (value instanceof ObservedFunction) return this.one(value.evaluated());
    if (isInfinite(value)) {
      this.hasUnknown = true;
      return value;
    }
    return withParts(value, (part) => this.one(part));
  }
}

function isInfinite(value: Value): boolean {
  return (value instanceof TlaFunctionLike || value instanceof TlaSet) && value.size === Infinity;
}
