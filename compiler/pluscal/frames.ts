import type { Symbol } from '../resolve/index.ts';
import type { Expression, MappingMacroDefinition } from '../syntax/index.ts';
import type { Reference } from './accesses.ts';
import { applied, fieldStep, indexStep, infix, numeral, valueAt } from './trees.ts';
import type { Location } from './trees.ts';

/**
 * Where a variable is kept in the PlusCal form: in a variable of its own; in one that is a function of processes, which is what pcal.trans
 * makes of a local variable; or in the records that a global variable has for the activations of procedures of each process, the latest
 * first.
 */
export type Storage =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'function'; readonly name: string }
  | {
      readonly kind: 'activation';
      /** The variable with all records. */
      readonly name: string;
      readonly field: string;
      /** The field of the running activation that says how many activations are older than the one meant; undefined if that is the running one. */
      readonly level: string | undefined;
    };

/** What a parameter by reference stands for. */
export interface StoredReference {
  readonly storage: Storage;
  readonly arity: number;
  readonly mapping: MappingMacroDefinition | undefined;
}

/** What the names in one body mean. */
export interface Frame {
  /** The process or procedure. */
  readonly owner: string;
  readonly variables: Map<Symbol, Storage>;
  readonly references: Map<Symbol, StoredReference>;
  readonly labels: ReadonlyMap<string, string>;
  readonly self: Expression;
}

export function locationIn(frame: Frame, symbol: Symbol): Location | undefined {
  const storage = frame.variables.get(symbol) ?? frame.references.get(symbol)?.storage;
  return storage && locationOf(storage, frame.self);
}

export function referenceIn(frame: Frame, symbol: Symbol): Reference | undefined {
  const reference = frame.references.get(symbol);
  if (reference === undefined) return undefined;
  const { storage, arity, mapping } = reference;
  return { ...locationOf(storage, frame.self), arity, mapping };
}

function locationOf(storage: Storage, self: Expression): Location {
  const { kind, name } = storage;
  switch (kind) {
    case 'variable':
      return { variable: name, path: [] };
    case 'function':
      return { variable: name, path: [indexStep(self)] };
    case 'activation': {
      const all = activationsOf(name, self);
      const position =
        storage.level === undefined
          ? numeral(1)
          : infix('-', applied('Len', valueAt(all)), fieldOfRunning(name, self, storage.level));
      return { ...all, path: [...all.path, indexStep(position), fieldStep(storage.field)] };
    }
  }
}

/** The records of a process's activations. */
export function activationsOf(name: string, self: Expression): Location {
  return { variable: name, path: [indexStep(self)] };
}

/** What the running activation keeps in a field. */
export function fieldOfRunning(name: string, self: Expression, field: string): Expression {
  const all = activationsOf(name, self);
  return valueAt({ ...all, path: [...all.path, indexStep(numeral(1)), fieldStep(field)] });
}

/** A variable of the PlusCal form. */
export function plainly(name: string): Storage {
  return { kind: 'variable', name };
}
