import { describe, expect, it } from 'vitest';
import type { Formula, State } from '../../../checker/index.ts';
import { holdsOn } from '../../../checker/trace/lasso.ts';

const is = (n: number): Formula => ({ kind: 'state', text: `x = ${n}`, holds: (state) => state[0] === n });
const not = (operand: Formula): Formula => ({ kind: 'not', operand });
const always = (operand: Formula): Formula => ({ kind: 'always', operand });
const eventually = (operand: Formula): Formula => ({ kind: 'eventually', operand });
const both = (kind: 'implies' | 'equivalent' | 'leadsTo', left: Formula, right: Formula): Formula => ({
  kind,
  left,
  right,
});
const rises: Formula = {
  kind: 'action',
  text: "x' > x",
  holds: (before, after) => (after[0] as number) > (before[0] as number),
};

/** 0 1 2 3 2 3 2 3 ... */
const states: readonly State[] = [[0], [1], [2], [3]];
const lasso = { states, backTo: 2 };

describe('a formula on a behaviour that goes round for ever', () => {
  it.each([
    ['a state predicate is about the first state', is(0), true],
    ['and only that', is(1), false],
    ['an action is about the first step', rises, true],
    ['<> finds what comes once', eventually(is(1)), true],
    ['<> does not find what never comes', eventually(is(7)), false],
    ['[]<> needs it in the loop', always(eventually(is(3))), true],
    ['[]<> is not satisfied by the way to the loop', always(eventually(is(1))), false],
    ['<>[] needs it throughout the loop', eventually(always(is(3))), false],
    ['<>[] holds once the way to the loop is over', eventually(always(not(is(1)))), true],
    ['[] is about the step back as well', always(rises), false],
    ['[]<><<A>> sees a step of the loop', always(eventually(rises)), true],
    ['~> answers from the loop', both('leadsTo', is(1), is(3)), true],
    ['~> within the loop goes round', both('leadsTo', is(3), is(2)), true],
    ['~> fails when the answer only came before', both('leadsTo', is(2), is(1)), false],
    ['=> with a false left side holds', both('implies', is(1), is(7)), true],
    ['<=> compares', both('equivalent', is(0), is(1)), false],
    ['a conjunction needs all', { kind: 'and', operands: [is(0), eventually(is(7))] } as Formula, false],
    ['a disjunction needs one', { kind: 'or', operands: [is(1), eventually(is(3))] } as Formula, true],
    ['a constant is itself', { kind: 'constant', value: false } as Formula, false],
  ])('%s', (_, formula, expected) => {
    expect(holdsOn(formula, lasso)).toBe(expected);
  });
});
