import type { Formula } from '../model/index.ts';

type StateLeaf = Extract<Formula, { kind: 'state' }>;
type ActionLeaf = Extract<Formula, { kind: 'action' }>;
/** A predicate of states or of steps at a leaf of a formula. */
export type Leaf = StateLeaf | ActionLeaf;

interface TermBase {
  /** Equal terms of one table are the same object and have the same number. */
  readonly id: number;
  /** No temporal operator below: true or false of one step of a behaviour. */
  readonly isPropositional: boolean;
  /** No action leaf below: if propositional, true or false of one state. */
  readonly isStateLevel: boolean;
  /** A boolean combination of `recurs` and `persists`: true of a behaviour exactly if it is true of its suffixes. */
  readonly isLimit: boolean;
  /** A `recurs` or `persists` somewhere below. */
  readonly containsLimit: boolean;
}

/**
 * A temporal formula in negation normal form, over the steps of a behaviour. `recurs(p)` is []<>p and `persists(p)` is <>[]p for propositional p.
 * Operands of `and` and `or` keep their order, so that a predicate may be guarded by those on its left.
 */
export type Term = TermBase &
  (
    | { readonly kind: 'constant'; readonly value: boolean }
    | { readonly kind: 'leaf'; readonly leaf: Leaf; readonly index: number; readonly positive: boolean }
    | { readonly kind: 'and' | 'or'; readonly operands: readonly Term[] }
    | { readonly kind: 'always' | 'eventually' | 'recurs' | 'persists'; readonly operand: Term }
  );

type Junction = 'and' | 'or';
type UnaryKind = 'always' | 'eventually' | 'recurs' | 'persists';

const DUAL = {
  and: 'or',
  or: 'and',
  always: 'eventually',
  eventually: 'always',
  recurs: 'persists',
  persists: 'recurs',
} as const;

/**
 * Makes terms, each only once, and rewrites them as it makes them: whatever depends only on what happens infinitely often becomes `recurs` and
 * `persists` of propositional terms, and these move outwards as far as they can. The automaton is then left with little.
 */
export class TermTable {
  private readonly terms = new Map<string, Term>();
  private readonly negations = new Map<Term, Term>();
  private readonly leafIndices = new Map<Leaf, number>();
  readonly leaves: Leaf[] = [];
  readonly true: Term = this.intern('c1', { kind: 'constant', value: true }, true, true, false, false);
  readonly false: Term = this.intern('c0', { kind: 'constant', value: false }, true, true, false, false);

  constant(value: boolean): Term {
    return value ? this.true : this.false;
  }

  leaf(leaf: Leaf, positive: boolean): Term {
    let index = this.leafIndices.get(leaf);
    if (index === undefined) {
      index = this.leaves.length;
      this.leaves.push(leaf);
      this.leafIndices.set(leaf, index);
    }
    const key = `${positive ? 'l' : 'n'}${index}`;
    const known = this.terms.get(key);
    if (known !== undefined) return known;
    const isStateLevel = leaf.kind === 'state';
    return this.intern(key, { kind: 'leaf', leaf, index, positive }, true, isStateLevel, false, false);
  }

  not(term: Term): Term {
    const known = this.negations.get(term);
    if (known !== undefined) return known;
    const negation = this.negate(term);
    this.negations.set(term, negation);
    this.negations.set(negation, term);
    return negation;
  }

  and(operands: readonly Term[]): Term {
    return this.junction('and', operands);
  }

  or(operands: readonly Term[]): Term {
    return this.junction('or', operands);
  }

  /** []f */
  always(operand: Term): Term {
    if (operand.kind === 'constant' || operand.isLimit || operand.kind === 'always') return operand;
    if (operand.isPropositional) return this.unary('always', operand);
    if (operand.kind === 'eventually') return this.infinitelyOften(operand.operand);
    if (operand.kind === 'or') {
      // [](f \/ L) = []f \/ L if L is a limit.
      const limits = operand.operands.filter((each) => each.isLimit);
      if (limits.length > 0) {
        const others = operand.operands.filter((each) => !each.isLimit);
        return this.or([this.always(this.or(others)), ...limits]);
      }
    }
    if (operand.kind === 'and') {
      // [](f /\ g) = []f /\ []g. What stays under [] stays together, for that is one obligation and not two.
      const inside: Term[] = [];
      const outside: Term[] = [];
      for (const each of operand.operands) {
        const always = this.always(each);
        if (always.kind === 'always') inside.push(always.operand);
        else outside.push(always);
      }
      return this.and([this.unary('always', this.and(inside)), ...outside]);
    }
    return this.unary('always', operand);
  }

  /** <>f */
  eventually(operand: Term): Term {
    return this.not(this.always(this.not(operand)));
  }

  /** []<>f, as a boolean combination of []<> and <>[] of propositional terms. */
  infinitelyOften(operand: Term): Term {
    if (operand.kind === 'constant' || operand.isLimit) return operand;
    if (operand.isPropositional) return this.unary('recurs', operand);
    switch (operand.kind) {
      case 'eventually':
        return this.infinitelyOften(operand.operand);
      case 'always':
        return this.almostAlways(operand.operand);
      case 'or':
        return this.or(operand.operands.map((each) => this.infinitelyOften(each)));
      case 'and':
        return this.infinitelyOftenTogether(operand.operands);
      default:
        throw new Error(`[]<> of a ${operand.kind} that is no limit`);
    }
  }

  /** <>[]f, likewise. */
  almostAlways(operand: Term): Term {
    return this.not(this.infinitelyOften(this.not(operand)));
  }

  /** []<>(f1 /\ f2 ...): of the operands only those that are true of one step must coincide. */
  private infinitelyOftenTogether(operands: readonly Term[]): Term {
    const choice = operands.findIndex((each) => each.kind === 'or' && !each.isPropositional && !each.isLimit);
    const chosen = operands[choice];
    if (chosen?.kind === 'or') {
      const alternatives = chosen.operands.map((each) =>
        this.infinitelyOften(this.and(operands.map((operand, at) => (at === choice ? each : operand)))),
      );
      return this.or(alternatives);
    }
    const steps = operands.filter((each) => each.isPropositional);
    const others = operands.filter((each) => !each.isPropositional);
    return this.and([
      this.infinitelyOften(this.and(steps)),
      ...others.map((each) => this.infinitelyOften(each)),
    ]);
  }

  private negate(term: Term): Term {
    switch (term.kind) {
      case 'constant':
        return this.constant(!term.value);
      case 'leaf':
        return this.leaf(term.leaf, !term.positive);
      case 'and':
      case 'or':
        return this.junction(
          DUAL[term.kind],
          term.operands.map((each) => this.not(each)),
        );
      default:
        return this.unary(DUAL[term.kind], this.not(term.operand));
    }
  }

  private junction(kind: Junction, operands: readonly Term[]): Term {
    const zero = this.constant(kind === 'or');
    const unit = this.constant(kind === 'and');
    const flat = new Set<Term>();
    for (const operand of operands) {
      for (const each of flatten(kind, operand)) {
        if (each === zero) return zero;
        if (each === unit) continue;
        if (flat.has(this.not(each))) return zero;
        flat.add(each);
      }
    }
    // []f /\ []g = [](f /\ g), <>f \/ <>g = <>(f \/ g), and the same of <>[] and []<>.
    const parts = [...flat];
    const merged =
      this.merge(kind, kind === 'and' ? 'always' : 'eventually', parts) ??
      this.merge(kind, kind === 'and' ? 'persists' : 'recurs', parts);
    if (merged !== undefined) return this.junction(kind, merged);
    const step = this.group(
      kind,
      parts.filter((each) => each.isPropositional),
    );
    return this.group(kind, [
      ...(step === unit ? [] : [step]),
      ...parts.filter((each) => !each.isPropositional),
    ]);
  }

  /** Puts the operands of kind `unary` into one; undefined if there is nothing to put together. */
  private merge(kind: Junction, unary: UnaryKind, operands: readonly Term[]): readonly Term[] | undefined {
    const below = operands.flatMap((each) => (each.kind === unary ? [each.operand] : []));
    if (below.length < 2) return undefined;
    const together = this.apply(unary, this.junction(kind, below));
    return [together, ...operands.filter((each) => each.kind !== unary)];
  }

  private apply(kind: UnaryKind, operand: Term): Term {
    switch (kind) {
      case 'always':
        return this.always(operand);
      case 'eventually':
        return this.eventually(operand);
      case 'recurs':
        return this.infinitelyOften(operand);
      case 'persists':
        return this.almostAlways(operand);
    }
  }

  private group(kind: Junction, operands: readonly Term[]): Term {
    const [first] = operands;
    if (first === undefined) return this.constant(kind === 'and');
    if (operands.length === 1) return first;
    const key = `${kind === 'and' ? '&' : '|'}${operands.map((each) => each.id).join(',')}`;
    const known = this.terms.get(key);
    if (known !== undefined) return known;
    return this.intern(
      key,
      { kind, operands },
      operands.every((each) => each.isPropositional),
      operands.every((each) => each.isStateLevel),
      operands.every((each) => each.isLimit),
      operands.some((each) => each.containsLimit),
    );
  }

  private unary(kind: UnaryKind, operand: Term): Term {
    if (operand.kind === 'constant') return operand;
    const key = `${kind}${operand.id}`;
    const known = this.terms.get(key);
    if (known !== undefined) return known;
    const isLimit = kind === 'recurs' || kind === 'persists';
    const containsLimit = isLimit || operand.containsLimit;
    return this.intern(key, { kind, operand }, false, operand.isStateLevel, isLimit, containsLimit);
  }

  private intern(
    key: string,
    shape:
      | { readonly kind: 'constant'; readonly value: boolean }
      | { readonly kind: 'leaf'; readonly leaf: Leaf; readonly index: number; readonly positive: boolean }
      | { readonly kind: Junction; readonly operands: readonly Term[] }
      | { readonly kind: UnaryKind; readonly operand: Term },
    isPropositional: boolean,
    isStateLevel: boolean,
    isLimit: boolean,
    containsLimit: boolean,
  ): Term {
    const id = this.terms.size;
    const term: Term = { ...shape, id, isPropositional, isStateLevel, isLimit, containsLimit };
    this.terms.set(key, term);
    return term;
  }
}

/** The operands of nested junctions of one kind: a propositional junction is one operand of a temporal one. */
function flatten(kind: Junction, term: Term): readonly Term[] {
  return term.kind === kind ? term.operands.flatMap((each) => flatten(kind, each)) : [term];
}
