import type { Value } from '../../../runtime/tla/index.ts';
import {
  LazyFunction,
  TlaFunctionLike,
  TlaRecord,
  TlaSet,
  TlaTuple,
  elements,
  makeFunctionFromEntries,
  makeRecord,
  makeSet,
  makeTupleFrom,
} from '../../../runtime/tla/index.ts';
import type { RowLayout } from './row-layout.ts';

/** Who is told what is looked at. */
export interface Observer {
  /** The value of a part of the row. */
  readonly look: (part: number) => Value;
  /** The function is looked at as a whole. */
  readonly escape: () => void;
}

/** The value of a slot that is kept by its elements, as observed code sees it: only the elements that it asks for are looked at. */
export class ObservedFunction extends LazyFunction {
  readonly slot: number;
  /** What differs from the row: by part, the element. */
  readonly written: ReadonlyMap<number, Value>;
  private readonly rows: RowLayout;
  private readonly observer: Observer;

  constructor(rows: RowLayout, slot: number, written: ReadonlyMap<number, Value>, observer: Observer) {
    super(makeSet(rows.keysOf(slot)), () => (key) => {
      const part = rows.partAt(slot, key);
      return written.get(part) ?? observer.look(part);
    });
    this.rows = rows;
    this.slot = slot;
    this.written = written;
    this.observer = observer;
  }

  override with(key: Value, value: Value): ObservedFunction {
    const { rows, slot, observer } = this;
    return new ObservedFunction(
      rows,
      slot,
      new Map([...this.written, [rows.partAt(slot, key), value]]),
      observer,
    );
  }

  override evaluated(): TlaFunctionLike {
    this.observer.escape();
    return super.evaluated();
  }
}

/** An evaluated value with what observed functions in it stand for. */
export function settled(value: Value): Value {
  if (typeof value !== 'object') return value;
  if (value instanceof ObservedFunction) return settled(value.evaluated());
  if (value instanceof TlaTuple) {
    const parts = all(value.toArray());
    return parts === undefined ? value : makeTupleFrom(parts);
  }
  if (value instanceof TlaRecord) {
    const fields = all(value.fields);
    return fields === undefined ? value : makeRecord(value.shape, fields);
  }
  if (value instanceof TlaFunctionLike && value.size !== Infinity) {
    const positions = Array.from({ length: value.size }, (_, position) => position);
    const keys = positions.map((position) => value.keyAt(position));
    const values = positions.map((position) => value.valueAt(position));
    const newKeys = all(keys);
    const newValues = all(values);
    if (newKeys === undefined && newValues === undefined) return value;
    return makeFunctionFromEntries(
      positions.map((position) => [
        (newKeys ?? keys)[position] as Value,
        (newValues ?? values)[position] as Value,
      ]),
    );
  }
  if (value instanceof TlaSet && value.size !== Infinity) {
    const members = all(elements(value));
    return members === undefined ? value : makeSet(members);
  }
  return value;
}

/** undefined if nothing changes. */
function all(values: readonly Value[]): readonly Value[] | undefined {
  const made = values.map(settled);
  return made.some((value, position) => value !== values[position]) ? made : undefined;
}
