import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Emptiness } from '../../../checker/liveness/emptiness.ts';
import { checkProperties } from '../../../checker/liveness/index.ts';
import { termOf } from '../../../checker/liveness/term-of.ts';
import { TermTable } from '../../../checker/liveness/terms.ts';
import type { Formula, StepFairness } from '../../../checker/model/index.ts';
import { evaluateOnLasso, hasBehaviour, isFair, lettersOf } from './naive.ts';
import type { Letter } from './naive.ts';
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
  strong,
  toyGraph,
  toyModel,
  weak,
} from './toy.ts';
import type { Toy, ToyEdge } from './toy.ts';

const STATES = 4;
const STEPS = 7;

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
const stepSet: fc.Arbitrary<StepFairness> = fc.record({
  strong: fc.constantFrom(true, true, false),
  steps: fc
    .uniqueArray(fc.nat({ max: STEPS - 1 }), { minLength: 1, maxLength: 1 })
    .map((steps) => new Set(steps)),
});

/** Often all steps are weakly fair, so that violations need more than stuttering. */
const fairness = fc
  .tuple(fc.boolean(), fc.array(stepSet, { maxLength: 2 }))
  .map(([progress, sets]) => (progress ? [weak(0, 1, 2, 3, 4, 5, 6), ...sets] : sets));
/**
 * State n > 0 is reached by an edge from a lower one: only what can be reached is part of a state graph. Some graphs have a step of its own for
 * every edge, so that fairness can tell them apart.
 */
const toy: fc.Arbitrary<Toy> = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 2 })), { minLength: 2, maxLength: STATES - 1 }),
    fc.array(fc.tuple(state, fc.nat({ max: 2 }), state), { minLength: 2, maxLength: 4 }),
    fc.boolean(),
    fairness,
  )
  .map(([tree, others, ownSteps, sets]) => {
    const stateCount = tree.length + 1;
    const branches = tree.map(([from, step], at): ToyEdge => [from % (at + 1), step, at + 1]);
    const inside = others.map(([from, step, to]): ToyEdge => [from % stateCount, step, to % stateCount]);
    const all = [...branches, ...inside].map(([from, step, to], at): ToyEdge => [
      from,
      ownSteps ? at : step,
      to,
    ]);
    const edges = new Map(all.map((each) => [String(each), each]));
    return { stateCount, initialStates: [0], edges: [...edges.values()], fairness: sets };
  });

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

/** The forms in which properties mostly come. */
const common = fc
  .tuple(statePredicate, statePredicate, pairs)
  .chain(([p, q, steps]) =>
    fc.constantFrom(
      eventually(p),
      always(p),
      always(eventually(p)),
      eventually(always(p)),
      leadsTo(p, q),
      always(box(...steps)),
      always(eventually(diamond(...steps))),
      implies(always(eventually(p)), always(eventually(q))),
      implies(eventually(always(p)), leadsTo(q, p)),
      always(implies(p, eventually(always(q)))),
    ),
  );

describe('on random state graphs', () => {
  it('finds a counterexample to any formula exactly if there is one, and it is one', () => {
    fc.assert(
      fc.property(toy, formula, (model, property) => {
        expectRightVerdict(model, property);
      }),
      { seed: 20260, numRuns: 400 },
    );
  });

  it('finds a counterexample to a common formula exactly if there is one, and it is one', () => {
    fc.assert(
      fc.property(toy, common, (model, property) => {
        expectRightVerdict(model, property);
      }),
      { seed: 3, numRuns: 700 },
    );
  });

  it('takes account of assumed formulas', () => {
    fc.assert(
      fc.property(
        toy,
        fc.oneof(common, formula),
        fc.array(fc.oneof(common, formula), { minLength: 1, maxLength: 2 }),
        (model, property, assumed) => {
          expectRightVerdict(model, property, assumed);
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });

  it('gives the same verdict when the automaton has to do everything', () => {
    fc.assert(
      fc.property(
        toy,
        fc.oneof(common, formula),
        fc.array(common, { maxLength: 2 }),
        (model, property, others) => {
          const table = new TermTable();
          const emptiness = new Emptiness(toyGraph(model), table, toyModel(model, []), false);
          const term = termOf(table, and(not(property), ...others));
          const [split, whole] = [emptiness.behaviourOf(term), emptiness.behaviourOf(term, 0)];
          expect(whole === undefined).toBe(split === undefined);
        },
      ),
      { seed: 17, numRuns: 300 },
    );
  });
});

describe('the random state graphs', () => {
  /** How many of the random cases a checker that uses another rule gets wrong. */
  function mistakes(violates: (model: Toy, violation: Formula) => boolean, toys = toy): number {
    const cases = fc.sample(fc.tuple(toys, common), { seed: 5, numRuns: 300 });
    return cases.filter(
      ([model, property]) => violates(model, not(property)) !== hasBehaviour(model, not(property)),
    ).length;
  }

  it('show when weak fairness is ignored', () => {
    const careless = (model: Toy): Toy => ({
      ...model,
      fairness: model.fairness.filter(({ strong }) => strong),
    });
    expect(mistakes((model, violation) => hasBehaviour(careless(model), violation))).toBeGreaterThan(5);
  });

  it('show when strong fairness is taken for weak', () => {
    const careless = (model: Toy): Toy => ({
      ...model,
      fairness: model.fairness.map((each) => ({ ...each, strong: false })),
    });
    const strongly = fc.tuple(toy, fc.nat({ max: STEPS - 1 })).map(([model, step]): Toy => ({
      ...model,
      edges: model.edges.map(([from, , to], at) => [from, at, to]),
      fairness: [weak(0, 1, 2, 3, 4, 5, 6), strong(step % model.edges.length)],
    }));
    expect(
      mistakes((model, violation) => hasBehaviour(careless(model), violation), strongly),
    ).toBeGreaterThan(5);
  });

  it('show when stuttering is forgotten', () => {
    const rule = { letters: (letters: Letter[]) => letters.filter(([before, after]) => before !== after) };
    expect(mistakes((model, violation) => hasBehaviour(model, violation, rule))).toBeGreaterThan(5);
  });

  it('show when a component is given up that has a fair one inside', () => {
    const rule = {
      cycles: (cycles: Letter[][]) =>
        cycles.filter(
          (one) =>
            !cycles.some((other) => other.length > one.length && one.every((each) => other.includes(each))),
        ),
    };
    expect(mistakes((model, violation) => hasBehaviour(model, violation, rule))).toBeGreaterThan(3);
  });

  it('show when only the first component with a cycle is looked at', () => {
    const rule = {
      cycles: (cycles: Letter[][]) => cycles.filter((cycle) => cycle.includes(cycles[0]?.[0] ?? [0, 0])),
    };
    expect(mistakes((model, violation) => hasBehaviour(model, violation, rule))).toBeGreaterThan(5);
  });
});
