import type { Term, TermTable } from './terms.ts';

/** One way to meet the obligations of an automaton's state with the next step. */
export interface Transition {
  /** Propositional; true of the step. To be tested in this order: `onState` of the state the step starts from, then `onStep`. */
  readonly onState: readonly Term[];
  readonly onStep: readonly Term[];
  /** The automaton's state after the step. */
  readonly target: number;
  /** What was due and has been put off: places in `Automaton.eventualities`. */
  readonly postponed: ReadonlySet<number>;
}

/** A set of obligations under way to being met. */
interface Partial {
  readonly open: readonly Term[];
  readonly steps: ReadonlySet<Term>;
  readonly next: ReadonlySet<Term>;
  readonly postponed: ReadonlySet<number>;
}

/**
 * A generalised Büchi automaton of a conjunction of terms, made on demand (Gerth, Peled, Vardi, Wolper: "Simple on-the-fly automatic
 * verification of linear temporal logic", with conditions on transitions). A state is the set of terms that the rest of the behaviour has to
 * satisfy. A run is accepting if every eventuality is infinitely often not postponed.
 */
export class Automaton {
  private readonly table: TermTable;
  private readonly states: (readonly Term[])[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly transitions: (readonly Transition[] | undefined)[] = [];
  private readonly eventualityNumbers = new Map<Term, number>();
  readonly initial: number;

  constructor(table: TermTable, obligations: readonly Term[]) {
    this.table = table;
    this.initial = this.stateOf(new Set(obligations.filter((each) => each !== table.true)));
  }

  /** How many eventualities have been met with so far. */
  get eventualityCount(): number {
    return this.eventualityNumbers.size;
  }

  transitionsOf(state: number): readonly Transition[] {
    const known = this.transitions[state];
    if (known !== undefined) return known;
    const made = this.expand(this.states[state] ?? []);
    this.transitions[state] = made;
    return made;
  }

  private stateOf(terms: ReadonlySet<Term>): number {
    const sorted = [...terms].sort((left, right) => left.id - right.id);
    const key = sorted.map((each) => each.id).join(',');
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.states.length;
    this.states.push(sorted);
    this.numbers.set(key, number);
    return number;
  }

  private eventuality(term: Term): number {
    const known = this.eventualityNumbers.get(term);
    if (known !== undefined) return known;
    const number = this.eventualityNumbers.size;
    this.eventualityNumbers.set(term, number);
    return number;
  }

  private expand(obligations: readonly Term[]): readonly Transition[] {
    const finished: Partial[] = [];
    const none = { steps: new Set<Term>(), next: new Set<Term>(), postponed: new Set<number>() };
    const work: Partial[] = [{ open: obligations, ...none }];
    for (let partial = work.pop(); partial !== undefined; partial = work.pop()) {
      const [term, ...open] = partial.open;
      if (term === undefined) finished.push(partial);
      else work.push(...this.expandTerm(term, { ...partial, open }).reverse());
    }
    // A way that asks more than another, and leaves no less to be done, adds nothing.
    const kept: Partial[] = [];
    for (const each of finished) {
      if (kept.some((other) => asksNoMore(other, each))) continue;
      for (let at = kept.length - 1; at >= 0; at -= 1) {
        const other = kept[at];
        if (other !== undefined && asksNoMore(each, other)) kept.splice(at, 1);
      }
      kept.push(each);
    }
    return kept.map((each) => ({
      onState: [...each.steps].filter((step) => step.isStateLevel),
      onStep: [...each.steps].filter((step) => !step.isStateLevel),
      target: this.stateOf(each.next),
      postponed: each.postponed,
    }));
  }

  /** The ways to go on with one obligation: now, or from the next state on. */
  private expandTerm(term: Term, partial: Partial): Partial[] {
    const { open, next, postponed } = partial;
    const later = (obligation: Term): ReadonlySet<Term> => new Set([...next, obligation]);
    if (term.isPropositional) {
      if (term === this.table.true) return [partial];
      if (term === this.table.false || partial.steps.has(this.table.not(term))) return [];
      return [{ ...partial, steps: new Set([...partial.steps, term]) }];
    }
    switch (term.kind) {
      case 'and':
        return [{ ...partial, open: [...term.operands, ...open] }];
      case 'or':
        return term.operands.map((each) => ({ ...partial, open: [each, ...open] }));
      case 'always':
        return [{ ...partial, open: [term.operand, ...open], next: later(term) }];
      case 'eventually':
        return this.nowOrLater(term, term.operand, partial);
      case 'persists':
        return this.nowOrLater(term, this.table.always(term.operand), partial);
      case 'recurs': {
        // []<>p: <>p, and the same again later.
        const number = this.eventuality(term);
        return [
          { ...partial, open: [term.operand, ...open], next: later(term) },
          { ...partial, next: later(term), postponed: new Set([...postponed, number]) },
        ];
      }
      default:
        throw new Error(`${term.kind} is propositional`);
    }
  }

  private nowOrLater(term: Term, now: Term, partial: Partial): Partial[] {
    const number = this.eventuality(term);
    return [
      { ...partial, open: [now, ...partial.open] },
      {
        ...partial,
        next: new Set([...partial.next, term]),
        postponed: new Set([...partial.postponed, number]),
      },
    ];
  }
}

function asksNoMore(one: Partial, other: Partial): boolean {
  return (
    isSubset(one.steps, other.steps) &&
    isSubset(one.next, other.next) &&
    isSubset(one.postponed, other.postponed)
  );
}

function isSubset<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean {
  if (one.size > other.size) return false;
  for (const each of one) if (!other.has(each)) return false;
  return true;
}
