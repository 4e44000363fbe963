import type { ModelLayout } from '../../compiler/index.ts';
import { isSlotBeside } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import { sameValue } from '../../runtime/tla/index.ts';
import type { Explorer } from './explorer.ts';
import type { Formula } from './formula.ts';
import type { SlotValues, State, StepFairness } from './model.ts';
import type { ProcessPlace } from './machine.ts';

/** No step: what a terminated algorithm does. */
export const TERMINATED = -1;

/**
 * Answers what the names that pcal.trans defines say of a step: `Next`, a process's name, a label. Has an explorer of its own, because it is asked
 * while another one explores.
 */
export class StepOracle {
  private readonly explorer: Explorer;
  private readonly layout: ModelLayout;
  private readonly places: readonly ProcessPlace[];
  private initial: readonly SlotValues[] | undefined;

  constructor(explorer: Explorer, layout: ModelLayout, places: readonly ProcessPlace[]) {
    this.explorer = explorer;
    this.layout = layout;
    this.places = places;
  }

  /** The steps that pcal.trans would call so; `self` is the identity, if one is given. */
  stepsNamed(name: string, self: Value | undefined): readonly number[] {
    const { steps } = this.explorer;
    const { declarations, procedures } = this.layout;
    return steps.flatMap((step, number) => {
      const place = this.places[step.process] as ProcessPlace;
      const declaration = declarations[place.declaration];
      const isOwn = self === undefined || (place.self !== undefined && sameValue(place.self, self));
      const isProcedure = procedures.some((procedure) => procedure.name === step.owner);
      const isNamed =
        name === 'Next' ||
        step.label === name ||
        step.owner === name ||
        (declaration?.name === name && !isProcedure);
      return isOwn && isNamed ? [number] : [];
    });
  }

  /** Whether the formula pcal.trans calls `name` holds of a pair of states. */
  holds(name: string, self: Value | undefined, before: SlotValues, after: SlotValues): boolean {
    const values = before.slice();
    if (name === 'Init') return this.isInitial(values);
    if (name === 'Next' && this.explorer.isTerminated(values) && this.same(values, after)) return true;
    return this.stepsNamed(name, self).some((step) => {
      let found = false;
      this.explorer.successorsOf(values, step, (next) => {
        found ||= this.same(next, after);
      });
      return found;
    });
  }

  /** Where the steps that pcal.trans calls `name` lead, variables beside the algorithm left as they are, and by which step; the stuttering of a terminated algorithm is TERMINATED. */
  successorsBy(
    name: string,
    self: Value | undefined,
    before: SlotValues,
  ): readonly { readonly state: SlotValues; readonly step: number }[] {
    // It may be a view of rows, which code of the explorer is not to see.
    const values = before.slice();
    const found: { readonly state: SlotValues; readonly step: number }[] = [];
    for (const step of this.stepsNamed(name, self))
      this.explorer.successorsOf(values, step, (next) => found.push({ state: next.slice(), step }));
    if (name === 'Next' && this.explorer.isTerminated(values))
      found.push({ state: values, step: TERMINATED });
    return found;
  }

  /** The initial states of the algorithm, possibly more than once, with anything for the variables beside it; others each time, if they are drawn at random. */
  initialStates(): readonly SlotValues[] {
    const found: SlotValues[] = [];
    this.explorer.initialStates((initial) => found.push(initial.slice()));
    return found;
  }

  /** The formula that fairness of steps stands for, about states with such values. */
  asFormula({ strong, steps }: StepFairness, valuesOf: (state: State) => SlotValues): Formula {
    const text = [...steps].map((step) => this.explorer.steps[step]?.label ?? '').join(', ');
    const leads = (before: SlotValues, test: (after: SlotValues) => boolean): boolean =>
      [...steps].some((step) => {
        let found = false;
        this.explorer.successorsOf(before, step, (next) => {
          found ||= !this.same(before, next) && test(next);
        });
        return found;
      });
    const taken: Formula = {
      kind: 'action',
      text: `<<${text}>>_vars`,
      holds: (before, after) => leads(valuesOf(before), (next) => this.same(next, valuesOf(after))),
    };
    const disabled: Formula = {
      kind: 'state',
      text: `~ENABLED <<${text}>>_vars`,
      holds: (state) => !leads(valuesOf(state), () => true),
    };
    const always = (operand: Formula): Formula => ({ kind: 'always', operand });
    const eventually = (operand: Formula): Formula => ({ kind: 'eventually', operand });
    const never = strong ? eventually(always(disabled)) : always(eventually(disabled));
    return { kind: 'or', operands: [always(eventually(taken)), never] };
  }

  private isInitial(state: SlotValues): boolean {
    if (this.initial === undefined) {
      this.initial = this.initialStates();
    }
    return this.initial.some((initial) => this.same(initial, state));
  }

  private same(a: SlotValues, b: SlotValues): boolean {
    return sameStates(a, b, this.layout);
  }
}

/** Whether two states are the same to the algorithm, to which variables beside it are nothing. */
export function sameStates(a: SlotValues, b: SlotValues, layout: ModelLayout): boolean {
  return a.every(
    (value, slot) => value === b[slot] || isSlotBeside(layout, slot) || sameValue(value, b[slot] as Value),
  );
}
