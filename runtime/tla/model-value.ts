import { hashString } from './hash.ts';
import type { Lane } from './value.ts';
import { Kind, TlaObject, compareStrings } from './value.ts';

/** A value equal only to itself and comparable with everything; one object per name. */
export class ModelValue extends TlaObject {
  readonly name: string;

  /** Use `modelValue(name)`, which keeps one object per name. */
  constructor(name: string) {
    super(Kind.ModelValue);
    this.name = name;
  }

  override compareTo(other: TlaObject): number {
    return compareStrings(this.name, (other as ModelValue).name);
  }

  override equalTo(other: TlaObject): boolean {
    return this === other;
  }

  override hash(lane: Lane): number {
    const cached = lane === 0 ? this.lane0 : this.lane1;
    if (cached !== 0) return cached;
    const h = hashString(this.name, lane) ^ 0x1b873593;
    if (lane === 0) this.lane0 = h;
    else this.lane1 = h;
    return h;
  }

  override toString(): string {
    return this.name;
  }
}

const interned = new Map<string, ModelValue>();

export function modelValue(name: string): ModelValue {
  let found = interned.get(name);
  if (found === undefined) {
    found = new ModelValue(name);
    interned.set(name, found);
  }
  return found;
}

const MAX_NAMES_FROM_OUTSIDE = 1 << 16;
const MAX_NAME_LENGTH_FROM_OUTSIDE = 1 << 10;

/** As modelValue, for names that come from peers: undefined where they would fill the table of names. */
export function boundedModelValue(name: string): ModelValue | undefined {
  const found = interned.get(name);
  if (found !== undefined) return found;
  if (interned.size >= MAX_NAMES_FROM_OUTSIDE || name.length > MAX_NAME_LENGTH_FROM_OUTSIDE) return undefined;
  return modelValue(name);
}

/** The value of a PlusCal variable without initial value. */
export const defaultInitValue: ModelValue = modelValue('defaultInitValue');
