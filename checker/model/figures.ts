import type { Value } from '../../runtime/tla/index.ts';
import { makeRecordFromObject } from '../../runtime/tla/index.ts';
import type { Model } from './model.ts';

/** What TLCGet tells of an exploration. */
export interface Figures {
  readonly mode: 'bfs' | 'dfs' | 'simulation';
  readonly distinct: number;
  readonly generated: number;
  /** States that wait; 0 after a search that came to its end. */
  readonly queue: number;
  readonly diameter: number;
  /** Undefined where nobody has a clock. */
  readonly seconds: number | undefined;
  readonly workers: number;
  /** Walks of a simulation. */
  readonly traces: number;
  /** States on the path to the state that is being left, 0 before there is one; after the end, as the diameter. */
  readonly level: number;
}

/** The value that TLCGet has for a name; undefined if it is none of those that are known. */
export function figureOf(model: Model, figures: Figures, name: string): Value | undefined {
  const { mode, distinct, generated, queue, diameter, traces, workers, level } = figures;
  const duration = figures.seconds === undefined ? undefined : Math.floor(figures.seconds);
  switch (name) {
    case 'distinct':
      return distinct;
    case 'generated':
      return generated;
    case 'queue':
      return queue;
    case 'diameter':
      return diameter;
    case 'duration':
      return duration;
    case 'level':
      // A formula about a state is asked of states that are being reached.
      return model.isAboutState?.() === true ? level + 1 : level;
    case 'stats':
      return makeRecordFromObject({
        ...{ distinct, generated, queue, diameter, traces },
        ...(duration === undefined ? {} : { duration }),
      });
    case 'config':
      return makeRecordFromObject({ mode, worker: workers, deadlock: model.checksDeadlock });
    default:
      return undefined;
  }
}

/** Whether a model asks TLCGet for anything while it is explored: a register, or one of these figures. */
export function asksFigures({ impurities }: Model): boolean {
  if (impurities === undefined) return false;
  const { initialValues, steps, formulas } = impurities;
  return [...initialValues, ...steps, ...formulas].some(
    ({ operator, impurity }) => impurity === 'remembers' && operator !== 'TLCSet',
  );
}

/** Whether something prints while a model is explored. */
export function prints({ impurities }: Model): boolean {
  if (impurities === undefined) return false;
  const { initialValues, steps, formulas } = impurities;
  return [...initialValues, ...steps, ...formulas].some(({ impurity }) => impurity === 'prints');
}
