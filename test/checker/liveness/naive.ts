import type { Counterexample } from '../../../checker/liveness/index.ts';
import type { Formula } from '../../../checker/model/index.ts';
import type { Toy } from './toy.ts';

/** A step of a behaviour as formulas see it: from one state to the next, by stuttering if they are the same. */
export type Letter = readonly [before: number, after: number];

/** The truth values of a formula and of all its parts at a place of a behaviour, parts first. */
type Truth = readonly boolean[];

/** The parts of a formula, operands before what they are operands of; the formula itself is last. */
function partsOf(formula: Formula): Formula[] {
  switch (formula.kind) {
    case 'constant':
    case 'state':
    case 'action':
      return [formula];
    case 'and':
    case 'or':
      return [...formula.operands.flatMap(partsOf), formula];
    case 'implies':
    case 'equivalent':
    case 'leadsTo':
      return [...partsOf(formula.left), ...partsOf(formula.right), formula];
    default:
      return [...partsOf(formula.operand), formula];
  }
}

type TemporalPart =
  | { readonly kind: 'always' | 'eventually'; readonly operand: Formula }
  | { readonly kind: 'leadsTo'; readonly left: Formula; readonly right: Formula };

/** Parts of a formula, each once, and right before every P ~> Q in it <>Q; the formula is the last. */
function allParts(formula: Formula): Formula[] {
  return [...new Set(partsOf(formula))].flatMap((part): Formula[] =>
    part.kind === 'leadsTo' ? [{ kind: 'eventually', operand: part.right }, part] : [part],
  );
}

/** The semantics of formulas, as literally as possible; `temporal` gives the truth of a temporal part, if its operands are as given. */
function truthAt(
  parts: readonly Formula[],
  [before, after]: Letter,
  temporal: (part: TemporalPart, number: number, of: (part: Formula) => boolean) => boolean,
): Truth {
  const truth: boolean[] = [];
  const of = (formula: Formula): boolean => truth[parts.indexOf(formula)] === true;
  const valueOf = (part: Formula, number: number): boolean => {
    switch (part.kind) {
      case 'constant':
        return part.value;
      case 'state':
        return part.holds([before]);
      case 'action':
        return part.holds([before], [after]);
      case 'not':
        return !of(part.operand);
      case 'and':
        return part.operands.every(of);
      case 'or':
        return part.operands.some(of);
      case 'implies':
        return !of(part.left) || of(part.right);
      case 'equivalent':
        return of(part.left) === of(part.right);
      case 'leadsTo':
        return temporal({ kind: 'leadsTo', left: part.left, right: part.right }, number, of);
      default:
        return temporal(part, number, of);
    }
  };
  parts.forEach((part, number) => truth.push(valueOf(part, number)));
  return truth;
}

/**
 * What is true where exactly the letters of `cycle` happen again and again: with [] and <> alone that depends on the letter and on the set of
 * letters, not on their order. By letter.
 */
function truthOnCycle(parts: readonly Formula[], cycle: readonly Letter[]): Truth[] {
  let truths: Truth[] = cycle.map(() => []);
  // A temporal part needs the truth of its operands at all letters, so the parts are added one by one.
  for (let count = 1; count <= parts.length; count += 1) {
    const known = truths;
    const every = (part: Formula): boolean => known.every((truth) => truth[parts.indexOf(part)]);
    const some = (part: Formula): boolean => known.some((truth) => truth[parts.indexOf(part)]);
    const temporal = (part: TemporalPart): boolean => {
      if (part.kind === 'leadsTo') return !some(part.left) || some(part.right);
      return part.kind === 'always' ? every(part.operand) : some(part.operand);
    };
    truths = cycle.map((letter) => truthAt(parts.slice(0, count), letter, temporal));
  }
  return truths;
}

/** The truth at the place before one where `next` is true. */
function truthBefore(parts: readonly Formula[], letter: Letter, next: Truth): Truth {
  return truthAt(parts, letter, (part, number, of) => {
    const soon = next[number] === true;
    if (part.kind === 'leadsTo') {
      const isAnswered = of(part.right) || next[number - 1] === true;
      return (!of(part.left) || isAnswered) && soon;
    }
    return part.kind === 'always' ? of(part.operand) && soon : of(part.operand) || soon;
  });
}

/** Whether a formula is true of the behaviour that makes the steps `prefix` and then those of `cycle` for ever. */
export function evaluateOnLasso(
  formula: Formula,
  prefix: readonly Letter[],
  cycle: readonly Letter[],
): boolean {
  const parts = allParts(formula);
  let truth = truthOnCycle(parts, cycle)[0] ?? [];
  for (const letter of [...prefix].reverse()) truth = truthBefore(parts, letter, truth);
  return truth[truth.length - 1] === true;
}

/** The letters of a counterexample; throws if it is finite. */
export function lettersOf(counterexample: Counterexample): { prefix: Letter[]; cycle: Letter[] } {
  const { states, loop } = counterexample;
  if (loop === undefined) throw new Error('a finite behaviour has no cycle');
  const ids = [...states.map(({ state }) => state), states[loop.to]?.state ?? -1];
  const letters = ids.slice(1).map((after, at): Letter => [ids[at] ?? -1, after]);
  return { prefix: letters.slice(0, loop.to), cycle: letters.slice(loop.to) };
}

export function isFair(toy: Toy, cycle: readonly Letter[]): boolean {
  return toy.fairness.every(({ strong, steps }) => {
    const enabled = cycle.map(([state]) =>
      toy.edges.some(([from, step, to]) => from === state && steps.has(step) && to !== state),
    );
    const taken = cycle.some(
      ([before, after]) =>
        before !== after &&
        toy.edges.some(([from, step, to]) => from === before && to === after && steps.has(step)),
    );
    return taken || (strong ? enabled.every((each) => !each) : enabled.some((each) => !each));
  });
}

/** Every letter of a toy: its steps, and stuttering in every state. */
function allLetters(toy: Toy): Letter[] {
  const letters = new Map<string, Letter>();
  for (let state = 0; state < toy.stateCount; state += 1) letters.set(`${state},${state}`, [state, state]);
  for (const [from, , to] of toy.edges) if (to !== undefined) letters.set(`${from},${to}`, [from, to]);
  return [...letters.values()];
}

/** States as bits: the letters lead from each state they touch to every other. */
function isStronglyConnected(letters: readonly Letter[]): boolean {
  const touched = letters.reduce((bits, [before, after]) => bits | (1 << before) | (1 << after), 0);
  const reaches = (from: 0 | 1, to: 0 | 1): boolean => {
    let seen = 1 << (letters[0]?.[0] ?? 0);
    for (let previous = 0; previous !== seen;) {
      previous = seen;
      for (const letter of letters) if ((seen >>> letter[from]) & 1) seen |= 1 << letter[to];
    }
    return seen === touched;
  };
  return reaches(0, 1) && reaches(1, 0);
}

/** Ways to be wrong: leaves out steps, or sets of steps that can be repeated. */
export interface CarelessRule {
  readonly letters?: (letters: Letter[]) => Letter[];
  readonly cycles?: (cycles: Letter[][]) => Letter[][];
}

/**
 * Whether a toy has a fair behaviour of which a formula is true, by the definition: for every set of steps that can be repeated for ever, what
 * is true there, and from there backwards to the initial states. Exponential in the number of steps.
 */
export function hasBehaviour(toy: Toy, formula: Formula, rule: CarelessRule = {}): boolean {
  const parts = allParts(formula);
  const letters = rule.letters?.(allLetters(toy)) ?? allLetters(toy);
  const seen = new Map<string, readonly [state: number, truth: Truth]>();
  const add = (state: number, truth: Truth): void => {
    const key = `${state}:${truth.map(Number).join('')}`;
    if (!seen.has(key)) seen.set(key, [state, truth]);
  };
  const connected: Letter[][] = [];
  for (let chosen = 1; chosen < 2 ** letters.length; chosen += 1) {
    const cycle = letters.filter((_, at) => ((chosen >>> at) & 1) === 1);
    if (isStronglyConnected(cycle)) connected.push(cycle);
  }
  for (const cycle of rule.cycles?.(connected) ?? connected) {
    if (!isFair(toy, cycle)) continue;
    truthOnCycle(parts, cycle).forEach((truth, at) => {
      add(cycle[at]?.[0] ?? -1, truth);
    });
  }
  // A map's iteration goes on with what is added meanwhile.
  for (const [state, truth] of seen.values()) {
    for (const letter of letters) {
      if (letter[1] === state) add(letter[0], truthBefore(parts, letter, truth));
    }
  }
  return [...seen.values()].some(
    ([state, truth]) => toy.initialStates.includes(state) && truth[truth.length - 1] === true,
  );
}
