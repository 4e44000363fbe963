import type { ModelLayout, ModelSection } from '../../compiler/index.ts';
import type { Value } from '../../runtime/index.ts';
import { DONE, BLOCKED, TlaEvaluationError, emptyTuple } from '../../runtime/index.ts';
import type { Machine, ProcessPlace } from './machine.ts';
import { MOVED, force, noInitialState } from './machine.ts';
import { fingerprintOf, fingerprintOfSuccessor } from './fingerprint.ts';
import type { Fingerprint, ModelStep, State, SuccessorSink } from './model.ts';
import { StepFailure } from './model.ts';
import type { Program, SectionBody } from './program.ts';
import type { Reference } from './reference.ts';
import { referencesOf } from './references.ts';
import { writtenSlots } from './write-sets.ts';

/** A step as the explorer takes it. */
interface ExplorerStep {
  readonly number: number;
  readonly body: SectionBody;
  /** The slots it may change. */
  readonly writes: readonly number[];
}

interface ExplorerProcess extends ProcessPlace {
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
  /** The state whose successors are being visited, with its fingerprint if that has been asked for, and what the present step may change. */
  private origin: State | undefined;
  private readonly originFingerprint: Fingerprint = { low: 0, high: 0 };
  private isOriginKnown = false;
  private writes: readonly number[] = [];

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

  initialStates(visit: (state: State) => void): void {
    const { machine, scratch } = this;
    const { choices } = machine;
    this.origin = undefined;
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
      throw error;
    }
  }

  private enter(process: ExplorerProcess): void {
    const { machine } = this;
    machine.base = process.base;
    machine.self = process.self ?? false;
    machine.references = process.references;
    machine.referencesByName = process.referencesByName;
  }

  // --- successors ---

  /** `allowed` says by number which steps may be taken; all if it is undefined. */
  successors(state: State, sink: SuccessorSink, allowed?: readonly boolean[]): void {
    this.begin(state);
    for (const process of this.processes) {
      const step = process.steps.get(state[process.pcSlot] as Value);
      if (step !== undefined && allowed?.[step.number] !== false) this.take(process, step, state, sink);
    }
  }

  successorsOf(state: State, step: number, sink: SuccessorSink): void {
    const known = this.steps[step];
    const process = known === undefined ? undefined : this.processes[known.process];
    if (known === undefined || process === undefined || state[process.pcSlot] !== known.label) return;
    const own = process.steps.get(known.label);
    if (own === undefined) return;
    this.begin(state);
    this.take(process, own, state, sink);
  }

  isTerminated(state: State): boolean {
    return this.processes.every((process) => state[process.pcSlot] === 'Done');
  }

  /** The fingerprint of a state; quick for the successor that a sink is being given. */
  fingerprint(state: State, into: Fingerprint): void {
    const { origin, writes } = this;
    if (state !== this.scratch || origin === undefined) {
      fingerprintOf(state, into);
      return;
    }
    if (!this.isOriginKnown) {
      fingerprintOf(origin, this.originFingerprint);
      this.isOriginKnown = true;
    }
    fingerprintOfSuccessor(origin, this.originFingerprint, state, writes, into);
  }

  private begin(state: State): void {
    const { machine, scratch } = this;
    for (let slot = 0; slot < scratch.length; slot += 1) scratch[slot] = state[slot] as Value;
    machine.state = state;
    machine.next = scratch;
    this.origin = state;
    this.isOriginKnown = false;
  }

  private take(process: ExplorerProcess, step: ExplorerStep, state: State, sink: SuccessorSink): void {
    const { machine, scratch } = this;
    const { choices } = machine;
    const { writes } = step;
    this.writes = writes;
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
    const { machine, scratch } = this;
    const { writes } = step;
    try {
      const result = step.body(machine);
      if (result === BLOCKED) return false;
      if (result !== MOVED)
        scratch[process.pcSlot] = result === DONE ? 'Done' : (this.labels[result] as string);
      for (let position = 0; position < writes.length; position += 1) {
        const value = scratch[writes[position] as number] as Value;
        if (typeof value === 'object') force(value);
      }
      return true;
    } catch (error) {
      if (error instanceof TlaEvaluationError || error instanceof RangeError)
        throw new StepFailure(step.number, error);
      throw error;
    }
  }
}

function sizeOf(layout: ModelLayout, places: readonly ProcessPlace[]): number {
  const last = places.at(-1);
  if (last === undefined) return layout.sharedSize;
  return Math.max(layout.sharedSize, last.base + (layout.declarations[last.declaration]?.size ?? 0));
}
