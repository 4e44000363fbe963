import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkProperties } from '../../../checker/liveness/index.ts';
import type { Formula, StepFairness } from '../../../checker/model/index.ts';
import { evaluateOnLasso, hasBehaviour, isFair, lettersOf } from './naive.ts';
import {
  always,
  and,
  box,
  diamond,
  equivalent,
  eventually,
  implies,
  inStates,
  leadsTo,
  not,
  or,
  toyGraph,
  toyModel,
} from './toy.ts';
import type { Toy, ToyEdge } from './toy.ts';

const STATES = 4;
const STEPS = 3;

const state = fc.nat({ max: STATES - 1 });
const pairs = fc.uniqueArray(fc.tuple(state, state), { minLength: 1, maxLength: 4, selector: String });
const statePredicate = fc
  .uniqueArray(state, { minLength: 1, maxLength: STATES - 1 })
  .map((states) => inStates(...states));
/** Step predicates only as TLA+ has them, under [] and <>: only then does stuttering not matter. */
const stepPredicate = pairs.chain((chosen) =>
  fc.constantFrom(always(box(...chosen)), eventually(diamond(...chosen)), not(always(box(...chosen)))),
);
const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    { weight: 4, arbitrary: statePredicate },
    { weight: 1, arbitrary: stepPredicate },
    { weight: 3, arbitrary: tie('formula').map(always) },
    { weight: 3, arbitrary: tie('formula').map(eventually) },
    { weight: 2, arbitrary: fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => leadsTo(a, b)) },
    { weight: 2, arbitrary: fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => and(a, b)) },
    { weight: 2, arbitrary: fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => or(a, b)) },
    { weight: 2, arbitrary: fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => implies(a, b)) },
    { weight: 1, arbitrary: fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => equivalent(a, b)) },
    { weight: 1, arbitrary: tie('formula').map(not) },
  ),
}));
const edge = fc.tuple(state, fc.nat({ max: STEPS - 1 }), state);
const stepSet: fc.Arbitrary<StepFairness> = fc.record({
  strong: fc.boolean(),
  steps: fc
    .uniqueArray(fc.nat({ max: STEPS - 1 }), { minLength: 1, maxLength: 2 })
    .map((steps) => new Set(steps)),
});

/** Only what can be reached is part of a state graph. */
function reachablePart(edges: readonly ToyEdge[], fairness: readonly StepFairness[]): Toy {
  const reached = new Set([0]);
  for (const from of reached)
    for (const [source, , to] of edges) if (source === from && to !== undefined) reached.add(to);
  const number = new Map([...reached].map((old, at) => [old, at]));
  const kept = edges.flatMap(([from, step, to]): ToyEdge[] => {
    const source = number.get(from);
    return source === undefined ? [] : [[source, step, to === undefined ? undefined : number.get(to)]];
  });
  return { stateCount: reached.size, initialStates: [0], edges: kept, fairness };
}

const toy = fc
  .tuple(
    fc.uniqueArray(edge, { minLength: 2, maxLength: 8, selector: String }),
    fc.array(stepSet, { maxLength: 2 }),
  )
  .map(([edges, fairness]) => reachablePart(edges, fairness));

function expectRightVerdict(model: Toy, property: Formula, assumed: readonly Formula[] = []): void {
  const whole: Toy = { ...model, assumedFormulas: assumed };
  const result = checkProperties(toyModel(whole, [property]), toyGraph(whole), { skipVacuity: true });
  const [verdict] = result.verdicts;
  const violation = and(not(property), ...assumed);
  expect(verdict?.kind).toBe(hasBehaviour(model, violation) ? 'violated' : 'holds');
  if (verdict?.kind !== 'violated' || verdict.counterexample.kind === 'finite') return;
  const { prefix, cycle } = lettersOf(verdict.counterexample);
  expect(model.initialStates).toContain((prefix[0] ?? cycle[0])?.[0]);
  expect(isFair(model, cycle)).toBe(true);
  expect(evaluateOnLasso(violation, prefix, cycle)).toBe(true);
}

describe('on random state graphs', () => {
  it('finds a counterexample exactly if there is one, and it is one', () => {
    fc.assert(
      fc.property(toy, formula, (model, property) => {
        expectRightVerdict(model, property);
      }),
      { seed: 20260, numRuns: 1500 },
    );
  });

  it('takes account of assumed formulas', () => {
    fc.assert(
      fc.property(
        toy,
        formula,
        fc.array(formula, { minLength: 1, maxLength: 2 }),
        (model, property, assumed) => {
          expectRightVerdict(model, property, assumed);
        },
      ),
      { seed: 7, numRuns: 700 },
    );
  });
});
