import type { Span } from '../source/index.ts';
import type { Symbol } from './symbols.ts';

/** A named instance: `I!Op` is looked up in `members`; `params` are the arities of the instance's own parameters. */
export interface InstanceEntry {
  readonly kind: 'instance';
  readonly name: string;
  readonly span: Span | undefined;
  readonly params: readonly number[];
  readonly members: ReadonlyMap<string, Slot>;
}
/** A name that exists but must not be used here; `message` and `hint` say why. */
export interface HiddenEntry {
  readonly kind: 'hidden';
  readonly name: string;
  readonly span: Span | undefined;
  readonly message: string;
  readonly hint: string | undefined;
}
/** A word that is allowed in this scope and denotes no symbol: `$variable`, `$value`. */
export interface SpecialEntry {
  readonly kind: 'special';
  readonly name: string;
  readonly span: Span | undefined;
}
export type Entry = Symbol | InstanceEntry | HiddenEntry | SpecialEntry;

export interface Slot {
  readonly entry: Entry;
  /** Whether an inner binding may use the name again; otherwise that is reported as SANY does. */
  readonly shadowable: boolean;
  /**
   * How many leading arguments every use needs on behalf of the parameterised instance that the definition was copied for
   * (0 outside of such instances).
   */
  readonly instanceParams: number;
}

/** What names mean at a place of the text: a chain of tables, innermost first. */
export class Scope {
  readonly parent: Scope | undefined;
  /** Names bound here are fresh by construction (a macro's own), so that they may hide anything. */
  readonly fresh: boolean;
  /** A module could not be found: names may be missing through no fault of their own, so that unknown ones stay unreported. */
  incomplete = false;
  private readonly slots: Map<string, Slot>;
  /** When each name was defined first: how many others had been. */
  private readonly places: Map<string, number>;
  /** Of a snapshot: names defined later are not seen. */
  private readonly end: number;

  /** `seen`: the scope that this one is a snapshot of. */
  constructor(parent: Scope | undefined, options: { readonly fresh?: boolean; readonly seen?: Scope } = {}) {
    const { seen } = options;
    this.parent = parent;
    this.fresh = options.fresh ?? parent?.fresh ?? false;
    this.slots = seen?.slots ?? new Map<string, Slot>();
    this.places = seen?.places ?? new Map<string, number>();
    this.end = seen === undefined ? Infinity : Math.min(seen.end, seen.places.size);
    if (seen !== undefined) this.incomplete = seen.incomplete;
  }

  define(name: string, entry: Entry, options: { shadowable?: boolean; instanceParams?: number } = {}): void {
    this.import(name, {
      entry,
      shadowable: options.shadowable ?? false,
      instanceParams: options.instanceParams ?? 0,
    });
  }

  import(name: string, slot: Slot): void {
    if (this.end < Infinity) throw new Error(`${name} is defined in a snapshot of a scope`);
    if (!this.places.has(name)) this.places.set(name, this.places.size);
    this.slots.set(name, slot);
  }

  own(name: string): Slot | undefined {
    return this.sees(name) ? this.slots.get(name) : undefined;
  }

  private sees(name: string): boolean {
    return this.end === Infinity || (this.places.get(name) ?? 0) < this.end;
  }

  find(name: string): Slot | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const slot = scope.own(name);
      if (slot !== undefined) return slot;
    }
    return undefined;
  }

  /** A scope in which names mean what they do here now, whatever is defined later. Nothing is defined in it. */
  snapshot(): Scope {
    return new Scope(this.parent, { fresh: this.fresh, seen: this });
  }

  *ownNames(): Generator<string> {
    for (const name of this.slots.keys()) if (this.sees(name)) yield name;
  }

  isIncomplete(): boolean {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      if (scope.incomplete) return true;
    }
    return false;
  }

  /** Every visible name that may be used here, innermost first. */
  *names(): Generator<string> {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      for (const [name, slot] of scope.slots) {
        if (scope.sees(name) && slot.entry.kind !== 'hidden' && slot.entry.kind !== 'special') yield name;
      }
    }
  }
}
