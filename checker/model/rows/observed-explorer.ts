import type { ModelLayout, ModelSection } from '../../../compiler/index.ts';
import { Explorer, failureOf } from '../explorer.ts';
import type { ProcessPlace } from '../machine.ts';
import type { Program } from '../program.ts';
import type { ObservedMachine, Outcome } from './observed-machine.ts';

/** Runs sections on a machine that observes them. */
export class ObservedExplorer extends Explorer {
  private readonly observed: ObservedMachine;

  constructor(
    machine: ObservedMachine,
    program: Program,
    layout: ModelLayout,
    sections: readonly ModelSection[],
    places: readonly ProcessPlace[],
  ) {
    super(machine, program, layout, sections, places);
    this.observed = machine;
  }

  /** Runs a step's section under all choices and gives what it did, after the machine's `beginStep`. Throws StepFailure. */
  observe(step: number, visit: (outcome: Outcome) => void): void {
    const { observed } = this;
    const { process, own } = this.parts(step);
    if (process === undefined || own === undefined) return;
    this.enter(process);
    observed.choices.reset();
    do {
      observed.beginRun();
      let outcome: Outcome | undefined;
      try {
        if (this.runBody(process, own)) outcome = observed.outcome();
      } catch (error) {
        throw failureOf(own, error);
      }
      if (outcome !== undefined) visit(outcome);
    } while (observed.choices.advance());
  }
}
