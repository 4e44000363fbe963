import { Source } from '../../../compiler/index.ts';
import type { Diagnostic } from '../../../compiler/index.ts';
import { parseConfig } from '../../../checker/config/index.ts';
import type { Model, ModelOverrides, State } from '../../../checker/model/index.ts';
import { buildModel } from '../../../checker/model/index.ts';
import { toTlaString } from '../../../runtime/index.ts';

export interface SpecTexts {
  readonly spec: string;
  readonly config?: string;
  readonly modules?: Readonly<Record<string, string>>;
  readonly overrides?: ModelOverrides;
}

/** Builds a model and answers it with everything that was reported. */
export function build({ spec, config = 'SPECIFICATION Spec', modules = {}, overrides = {} }: SpecTexts): {
  readonly model: Model | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const parsed = parseConfig(new Source('Spec.cfg', config));
  const built = buildModel({
    source: new Source('Spec.tla', spec),
    findModule: (name) => {
      const text = modules[name];
      return text === undefined ? undefined : new Source(`${name}.tla`, text);
    },
    config: parsed.value,
    overrides,
  });
  return { model: built.value, diagnostics: [...parsed.diagnostics, ...built.diagnostics] };
}

/** The model of a spec without errors. */
export function modelOf(texts: SpecTexts): Model {
  const { model, diagnostics } = build(texts);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return model;
}

/** What is wrong, as `code at text: message`. */
export function problemsOf(texts: SpecTexts): readonly string[] {
  const { model, diagnostics } = build(texts);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (model !== undefined && errors.length > 0) throw new Error('a model in spite of errors');
  return errors.map(({ code, message }) => `${code}: ${message}`);
}

/** A module with a PlusCal algorithm (P-syntax), and units after it. */
export function pluscal(algorithm: string, after = '', head = ''): string {
  return `---- MODULE Spec ----
EXTENDS Integers, Sequences, FiniteSets, TLC
${head}
(* --algorithm A
${algorithm}
end algorithm; *)
${after}
====`;
}

/** A module with a Modular PlusCal block, and units after it. */
export function mpcal(block: string, after = '', head = ''): string {
  return `---- MODULE Spec ----
EXTENDS Integers, Sequences, FiniteSets, TLC
${head}
(* --mpcal A {
${block}
} *)
${after}
====`;
}

export interface NaiveResult {
  readonly distinct: number;
  readonly depth: number;
  readonly initial: number;
  /** The first thing found wrong, in breadth-first order. */
  readonly violated: string | undefined;
  readonly states: readonly State[];
}

function fingerprintText(model: Model, state: State): string {
  const print = { low: 0, high: 0 };
  model.fingerprint(state, print);
  return `${print.high} ${print.low}`;
}

/** The plainest breadth-first search: states told apart by fingerprint, everything kept. Violations do not stop it; errors are thrown. */
export function explore(model: Model): NaiveResult {
  const seen = new Set<string>();
  const states: State[] = [];
  let violated: string | undefined;
  let next: State[] = [];
  let initial = 0;
  const visit = (state: State): void => {
    const key = fingerprintText(model, state);
    if (seen.has(key)) return;
    seen.add(key);
    violated ??= model.invariants.find((invariant) => !invariant.holds(state))?.name;
    if (!model.constraints.every((constraint) => constraint.holds(state))) return;
    const kept = state.slice();
    next.push(kept);
    states.push(kept);
  };
  model.initialStates((state) => {
    initial += 1;
    visit(state);
  });
  let depth = 0;
  while (next.length > 0) {
    const level = next;
    next = [];
    depth += 1;
    for (const state of level) {
      let steps = 0;
      model.successors(state, (after) => {
        steps += 1;
        if (fingerprintText(model, after) !== fingerprintText(model, after.slice()))
          throw new Error('a successor and its copy have different fingerprints');
        if (model.actionConstraints.every((constraint) => constraint.holds(state, after))) visit(after);
      });
      if (steps === 0 && model.checksDeadlock && !model.isTerminated(state)) violated ??= 'deadlock';
    }
  }
  return { distinct: states.length, depth, initial, violated, states };
}

/** The values a variable takes in the states a search found, in TLC's notation, sorted. */
export function valuesOf(model: Model, variable: string): readonly string[] {
  const found = explore(model).states.map((state) => toTlaString(model.variableValue(state, variable)));
  return [...new Set(found)].sort();
}

/** The values in terminated states. */
export function finalValuesOf(model: Model, variable: string): readonly string[] {
  const found = explore(model)
    .states.filter((state) => model.isTerminated(state))
    .map((state) => toTlaString(model.variableValue(state, variable)));
  return [...new Set(found)].sort();
}
