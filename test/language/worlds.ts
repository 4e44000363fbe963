import { Source } from '../../compiler/index.ts';
import { pluscalOf } from '../../compiler/pluscal/index.ts';
import type { Model, State } from '../../checker/model/index.ts';
import { StepFailure } from '../../checker/model/index.ts';
import type { Chooser, MPCalContextConfig, Resource } from '../../runtime/kernel/index.ts';
import * as kernel from '../../runtime/kernel/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import { TlaEvaluationError, toTlaString } from '../../runtime/tla/index.ts';
import { LocalSharedVariable } from '../../runtime/resources/local-shared-variable.ts';
import { archetypeOf, load, loweredSpec } from '../compiler/emit/harness.ts';
import { explore, modelOf } from '../checker/model/specs.ts';
import { makeWorld } from '../runtime/kernel/world.ts';

/** A Modular PlusCal block in parts. Without `processes`, archetype `A` is instantiated once, with a reference to every shared variable, in their order. */
export interface Program {
  /** Archetypes, procedures, macros and mapping macros. */
  readonly sections: string;
  /** Shared variables with their initial values; `out = 0` if none are given. */
  readonly shared?: Readonly<Record<string, string>>;
  readonly processes?: string;
  /** Units before and after the block. */
  readonly before?: string;
  readonly after?: string;
  /** What the kernel gives parameters that are mapped: a host's resource takes the place of a mapping macro. */
  readonly resources?: (parameter: string, initial: Value) => Resource & { readonly value: Value };
}

/**
 * What a program can come to, sorted: the shared variables where no step is possible any more, with the labels of processes that have not
 * ended (`out = 1 at l`), or the code of the failure (`fails: assertion-failed`). Without a variable of its own name, `out` alone is its value.
 */
export interface Meaning {
  readonly kernel: readonly string[];
  readonly checker: readonly string[];
  readonly pluscal: readonly string[];
}

/** The same outcomes in all worlds. */
export function everywhere(...outcomes: readonly string[]): Meaning {
  const sorted = [...outcomes].sort();
  return { kernel: sorted, checker: sorted, pluscal: sorted };
}

export function textOf(program: Program): string {
  const shared = program.shared ?? { out: '0' };
  const names = Object.keys(shared);
  const variables = names.map((name) => `${name} = ${shared[name] ?? ''}`).join(', ');
  const processes =
    program.processes ?? `process (P = 1) == instance A(${names.map((name) => `ref ${name}`).join(', ')});`;
  return [
    '---- MODULE Test ----',
    'EXTENDS Integers, Sequences, FiniteSets, TLC',
    program.before ?? '',
    `(* --mpcal Test {\n${program.sections}\n${names.length > 0 ? `variables ${variables};` : ''}\n${processes}\n} *)`,
    program.after ?? '',
    '====',
    '',
  ].join('\n');
}

/** The PlusCal form as a spec of its own. */
export function pluscalTextOf(text: string): string {
  const { value, diagnostics } = pluscalOf(new Source('Test.tla', text), { findModule: () => undefined });
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value.standalone;
}

/** Every outcome of a program under the kernel, the checker and, as plain PlusCal, the checker again, whose numbers of states must agree. */
export async function meaningOf(program: Program): Promise<Meaning> {
  const text = textOf(program);
  const names = Object.keys(program.shared ?? { out: '0' });
  const model = modelOf({ spec: text });
  const checker = explored(model, names);
  const pluscal = explored(modelOf({ spec: pluscalTextOf(text) }), names);
  if (checker.states !== pluscal.states)
    throw new Error(`${checker.states} states, but ${pluscal.states} of the PlusCal form`);
  return {
    kernel: await underKernel(text, names, model, program.resources),
    checker: checker.outcomes,
    pluscal: pluscal.outcomes,
  };
}

/** What makes a step of a spec fail, or an initial state; undefined if nothing does. */
export function failureOf(text: string): unknown {
  const model = modelOf({ spec: text });
  try {
    explore(model);
  } catch (error) {
    return error instanceof StepFailure ? error.cause : error;
  }
  return undefined;
}

/** The outcomes and the number of distinct states of a spec. */
export function explored(
  model: Model,
  names: readonly string[],
): { readonly outcomes: readonly string[]; readonly states: number } {
  const seen = new Set<string>();
  const outcomes = new Set<string>();
  const waiting: State[] = [];
  const visit = (state: State): void => {
    const print = { low: 0, high: 0 };
    model.fingerprint(state, print);
    const key = `${print.high} ${print.low}`;
    if (seen.has(key)) return;
    seen.add(key);
    waiting.push(state.slice());
  };
  model.initialStates(visit);
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    const from = state;
    let steps = 0;
    model.steps.forEach((_, step) => {
      try {
        model.successorsOf(from, step, (next) => {
          steps += 1;
          visit(next);
        });
      } catch (error) {
        if (!(error instanceof StepFailure)) throw error;
        steps += 1;
        outcomes.add(failureText(error.cause));
      }
    });
    if (steps > 0) continue;
    const values = model.valuesOf(from);
    const labels = model.slots.flatMap(({ variable }, slot) => {
      const label = values[slot];
      return variable === 'pc' && label !== 'Done' ? [label as string] : [];
    });
    outcomes.add(
      outcomeText(
        names.map((name) => [name, model.variableValue(from, name)]),
        labels,
      ),
    );
  }
  return { outcomes: [...outcomes].sort(), states: seen.size };
}

function outcomeText(values: readonly (readonly [string, Value])[], labels: readonly string[]): string {
  const [first] = values;
  const text =
    values.length === 1 && first?.[0] === 'out'
      ? toTlaString(first[1])
      : values.map(([name, value]) => `${name} = ${toTlaString(value)}`).join(', ');
  return labels.length === 0 ? text : `${text} at ${labels.join(', ')}`;
}

function failureText(cause: unknown): string {
  return `fails: ${cause instanceof TlaEvaluationError ? cause.code : String(cause)}`;
}

/** Makes the choices of a script, and the first alternative after its end; tells the kernel to give a blocked section up at once. */
class ScriptedChooser implements Chooser {
  readonly chosen: number[] = [];
  readonly ceilings: number[] = [];
  /** How many choices had been made when each section that has committed began. */
  readonly begun: number[] = [];
  private readonly script: readonly number[];
  private start = 0;

  constructor(script: readonly number[]) {
    this.script = script;
  }

  beginEvaluation(): void {
    this.start = this.chosen.length;
  }

  beginAttempt(): void {
    this.chosen.length = this.start;
    this.ceilings.length = this.start;
  }

  choose(_site: number, ceiling: number): number {
    const choice = this.script[this.chosen.length] ?? 0;
    this.chosen.push(choice);
    this.ceilings.push(ceiling);
    return choice;
  }

  advance(): boolean {
    return false;
  }

  committed(): void {
    this.begun.push(this.start);
  }

  /** The choices before the section that did not commit, and how many have: what leads to it. */
  get wayToBlocked(): string {
    return JSON.stringify([this.begun.length, this.chosen.slice(0, this.start)]);
  }

  get waysThrough(): readonly string[] {
    return this.begun.map((start, index) => JSON.stringify([index, this.chosen.slice(0, start)]));
  }

  /** The script of the next run: the last choice that has another alternative takes it. */
  next(): readonly number[] | undefined {
    for (let place = this.chosen.length - 1; place >= 0; place -= 1) {
      const choice = (this.chosen[place] as number) + 1;
      if (choice < (this.ceilings[place] as number)) return [...this.chosen.slice(0, place), choice];
    }
    return undefined;
  }
}

/** One process: every outcome of its choices. Several: that of one schedule, with the choices of the fair chooser. */
async function underKernel(
  text: string,
  names: readonly string[],
  model: Model,
  resources: Program['resources'],
): Promise<readonly string[]> {
  const exports = load(text);
  const start = startOf(text, model);
  if (model.processes.length > 1) return [await runOnce(exports, start, names, undefined, resources)];
  const outcomes = new Set<string>();
  const blocked: { readonly way: string; readonly outcome: string }[] = [];
  const through = new Set<string>();
  let script: readonly number[] | undefined = [];
  while (script !== undefined) {
    const chooser: ScriptedChooser = new ScriptedChooser(script);
    const outcome = await runOnce(exports, start, names, chooser, resources);
    for (const way of chooser.waysThrough) through.add(way);
    if (outcome.includes(' at ')) blocked.push({ way: chooser.wayToBlocked, outcome });
    else outcomes.add(outcome);
    script = chooser.next();
  }
  for (const { way, outcome } of blocked) if (!through.has(way)) outcomes.add(outcome);
  return [...outcomes].sort();
}

interface StartingProcess {
  readonly archetype: string;
  readonly self: Value;
  /** By parameter: the shared variable it refers to, or its value. */
  readonly references: ReadonlyMap<
    string,
    { readonly shared?: string; readonly value: Value; mapped: boolean }
  >;
  readonly values: ReadonlyMap<string, Value>;
}

/** The processes as the checker's first initial state has them. */
function startOf(text: string, model: Model): readonly StartingProcess[] {
  const { algorithm } = loweredSpec(text);
  if (algorithm === undefined) throw new Error('no algorithm');
  let first: State = [];
  model.initialStates((state) => {
    if (first.length === 0) first = state.slice();
  });
  const initial = model.valuesOf(first);
  return model.processes.map((process, index): StartingProcess => {
    const instance = algorithm.instances.find(({ name }) => name === process.name);
    const archetype = algorithm.archetypes.find(({ name }) => name === instance?.archetype);
    if (instance === undefined || archetype === undefined) throw new Error(`no instance ${process.name}`);
    const own = (variable: string): Value => {
      const slot = model.slots.findIndex(
        (each) => each.variable === variable && (each.process ?? index) === index,
      );
      const value = initial[slot];
      if (value === undefined) throw new Error(`${process.name} has no ${variable}`);
      return value;
    };
    const references = new Map<string, { shared?: string; value: Value; mapped: boolean }>();
    const values = new Map<string, Value>();
    archetype.params.forEach(({ name, ref }, position) => {
      const given = instance.args[position];
      const mapped = instance.mappings[position] !== undefined;
      if (given?.kind === 'variable') {
        const shared = given.variable.name;
        references.set(name, { shared, value: model.variableValue(first, shared), mapped });
      } else if (ref) references.set(name, { value: own(name), mapped });
      else values.set(name, own(name));
    });
    return { archetype: archetype.name, self: process.self ?? 0, references, values };
  });
}

async function runOnce(
  exports: ReturnType<typeof load>,
  processes: readonly StartingProcess[],
  names: readonly string[],
  chooser: Chooser | undefined,
  resources: Program['resources'],
): Promise<string> {
  const { environment, scheduler } = makeWorld();
  const variables = new Map<string, Resource & { readonly value: Value }>();
  const contexts = processes.map(({ archetype, self, references, values }) => {
    const configs: MPCalContextConfig[] = [];
    for (const [parameter, { shared, value, mapped }] of references) {
      const make = (): Resource & { readonly value: Value } => {
        if (!mapped) return new LocalSharedVariable(value);
        if (resources === undefined) throw new Error(`no resource for ${parameter}, which is mapped`);
        return resources(parameter, value);
      };
      const resource = (shared === undefined ? undefined : variables.get(shared)) ?? make();
      if (shared !== undefined) variables.set(shared, resource);
      configs.push(kernel.ensureArchetypeRefParam(parameter, resource));
    }
    for (const [parameter, value] of values) configs.push(kernel.ensureArchetypeValueParam(parameter, value));
    if (chooser !== undefined) configs.push(kernel.withChooser(chooser));
    configs.push(kernel.withScheduler(scheduler));
    return kernel.newMPCalContext(self, archetypeOf(exports, archetype), ...configs);
  });
  let failure: unknown;
  const ended = contexts.map((context) =>
    context.run().catch((error: unknown) => {
      failure = (error as Error).cause;
    }),
  );
  await environment.runUntilIdle();
  const labels = contexts.flatMap(({ currentLabel }) =>
    currentLabel === undefined ? [] : [currentLabel.slice(currentLabel.indexOf('.') + 1)],
  );
  await Promise.all(contexts.map((context) => context.stop()));
  await Promise.all(ended);
  if (failure !== undefined) return failureText(failure);
  return outcomeText(
    names.map((name) => [name, variables.get(name)?.value ?? 0]),
    labels,
  );
}
