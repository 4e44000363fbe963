import { describe, expect, it } from 'vitest';
import { branchesOf } from '../../../checker/liveness/branches.ts';
import { termOf } from '../../../checker/liveness/term-of.ts';
import { TermTable } from '../../../checker/liveness/terms.ts';
import type { Term } from '../../../checker/liveness/terms.ts';
import type { Formula } from '../../../checker/model/index.ts';
import { always, and, equivalent, eventually, implies, leadsTo, not, or } from './toy.ts';

const named = (text: string): Formula => ({ kind: 'state', text, holds: () => true });
const [p, q, r] = [named('p'), named('q'), named('r')];

function text(term: Term): string {
  switch (term.kind) {
    case 'constant':
      return String(term.value);
    case 'leaf':
      return `${term.positive ? '' : '~'}${term.leaf.text}`;
    case 'and':
    case 'or':
      return `(${term.operands.map(text).join(term.kind === 'and' ? ' & ' : ' | ')})`;
    default:
      return `${term.kind}(${text(term.operand)})`;
  }
}

function normal(formula: Formula): string {
  return text(termOf(new TermTable(), formula));
}

describe('a formula as a term', () => {
  it.each([
    ['negations stand at leaves', not(leadsTo(p, q)), 'eventually((p & always(~q)))'],
    ['repeated operators are one', always(always(eventually(eventually(p)))), 'recurs(p)'],
    ['[]<>[]p is <>[]p', always(eventually(always(p))), 'persists(p)'],
    ['<>[]<>p is []<>p', eventually(always(eventually(p))), 'recurs(p)'],
    ['[] of a conjunction keeps one []', and(always(p), always(q)), 'always((p & q))'],
    ['<> of a disjunction is one <>', or(eventually(p), eventually(q)), 'eventually((p | q))'],
    ['[]<> takes conjuncts apart', always(eventually(and(p, eventually(q)))), '(recurs(p) & recurs(q))'],
    ['[]<> keeps what has to coincide', always(eventually(and(p, q))), 'recurs((p & q))'],
    ['limits leave []', always(or(p, always(eventually(q)))), '(always(p) | recurs(q))'],
    ['limits leave <>', eventually(and(p, eventually(always(q)))), '(eventually(p) & persists(q))'],
    [
      'strong fairness is a pair',
      implies(always(eventually(p)), always(eventually(q))),
      '(recurs(q) | persists(~p))',
    ],
    [
      'weak fairness is one condition',
      or(always(eventually(not(p))), always(eventually(q))),
      'recurs((~p | q))',
    ],
    ['contradictions are FALSE', and(eventually(p), not(eventually(p))), 'false'],
    ['what is always so is TRUE', implies(leadsTo(p, q), leadsTo(p, q)), 'true'],
    ['p <=> p is TRUE', equivalent(p, p), 'true'],
  ] as const)('%s', (_, formula, expected) => {
    // The order of operands that are not propositional does not matter.
    const parts = (each: string): string => [...each].sort().join('');
    expect(parts(normal(formula))).toBe(parts(expected));
  });

  it('keeps the order of predicates, for one may guard the next', () => {
    expect(normal(implies(p, or(q, r)))).toBe('(~p | q | r)');
    expect(normal(not(implies(p, or(q, r))))).toBe('(p & ~q & ~r)');
  });
});

describe('branches', () => {
  function branches(formula: Formula, maximum?: number): string[] {
    const table = new TermTable();
    return branchesOf(table, termOf(table, formula), maximum).map((branch) =>
      [
        branch.startsAnywhere ? 'anywhere' : 'initially',
        ...branch.obligations.map(text),
        ...branch.recurring.map((each) => `recurs ${text(each)}`),
        ...(branch.persisting === table.true ? [] : [`persists ${text(branch.persisting)}`]),
        ...branch.streett.map(({ given, then }) => `${text(given)} -> ${text(then)}`),
      ].join(', '),
    );
  }
  const often = (each: Formula): Formula => always(eventually(each));

  it('need no initial state where only what happens in the end matters', () => {
    expect(branches(often(p))).toEqual(['anywhere, recurs p']);
    expect(branches(not(leadsTo(p, q)))).toEqual(['anywhere, (p & always(~q))']);
    expect(branches(always(p))).toEqual(['initially, always(p)']);
    expect(branches(and(eventually(p), always(q)))[0]).toMatch(/^initially/);
  });

  it('have implications between limits as pairs', () => {
    expect(branches(implies(often(p), often(q)))).toEqual(['anywhere, p -> q']);
  });

  it('are as many as there are ways', () => {
    expect(branches(or(often(p), always(q)))).toHaveLength(2);
    expect(branches(and(or(often(p), always(q)), or(often(q), always(r))))).toHaveLength(4);
  });

  it('are left to the automaton where they would be too many', () => {
    expect(branches(and(or(often(p), always(q)), or(often(q), always(r))), 0)).toHaveLength(1);
  });
});
