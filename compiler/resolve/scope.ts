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
  private readonly slots = new Map<string, Slot>();

  constructor(parent: Scope | undefined, options: { readonly fresh?: boolean } = {}) {
    this.parent = parent;
    this.fresh = options.fresh ?? parent?.fresh ?? false;
  }

  define(name: string, entry: Entry, options: { shadowable?: boolean; instanceParams?: number } = {}): void {
    this.slots.set(name, {
      entry,
      shadowable: options.shadowable ?? false,
      instanceParams: options.instanceParams ?? 0,
    });
  }

  import(name: string, slot: Slot): void {
    this.slots.set(name, slot);
  }

  own(name: string): Slot | undefined {
    return this.slots.get(name);
  }

  find(name: string): Slot | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const slot = scope.slots.get(name);
      if (slot !== undefined) return slot;
    }
    return undefined;
  }

  /** A scope that stays as this one is now, whatever is defined later. */
  snapshot(): Scope {
    const copy = new Scope(this.parent, { fresh: this.fresh });
    for (const [name, slot] of this.slots) copy.slots.set(name, slot);
    copy.incomplete = this.incomplete;
    return copy;
  }

  ownNames(): Iterable<string> {
    return this.slots.keys();
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
        if (slot.entry.kind !== 'hidden' && slot.entry.kind !== 'special') yield name;
      }
    }
  }
}
