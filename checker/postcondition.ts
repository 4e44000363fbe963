import type { Value } from '../runtime/index.ts';
import {
  TlaAssertionError,
  TlaEvaluationError,
  makeRecordFromObject,
  setStatisticsSource,
} from '../runtime/index.ts';
import type { Model } from './model/index.ts';
import type { Finding } from './report.ts';
import { placeText } from './report.ts';
import { placeOf } from './trace/index.ts';

/** What TLCGet tells a postcondition. */
export interface Figures {
  readonly mode: 'bfs' | 'dfs' | 'simulation';
  readonly distinct: number;
  readonly generated: number;
  /** States that wait; 0 after a search that came to its end. */
  readonly queue: number;
  readonly diameter: number;
  readonly seconds: number;
  readonly workers: number;
  /** Walks of a simulation. */
  readonly traces: number;
}

/** Evaluates the model's postcondition, if there is one, after a search or simulation that found nothing wrong. */
export function withPostcondition(model: Model, finding: Finding, figures: Figures): Finding {
  const { postcondition } = model;
  if (postcondition === undefined) return finding;
  const { name, span } = postcondition;
  const place = placeOf(span);
  const base = { ...finding, violated: name, place };
  const values = valuesOf(model, figures);
  setStatisticsSource((asked) => values.get(asked));
  try {
    if (postcondition.holds()) return finding;
    return {
      ...base,
      result: 'assumption',
      message: `Postcondition ${name} is not TRUE (${placeText(place)})`,
    };
  } catch (error) {
    if (!(error instanceof TlaEvaluationError)) throw error;
    const isAssertion = error instanceof TlaAssertionError;
    const verb = isAssertion ? 'An assertion failed' : 'The evaluation failed';
    return {
      ...base,
      result: isAssertion ? 'assert' : 'error',
      message: `${verb} in postcondition ${name}: ${error.message}`,
    };
  } finally {
    setStatisticsSource(undefined);
  }
}

function valuesOf(model: Model, figures: Figures): ReadonlyMap<string, Value> {
  const { mode, distinct, generated, queue, diameter, traces, workers } = figures;
  const duration = Math.floor(figures.seconds);
  const counted = { distinct, generated, queue, diameter, duration };
  return new Map<string, Value>([
    ...Object.entries(counted),
    ['level', diameter],
    ['stats', makeRecordFromObject({ ...counted, traces })],
    ['config', makeRecordFromObject({ mode, worker: workers, deadlock: model.checksDeadlock })],
  ]);
}
