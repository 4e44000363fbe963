import { describe, expect, it } from 'vitest';
import { checkProperties } from '../../../checker/liveness/index.ts';
import type { PropertyVerdict } from '../../../checker/liveness/index.ts';
import type { Formula } from '../../../checker/model/index.ts';
import {
  always,
  and,
  box,
  diamond,
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

function verdictOn(toy: Toy, formula: Formula): PropertyVerdict {
  const { verdicts } = checkProperties(toyModel(toy, [formula]), toyGraph(toy));
  const [verdict] = verdicts;
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

/** `holds`, or the violating behaviour: `0 -a-> 1 -b-> (0)` goes back to 0, `0 ...` stutters. Steps are called a, b, c, ... */
function shown(toy: Toy, formula: Formula): string {
  const verdict = verdictOn(toy, formula);
  if (verdict.kind === 'holds') return 'holds';
  const { states, loop, kind } = verdict.kind === 'violated' ? verdict.counterexample : verdict.behaviour;
  const name = (step: number | undefined): string => (step === undefined ? '-' : 'abcdefgh'.charAt(step));
  let text = states
    .map(({ state, step }, at) => (at === 0 ? `${state}` : ` -${name(step)}-> ${state}`))
    .join('');
  if (kind === 'stuttering') text += ' ...';
  if (kind === 'lasso') text += ` -${name(loop?.step)}-> (${states[loop?.to ?? -1]?.state})`;
  return text;
}

const [a, b, c, d] = [0, 1, 2, 3];
const toy = (edges: readonly ToyEdge[], fairness: Toy['fairness'] = []): Toy => ({
  stateCount: Math.max(...edges.flatMap(([from, , to]) => [from, to ?? 0])) + 1,
  initialStates: [0],
  edges,
  fairness,
});

/** 0 -> 1 -> 2, and nothing more. */
const line = (...fairness: Toy['fairness']): Toy =>
  toy(
    [
      [0, a, 1],
      [1, b, 2],
    ],
    fairness,
  );
/** 0 <-> 1, and from 0 to 2. */
const exit = (...fairness: Toy['fairness']): Toy =>
  toy(
    [
      [0, a, 1],
      [1, b, 0],
      [0, c, 2],
    ],
    fairness,
  );

describe('<>P', () => {
  const arrives = eventually(inStates(2));

  it('is violated by stuttering from the start without fairness', () => {
    expect(shown(line(), arrives)).toBe('0 ...');
  });
  it('is violated by stuttering where an unfair step has to be taken', () => {
    expect(shown(line(weak(a)), arrives)).toBe('0 -a-> 1 ...');
  });
  it('holds if every step on the way is weakly fair', () => {
    expect(shown(line(weak(a), weak(b)), arrives)).toBe('holds');
  });
  it('holds if one fair step or another is taken until the goal', () => {
    expect(shown(line(weak(a, b)), arrives)).toBe('holds');
  });
  it('is violated if weak fairness is of a step that is enabled only now and then', () => {
    expect(shown(exit(weak(a, b), weak(c)), arrives)).toBe('0 -a-> 1 -b-> (0)');
  });
  it('holds if strong fairness is', () => {
    expect(shown(exit(weak(a, b), strong(c)), arrives)).toBe('holds');
  });
  it('is violated by stuttering where the strongly fair step is not enabled', () => {
    expect(shown(exit(strong(c)), arrives)).toBe('0 -a-> 1 ...');
  });
  it('is violated where the fair step changes nothing', () => {
    const waiting = toy(
      [
        [0, a, 0],
        [0, b, 1],
      ],
      [weak(a)],
    );
    expect(shown(waiting, eventually(inStates(1)))).toBe('0 ...');
  });
  it('of a state already true at the start holds', () => {
    expect(shown(line(), eventually(inStates(0)))).toBe('holds');
  });
  it('is checked from every initial state', () => {
    const two: Toy = { ...line(weak(a)), initialStates: [0, 1] };
    expect(shown({ ...two, fairness: [weak(a, b)], initialStates: [0, 2] }, eventually(inStates(1)))).toBe(
      '2 ...',
    );
  });
});

describe('<><<A>>_v', () => {
  it('asks for the step, not for the state it leads to', () => {
    const two = toy(
      [
        [0, a, 1],
        [1, b, 2],
        [0, c, 2],
      ],
      [weak(a, b, c)],
    );
    expect(shown(two, eventually(diamond([1, 2])))).toBe('0 -c-> 2 ...');
    expect(shown(two, eventually(diamond([1, 2], [0, 2])))).toBe('holds');
  });
});

describe('[]P', () => {
  it('is violated at the end of a shortest path', () => {
    expect(shown(line(), always(inStates(0, 1)))).toBe('0 -a-> 1 -b-> 2');
  });
  it('holds if it does in every state', () => {
    expect(shown(line(), always(inStates(0, 1, 2)))).toBe('holds');
  });
  it('with an assumption is violated only if a behaviour goes on to satisfy that', () => {
    const fork = toy([
      [0, a, 1],
      [0, b, 2],
    ]);
    const assumed = { ...fork, assumedFormulas: [eventually(inStates(2))] };
    expect(shown(assumed, always(inStates(0, 2)))).toBe('holds');
    expect(shown(fork, always(inStates(0, 2)))).toBe('0 -a-> 1');
  });
});

describe('[][A]_v', () => {
  it('is violated by the step that is not A', () => {
    expect(shown(line(), always(box([0, 1])))).toBe('0 -a-> 1 -b-> 2');
  });
  it('does not mind stuttering', () => {
    expect(shown(line(), always(box([0, 1], [1, 2])))).toBe('holds');
  });
});

describe('P as a property', () => {
  it('is a matter of the initial states', () => {
    expect(shown(line(), inStates(0))).toBe('holds');
    expect(shown({ ...line(), initialStates: [0, 2] }, inStates(0))).toBe('2');
  });
  it('that is FALSE is violated from the start', () => {
    expect(shown(line(weak(a, b)), { kind: 'constant', value: false })).toBe('0');
  });
});

describe('[]<>P', () => {
  const again = always(eventually(inStates(0)));

  it('holds on a fair ring', () => {
    const ring = toy(
      [
        [0, a, 1],
        [1, b, 0],
      ],
      [weak(a, b)],
    );
    expect(shown(ring, again)).toBe('holds');
    expect(shown(ring, always(eventually(diamond([1, 0]))))).toBe('holds');
  });
  it('is violated by a cycle that is reached after P', () => {
    const trap = toy(
      [
        [0, a, 1],
        [1, b, 2],
        [2, c, 1],
      ],
      [weak(a, b, c)],
    );
    expect(shown(trap, again)).toBe('0 -a-> 1 -b-> 2 -c-> (1)');
  });
  it('is violated by termination elsewhere', () => {
    expect(shown(line(weak(a, b)), again)).toBe('0 -a-> 1 -b-> 2 ...');
  });
});

describe('<>[]P', () => {
  it('holds where behaviours end in P', () => {
    expect(shown(line(weak(a, b)), eventually(always(inStates(2))))).toBe('holds');
  });
  it('is violated by a cycle that leaves P again and again', () => {
    expect(shown(exit(weak(a, b)), eventually(always(inStates(0, 2))))).toBe('0 -a-> 1 -b-> (0)');
  });
});

describe('P ~> Q', () => {
  it('holds where no P occurs without a later Q', () => {
    expect(shown(line(weak(a, b)), leadsTo(inStates(0), inStates(2)))).toBe('holds');
  });
  it('holds where P and Q are true at once', () => {
    expect(shown(line(), leadsTo(inStates(1), inStates(1, 2)))).toBe('holds');
  });
  it('is violated by P after the last Q', () => {
    expect(shown(line(weak(a, b)), leadsTo(inStates(2), inStates(1)))).toBe('0 -a-> 1 -b-> 2 ...');
  });
  it('is violated at a join that was reached after Q on another path', () => {
    // A search that visits state 3 once, coming from 1 where Q has been, and not again from 2 where P is pending.
    const diamondGraph = toy(
      [
        [0, a, 1],
        [1, c, 3],
        [0, b, 2],
        [2, d, 3],
      ],
      [weak(a, b, c, d)],
    );
    expect(shown(diamondGraph, leadsTo(inStates(2), inStates(1)))).toBe('0 -b-> 2 -d-> 3 ...');
    expect(shown(diamondGraph, leadsTo(inStates(1), inStates(2)))).toBe('0 -a-> 1 -c-> 3 ...');
  });
  it('is violated on a cycle that shares its states with one through Q', () => {
    const eight = toy(
      [
        [0, a, 1],
        [1, b, 0],
        [0, c, 2],
        [2, d, 0],
      ],
      [weak(a, b, c, d)],
    );
    expect(shown(eight, leadsTo(inStates(1), inStates(2)))).toBe('0 -a-> 1 -b-> (0)');
    expect(
      shown({ ...eight, fairness: [weak(a, b, c, d), strong(c)] }, leadsTo(inStates(1), inStates(2))),
    ).toBe('holds');
  });
  it('may be about behaviours, not only states', () => {
    const fromZero = leadsTo(inStates(0), always(inStates(1, 2)));
    expect(shown(line(weak(a)), fromZero)).toBe('holds');
    expect(shown(exit(weak(a, b)), fromZero)).toBe('0 -a-> 1 -b-> (0)');
  });
});

describe('combinations', () => {
  it('[]<>A => []<>B compares what happens for ever', () => {
    const eight = toy(
      [
        [0, a, 1],
        [1, b, 0],
        [0, c, 2],
        [2, d, 0],
      ],
      [weak(a, b, c, d)],
    );
    const often = (state: number): Formula => always(eventually(inStates(state)));
    expect(shown(eight, implies(often(1), often(2)))).toBe('0 -a-> 1 -b-> (0)');
    expect(shown(eight, implies(and(often(1), often(2)), often(0)))).toBe('holds');
    expect(shown(eight, or(often(1), often(2)))).toBe('holds');
    expect(shown(eight, not(often(1)))).toBe('0 -a-> 1 -b-> (0)');
  });
  it('a conjunction is violated if one of its parts is', () => {
    const both = and(always(inStates(0, 1, 2)), eventually(inStates(2)));
    expect(shown(line(weak(a)), both)).toBe('0 -a-> 1 ...');
  });
  it('<>(P /\\ <>Q) asks for P before Q', () => {
    const [zero, two] = [inStates(0), inStates(2)];
    expect(shown(line(weak(a, b)), eventually(and(zero, eventually(two))))).toBe('holds');
    expect(shown(line(weak(a, b)), eventually(and(two, eventually(zero))))).toBe('0 -a-> 1 -b-> 2 ...');
  });
  it('needs a cycle through several conditions', () => {
    const star = toy(
      [1, 2, 3].flatMap((leaf): ToyEdge[] => [
        [0, leaf - 1, leaf],
        [leaf, d, 0],
      ]),
      [weak(a, b, c, d)],
    );
    const often = (state: number): Formula => always(eventually(inStates(state)));
    const verdict = shown(star, not(and(often(1), often(2), often(3))));
    expect(verdict).toBe('0 -a-> 1 -d-> 0 -b-> 2 -d-> 0 -c-> 3 -d-> (0)');
  });
});

describe('fairness', () => {
  it('is satisfied by a step that another one takes too', () => {
    // The same change of state by an unfair step and by a fair one.
    const parallel = toy(
      [
        [0, a, 1],
        [0, b, 1],
        [1, c, 0],
      ],
      [weak(a, b, c), strong(b)],
    );
    expect(shown(parallel, not(always(eventually(inStates(1)))))).toMatch(/^0 -.-> 1 -c-> \(0\)$/);
  });
  it('looks for a fair cycle inside a component that is unfair as a whole', () => {
    // Strong fairness of c makes cycles through 1 leave the component; 0 <-> 2 goes on.
    const inner = toy(
      [
        [0, a, 1],
        [1, a, 0],
        [0, b, 2],
        [2, b, 0],
        [1, c, 3],
      ],
      [weak(a, b, c), strong(c)],
    );
    expect(shown(inner, eventually(inStates(3)))).toBe('0 -b-> 2 -b-> (0)');
  });
  it('of forty processes is kept apart', () => {
    const processes = Array.from({ length: 40 }, (_, process) => process);
    const hub = {
      stateCount: 41,
      initialStates: [0],
      edges: processes.flatMap((process): ToyEdge[] => [
        [0, process, process + 1],
        [process + 1, process, 0],
      ]),
      fairness: processes.map((process) => strong(process)),
    };
    for (const process of [0, 31, 32, 39]) {
      const visited = always(eventually(inStates(process + 1)));
      expect(verdictOn(hub, visited).kind).toBe('holds');
      const fairness = hub.fairness.filter((_, at) => at !== process);
      expect(verdictOn({ ...hub, fairness }, visited).kind).toBe('violated');
    }
  });
  it('as an assumed formula does what fairness of steps does', () => {
    const strongC = or(always(eventually(diamond([0, 2]))), not(always(eventually(inStates(0)))));
    const model = { ...exit(weak(a, b)), assumedFormulas: [strongC] };
    expect(shown(model, eventually(inStates(2)))).toBe('holds');
    expect(shown(exit(weak(a, b)), eventually(inStates(2)))).toBe('0 -a-> 1 -b-> (0)');
  });
});

describe('many conjuncts', () => {
  it('that are assumed cost no more than what happens', () => {
    // A ring in which state n asks for n + 1: each of the assumptions is met by going round.
    const size = 24;
    const states = Array.from({ length: size }, (_, state) => state);
    const ring: Toy = {
      stateCount: size,
      initialStates: [0],
      edges: states.map((state): ToyEdge => [state, a, (state + 1) % size]),
      fairness: [],
      assumedFormulas: states.map((state) => leadsTo(inStates(state), inStates((state + 1) % size))),
    };
    expect(shown(ring, always(eventually(inStates(0))))).toBe('holds');
    expect(
      shown(
        { ...ring, assumedFormulas: ring.assumedFormulas?.slice(1) ?? [] },
        always(eventually(inStates(1))),
      ),
    ).toBe('0 ...');
  });
});
