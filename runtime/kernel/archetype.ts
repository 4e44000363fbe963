import type { Value } from '../tla/index.ts';
import type { Resource } from './resource.ts';

/** Results of a section body other than the next label's place in the jump table. */
export const BLOCKED = -1;
export const DONE = -2;

/**
 * The variables of one activation of an archetype or procedure. Generated code derives one class per archetype and per procedure, with
 * a field per parameter and variable, so that all frames of a kind have one shape.
 */
export abstract class Frame {
  /** The frame `return` goes back to; undefined in an archetype's frame. */
  caller: Frame | undefined = undefined;
  /** The place in the jump table `return` goes on at. */
  returnLabel = DONE;
}

/**
 * What generated code sees of its context. Bodies are synchronous. A read answers undefined and a write false when the attempt is blocked:
 * the body then returns BLOCKED at once.
 */
export interface ArchetypeInterface {
  readonly self: Value;
  /** The spec's constants, in the order of the module's `constantNames`. */
  readonly constants: readonly Value[];
  /** The spec's constant operators, in the order of the module's `constantOperatorNames`. */
  readonly constantOperators: readonly ((...args: Value[]) => Value)[];
  /** Values of constant-level definitions without parameters, evaluated at most once per context; one place per such definition. */
  readonly memo: (Value | undefined)[];

  read(resource: Resource): Value | undefined;
  readAt(resource: Resource, index: Value): Value | undefined;
  readPath(resource: Resource, indices: readonly Value[]): Value | undefined;
  write(resource: Resource, value: Value): boolean;
  writeAt(resource: Resource, index: Value, value: Value): boolean;
  writePath(resource: Resource, indices: readonly Value[], value: Value): boolean;
  /** Like `readAt` and `readPath`, for reads inside a closure: a blocked one abandons the attempt by throwing the kernel's private signal. */
  readNested(resource: Resource, indices: readonly Value[]): Value;
  /** Picks one of `ceiling` (at least 1) alternatives, from 0. `site` is the number of the choice in its section, for traces. */
  choose(site: number, ceiling: number): number;
  /** A reference to variable `name` of `frame`, to be passed to a procedure; the same variable gives the same reference. */
  localRef(frame: Frame, name: string): Resource;
  /** Enters a procedure: answers the label to jump to. `callee` has its parameters set and its preamble run. */
  call(callee: Frame, entry: number, returnLabel: number): number;
  /** `call` directly followed by `return`: the callee returns to the present frame's caller. */
  tailCall(callee: Frame, entry: number): number;
  /** Leaves a procedure: answers the label to jump to. */
  return(): number;
  print(value: Value): void;
}

export type LabelFairness = 'none' | 'strong' | 'unfair';

/** One entry of the jump table: the atomic step from one label to the next. */
export interface MPCalCriticalSection {
  /** `AServer.serverLoop` */
  readonly name: string;
  readonly fairness: LabelFairness;
  /** Answers the next label's place in the jump table, BLOCKED or DONE. `frame` is of the section's own archetype or procedure. */
  readonly body: (iface: ArchetypeInterface, frame: never) => number;
}

export interface MPCalProc {
  readonly name: string;
  /** Its first label's place in the jump table. */
  readonly entry: number;
  readonly refParams: readonly string[];
  readonly valParams: readonly string[];
  readonly locals: readonly string[];
  readonly newFrame: () => Frame;
  /** Initialises the procedure's variables, in order. */
  readonly preAmble: (iface: ArchetypeInterface, frame: never) => void;
}

/** A compiled module: what all its archetypes share. */
export interface MPCalModule {
  readonly name: string;
  readonly constantNames: readonly string[];
  readonly constantOperatorNames: readonly string[];
  /** Number of places `memo` needs. */
  readonly memoSize: number;
}

export type MPCalJumpTable = readonly MPCalCriticalSection[];
export type MPCalProcTable = readonly MPCalProc[];

export interface MPCalArchetype {
  /** `AServer` */
  readonly name: string;
  /** `AServer.serverLoop` */
  readonly label: string;
  /** `AServer.net`, in the order of the parameters. */
  readonly requiredRefParams: readonly string[];
  readonly requiredValParams: readonly string[];
  readonly module: MPCalModule;
  readonly jumpTable: MPCalJumpTable;
  readonly procTable: MPCalProcTable;
  /** Names of the archetype's own variables, in order. */
  readonly locals: readonly string[];
  /** Frame fields whose name differs from the spec's: spec name to field name. Those not listed are called as in the spec. */
  readonly fieldNames?: Readonly<Record<string, string>>;
  readonly newFrame: () => Frame;
  /** Initialises the archetype's variables, in order; parameters are bound by then. */
  readonly preAmble: (iface: ArchetypeInterface, frame: never) => void;
}
