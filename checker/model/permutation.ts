import type { Value } from '../../runtime/tla/index.ts';
import { isModelValue } from '../../runtime/tla/index.ts';
import { withParts } from './parts-of-values.ts';

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
    const made = withParts(value, (part) => this.of(part));
    this.made.set(value, made);
    return made;
  }
}
