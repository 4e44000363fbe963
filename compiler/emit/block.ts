import type { Temporary } from '../lower/index.ts';
import type { Doc } from './layout.ts';
import { identifierFor, uniqueName } from './names.ts';
import type { StaticType } from './types.ts';

/** A name of the spec that has a value in the generated code. */
export interface ValueBinding {
  readonly kind: 'value';
  readonly text: string;
  /** The value is a function to be called: it is evaluated when first asked for. */
  readonly lazy: boolean;
  readonly type: StaticType;
  uses: number;
}
/** An operator defined in a LET, or an operator parameter: a function without `iface`. */
export interface FunctionBinding {
  readonly kind: 'function';
  readonly text: string;
  /** The variant that takes functions for parameters it may not evaluate. */
  readonly lazyText: string;
  uses: number;
  lazyUses: number;
}
export type Binding = ValueBinding | FunctionBinding;

/** What names of the spec stand for: symbols and temporaries, by identity. */
export type Bindable = object | Temporary;

/**
 * A block of generated code: its statements so far, the names it declares, and what the spec's names stand for in it. Expressions that
 * need statements of their own put them here, before the statement they are part of.
 */
export class Block {
  readonly parent: Block | undefined;
  statements: Doc[] = [];
  /** What `@` stands for. */
  atSign: ValueBinding | undefined;
  private readonly names = new Set<string>();
  private readonly nextNumbers = new Map<string, number>();
  private readonly used: Set<string>;
  private readonly bindings = new Map<Bindable, Binding>();
  private readonly isTaken: (name: string) => boolean;

  /** `isTaken` says which names of the module must not be hidden. */
  constructor(parent: Block | undefined, isTaken?: (name: string) => boolean) {
    this.parent = parent;
    this.isTaken = isTaken ?? parent?.isTaken ?? (() => false);
    this.atSign = parent?.atSign;
    this.used = parent?.used ?? new Set();
  }

  /** A new name for something the spec, or the emitter, calls `hint`. */
  declare(hint: string): string {
    const name = uniqueName(identifierFor(hint), (candidate) => this.isUsed(candidate), this.nextNumbers);
    this.names.add(name);
    return name;
  }

  private isUsed(name: string): boolean {
    if (this.isTaken(name)) return true;
    for (let block: Block | undefined = this; block !== undefined; block = block.parent)
      if (block.names.has(name)) return true;
    return false;
  }

  bind(symbol: Bindable, text: string, type: StaticType = 'value', lazy = false): ValueBinding {
    const binding: ValueBinding = { kind: 'value', text, lazy, type, uses: 0 };
    this.bindings.set(symbol, binding);
    return binding;
  }

  bindFunction(symbol: Bindable, text: string, lazyText: string): FunctionBinding {
    const binding: FunctionBinding = { kind: 'function', text, lazyText, uses: 0, lazyUses: 0 };
    this.bindings.set(symbol, binding);
    return binding;
  }

  /** Makes a symbol stand for what another one does. */
  alias(symbol: Bindable, binding: Binding): void {
    this.bindings.set(symbol, binding);
  }

  lookup(symbol: Bindable): Binding | undefined {
    for (let block: Block | undefined = this; block !== undefined; block = block.parent) {
      const binding = block.bindings.get(symbol);
      if (binding !== undefined) return binding;
    }
    return undefined;
  }

  /** Notes that the function around uses its parameter `iface` or `frame`. */
  use(parameter: 'iface' | 'frame'): string {
    this.used.add(parameter);
    return parameter;
  }

  /** `iface`, or `_iface` if the function around does not use it. To be asked at the end. */
  parameterName(parameter: 'iface' | 'frame'): string {
    return this.used.has(parameter) ? parameter : `_${parameter}`;
  }

  add(statement: Doc): void {
    this.statements.push(statement);
  }

  /** Collects what `emit` adds to the block, instead of adding it. */
  capture<T>(emit: () => T): { readonly result: T; readonly statements: Doc[] } {
    const before = this.statements;
    this.statements = [];
    const result = emit();
    const statements = this.statements;
    this.statements = before;
    return { result, statements };
  }
}
