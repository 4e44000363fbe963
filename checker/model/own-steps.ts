import { TlaEvaluationError, sameValue } from '../../runtime/tla/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import type { SlotValuesSink } from './explorer.ts';
import type { ActionSink } from './actions.ts';
import type { Machine } from './machine.ts';
import type { ModelStep, SlotValues } from './model.ts';
import { NOBODY, StepFailure } from './model.ts';
import type { Program } from './program.ts';
import type { PlannedAction } from './specification.ts';
import { siteOf } from './sites.ts';
import { TERMINATED } from './step-oracle.ts';

/** Takes the steps of a specification whose actions are not just steps of the algorithm. */
export class OwnSteps {
  /** One for each action, for successors that no step of the algorithm makes. */
  readonly steps: readonly ModelStep[];
  private readonly actions: readonly PlannedAction[];
  private readonly code: Program['actions'];
  private readonly machine: Machine;
  private readonly first: number;

  /** `first` is the number of the first of these steps: there are as many of the algorithm. */
  constructor(actions: readonly PlannedAction[], code: Program['actions'], machine: Machine, first: number) {
    this.actions = actions;
    this.code = code;
    this.machine = machine;
    this.first = first;
    this.steps = actions.map(({ name, span, isOfAlgorithm }) => ({
      process: NOBODY,
      label: name,
      owner: name,
      span,
      isForFailures: isOfAlgorithm,
    }));
  }

  isOwn(step: number): boolean {
    return step >= this.first;
  }

  /** Throws StepFailure. */
  successors(state: SlotValues, sink: SlotValuesSink): void {
    this.actions.forEach((action, number) => {
      for (const { next, step } of this.found(state, action, this.first + number)) sink(next, step);
    });
  }

  successorsOf(state: SlotValues, wanted: number, sink: SlotValuesSink): void {
    this.successors(state, (next, step) => {
      if (step === wanted) sink(next, step);
    });
  }

  /** Whether a terminated algorithm may go on without change: not unless the specification's own Next says so, by that of the algorithm. */
  mayStutter(state: SlotValues): boolean {
    return this.actions.some((action, number) => {
      let stutters = false;
      this.find(state, action, this.first + number, (next, step) => {
        stutters ||= step === TERMINATED && isSame(state, next);
      });
      return stutters;
    });
  }

  /** All successors, before anybody is given one: whoever is may ask the machine for something else. */
  private found(
    state: SlotValues,
    action: PlannedAction,
    own: number,
  ): readonly { readonly next: Value[]; readonly step: number }[] {
    const found: { readonly next: Value[]; readonly step: number }[] = [];
    this.find(state, action, own, (next, step) => {
      if (step !== TERMINATED) found.push({ next: next.slice(), step: step ?? own });
      // What stands beside a terminated algorithm may change.
      else if (!isSame(state, next)) found.push({ next: next.slice(), step: own });
    });
    return found;
  }

  private find(state: SlotValues, { place, span }: PlannedAction, own: number, sink: ActionSink): void {
    const { machine } = this;
    const code = this.code[place];
    if (code === undefined) throw new Error('model: an action that was not compiled');
    try {
      machine.evaluate(
        () => {
          machine.actions.successors(code(machine), siteOf(span), sink);
        },
        state,
        state,
      );
    } catch (error) {
      throw error instanceof TlaEvaluationError ? new StepFailure(own, error) : error;
    }
  }
}

function isSame(a: SlotValues, b: SlotValues): boolean {
  return a.every((value, slot) => sameValue(value, b[slot] as Value));
}
