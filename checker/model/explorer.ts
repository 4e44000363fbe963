import type { ModelLayout, ModelSection } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import { BLOCKED, DONE } from '../../runtime/kernel/index.ts';
import { TlaEvaluationError, asEvaluationError, emptyTuple } from '../../runtime/tla/index.ts';
import type { Machine, ProcessPlace } from './machine.ts';
import { MOVED, force, noInitialState } from './machine.ts';
import type { ModelStep, SlotValues } from './model.ts';
import { StepFailure } from './model.ts';
import type { Program, SectionBody } from './program.ts';
import type { Reference } from './reference.ts';
import { referencesOf } from './references.ts';
import { writtenSlots } from './write-sets.ts';

/** Receives the values of a successor: the explorer's own scratch array. */
export type SlotValuesSink = (next: SlotValues, step: number) => void;

/** A step as the explorer takes it. */
export interface ExplorerStep {
  readonly number: number;
  readonly body: SectionBody;
  /** The slots it may change. */
  readonly writes: readonly number[];
}

export interface ExplorerProcess extends ProcessPlace {
  readonly pcSlot: number;
  readonly references: readonly (Reference | undefined)[];
  readonly referencesByName: ReadonlyMap<Value, Reference>;
  readonly steps: ReadonlyMap<Value, ExplorerStep>;
}

/** Takes the steps of a model: initial states, and successors by running the sections of the processes under all choices. */
export class Explorer {
  readonly steps: readonly ModelStep[];
  private readonly machine: Machine;
  private readonly program: Program;
  private readonly layout: ModelLayout;
  private readonly labels: readonly string[];
  private readonly processes: readonly ExplorerProcess[];
  private readonly size: number;
  private readonly scratch: Value[];

  constructor(
    machine: Machine,
    program: Program,
    layout: ModelLayout,
    sections: readonly ModelSection[],
    places: readonly ProcessPlace[],
  ) {
    this.machine = machine;
    this.program = program;
    this.layout = layout;
    this.labels = sections.map(({ section }) => section.label);
    machine.load(this.labels, program.initCalled);
    this.size = sizeOf(layout, places);
    this.scratch = new Array<Value>(this.size).fill(false);
    const steps: ModelStep[] = [];
    const everything = Array.from({ length: this.size }, (_, slot) => slot);
    this.processes = places.map((place, process): ExplorerProcess => {
      const declaration = layout.declarations[place.declaration];
      const own = new Map<Value, ExplorerStep>();
      sections.forEach((candidate, number) => {
        const { body, section } = candidate;
        if (body !== declaration?.body && !layout.procedures.includes(body)) return;
        own.set(section.label, {
          number: steps.length,
          body: program.sections[number] as SectionBody,
          writes: writtenSlots(candidate, place, layout) ?? everything,
        });
        const owner =
          body === declaration?.body && declaration.instance === undefined ? declaration.name : body.name;
        steps.push({ process, label: section.label, owner, span: section.span });
      });
      const { pc } = layout;
      const pcSlot = pc.place.kind === 'shared' ? pc.place.slot : place.base + pc.place.offset;
      return { ...place, pcSlot, ...referencesOf(place, layout, program), steps: own };
    });
    this.steps = steps;
  }

  // --- initial states ---

  initialStates(visit: (state: SlotValues) => void): void {
    const { machine, scratch } = this;
    const { choices } = machine;
    choices.reset();
    do {
      machine.state = scratch;
      machine.next = scratch;
      if (this.initialise()) visit(scratch);
    } while (choices.advance());
  }

  /** Sets the scratch state to the initial state that the choices say; false if there is none. */
  private initialise(): boolean {
    const { machine, program, layout, scratch } = this;
    try {
      program.initShared(machine);
      for (const process of this.processes) {
        this.enter(process);
        program.initProcedures(machine);
      }
      for (const process of this.processes) {
        this.enter(process);
        program.initOwn[process.declaration]?.(machine);
        const { stack } = layout;
        if (stack !== undefined)
          scratch[stack.place.kind === 'shared' ? stack.place.slot : process.base + stack.place.offset] =
            emptyTuple;
        const first = layout.declarations[process.declaration]?.body.sections[0]?.label;
        scratch[process.pcSlot] = first ?? 'Done';
      }
      for (const value of scratch) force(value);
      return true;
    } catch (error) {
      if (error === noInitialState) return false;
      throw asEvaluationError(error);
    }
  }

  protected enter(process: ExplorerProcess): void {
    const { machine } = this;
    machine.base = process.base;
    machine.self = process.self ?? false;
    machine.references = process.references;
    machine.referencesByName = process.referencesByName;
  }

  // --- successors ---

  /** `allowed` says by number which steps may be taken; all if it is undefined. */
  successors(state: SlotValues, sink: SlotValuesSink, allowed?: readonly boolean[]): void {
    this.begin(state);
    for (const process of this.processes) {
      const step = process.steps.get(state[process.pcSlot] as Value);
      if (step !== undefined && allowed?.[step.number] !== false) this.take(process, step, state, sink);
    }
  }

  successorsOf(state: SlotValues, step: number, sink: SlotValuesSink): void {
    const { process, own } = this.parts(step);
    if (
      process === undefined ||
      own === undefined ||
      process.steps.get(state[process.pcSlot] as Value) !== own
    )
      return;
    this.begin(state);
    this.take(process, own, state, sink);
  }

  isTerminated(state: SlotValues): boolean {
    return this.processes.every((process) => state[process.pcSlot] === 'Done');
  }

  /** The slot of each process's pc. */
  get pcSlots(): readonly number[] {
    return this.processes.map(({ pcSlot }) => pcSlot);
  }

  /** The number of the step that a process takes at a label; undefined if the label is none of its. */
  stepAt(process: number, label: string): number | undefined {
    return this.processes[process]?.steps.get(label)?.number;
  }

  /** The slots that a step may change. */
  writesOf(step: number): readonly number[] {
    return this.parts(step).own?.writes ?? [];
  }

  protected parts(step: number): {
    readonly process: ExplorerProcess | undefined;
    readonly own: ExplorerStep | undefined;
  } {
    const known = this.steps[step];
    const process = known === undefined ? undefined : this.processes[known.process];
    return { process, own: known === undefined ? undefined : process?.steps.get(known.label) };
  }

  private begin(state: SlotValues): void {
    const { machine, scratch } = this;
    for (let slot = 0; slot < scratch.length; slot += 1) scratch[slot] = state[slot] as Value;
    machine.state = state;
    machine.next = scratch;
  }

  private take(process: ExplorerProcess, step: ExplorerStep, state: SlotValues, sink: SlotValuesSink): void {
    const { machine, scratch } = this;
    const { choices } = machine;
    const { writes } = step;
    this.enter(process);
    choices.reset();
    do {
      if (machine.noted.length > 0) machine.noted = [];
      if (this.run(process, step)) sink(scratch, step.number);
      for (let position = 0; position < writes.length; position += 1) {
        const slot = writes[position] as number;
        scratch[slot] = state[slot] as Value;
      }
    } while (choices.advance());
  }

  /** Runs a section under the present choices; false if it is blocked. */
  private run(process: ExplorerProcess, step: ExplorerStep): boolean {
    const { scratch } = this;
    const { writes } = step;
    try {
      if (!this.runBody(process, step)) return false;
      for (let position = 0; position < writes.length; position += 1) {
        const value = scratch[writes[position] as number] as Value;
        if (typeof value === 'object') force(value);
      }
      return true;
    } catch (error) {
      throw failureOf(step, error);
    }
  }

  /** The same, of a machine that has its states, with what is written not yet evaluated. */
  protected runBody(process: ExplorerProcess, step: ExplorerStep): boolean {
    const { machine } = this;
    const result = step.body(machine);
    if (result === BLOCKED) return false;
    if (result !== MOVED)
      machine.next[process.pcSlot] = result === DONE ? 'Done' : (this.labels[result] as string);
    return true;
  }
}

/** An error of the spec as one of the step; every other error as it is. */
export function failureOf(step: ExplorerStep, error: unknown): unknown {
  const failure = asEvaluationError(error);
  return failure instanceof TlaEvaluationError ? new StepFailure(step.number, failure) : failure;
}

/** How many slots a state has. */
export function sizeOf(layout: ModelLayout, places: readonly ProcessPlace[]): number {
  const last = places.at(-1);
  if (last === undefined) return layout.sharedSize;
  return Math.max(layout.sharedSize, last.base + (layout.declarations[last.declaration]?.size ?? 0));
}
