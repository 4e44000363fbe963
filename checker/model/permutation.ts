import type { Value } from '../../runtime/tla/index.ts';
import {
  TlaFunctionLike,
  TlaRecord,
  TlaSet,
  TlaTuple,
  elements,
  isModelValue,
  makeFunctionFromEntries,
  makeRecord,
  makeSet,
  makeTupleFrom,
} from '../../runtime/tla/index.ts';

/** Exchanges model values in values; what it has made of an object is kept as long as the object. */
export class Permutation {
  /** Those that become others. */
  private readonly images: ReadonlyMap<Value, Value>;
  private readonly made = new WeakMap<object, Value>();

  constructor(images: ReadonlyMap<Value, Value>) {
    this.images = images;
  }

  of(value: Value): Value {
    if (typeof value !== 'object') return value;
    if (isModelValue(value)) return this.images.get(value) ?? value;
    const known = this.made.get(value);
    if (known !== undefined) return known;
    const made = this.make(value);
    this.made.set(value, made);
    return made;
  }

  /** Answers the value itself if nothing in it changes. */
  private make(value: Value): Value {
    if (value instanceof TlaTuple) {
      const parts = this.all(value.toArray());
      return parts === undefined ? value : makeTupleFrom(parts);
    }
    if (value instanceof TlaRecord) {
      const fields = this.all(value.fields);
      return fields === undefined ? value : makeRecord(value.shape, fields);
    }
    if (value instanceof TlaFunctionLike) return this.function(value.evaluated());
    if (value instanceof TlaSet && value.size !== Infinity) {
      const members = this.all(elements(value));
      return members === undefined ? value : makeSet(members);
    }
    return value;
  }

  private function(value: TlaFunctionLike): Value {
    if (value instanceof TlaTuple || value instanceof TlaRecord) return this.of(value);
    if (value.size === Infinity) return value;
    const positions = Array.from({ length: value.size }, (_, position) => position);
    const keys = positions.map((position) => value.keyAt(position));
    const values = positions.map((position) => value.valueAt(position));
    const newKeys = this.all(keys);
    const newValues = this.all(values);
    if (newKeys === undefined && newValues === undefined) return value;
    return makeFunctionFromEntries(
      positions.map((position) => [
        (newKeys ?? keys)[position] as Value,
        (newValues ?? values)[position] as Value,
      ]),
    );
  }

  /** undefined if nothing changes. */
  private all(values: readonly Value[]): readonly Value[] | undefined {
    let changed: Value[] | undefined;
    for (let position = 0; position < values.length; position += 1) {
      const value = values[position] as Value;
      const image = this.of(value);
      if (image === value) continue;
      changed ??= values.slice();
      changed[position] = image;
    }
    return changed;
  }
}
