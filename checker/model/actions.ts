import type { ModelLayout, ModelVariable } from '../../compiler/index.ts';
import { isSlotBeside } from '../../compiler/index.ts';
import type { Site, Value } from '../../runtime/tla/index.ts';
import {
  applyFunction,
  asBoolean,
  domain,
  elements,
  equals,
  fail,
  hashOf,
  makeSet,
  memberOf,
  sameValue,
} from '../../runtime/tla/index.ts';
import type { Machine } from './machine.ts';
import type { StepOracle } from './step-oracle.ts';

/**
 * Finds second states of an action: fills in what it says of them and calls `then` for each way to do so, until that answers true. Answers
 * whether it did.
 */
export type Action = (then: () => boolean) => boolean;

/** Receives a state that an action leads to, and the step of the algorithm (or TERMINATED) that is one with it, if there is one. */
export type ActionSink = (next: readonly Value[], step: number | undefined) => void;

/**
 * Finds the states that an action leads to, as TLC does: conjuncts from left to right; `x' = e` and `x' \in S` say what x' is if nothing before has
 * said so, everything else is a condition, in which primed variables must be known. Generated code puts actions together from these methods.
 */
export class Actions {
  private readonly machine: Machine;
  private readonly layout: ModelLayout;
  private readonly oracle: () => StepOracle;
  /** The second state as far as it is known, by slot. */
  private next: (Value | undefined)[] = [];
  /** The step of the algorithm that the action is one with; TERMINATED if that stutters. */
  private taken: number | undefined;
  /** What is looked for has no state before it: the spec says so without primes. */
  private isInitial = false;

  constructor(machine: Machine, layout: ModelLayout, oracle: () => StepOracle) {
    this.machine = machine;
    this.layout = layout;
    this.oracle = oracle;
  }

  /** ENABLED: whether there is a second state. Variables of which nothing is said may be anything. */
  enabled(action: Action, site: Site): boolean {
    return this.from(site, () => action(() => true));
  }

  /** Gives every state that the action leads to from `machine.state`, possibly more than once, to `sink`. All variables must be known at its end. */
  successors(action: Action, site: Site, sink: ActionSink): void {
    this.from(site, () =>
      action(() => {
        const unknown = this.next.indexOf(undefined);
        if (unknown >= 0) {
          fail('unknown-successor', this.unsaid(unknown), [], site);
        }
        sink(this.next as Value[], this.taken);
        return false;
      }),
    );
  }

  /** Gives every state that the action leads to, from whatever state, as one that an initial predicate describes. All variables must be known at its end. */
  initialStates(action: Action, site: Site, sink: (state: readonly Value[]) => void): void {
    this.isInitial = true;
    try {
      this.successors(action, site, sink);
    } finally {
      this.isInitial = false;
    }
  }

  // --- what actions are made of ---

  all(parts: readonly Action[]): Action {
    return (then) => this.inOrder(parts, 0, then);
  }

  any(parts: readonly Action[]): Action {
    return (then) => parts.some((part) => part(then));
  }

  /** `\E` */
  some(set: () => Value, part: (element: Value) => Action, site: Site): Action {
    return (then) => elements(set(), site).some((element) => part(element)(then));
  }

  /** `\A`: all of them together. */
  every(set: () => Value, part: (element: Value) => Action, site: Site): Action {
    return (then) => this.inOrder(elements(set(), site).map(part), 0, then);
  }

  either(condition: () => Value, then: () => Action, otherwise: () => Action, site: Site): Action {
    return (after) => (asBoolean(condition(), site) ? then() : otherwise())(after);
  }

  /** An action that is put together when it is reached. */
  later(action: () => Action): Action {
    return (then) => action()(then);
  }

  test(condition: () => Value, site: Site): Action {
    return (then) => asBoolean(condition(), site) && then();
  }

  noCase(site: Site): Action {
    return () => fail('no-case', 'No condition of the CASE is TRUE', [], site);
  }

  /** `x' = e` */
  assign(variable: number, value: () => Value, site: Site): Action {
    return (then) => {
      const wanted = value();
      if (this.isKnown(variable)) return equals(this.valueOf(variable), wanted, site) && then();
      return this.with(variable, wanted, site, then);
    };
  }

  /** `x' \in S` */
  choose(variable: number, set: () => Value, site: Site): Action {
    return (then) => {
      const values = set();
      if (this.isKnown(variable)) return memberOf(this.valueOf(variable), values, site) && then();
      return elements(values, site).some((value) => this.with(variable, value, site, then));
    };
  }

  /** UNCHANGED */
  keep(variables: readonly number[]): Action {
    return (then) => this.keepFrom(variables, 0, then);
  }

  /** A step of the algorithm, by the name that pcal.trans gives it. */
  step(name: string, self?: () => Value): Action {
    return (then) => {
      const { state } = this.machine;
      const identity = self?.();
      const before = this.taken;
      for (const { state: after, step } of this.oracle().successorsBy(name, identity, state)) {
        this.taken = step;
        if (this.withState(after, then)) return true;
      }
      this.taken = before;
      return false;
    };
  }

  /** `Init'`, the Init of the algorithm. */
  begin(): Action {
    return (then) =>
      this.oracle()
        .initialStates()
        .some((state) => this.withState(state, then));
  }

  // --- the second state ---

  /** Runs what looks for second states of the machine's present state; reading what is not known yet fails. */
  private from<T>(site: Site, look: () => T): T {
    const { machine, next: outside, taken } = this;
    const { next: nextOutside } = machine;
    const slots = new Array<Value | undefined>(machine.state.length).fill(undefined);
    this.next = slots;
    this.taken = undefined;
    machine.next = this.guarded(slots, site);
    try {
      return look();
    } finally {
      this.next = outside;
      this.taken = taken;
      machine.next = nextOutside;
    }
  }

  private guarded(slots: readonly (Value | undefined)[], site: Site): Value[] {
    return new Proxy(slots, {
      get: (target, key): unknown => {
        const value: unknown = Reflect.get(target, key);
        if (value !== undefined || typeof key !== 'string' || !/^\d+$/.test(key)) return value;
        const name = this.nameAt(Number(key));
        return fail(
          'undetermined',
          `${name} is read before ${this.isInitial ? 'it has been said' : 'the action has said'} what it is: ${name} = e or ${name} \\in S must stand to the left`,
          [],
          site,
        );
      },
    }) as Value[];
  }

  private unsaid(slot: number): string {
    const name = this.nameAt(slot);
    const message = `The ${this.isInitial ? 'initial predicate' : 'action'} does not say what ${name} is`;
    if (!isSlotBeside(this.layout, slot)) return message;
    const remedy = this.isInitial ? `${name} = e` : `${name} = e, or UNCHANGED ${this.variableAt(slot)}`;
    return `${message}, and the algorithm says nothing of it, since VARIABLE declares it beside: write ${remedy}`;
  }

  private variableAt(slot: number): string {
    return this.layout.variables.find(({ index }) => this.slotsOf(index).includes(slot))?.name ?? '';
  }

  /** As the spec writes it here. */
  private nameAt(slot: number): string {
    return `${this.variableAt(slot)}${this.isInitial ? '' : "'"}`;
  }

  private variable(index: number): ModelVariable {
    const variable = this.layout.variables[index];
    if (variable === undefined) throw new Error('model: an action of a variable that there is not');
    return variable;
  }

  private slotsOf(index: number): readonly number[] {
    const variable = this.variable(index);
    if (variable.place.kind === 'shared') return [variable.place.slot];
    return this.machine.ownersOf(variable)?.slots ?? [];
  }

  private isKnown(variable: number): boolean {
    return this.slotsOf(variable).every((slot) => this.next[slot] !== undefined);
  }

  private valueOf(variable: number): Value {
    return this.machine.variableIn(this.next as Value[], this.variable(variable));
  }

  private with(index: number, value: Value, site: Site, then: () => boolean): boolean {
    // What is computed on demand would be computed when the states are others.
    if (typeof value === 'object') hashOf(value);
    const variable = this.variable(index);
    const owners = this.machine.ownersOf(variable);
    const slots = this.slotsOf(index);
    if (owners === undefined) this.next[slots[0] as number] = value;
    else {
      if (!sameValue(domain(value, site), makeSet(owners.keys)))
        fail(
          'not-the-processes',
          `${variable.name}${this.isInitial ? '' : "'"} must be a function of the processes that have it`,
          [value],
          site,
        );
      owners.keys.forEach((key, place) => {
        this.next[slots[place] as number] = applyFunction(value, key, site);
      });
    }
    const answer = then();
    for (const slot of slots) this.next[slot] = undefined;
    return answer;
  }

  private keepFrom(variables: readonly number[], position: number, then: () => boolean): boolean {
    const variable = variables[position];
    if (variable === undefined) return then();
    const slots = this.slotsOf(variable);
    return this.withSlots(slots, this.machine.state, () => this.keepFrom(variables, position + 1, then));
  }

  /** Goes on with what the algorithm has as in `state`, unless it is known to be something else. */
  private withState(state: readonly Value[], then: () => boolean): boolean {
    const slots = [...this.next.keys()].filter((slot) => !isSlotBeside(this.layout, slot));
    return this.withSlots(slots, state, then);
  }

  /** Goes on with these slots as in `state`, unless they are known to be others. */
  private withSlots(slots: readonly number[], state: readonly Value[], then: () => boolean): boolean {
    const { next } = this;
    const unknown = slots.filter((slot) => next[slot] === undefined);
    const differs = slots.some((slot) => {
      const known = next[slot];
      return known !== undefined && !sameValue(known, state[slot] as Value);
    });
    if (differs) return false;
    for (const slot of unknown) next[slot] = state[slot];
    const answer = then();
    for (const slot of unknown) next[slot] = undefined;
    return answer;
  }

  private inOrder(parts: readonly Action[], position: number, then: () => boolean): boolean {
    const part = parts[position];
    return part === undefined ? then() : part(() => this.inOrder(parts, position + 1, then));
  }
}
