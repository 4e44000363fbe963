import type { Core, CorePattern } from '../lower/index.ts';
import type { Block } from './block.ts';
import type { Doc } from './layout.ts';
import type { ModuleContext } from './module-context.ts';
import type { StaticType } from './types.ts';

/** How tightly JavaScript binds: an expression of a lower level needs brackets where a higher one is asked for. */
export const level = { arrow: 1, conditional: 2, or: 3, and: 4, unary: 8, atom: 9 } as const;
export type Level = (typeof level)[keyof typeof level];

/** A JavaScript expression. */
export interface Emitted {
  readonly doc: Doc;
  readonly type: StaticType;
  readonly level: Level;
}

export function atom(doc: Doc, type: StaticType = 'value'): Emitted {
  return { doc, type, level: level.atom };
}

/** The expression, in brackets if it binds less tightly than `least`. */
export function atLeast(emitted: Emitted, least: Level): Doc {
  return emitted.level >= least ? emitted.doc : ['(', emitted.doc, ')'];
}

/** What the parts of the expression emitter need of each other. */
export interface ExpressionEmitting {
  readonly module: ModuleContext;
  /** The value of an expression that is evaluated here with certainty; statements it needs go to `block`. */
  emit(core: Core, block: Block): Emitted;
  /** The same for an expression that may not be evaluated: it brings its own statements. */
  emitApart(core: Core, block: Block): Emitted;
  /** As an argument of a call. */
  value(core: Core, block: Block): Doc;
  /** As a JavaScript boolean; evaluated here with certainty. */
  condition(core: Core, block: Block): Emitted;
  /** A function of `params` with the value of `body`, its result type written where `result` says so. */
  closure(params: readonly ClosureParameter[], body: Core, block: Block, result?: Doc): Doc;
  /** A function of one key that matches the patterns, with the value of `body`. */
  keyClosure(patterns: readonly CorePattern[], body: Core, block: Block): Doc;
  /**
   * Emits `core` in statement position: its LETs, and those IFs and CASEs that the options ask for, become statements; `leaf` is called
   * for each expression the value may come from.
   */
  emitTo(core: Core, block: Block, leaf: (core: Core, block: Block) => void, options?: EmitToOptions): void;
  /** Whether evaluating the expression is cheap and cannot fail. */
  isSafe(core: Core, block: Block): boolean;
}

export interface EmitToOptions {
  /** Whether an IF or CASE is to become statements; by default if something is defined in one of its branches. */
  readonly structured?: (core: Core) => boolean;
  /** Every leaf leaves the block (by return): what follows an IF needs no else. */
  readonly leaves?: boolean;
}

/** A parameter of a closure: what it stands for, what to call it, and its type where it must be said. */
export interface ClosureParameter {
  readonly symbol: object;
  readonly hint: string;
  readonly type?: Doc;
  /** It is a function that gives the value on demand. */
  readonly lazy?: boolean;
}
