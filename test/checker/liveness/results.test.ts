import { describe, expect, it } from 'vitest';
import { checkProperties, describeFormula } from '../../../checker/liveness/index.ts';
import type { LivenessOptions, LivenessResult } from '../../../checker/liveness/index.ts';
import type { Formula } from '../../../checker/model/index.ts';
import { TlaEvaluationError } from '../../../runtime/index.ts';
import {
  always,
  and,
  box,
  eventually,
  implies,
  inStates,
  leadsTo,
  not,
  or,
  toyGraph,
  toyModel,
  weak,
} from './toy.ts';
import type { Toy, ToyEdge } from './toy.ts';

function check(toy: Toy, formulas: readonly Formula[], options: LivenessOptions = {}): LivenessResult {
  return checkProperties(toyModel(toy, formulas), toyGraph(toy), options);
}

const [a, b] = [0, 1];
/** 0 -a-> 1 -b-> 2 */
const line: Toy = {
  stateCount: 3,
  initialStates: [0],
  edges: [
    [0, a, 1],
    [1, b, 2],
  ],
  fairness: [weak(a, b)],
};
/** As `line`, but 2 is outside the constraint. */
const cut: Toy = {
  ...line,
  stateCount: 2,
  edges: [
    [0, a, 1],
    [1, b, undefined],
  ],
};
const arrives = eventually(inStates(2));
const failing = (state: number): Formula => ({
  kind: 'state',
  text: 'Head(q) = 1',
  holds: ([here]) => {
    if (here === state) throw new TlaEvaluationError('empty-sequence', 'Head of an empty sequence', []);
    return false;
  },
});

describe('verdicts', () => {
  it('end with the first property that does not hold', () => {
    const { verdicts } = check(line, [arrives, always(inStates(0)), arrives]);
    expect(verdicts.map(({ kind, property }) => [property.name, kind])).toEqual([
      ['Property0', 'holds'],
      ['Property1', 'violated'],
    ]);
  });

  it('go on to the last property if asked to', () => {
    const { verdicts } = check(line, [always(inStates(0)), arrives], { checkAll: true });
    expect(verdicts.map(({ kind }) => kind)).toEqual(['violated', 'holds']);
  });

  it('are none, without warnings, for a model without properties', () => {
    expect(check(cut, [])).toEqual({ verdicts: [], warnings: [] });
  });

  it('say where a predicate of states has no value', () => {
    const [verdict] = check(line, [eventually(failing(1))]).verdicts;
    expect(verdict).toMatchObject({
      kind: 'error',
      predicate: 'Head(q) = 1',
      error: { code: 'empty-sequence' },
      behaviour: {
        kind: 'finite',
        states: [
          { state: 0, step: undefined },
          { state: 1, step: a },
        ],
      },
    });
  });

  it('say on which step a predicate of steps has no value', () => {
    const action: Formula = {
      kind: 'action',
      text: '[Next]_s',
      holds: ([before], [after]) => {
        if (before === 1 && after === 2) throw new TlaEvaluationError('code', 'message', []);
        return true;
      },
    };
    const [verdict] = check(line, [always(action)]).verdicts;
    expect(verdict).toMatchObject({
      kind: 'error',
      behaviour: { states: [{ state: 0 }, { state: 1, step: a }, { state: 2, step: b }] },
    });
  });

  it('let mistakes in predicates of ours pass', () => {
    const broken: Formula = {
      kind: 'state',
      text: 'P',
      holds: () => {
        throw new RangeError('a mistake');
      },
    };
    expect(() => check(line, [eventually(broken)])).toThrow(RangeError);
  });

  it('do not need a predicate where one to its left decides', () => {
    const guarded = always(or(inStates(1), not(failing(1))));
    expect(check(line, [guarded]).verdicts[0]?.kind).toBe('holds');
  });

  it('cost one evaluation of a predicate per state', () => {
    let count = 0;
    const counted: Formula = {
      kind: 'state',
      text: 'P',
      holds: ([state]) => {
        count += 1;
        return state === 2;
      },
    };
    check(line, [eventually(counted), leadsTo(counted, always(counted)), always(eventually(counted))]);
    expect(count).toBe(3);
  });
});

describe('constraints', () => {
  it('do not make a step disabled that would leave them', () => {
    // Stuttering in 1 is unfair, though nothing can be done there inside the constraint.
    expect(check(cut, [arrives]).verdicts[0]?.kind).toBe('holds');
    expect(check({ ...cut, fairness: [weak(a)] }, [arrives]).verdicts[0]?.kind).toBe('violated');
  });

  it('are warned of where they cut behaviours off', () => {
    expect(check({ ...cut, fairness: [] }, [always(inStates(0, 1))]).warnings).toEqual(['constraint']);
  });

  it('that leave no fair behaviour are warned of', () => {
    expect(check(cut, [arrives]).warnings).toEqual(['constraint', 'no-behaviour']);
  });
});

describe('warnings', () => {
  it('are none where the verdict says it all', () => {
    expect(check(line, [arrives]).warnings).toEqual([]);
  });

  it('mention symmetry, views and searches that did not end', () => {
    const folded = { ...line, hasSymmetry: true, hasView: true };
    expect(check(folded, [arrives], { isIncomplete: true }).warnings).toEqual([
      'symmetry',
      'view',
      'incomplete',
    ]);
  });

  it('mention assumptions that no behaviour satisfies', () => {
    const impossible = { ...line, assumedFormulas: [always(eventually(inStates(0)))] };
    expect(check(impossible, [arrives]).warnings).toEqual(['no-behaviour']);
    expect(check({ ...line, assumedFormulas: [arrives] }, [arrives]).warnings).toEqual([]);
  });
});

describe('a search that did not end', () => {
  it('leaves states of which it is not known that they have no step', () => {
    // State 1 was found, but not expanded: stuttering there is unfair.
    const model = toyModel(line, [arrives]);
    const found = toyGraph({ ...line, stateCount: 2, edges: line.edges.slice(0, 1) });
    expect(checkProperties(model, found, { isIncomplete: true }).verdicts[0]?.kind).toBe('holds');
    expect(checkProperties(model, found).verdicts[0]?.kind).toBe('violated');
  });

  it('has counterexamples among the states that were expanded', () => {
    const model = toyModel({ ...line, fairness: [weak(b)] }, [arrives]);
    const found = toyGraph({ ...line, stateCount: 2, edges: line.edges.slice(0, 1) });
    const [verdict] = checkProperties(model, found, { isIncomplete: true }).verdicts;
    expect(verdict).toMatchObject({ kind: 'violated', counterexample: { kind: 'stuttering' } });
  });
});

describe('notes', () => {
  function notes(formula: Formula): string[] {
    const [verdict] = check(line, [formula]).verdicts;
    if (verdict?.kind !== 'holds') throw new Error('expected a property that holds');
    return verdict.notes.map(({ operator, never }) => `${never} ${operator}`);
  }
  const nowhere = inStates(7);

  it('say that the left side of a ~> is never true', () => {
    expect(notes(leadsTo(nowhere, inStates(2)))).toEqual(['s \\in {7} ~>']);
    expect(notes(leadsTo(inStates(1), inStates(2)))).toEqual([]);
  });

  it('say that an implication is never triggered', () => {
    expect(notes(always(implies(nowhere, inStates(2))))).toEqual(['s \\in {7} =>']);
    expect(notes(and(arrives, always(implies(inStates(0), arrives))))).toEqual([]);
  });

  it('consider only initial states where no [] stands before', () => {
    expect(notes(implies(inStates(1), always(inStates(7))))).toEqual(['s \\in {1} =>']);
  });

  it('say that no fair behaviour satisfies what an implication asks for', () => {
    const often = (state: number): Formula => always(eventually(inStates(state)));
    expect(notes(implies(often(0), often(1)))).toEqual(['[](<>(s \\in {0})) =>']);
    expect(notes(implies(often(2), arrives))).toEqual([]);
  });

  it('are not made of implications under a negation, nor if they are not wanted', () => {
    expect(notes(not(eventually(not(implies(nowhere, arrives)))))).toEqual([]);
    const [verdict] = check(line, [leadsTo(nowhere, arrives)], { skipVacuity: true }).verdicts;
    expect(verdict).toMatchObject({ kind: 'holds', notes: [] });
  });

  it('are left out where the left side has no value', () => {
    expect(notes(or(arrives, leadsTo(failing(2), arrives)))).toEqual([]);
  });
});

describe('formulas as text', () => {
  it('have all operators in TLA+ notation', () => {
    const p: Formula = { kind: 'state', text: 'P', holds: () => true };
    const q: Formula = { kind: 'state', text: 'x = 1', holds: () => true };
    expect(describeFormula(always(implies(p, eventually(q))))).toBe('[](P => (<>(x = 1)))');
    expect(describeFormula(and(leadsTo(p, q), not(p), always(box())))).toBe(
      '(P ~> (x = 1)) /\\ (~P) /\\ ([]([A]_s))',
    );
    expect(describeFormula({ kind: 'equivalent', left: p, right: or() })).toBe('P <=> FALSE');
  });
});

describe('large graphs', () => {
  const size = 200_000;

  it('are taken apart without recursion', () => {
    const edges = Array.from({ length: size }, (_, state): ToyEdge => [state, a, (state + 1) % size]);
    const ring: Toy = { stateCount: size, initialStates: [0], edges: [], fairness: [weak(a)] };
    // As toyGraph would make it, in linear time.
    const graph = {
      ...toyGraph({ ...ring, stateCount: 0 }),
      stateCount: size,
      parents: new Uint32Array(size),
      firstEdge: Uint32Array.from(edges.keys()),
      edgeCount: new Uint32Array(size).fill(1),
      edgeTargets: Uint32Array.from(edges, ([, , to]) => to ?? 0),
      edgeSteps: new Uint16Array(size),
    };
    const model = toyModel({ ...ring, edges: edges.slice(0, 1) }, [
      always(eventually(inStates(0))),
      leadsTo(inStates(1), inStates(5)),
      eventually(always(inStates(0))),
    ]);
    const { verdicts } = checkProperties(model, graph);
    expect(verdicts.map(({ kind }) => kind)).toEqual(['holds', 'holds', 'violated']);
    const [, , last] = verdicts;
    expect(last?.kind === 'violated' ? last.counterexample.states.length : 0).toBe(size);
  });
});
