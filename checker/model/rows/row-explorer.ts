import type { Value } from '../../../runtime/tla/index.ts';
import type { Explorer } from '../explorer.ts';
import type { ObservedExplorer } from './observed-explorer.ts';
import type { SuccessorSink } from '../model.ts';
import { StepFailure } from '../model.ts';
import { Decisions, UNKNOWN } from './decisions.ts';
import { Inflater } from './inflater.ts';
import type { ObservedMachine, Outcome } from './observed-machine.ts';
import type { Row, RowLayout } from './row-layout.ts';
import { Worth } from './worth.ts';

/** What a step with more successors than this comes to is not remembered. */
const MOST_OUTCOMES = 1 << 12;

/** Sections that are observed while they run. */
export interface Observation {
  readonly machine: ObservedMachine;
  readonly explorer: ObservedExplorer;
}

/** What is known of one step. */
interface Memory {
  readonly root: number;
  readonly worth: Worth;
}

/**
 * Takes the steps of a model on rows. What a step did is remembered by the parts of the row that it looked at, so that most steps are taken
 * without running the section; the section runs where nothing is known, and where remembering is not worth it.
 */
export class RowExplorer {
  private readonly rows: RowLayout;
  private readonly explorer: Explorer;
  private readonly observation: Observation | undefined;
  private readonly decisions: Decisions;
  private readonly memories: readonly Memory[];
  /** By answer of a decision. The first is that of a blocked step. */
  private readonly outcomes: (readonly Outcome[])[] = [[]];
  /** By process: the part that has its pc, and by the number of a label the step + 1. */
  private readonly pcs: readonly { readonly part: number; readonly steps: Int32Array }[];
  private readonly done: Value;
  private readonly inflater: Inflater;
  private readonly scratch: Value[];
  /** For the parts of a value. */
  private readonly written: Value[] = [];
  /** The parts in which the scratch row may differ from the one whose successors are asked for; undefined while no successor is being given. */
  private changed: readonly number[] | undefined;
  /** What the successor being given comes from, if that was observed. */
  private outcome: Outcome | undefined;
  /** By watch: 1 for each part that is watched. */
  private readonly watches: Uint8Array[] = [];

  /** Without an observation nothing is remembered. `labels` are those of all sections. */
  constructor(
    rows: RowLayout,
    explorer: Explorer,
    observation: Observation | undefined,
    labels: readonly string[],
    slotCount: number,
  ) {
    this.rows = rows;
    this.explorer = explorer;
    this.observation = observation;
    this.decisions = new Decisions(rows.size);
    this.inflater = new Inflater(rows, slotCount);
    this.memories = explorer.steps.map(() => ({ root: this.decisions.add(), worth: new Worth() }));
    this.done = rows.partOf('Done');
    const ids = labels.map((label) => rows.table.idOf(label));
    const highest = Math.max(0, ...ids);
    this.pcs = explorer.pcSlots.map((slot, process) => {
      const steps = new Int32Array(highest + 1);
      labels.forEach((label, place) => {
        steps[ids[place] as number] = (explorer.stepAt(process, label) ?? -1) + 1;
      });
      return { part: rows.firstPart(slot), steps };
    });
    this.scratch = new Array<Value>(rows.size + 2).fill(0);
  }

  /** Answers a number by which `isUntouched` asks for these slots. */
  watch(slots: readonly number[]): number {
    const watched = new Uint8Array(this.rows.size);
    for (const slot of slots) {
      const first = this.rows.firstPart(slot);
      watched.fill(1, first, first + this.rows.partCount(slot));
    }
    return this.watches.push(watched) - 1;
  }

  /** Whether the successor that a sink is being given has the slots of a watch as they were. False if that is not known. */
  isUntouched(watch: number): boolean {
    const { changed, outcome } = this;
    if (changed === undefined) return false;
    if (outcome === undefined) return !touches(changed, this.watches[watch] as Uint8Array);
    outcome.touched ??= Uint8Array.from(this.watches, (watched) => Number(touches(changed, watched)));
    return outcome.touched[watch] === 0;
  }

  /** Gives every initial state, possibly more than once. */
  initialStates(visit: (row: Row) => void): void {
    this.explorer.initialStates((values) => {
      visit(this.rows.rowOf(values));
    });
  }

  successors(row: Row, sink: SuccessorSink, allowed?: readonly boolean[]): void {
    this.begin(row);
    for (const { part, steps } of this.pcs) {
      const step = (steps[row[part] as number] ?? 0) - 1;
      if (step >= 0 && allowed?.[step] !== false) this.take(step, row, sink);
    }
  }

  successorsOf(row: Row, step: number, sink: SuccessorSink): void {
    const process = this.explorer.steps[step]?.process;
    const pc = process === undefined ? undefined : this.pcs[process];
    if (pc === undefined || pc.steps[row[pc.part] as number] !== step + 1) return;
    this.begin(row);
    this.take(step, row, sink);
  }

  isTerminated(row: Row): boolean {
    return this.pcs.every(({ part }) => row[part] === this.done);
  }

  private begin(row: Row): void {
    const { scratch } = this;
    for (let place = 0; place < scratch.length; place += 1) scratch[place] = row[place] as Value;
  }

  private take(step: number, row: Row, sink: SuccessorSink): void {
    const { observation } = this;
    const memory = this.memories[step] as Memory;
    if (observation === undefined || !memory.worth.isTried()) {
      this.run(step, row, sink);
      return;
    }
    const answer = this.decisions.find(memory.root, row, row);
    if (answer === UNKNOWN) {
      if (memory.worth.missed()) this.decisions.forget(memory.root);
      this.observe(observation, memory, step, row, sink);
      return;
    }
    memory.worth.found();
    const outcomes = this.outcomes[answer] as readonly Outcome[];
    for (let place = 0; place < outcomes.length; place += 1)
      this.give(outcomes[place] as Outcome, step, row, sink);
  }

  private give(outcome: Outcome, step: number, row: Row, sink: SuccessorSink): void {
    const { parts, contents } = outcome;
    const { scratch, rows } = this;
    for (let place = 0; place < parts.length; place += 1)
      rows.set(scratch, parts[place] as number, contents[place] as Value);
    this.changed = parts;
    this.outcome = outcome;
    sink(scratch, step);
    this.restore(row, parts);
  }

  /** Makes the scratch row what the row is whose successors are asked for. */
  private restore(row: Row, changed: readonly number[]): void {
    const { scratch } = this;
    this.changed = undefined;
    this.outcome = undefined;
    for (let place = 0; place < changed.length; place += 1) {
      const part = changed[place] as number;
      scratch[part] = row[part] as Value;
    }
    const { size } = this.rows;
    scratch[size] = row[size] as Value;
    scratch[size + 1] = row[size + 1] as Value;
  }

  /** Runs the section and remembers what it did. */
  private observe(
    { machine, explorer }: Observation,
    { root, worth }: Memory,
    step: number,
    row: Row,
    sink: SuccessorSink,
  ): void {
    const outcomes: Outcome[] = [];
    let count = 0;
    machine.beginStep(row);
    try {
      explorer.observe(step, (outcome) => {
        count += 1;
        if (count <= MOST_OUTCOMES) outcomes.push(outcome);
        this.give(outcome, step, row, sink);
      });
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      // What code is told of values differs while it is observed: errors are to be those of code that is not.
      let given = 0;
      this.run(step, row, (next, taken) => {
        given += 1;
        if (given > count) sink(next, taken);
      });
      return;
    }
    const { decisions } = this;
    if (!machine.conclude() || count > MOST_OUTCOMES || !decisions.hasRoom) return;
    const answer = outcomes.length === 0 ? 0 : this.outcomes.push(outcomes) - 1;
    if (!decisions.learn(root, machine.looked, machine.found, answer)) worth.giveUp();
  }

  /** Runs the section as it is. */
  private run(step: number, row: Row, sink: SuccessorSink): void {
    const { rows, scratch, written } = this;
    const values = this.inflater.valuesOf(row);
    const slots = this.explorer.writesOf(step);
    this.explorer.successorsOf(values, step, (next) => {
      const changed: number[] = [];
      for (let place = 0; place < slots.length; place += 1) {
        const slot = slots[place] as number;
        const value = next[slot] as Value;
        if (value === values[slot]) continue;
        rows.put(written, slot, value);
        const first = rows.firstPart(slot);
        for (let part = first; part < first + rows.partCount(slot); part += 1) {
          rows.set(scratch, part, written[part] as Value);
          changed.push(part);
        }
      }
      this.changed = changed;
      sink(scratch, step);
      this.restore(row, changed);
    });
  }
}

/** Whether some of the parts are watched. */
function touches(parts: readonly number[], watched: Uint8Array): boolean {
  for (let place = 0; place < parts.length; place += 1)
    if (watched[parts[place] as number] === 1) return true;
  return false;
}
