import { applyFunction, exceptPath } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import type { Frame } from './archetype.ts';
import type { Attempt, CommitScope } from './resource.ts';
import { Resource } from './resource.ts';

/**
 * A variable as a resource, with the section's own writes kept aside until it commits. Indices apply to the value: the elements of a
 * function held by a variable are no resources of their own.
 */
export abstract class VariableResource extends Resource {
  private pending: Value | undefined = undefined;

  /** The committed value. */
  protected abstract load(): Value;
  /** Makes a section's value the committed one. */
  protected abstract store(value: Value, scope: CommitScope): void;

  protected override readValue(): Value {
    return this.pending ?? this.load();
  }

  protected override writeValue(value: Value): boolean {
    this.pending = value;
    return true;
  }

  override readAt(attempt: Attempt, index: Value): Value | undefined {
    const value = this.read(attempt);
    return value === undefined ? undefined : applyFunction(value, index);
  }

  override writeAt(attempt: Attempt, index: Value, value: Value): boolean {
    return this.writePath(attempt, [index], value);
  }

  override readPath(attempt: Attempt, indices: readonly Value[]): Value | undefined {
    let value = this.read(attempt);
    for (const index of indices) {
      if (value === undefined) return undefined;
      value = applyFunction(value, index);
    }
    return value;
  }

  override writePath(attempt: Attempt, indices: readonly Value[], value: Value): boolean {
    const old = this.read(attempt);
    return old === undefined
      ? false
      : this.write(
          attempt,
          exceptPath(old, indices, () => value),
        );
  }

  override commit(scope: CommitScope): void {
    if (this.pending === undefined) return;
    const value = this.pending;
    this.pending = undefined;
    this.store(value, scope);
    this.wake();
  }

  override abort(): void {
    this.pending = undefined;
  }
}

/** A variable of an activation, passed to a procedure by reference. */
class FrameVariable extends VariableResource {
  private readonly fields: Record<string, Value>;
  private readonly field: string;

  constructor(frame: Frame, field: string) {
    super();
    // Generated frame classes have a field of type Value for every variable.
    this.fields = frame as unknown as Record<string, Value>;
    this.field = field;
  }

  protected override load(): Value {
    return this.fields[this.field] as Value;
  }

  protected override store(value: Value): void {
    this.fields[this.field] = value;
  }
}

const references = new WeakMap<Frame, Map<string, Resource>>();

/** The reference to a variable of a frame: always the same one, so that two parameters bound to one variable see each other's writes. */
export function frameVariable(frame: Frame, field: string): Resource {
  let ofFrame = references.get(frame);
  if (ofFrame === undefined) references.set(frame, (ofFrame = new Map<string, Resource>()));
  let reference = ofFrame.get(field);
  if (reference === undefined) ofFrame.set(field, (reference = new FrameVariable(frame, field)));
  return reference;
}
