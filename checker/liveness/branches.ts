import type { Term, TermTable } from './terms.ts';

/** If `given` is true infinitely often, so is `then`. */
export interface Streett {
  readonly given: Term;
  readonly then: Term;
}

/** One way for a formula to be true of a behaviour: everything in it holds. */
export interface Branch {
  /** What an automaton has to watch. */
  readonly obligations: readonly Term[];
  /** The obligations need to hold of some suffix only, not from an initial state on. */
  readonly startsAnywhere: boolean;
  /** Propositional terms, each true infinitely often. */
  readonly recurring: readonly Term[];
  /** Propositional; true from some time on. */
  readonly persisting: Term;
  readonly streett: readonly Streett[];
}

/** More branches than this are not made. */
const MAX_BRANCHES = 256;

/**
 * The formula as a disjunction of branches. What would give more than `maximum` is left to the automaton, which can do all by itself, with
 * more states.
 */
export function branchesOf(
  table: TermTable,
  formula: Term,
  maximum: number = MAX_BRANCHES,
): readonly Branch[] {
  const branches: Branch[] = [];
  const open: Term[] = [formula];
  for (let term = open.pop(); term !== undefined; term = open.pop()) {
    if (term === table.false) continue;
    const conjuncts = term.kind === 'and' ? term.operands : [term];
    const chosen = conjuncts.find((each) => mustBranch(each));
    if (chosen?.kind === 'or' && open.length + branches.length + 1 < maximum) {
      const rest = conjuncts.filter((each) => each !== chosen);
      // Popped from the end, so that branches come in the order of the operands.
      for (const choice of choicesOf(table, chosen.operands).reverse())
        open.push(table.and([...rest, choice]));
    } else {
      branches.push(branchOf(table, conjuncts));
    }
  }
  return branches;
}

/** A disjunction with limits in it that is not one condition on what happens infinitely often. */
function mustBranch(term: Term): boolean {
  return term.kind === 'or' && term.containsLimit && streettOf(term) === undefined;
}

/** `recurs(p) \/ persists(q)` as two terms. */
function streettOf(term: Term): { readonly recurs: Term; readonly persists: Term } | undefined {
  if (term.kind !== 'or' || term.operands.length !== 2) return undefined;
  const recurs = term.operands.find((each) => each.kind === 'recurs');
  const persists = term.operands.find((each) => each.kind === 'persists');
  if (recurs?.kind !== 'recurs' || persists?.kind !== 'persists') return undefined;
  return { recurs: recurs.operand, persists: persists.operand };
}

/** What has no limits in it stays together; one `persists` can stay with the `recurs` (there is at most one of those). */
function choicesOf(table: TermTable, operands: readonly Term[]): Term[] {
  const others = operands.filter((each) => !each.containsLimit);
  const recurs = operands.filter((each) => each.kind === 'recurs');
  const persists = operands.filter((each) => each.kind === 'persists');
  const rest = operands.filter(
    (each) => each.containsLimit && each.kind !== 'recurs' && each.kind !== 'persists',
  );
  const pair = recurs.length > 0 ? [table.or([...recurs, ...persists.slice(0, 1)])] : persists.slice(0, 1);
  return [...(others.length > 0 ? [table.or(others)] : []), ...pair, ...persists.slice(1), ...rest];
}

function branchOf(table: TermTable, conjuncts: readonly Term[]): Branch {
  const obligations: Term[] = [];
  const recurring: Term[] = [];
  const persisting: Term[] = [];
  const streett: Streett[] = [];
  for (const each of conjuncts) {
    const pair = streettOf(each);
    if (pair !== undefined) streett.push({ given: table.not(pair.persists), then: pair.recurs });
    else if (each.kind === 'recurs') recurring.push(each.operand);
    else if (each.kind === 'persists') persisting.push(each.operand);
    else if (each !== table.true) obligations.push(each);
  }
  const limits = { recurring, persisting: table.and(persisting), streett };
  const [only] = obligations;
  // The limits are true of a behaviour if they are of a suffix, and so is <>f; every state of the graph can be reached.
  if (only === undefined) return { obligations: [], startsAnywhere: true, ...limits };
  if (only.kind === 'eventually' && obligations.length === 1) {
    return { obligations: [only.operand], startsAnywhere: true, ...limits };
  }
  return { obligations, startsAnywhere: false, ...limits };
}
