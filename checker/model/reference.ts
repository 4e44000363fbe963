import type { Value } from '../../runtime/tla/index.ts';
import { applyFunction, except, exceptPath } from '../../runtime/tla/index.ts';
import type { Machine } from './machine.ts';
import type { MappingBodies } from './program.ts';

/** What a reference parameter stands for in a model. What is read is what the step has written so far. */
export interface Reference {
  /** undefined if the read is blocked. */
  read(machine: Machine, indices: readonly Value[]): Value | undefined;
  /** Whether the write got through. */
  write(machine: Machine, indices: readonly Value[], value: Value): boolean;
}

/** Where a value is, and how it is changed; also at indices, one within the other. */
export interface Target {
  get(machine: Machine): Value;
  set(machine: Machine, value: Value): void;
  getAt(machine: Machine, indices: readonly Value[]): Value;
  setAt(machine: Machine, indices: readonly Value[], value: Value): void;
}

/** The whole of a variable, at a fixed place of states. */
export class SlotTarget implements Target {
  private readonly slot: number;

  constructor(slot: number) {
    this.slot = slot;
  }

  get(machine: Machine): Value {
    return machine.next[this.slot] as Value;
  }

  set(machine: Machine, value: Value): void {
    machine.next[this.slot] = value;
  }

  getAt(machine: Machine, indices: readonly Value[]): Value {
    const [first] = indices;
    if (first === undefined) return this.get(machine);
    const part = machine.part(this.slot, first);
    return indices.length === 1 ? part : valueAt(part, indices.slice(1));
  }

  setAt(machine: Machine, indices: readonly Value[], value: Value): void {
    if (indices.length === 0) this.set(machine, value);
    else machine.setPath(this.slot, indices, value);
  }
}

/** What is got and set as a whole by other means. */
export abstract class WholeTarget implements Target {
  abstract get(machine: Machine): Value;
  abstract set(machine: Machine, value: Value): void;

  getAt(machine: Machine, indices: readonly Value[]): Value {
    return valueAt(this.get(machine), indices);
  }

  setAt(machine: Machine, indices: readonly Value[], value: Value): void {
    this.set(machine, withValueAt(this.get(machine), indices, value));
  }
}

/** A part of what another target holds. */
class PartTarget extends WholeTarget {
  private readonly whole: Target;
  private readonly indices: readonly Value[];

  constructor(whole: Target, indices: readonly Value[]) {
    super();
    this.whole = whole;
    this.indices = indices;
  }

  get(machine: Machine): Value {
    return this.whole.getAt(machine, this.indices);
  }

  set(machine: Machine, value: Value): void {
    this.whole.setAt(machine, this.indices, value);
  }
}

/** A variable that no mapping macro applies to. */
export class PlainReference implements Reference {
  private readonly target: Target;

  constructor(target: Target) {
    this.target = target;
  }

  read(machine: Machine, indices: readonly Value[]): Value {
    return this.target.getAt(machine, indices);
  }

  write(machine: Machine, indices: readonly Value[], value: Value): boolean {
    this.target.setAt(machine, indices, value);
    return true;
  }
}

/** A variable that is read and written by a mapping macro, at the indices of the access. */
export class MappedReference implements Reference {
  private readonly target: Target;
  private readonly bodies: MappingBodies;

  constructor(target: Target, bodies: MappingBodies) {
    this.target = target;
    this.bodies = bodies;
  }

  read(machine: Machine, indices: readonly Value[]): Value | undefined {
    return this.bodies[0](machine, this.part(indices));
  }

  write(machine: Machine, indices: readonly Value[], value: Value): boolean {
    return this.bodies[1](machine, this.part(indices), value);
  }

  private part(indices: readonly Value[]): Target {
    return indices.length === 0 ? this.target : new PartTarget(this.target, indices);
  }
}

function valueAt(value: Value, indices: readonly Value[]): Value {
  let result = value;
  for (const index of indices) result = applyFunction(result, index);
  return result;
}

function withValueAt(old: Value, indices: readonly Value[], value: Value): Value {
  const [only] = indices;
  if (only === undefined) return value;
  return indices.length === 1 ? except(old, only, value) : exceptPath(old, indices, () => value);
}
