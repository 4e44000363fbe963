import { toTlaString } from '../../runtime/tla/index.ts';
import { StepFailure } from '../model/index.ts';
import type { Fingerprint, Model, State } from '../model/index.ts';
import type { Move } from './moves.ts';
import { initialStatesOf, movesBy, movesFrom } from './moves.ts';
import { sameState } from './states.ts';
import type { Path } from './trace.ts';

/** What a shorter behaviour must show as well, at its end. */
export type Target =
  /** Its last state. */
  | { readonly kind: 'state'; isBad(state: State): boolean }
  /** Its last step. */
  | { readonly kind: 'action'; isBad(before: State, after: State): boolean }
  /** A step that cannot be evaluated in its last state: the same label of the same process. */
  | { readonly kind: 'failure'; readonly step: number }
  | { readonly kind: 'deadlock' };

export interface Minimized {
  readonly path: Path;
  /** Whether no shorter behaviour shows it; otherwise the search for one was given up. */
  readonly isShortest: boolean;
}

/** How many states the search for a shortest behaviour may look at, unless said otherwise. */
const defaultStateLimit = 200_000;

/**
 * A behaviour no longer than `path` with the same violation at its end. First leaves out what the path can do without (in ever smaller
 * pieces, the remaining steps being taken as far as they are possible), then looks for a shortest one breadth first, no deeper than that. Both
 * keep within the model's constraints.
 */
export function minimize(
  model: Model,
  path: Path,
  target: Target,
  stateLimit = defaultStateLimit,
): Minimized {
  const minimizer = new Minimizer(model, target);
  const reduced = minimizer.withoutPieces(minimizer.withoutLoops(path));
  const found = minimizer.shortest(reduced.states.length - 1, stateLimit);
  return { path: found.path ?? reduced, isShortest: found.isComplete };
}

class Minimizer {
  readonly #model: Model;
  readonly #target: Target;

  constructor(model: Model, target: Target) {
    this.#model = model;
    this.#target = target;
  }

  /** Goes straight on where the path comes back to a state. */
  withoutLoops(path: Path): Path {
    const states: State[] = [];
    const steps: number[] = [];
    path.states.forEach((state, i) => {
      // The last two states stay together: the violation may be that of the step between them.
      const earlier = i < path.states.length - 1 ? states.findIndex((other) => sameState(other, state)) : -1;
      if (earlier >= 0) {
        states.length = earlier + 1;
        steps.length = earlier;
        return;
      }
      const step = path.steps[i - 1];
      if (step !== undefined) steps.push(step);
      states.push(state);
    });
    return { states, steps, end: path.end };
  }

  /** Leaves out halves, quarters, ... single steps, as long as what remains shows the violation. */
  withoutPieces(path: Path): Path {
    let best = path;
    for (
      let size = Math.ceil(best.steps.length / 2);
      size >= 1;
      size = size === 1 ? 0 : Math.ceil(size / 2)
    ) {
      for (let from = 0; from < best.steps.length;) {
        const shorter = this.#follow(best, from, from + size);
        if (shorter !== undefined && shorter.states.length < best.states.length) best = shorter;
        else from += size;
      }
    }
    return best;
  }

  /** Takes the steps of a path but for those from `from` to before `to`, skipping those that are not possible, until the violation shows. */
  #follow(path: Path, from: number, to: number): Path | undefined {
    const states: State[] = [path.states[0] as State];
    const steps: number[] = [];
    for (const [i, step] of path.steps.entries()) {
      if (i >= from && i < to) continue;
      const before = states.at(-1) as State;
      const after = this.#sameMove(path, i, before);
      if (after === undefined) continue;
      states.push(after);
      steps.push(step);
      const end = this.#showsViolation(before, after);
      if (end !== undefined) return { states, steps, end: end.end };
      if (!this.#goesOn(after)) return undefined;
    }
    return undefined;
  }

  /** The successor of `before` by the path's i-th step, by the same choices if there are several. */
  #sameMove(path: Path, i: number, before: State): State | undefined {
    const step = path.steps[i] as number;
    let successors: readonly State[];
    try {
      successors = movesBy(this.#model, before, step).filter((after) => this.#allows(before, after));
    } catch (error) {
      if (error instanceof StepFailure) return undefined;
      throw error;
    }
    if (successors.length <= 1) return successors[0];
    const wanted = this.#choices(path.states[i] as State, step, path.states[i + 1] as State);
    return successors.find((after) => this.#choices(before, step, after) === wanted);
  }

  #choices(before: State, step: number, after: State): string {
    const choices = this.#model.choicesOf(before, step, after);
    return choices.map(({ value, span }) => `${span.start} ${toTlaString(value)}`).join(';');
  }

  #allows(before: State, after: State): boolean {
    return this.#model.actionConstraints.every((constraint) => constraint.holds(before, after));
  }

  #goesOn(state: State): boolean {
    return this.#model.constraints.every((constraint) => constraint.holds(state));
  }

  /** What shows in `after`, reached from `before` (undefined if it is initial). */
  #showsViolation(before: State | undefined, after: State): { readonly end: Path['end'] } | undefined {
    const target = this.#target;
    const found = (holds: boolean): { readonly end: undefined } | undefined =>
      holds ? { end: undefined } : undefined;
    switch (target.kind) {
      case 'state':
        return found(target.isBad(after));
      case 'action':
        return found(before !== undefined && target.isBad(before, after));
      case 'deadlock':
        return found(this.#goesOn(after) && this.#isDeadlock(after));
      case 'failure':
        return this.#goesOn(after) ? this.#failure(after, target.step) : undefined;
    }
  }

  #isDeadlock(state: State): boolean {
    if (this.#model.isTerminated(state)) return false;
    try {
      return movesFrom(this.#model, state).length === 0;
    } catch (error) {
      if (error instanceof StepFailure) return false;
      throw error;
    }
  }

  #failure(state: State, step: number): { readonly end: Path['end'] } | undefined {
    try {
      movesBy(this.#model, state, step);
      return undefined;
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      return { end: { kind: 'failure', step, message: error.message } };
    }
  }

  /**
   * Breadth first through the states with fewer than `bound` steps before them. `path` is undefined if there is none or too much to look
   * at; `isComplete` says that nothing shorter than the path, or than the bound, exists.
   */
  shortest(
    bound: number,
    stateLimit: number,
  ): { readonly path: Path | undefined; readonly isComplete: boolean } {
    const seen = new Set<string>();
    const nodes: Node[] = [];
    const visit = (parent: number, move: Move): Path | undefined => {
      const before = nodes[parent]?.move.state;
      const end = this.#showsViolation(before, move.state);
      if (end !== undefined) return pathTo(nodes, { parent, move, depth: 0 }, end.end);
      const key = this.#key(move.state);
      if (seen.has(key) || !this.#goesOn(move.state)) return undefined;
      seen.add(key);
      nodes.push({ parent, move, depth: (nodes[parent]?.depth ?? -1) + 1 });
      return undefined;
    };
    for (const state of initialStatesOf(this.#model)) {
      const path = visit(-1, { step: -1, state });
      if (path !== undefined) return { path, isComplete: true };
    }
    for (let at = 0; at < nodes.length; at++) {
      const { move, depth } = nodes[at] as Node;
      // A path of `bound` steps is known; only shorter ones are of interest.
      if (depth + 1 >= bound) break;
      for (const next of this.#moves(move.state)) {
        const path = visit(at, next);
        if (path !== undefined) return { path, isComplete: true };
        if (nodes.length > stateLimit) return { path: undefined, isComplete: false };
      }
    }
    return { path: undefined, isComplete: true };
  }

  #moves(state: State): readonly Move[] {
    try {
      return movesFrom(this.#model, state).filter((move) => this.#allows(state, move.state));
    } catch (error) {
      if (error instanceof StepFailure) return [];
      throw error;
    }
  }

  readonly #fingerprint: Fingerprint = { low: 0, high: 0 };

  #key(state: State): string {
    this.#model.fingerprint(state, this.#fingerprint);
    return `${this.#fingerprint.low} ${this.#fingerprint.high}`;
  }
}

interface Node {
  readonly parent: number;
  readonly move: Move;
  /** Steps before it. */
  readonly depth: number;
}

function pathTo(nodes: readonly Node[], last: Node, end: Path['end']): Path {
  const states: State[] = [];
  const steps: number[] = [];
  for (let node: Node | undefined = last; node !== undefined; node = nodes[node.parent]) {
    states.push(node.move.state);
    if (node.parent >= 0) steps.push(node.move.step);
  }
  return { states: states.reverse(), steps: steps.reverse(), end };
}
