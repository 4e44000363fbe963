import type { ModelLayout, ModelVariable } from '../../compiler/index.ts';
import { isSlotBeside } from '../../compiler/index.ts';
import { DONE } from '../../runtime/kernel/index.ts';
import type { Site, Value } from '../../runtime/tla/index.ts';
import {
  TlaTuple,
  applyFunction,
  asEvaluationError,
  compare,
  elementAt,
  elementCount,
  except,
  exceptPath,
  hashOf,
  makeFunctionFromEntries,
  makeTupleFrom,
  printValue,
  sameValue,
  toTlaString,
} from '../../runtime/tla/index.ts';
import { Actions } from './actions.ts';
import { Calls } from './calls.ts';
import { Odometer } from './odometer.ts';
import type { Initialisation } from './program.ts';
import type { Reference } from './reference.ts';
import type { StepOracle } from './step-oracle.ts';

/** A variable that processes have: who has it, in canonical order, and where. */
export interface OwnedVariable {
  readonly keys: readonly Value[];
  readonly slots: readonly number[];
  readonly slotOfKey: ReadonlyMap<Value, number>;
}

/** Where a process's places begin, and who it is. */
export interface ProcessPlace {
  readonly declaration: number;
  readonly base: number;
  readonly self: Value | undefined;
}

/** An initial value is to be chosen from an empty set: there is no initial state on this path. */
export const noInitialState: unique symbol = Symbol('no initial state');

/** What a section answers when the machine has set `pc` itself. */
export const MOVED = -3;

/**
 * What generated code sees: the two states it is about, constants, and the process that runs. `state` is where a step starts, or the state of
 * a predicate; `next` is where the step leads, or the second state.
 */
export class Machine {
  state: readonly Value[] = [];
  next: Value[] = [];
  base = 0;
  self: Value = false;
  /** What the process's reference parameters stand for: by position, and by what procedures are given for them. */
  references: readonly (Reference | undefined)[] = [];
  referencesByName: ReadonlyMap<Value, Reference> = new Map();
  readonly choices = new Odometer();
  /** Finds the states that actions lead to. */
  readonly actions: Actions;
  readonly constants: readonly Value[];
  /** Values of names that a formula's quantifiers bind. */
  bound: readonly Value[] = [];
  /** What the present run of a section has told of its choices. */
  noted: { readonly number: number; readonly value: Value }[] = [];
  readonly memo: (Value | undefined)[] = [];
  /** The identities of all processes. */
  procSet: Value = false;
  private readonly layout: ModelLayout;
  private readonly calls: Calls;
  private readonly oracle: () => StepOracle;
  private labels: readonly string[] = [];
  private initCalled: readonly Initialisation[] = [];
  private owned: readonly (OwnedVariable | undefined)[] = [];

  /** `oracle` makes, when first asked, what answers for the names pcal.trans defines. */
  constructor(layout: ModelLayout, constants: readonly Value[], oracle: () => StepOracle) {
    this.layout = layout;
    this.oracle = oracle;
    this.calls = new Calls(layout);
    this.constants = constants;
    this.actions = new Actions(this, layout, oracle);
  }

  /** Takes up what the sections of a program need of each other; `labels` are theirs, in their order. */
  load(labels: readonly string[], initCalled: readonly Initialisation[]): void {
    this.labels = labels;
    this.initCalled = initCalled;
  }

  /** Who there is; to be said before variables of processes are read. */
  populate(processes: readonly ProcessPlace[], procSet: Value): void {
    this.procSet = procSet;
    this.owned = this.layout.variables.map((variable) => ownedVariable(variable, processes));
  }

  // --- what is asked of states ---

  /** Evaluates code about one state, or about a step. What the spec is to blame for is thrown as TlaEvaluationError. */
  evaluate<T>(code: (machine: Machine) => T, state: readonly Value[], next: readonly Value[]): T {
    const { state: stateBefore, next: nextBefore } = this;
    this.state = state;
    this.next = next as Value[];
    try {
      return code(this);
    } catch (error) {
      throw asEvaluationError(error);
    } finally {
      this.state = stateBefore;
      this.next = nextBefore;
    }
  }

  /** A variable that processes have, as the function from their identities that it is to formulas. */
  whole(variable: number): Value {
    return this.functionIn(this.state, variable);
  }

  wholeNext(variable: number): Value {
    return this.functionIn(this.next, variable);
  }

  /** The same for one process. */
  at(variable: number, key: Value, site?: Site): Value {
    return this.elementIn(this.state, variable, key, site);
  }

  atNext(variable: number, key: Value, site?: Site): Value {
    return this.elementIn(this.next, variable, key, site);
  }

  /** All variables of the algorithm, in the order pcal.trans declares them. */
  vars(): Value {
    const ofAlgorithm = this.layout.variables.filter(({ isBeside }) => !isBeside);
    return makeTupleFrom(ofAlgorithm.map((variable) => this.variableIn(this.state, variable)));
  }

  variableIn(state: readonly Value[], variable: ModelVariable): Value {
    return variable.place.kind === 'shared'
      ? (state[variable.place.slot] as Value)
      : this.functionIn(state, variable.index);
  }

  private functionIn(state: readonly Value[], variable: number): Value {
    const { keys, slots } = this.owners(variable);
    const values = slots.map((slot) => state[slot] as Value);
    if (keys.every((key, position) => key === position + 1)) return makeTupleFrom(values);
    return makeFunctionFromEntries(keys.map((key, position) => [key, values[position] as Value] as const));
  }

  private elementIn(state: readonly Value[], variable: number, key: Value, site: Site | undefined): Value {
    const slot = this.owners(variable).slotOfKey.get(keyFor(key));
    if (slot !== undefined) return state[slot] as Value;
    return applyFunction(this.functionIn(state, variable), key, site);
  }

  /** Where the values of a variable that processes have are, and whose; undefined if all processes share it. */
  ownersOf(variable: ModelVariable): OwnedVariable | undefined {
    return variable.place.kind === 'shared' ? undefined : this.owners(variable.index);
  }

  private owners(variable: number): OwnedVariable {
    const owned = this.owned[variable];
    if (owned === undefined) throw new Error('model: nobody has this variable yet');
    return owned;
  }

  // --- what is asked of steps ---

  /** The value of an expression in the second state. */
  primed(evaluate: () => Value): Value {
    const before = this.state;
    this.state = this.next;
    try {
      const value = evaluate();
      // What is computed on demand would be computed in the first state.
      force(value);
      return value;
    } finally {
      this.state = before;
    }
  }

  isSame(evaluate: () => Value): boolean {
    const before = evaluate();
    force(before);
    return sameValue(before, this.primed(evaluate));
  }

  isUnchanged(variable: number): boolean {
    const { place } = this.layout.variables[variable] as ModelVariable;
    if (place.kind === 'shared') return this.isSlotUnchanged(place.slot);
    return this.owners(variable).slots.every((slot) => this.isSlotUnchanged(slot));
  }

  /** Of what the algorithm has. */
  nothingChanged(): boolean {
    const { state, layout } = this;
    for (let slot = 0; slot < state.length; slot += 1)
      if (!isSlotBeside(layout, slot) && !this.isSlotUnchanged(slot)) return false;
    return true;
  }

  private isSlotUnchanged(slot: number): boolean {
    const before = this.state[slot] as Value;
    const after = this.next[slot] as Value;
    return before === after || (typeof before === 'object' && sameValue(before, after));
  }

  /** Whether the formula that pcal.trans calls `name` holds of the step. */
  isStep(name: string, self?: Value): boolean {
    return this.oracle().holds(name, self, this.state, this.next);
  }

  // --- parts of variables ---

  /** The element at `key` of the value of a slot, as the step has left it so far. */
  part(slot: number, key: Value): Value {
    return applyFunction(this.next[slot] as Value, key);
  }

  /** Writes within the value of a slot, at one index or several, one within the other. */
  setPath(slot: number, path: readonly Value[], value: Value): void {
    const old = this.next[slot] as Value;
    const [only] = path;
    this.next[slot] =
      path.length === 1 && only !== undefined ? except(old, only, value) : exceptPath(old, path, () => value);
  }

  // --- references ---

  read(reference: Reference): Value | undefined {
    return reference.read(this, []);
  }

  readAt(reference: Reference, index: Value): Value | undefined {
    return reference.read(this, [index]);
  }

  readPath(reference: Reference, indices: readonly Value[]): Value | undefined {
    return reference.read(this, indices);
  }

  write(reference: Reference, value: Value): boolean {
    return reference.write(this, [], value);
  }

  writeAt(reference: Reference, index: Value, value: Value): boolean {
    return reference.write(this, [index], value);
  }

  writePath(reference: Reference, indices: readonly Value[], value: Value): boolean {
    return reference.write(this, indices, value);
  }

  /**
   * A read inside of an expression: by initial values, of which there are none where a mapping macro has to wait; otherwise only of
   * variables without a mapping, where a bound name decides which part, and such a read does not block.
   */
  readNested(reference: Reference, indices: readonly Value[]): Value {
    const value = reference.read(this, indices);
    if (value === undefined) throw noInitialState;
    return value;
  }

  /** What a procedure's reference parameter stands for. */
  reference(variable: number): Reference {
    const { place } = this.layout.variables[variable] as ModelVariable;
    const value = this.next[place.kind === 'shared' ? place.slot : this.base + place.offset] as Value;
    const known = this.referencesByName.get(value);
    if (known !== undefined) return known;
    if (value instanceof TlaTuple) return this.calls.frameVariable(value, this.layout);
    throw new Error('model: a reference parameter that stands for nothing');
  }

  frameReference(variable: number, procedure: number): Value {
    return this.calls.frameReference(this, variable, procedure);
  }

  // --- calls ---

  call(procedure: number, args: readonly Value[], returnTo: number): number {
    const label = returnTo === DONE ? 'Done' : (this.labels[returnTo] as string);
    this.calls.call(this, procedure, args, label, this.initCalled[procedure]);
    return MOVED;
  }

  tailCall(procedure: number, args: readonly Value[]): number {
    this.calls.tailCall(this, procedure, args, this.initCalled[procedure]);
    return MOVED;
  }

  return(): number {
    this.calls.return(this);
    return MOVED;
  }

  // --- choices ---

  choose(_site: number, ceiling: number): number {
    return this.choices.choose(ceiling);
  }

  /** Of code that tells of its choices: what choice `number` of the program came to. */
  noteChoice<T extends Value>(number: number, value: T): T {
    this.noted.push({ number, value });
    return value;
  }

  chooseInitial(set: Value, site: Site): Value {
    const count = elementCount(set, site);
    if (count === 0) throw noInitialState;
    return elementAt(set, this.choices.choose(count), site);
  }

  print(value: Value): void {
    printValue(value);
  }
}

/** Evaluates what a value may have left to be computed on demand. */
export function force(value: Value): void {
  if (typeof value === 'object') hashOf(value);
}

/** Something equal for equal identities. */
function keyFor(key: Value): Value {
  return typeof key === 'object' && key.kind !== 0 ? `\u0000${toTlaString(key)}` : key;
}

function ownedVariable(
  variable: ModelVariable,
  processes: readonly ProcessPlace[],
): OwnedVariable | undefined {
  const { owners, place } = variable;
  if (owners === undefined || place.kind === 'shared') return undefined;
  const entries = processes
    .filter(({ declaration }) => owners.includes(declaration))
    .map(({ base, self }) => ({ key: self as Value, slot: base + place.offset }))
    .sort((a, b) => compare(a.key, b.key));
  return {
    keys: entries.map(({ key }) => key),
    slots: entries.map(({ slot }) => slot),
    slotOfKey: new Map(entries.map(({ key, slot }) => [keyFor(key), slot])),
  };
}
