import type { LoweredArchetype, ModelLayout, ModelVariable } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import {
  TlaTuple,
  except,
  fail,
  fieldOf,
  makeRecordFromObject,
  makeTupleFrom,
} from '../../runtime/tla/index.ts';
import type { Machine } from './machine.ts';
import type { Initialisation } from './program.ts';
import type { Reference, Target } from './reference.ts';
import { PlainReference, WholeTarget } from './reference.ts';

/**
 * Calls of procedures as pcal.trans translates them: the stack has, for each activation that has not returned, a record of what was called, the
 * label to go on at, and what the procedure's parameters and variables were before.
 */
export class Calls {
  private readonly procedures: readonly {
    readonly name: string;
    readonly variables: readonly ModelVariable[];
  }[];
  private readonly params: readonly (readonly ModelVariable[])[];
  private readonly firstLabels: readonly string[];
  private readonly stack: ModelVariable | undefined;
  private readonly pc: ModelVariable;
  private readonly byName: ReadonlyMap<Value, number>;
  private readonly frames = new Map<string, Reference>();

  constructor(layout: ModelLayout) {
    const variablesOf = (symbols: readonly object[]): readonly ModelVariable[] =>
      symbols.flatMap((symbol) => layout.bySymbol.get(symbol) ?? []);
    this.procedures = layout.procedures.map((procedure) => ({
      name: procedure.name,
      variables: variablesOf([...procedure.params, ...procedure.variables.map(({ symbol }) => symbol)]),
    }));
    this.params = layout.procedures.map(({ params }) => variablesOf(params));
    this.firstLabels = layout.procedures.map(
      (procedure: LoweredArchetype) => procedure.sections[0]?.label ?? 'Done',
    );
    this.stack = layout.stack;
    this.pc = layout.pc;
    this.byName = new Map(this.procedures.map(({ name }, number) => [name, number]));
  }

  /** `initialise` gives the callee's variables their values, the parameters being set. */
  call(
    machine: Machine,
    procedure: number,
    args: readonly Value[],
    returnTo: Value,
    initialise: Initialisation | undefined,
  ): void {
    const frames = this.framesOf(machine);
    this.enter(machine, procedure, args, returnTo, frames, initialise);
  }

  /** A call directly followed by `return`: the caller's frame is left first. */
  tailCall(
    machine: Machine,
    procedure: number,
    args: readonly Value[],
    initialise: Initialisation | undefined,
  ): void {
    const frames = this.framesOf(machine);
    const frame = this.top(frames);
    this.restore(machine, frame);
    this.enter(machine, procedure, args, fieldOf(frame, 'pc'), frames.slice(1), initialise);
  }

  return(machine: Machine): void {
    const frames = this.framesOf(machine);
    const frame = this.top(frames);
    this.restore(machine, frame);
    this.setStack(machine, frames.slice(1));
    setIn(machine, this.pc, fieldOf(frame, 'pc'));
  }

  private enter(
    machine: Machine,
    procedure: number,
    args: readonly Value[],
    returnTo: Value,
    frames: readonly Value[],
    initialise: Initialisation | undefined,
  ): void {
    const { name, variables } = this.procedures[procedure] as (typeof this.procedures)[number];
    const fields: Record<string, Value> = { procedure: name, pc: returnTo };
    for (const variable of variables) fields[variable.name] = getIn(machine, variable);
    this.setStack(machine, [makeRecordFromObject(fields), ...frames]);
    this.params[procedure]?.forEach((parameter, position) => {
      setIn(machine, parameter, args[position] as Value);
    });
    initialise?.(machine);
    setIn(machine, this.pc, this.firstLabels[procedure] as string);
  }

  private restore(machine: Machine, frame: Value): void {
    const procedure = this.procedures[this.byName.get(fieldOf(frame, 'procedure')) ?? -1];
    for (const variable of procedure?.variables ?? [])
      setIn(machine, variable, fieldOf(frame, variable.name));
  }

  private framesOf(machine: Machine): readonly Value[] {
    const value = this.stack === undefined ? undefined : getIn(machine, this.stack);
    return value instanceof TlaTuple ? value.toArray() : [];
  }

  private setStack(machine: Machine, frames: readonly Value[]): void {
    if (this.stack !== undefined) setIn(machine, this.stack, makeTupleFrom(frames));
  }

  private top(frames: readonly Value[]): Value {
    return frames[0] ?? fail('empty-stack', 'return in a procedure that was not called', []);
  }

  // --- references to variables of procedures ---

  /** The value that stands for variable `variable` of the activation of `procedure` that runs now. */
  frameReference(machine: Machine, variable: number, procedure: number): Value {
    return makeTupleFrom([variable, procedure, this.framesOf(machine).length]);
  }

  /** What such a value stands for. */
  frameVariable(reference: TlaTuple, layout: ModelLayout): Reference {
    const key = reference.toString();
    const known = this.frames.get(key);
    if (known !== undefined) return known;
    const [variable, procedure, level] = reference.toArray() as readonly number[];
    const made = new PlainReference(
      this.frameTarget(
        layout.variables[variable as number] as ModelVariable,
        procedure as number,
        level as number,
      ),
    );
    this.frames.set(key, made);
    return made;
  }

  /** The variable in its place while its activation is the latest of its procedure; otherwise where the next activation has saved it. */
  private frameTarget(variable: ModelVariable, procedure: number, level: number): Target {
    const name = this.procedures[procedure]?.name;
    /** The position in the stack of what saved the variable; -1 if nothing has. */
    const savedIn = (frames: readonly Value[]): number => {
      for (let position = frames.length - level - 1; position >= 0; position -= 1)
        if (fieldOf(frames[position] as Value, 'procedure') === name) return position;
      return -1;
    };
    return new FrameTarget(
      (machine) => {
        const frames = this.framesOf(machine);
        const position = savedIn(frames);
        return position < 0 ? getIn(machine, variable) : fieldOf(frames[position] as Value, variable.name);
      },
      (machine, value) => {
        const frames = this.framesOf(machine);
        const position = savedIn(frames);
        if (position < 0) setIn(machine, variable, value);
        else
          this.setStack(
            machine,
            frames.with(position, except(frames[position] as Value, variable.name, value)),
          );
      },
    );
  }
}

class FrameTarget extends WholeTarget {
  readonly get: (machine: Machine) => Value;
  readonly set: (machine: Machine, value: Value) => void;

  constructor(get: (machine: Machine) => Value, set: (machine: Machine, value: Value) => void) {
    super();
    this.get = get;
    this.set = set;
  }
}

function slotOf(machine: Machine, { place }: ModelVariable): number {
  return place.kind === 'shared' ? place.slot : machine.base + place.offset;
}

function getIn(machine: Machine, variable: ModelVariable): Value {
  return machine.next[slotOf(machine, variable)] as Value;
}

function setIn(machine: Machine, variable: ModelVariable, value: Value): void {
  machine.next[slotOf(machine, variable)] = value;
}
