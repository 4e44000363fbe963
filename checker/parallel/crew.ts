import type { ModelRecipe, SpecRecipe } from './recipe.ts';
import { Hand } from './team.ts';

/**
 * Threads that make their models while whoever is to search makes its own. Whoever has a crew ends it, whether a search took its threads or not.
 */
export class Crew {
  readonly #recipe: SpecRecipe;
  #hands: readonly Hand[];

  /** `workers` counts the one that has the crew. */
  constructor(recipe: SpecRecipe, workers: number) {
    this.#recipe = recipe;
    this.#hands = Array.from({ length: workers - 1 }, (_, before) => new Hand(before + 1, recipe));
  }

  /** The threads, which are the caller's from now on; undefined if they are not as many, make another model or have been taken. */
  take(recipe: ModelRecipe, workers: number): readonly Hand[] | undefined {
    const hands = this.#hands;
    if (workers < 2 || hands.length !== workers - 1 || !isEnough(this.#recipe, recipe)) return undefined;
    this.#hands = [];
    return hands;
  }

  /** Ends the threads that nobody took. */
  async end(): Promise<void> {
    await Promise.all(this.#hands.map(({ thread }) => thread.terminate()));
  }
}

/** Whether the model made by `has` is that of `wanted`: of modules it may know more than are needed. */
function isEnough(has: SpecRecipe, wanted: ModelRecipe): boolean {
  if (wanted.kind !== 'spec') return false;
  const { modules: known, ...own } = has.spec;
  const { modules: needed, ...others } = wanted.spec;
  if (JSON.stringify(own) !== JSON.stringify(others)) return false;
  const texts = new Map(known);
  return needed.every(([name, { text }]) => texts.get(name)?.text === text);
}
