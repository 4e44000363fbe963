import type { Term, TermTable } from './terms.ts';

/** One way to meet the obligations of an automaton's state with a step. */
export interface Transition {
  /** Place in `Automaton.transitions`. */
  readonly id: number;
  /** The automaton's state after the step. */
  readonly target: number;
  /** What was due and has been put off: eventualities by their numbers. */
  readonly postponed: ReadonlySet<number>;
}

/** What the transitions on a step are, as far as they depend on propositional terms: a term to ask about, or the answer. */
type Decision =
  | {
      readonly ask: Term;
      /** What has been asked to get here. */
      readonly answers: ReadonlyMap<Term, boolean>;
      yes: Decision | undefined;
      no: Decision | undefined;
    }
  | { readonly ask: undefined; readonly transitions: readonly Transition[] };

/** A set of obligations under way to being met by a step. */
interface Partial {
  readonly open: readonly Term[];
  readonly next: ReadonlySet<Term>;
  readonly postponed: ReadonlySet<number>;
}

/**
 * A generalised Büchi automaton of a conjunction of terms, made on demand (after Gerth, Peled, Vardi, Wolper: "Simple on-the-fly automatic
 * verification of linear temporal logic", with conditions on transitions). A state is the set of terms that the rest of the behaviour has to
 * satisfy. A run is accepting if every eventuality is infinitely often not postponed. Transitions are made for a step at hand, not for all
 * steps one can think of: a conjunction of n formulas P ~> Q then has one transition in place of 3^n.
 */
export class Automaton {
  private readonly table: TermTable;
  private readonly states: (readonly Term[])[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly decisions: (Decision | undefined)[] = [];
  private readonly eventualityNumbers = new Map<Term, number>();
  readonly transitions: Transition[] = [];
  readonly initial: number;

  constructor(table: TermTable, obligations: readonly Term[]) {
    this.table = table;
    this.initial = this.stateOf(new Set(obligations.filter((each) => each !== table.true)));
  }

  /** How many eventualities have been met with so far. */
  get eventualityCount(): number {
    return this.eventualityNumbers.size;
  }

  /** The transitions on a step of which `holds` says what propositional terms are true; it is asked only where the answer matters. */
  transitionsOn(state: number, holds: (term: Term) => boolean): readonly Transition[] {
    let decision = (this.decisions[state] ??= this.decide(state, new Map()));
    while (decision.ask !== undefined) {
      const { ask, answers }: { ask: Term; answers: ReadonlyMap<Term, boolean> } = decision;
      const answer = holds(ask);
      const known: Decision | undefined = answer ? decision.yes : decision.no;
      const next: Decision = known ?? this.decide(state, new Map([...answers, [ask, answer]]));
      if (answer) decision.yes = next;
      else decision.no = next;
      decision = next;
    }
    return decision.transitions;
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

  private decide(state: number, answers: ReadonlyMap<Term, boolean>): Decision {
    const finished: Partial[] = [];
    const work: Partial[] = [{ open: this.states[state] ?? [], next: new Set(), postponed: new Set() }];
    for (let partial = work.pop(); partial !== undefined; partial = work.pop()) {
      const [term, ...open] = partial.open;
      if (term === undefined) {
        finished.push(partial);
        continue;
      }
      const ways = this.waysToMeet(term, { ...partial, open }, answers);
      if (ways.ask !== undefined) return { ask: ways.ask, answers, yes: undefined, no: undefined };
      work.push(...ways.partials.reverse());
    }
    const transitions = leastDemanding(finished).map(({ next, postponed }) => {
      const transition = { id: this.transitions.length, target: this.stateOf(next), postponed };
      this.transitions.push(transition);
      return transition;
    });
    return { ask: undefined, transitions };
  }

  /** The ways to go on with one obligation: now, or from the next state on. Or what has to be known first. */
  private waysToMeet(
    term: Term,
    partial: Partial,
    answers: ReadonlyMap<Term, boolean>,
  ): { readonly ask: Term } | { readonly ask: undefined; readonly partials: Partial[] } {
    const { open, next } = partial;
    const only = (...partials: Partial[]): { ask: undefined; partials: Partial[] } => ({
      ask: undefined,
      partials,
    });
    const now = (obligation: Term): Partial => ({ ...partial, open: [obligation, ...open] });
    const answerTo = (step: Term): boolean | undefined => {
      if (step.kind === 'constant') return step.value;
      const negated = answers.get(this.table.not(step));
      return negated === undefined ? answers.get(step) : !negated;
    };
    if (term.isPropositional) {
      const answer = answerTo(term);
      if (answer === undefined) return { ask: term };
      return answer ? only(partial) : only();
    }
    switch (term.kind) {
      case 'and':
        return only({ ...partial, open: [...term.operands, ...open] });
      case 'or': {
        // What is true of the step is the way that asks nothing more.
        for (const each of term.operands.filter((operand) => operand.isPropositional)) {
          const answer = answerTo(each);
          if (answer === undefined) return { ask: each };
          if (answer) return only(partial);
        }
        return only(...term.operands.filter((each) => !each.isPropositional).map(now));
      }
      case 'always':
        return only({ ...now(term.operand), next: new Set([...next, term]) });
      case 'eventually': {
        const later = this.postpone(term, partial);
        if (!term.operand.isPropositional) return only(now(term.operand), later);
        const answer = answerTo(term.operand);
        if (answer === undefined) return { ask: term.operand };
        return only(answer ? partial : later);
      }
      case 'persists':
        return only(now(this.table.always(term.operand)), this.postpone(term, partial));
      case 'recurs': {
        // []<>p: <>p, and the same again later.
        const answer = answerTo(term.operand);
        if (answer === undefined) return { ask: term.operand };
        const later = this.postpone(term, partial);
        return only(answer ? { ...later, postponed: partial.postponed } : later);
      }
      default:
        throw new Error(`${term.kind} is propositional`);
    }
  }

  private postpone(term: Term, partial: Partial): Partial {
    return {
      ...partial,
      next: new Set([...partial.next, term]),
      postponed: new Set([...partial.postponed, this.eventuality(term)]),
    };
  }
}

/** Without those that leave no less to be done than another: what is postponed is part of what is left. */
function leastDemanding(partials: readonly Partial[]): readonly Partial[] {
  const kept: Partial[] = [];
  for (const each of partials) {
    if (kept.some((other) => isSubset(other.next, each.next))) continue;
    for (let at = kept.length - 1; at >= 0; at -= 1) {
      const other = kept[at];
      if (other !== undefined && isSubset(each.next, other.next)) kept.splice(at, 1);
    }
    kept.push(each);
  }
  return kept;
}

function isSubset<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean {
  if (one.size > other.size) return false;
  for (const each of one) if (!other.has(each)) return false;
  return true;
}
