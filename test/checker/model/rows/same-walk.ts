import type { Fingerprint, Model, State } from '../../../../checker/model/index.ts';

/** How far a walk got. */
export interface Walk {
  readonly states: number;
  readonly steps: number;
  readonly failures: number;
}

const valueKey = (model: Model, state: State): string => model.valuesOf(state).map(String).join('; ');

function fingerprintOf(model: Model, state: State): string {
  const print: Fingerprint = { low: 0, high: 0 };
  model.fingerprint(state, print);
  return `${String(print.high)} ${String(print.low)}`;
}

function answerOf(ask: () => unknown): string {
  try {
    return String(ask());
  } catch (error) {
    return `failed: ${(error as Error).message}`;
  }
}

/** What a model says of the steps from a state: successors with their fingerprints, and what predicates say of each. */
function told(model: Model, state: State, visit: (next: State) => void): readonly string[] {
  const invariants = model.invariants.filter(({ name }) => name !== 'Noise');
  const lines = invariants.map(({ name, holds }) => `${name} ${answerOf(() => holds(state))}`);
  for (const { name, holds } of model.constraints) lines.push(`${name} ${answerOf(() => holds(state))}`);
  lines.push(`seen as ${answerOf(() => fingerprintOf(model, state))}`);
  const take = (step: number): string =>
    answerOf(() => {
      model.successorsOf(state, step, (next) => {
        lines.push(`${String(step)} ${valueKey(model, next)}`);
        lines.push(`seen as ${answerOf(() => fingerprintOf(model, next))}`);
        for (const { name, holds } of model.actionConstraints)
          lines.push(`${name} ${answerOf(() => holds(state, next))}`);
        for (const { name, holds, isUntouched } of invariants)
          if (isUntouched?.() === true && answerOf(() => holds(next)) !== answerOf(() => holds(state)))
            throw new Error(`${name} changes though what it reads does not`);
        visit(next);
      });
      return 'taken';
    });
  model.steps.forEach((_, step) => lines.push(take(step)));
  return lines;
}

/**
 * Walks over up to `limit` states of a model, asking twice for all that can be asked, and sees that `plain`, a model of the same spec, says the same.
 * Throws at the first difference.
 */
export function walkBoth(model: Model, plain: Model, limit: number): Walk {
  const seen = new Map<string, State>();
  const waiting: State[] = [];
  const visit = (state: State): void => {
    const key = valueKey(model, state);
    if (seen.has(key)) return;
    const kept = state.slice();
    seen.set(key, kept);
    waiting.push(kept);
  };
  model.initialStates(visit);
  let steps = 0;
  let failures = 0;
  for (let walked = 0; walked < limit; walked += 1) {
    const state = waiting[walked];
    if (state === undefined) break;
    const lines = told(model, state, (next) => {
      visit(next);
    });
    const again = told(model, state, () => undefined);
    const expected = told(plain, plain.stateOf(model.valuesOf(state)), () => undefined);
    for (const [what, others] of [
      ['again', again],
      ['plain', expected],
    ] as const)
      others.forEach((line, place) => {
        if (line !== lines[place])
          throw new Error(`in ${valueKey(model, state)}\n${what}: ${line}\nmodel: ${lines[place] ?? ''}`);
      });
    if (again.length !== lines.length || expected.length !== lines.length)
      throw new Error(`in ${valueKey(model, state)}: not as many steps`);
    steps += lines.length;
    failures += lines.filter((line) => line.includes('failed')).length;
  }
  return { states: Math.min(limit, waiting.length), steps, failures };
}
