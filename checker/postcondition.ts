import { TlaAssertionError, TlaEvaluationError, setStatisticsSource } from '../runtime/tla/index.ts';
import type { Figures, Model } from './model/index.ts';
import { figureOf } from './model/index.ts';
import type { Finding } from './report.ts';
import { placeText } from './report.ts';
import { placeOf } from './trace/index.ts';

/** Evaluates the model's postcondition, if there is one, after a search or simulation that found nothing wrong. */
export function withPostcondition(model: Model, finding: Finding, figures: Figures): Finding {
  const { postcondition } = model;
  if (postcondition === undefined) return finding;
  const { name, span } = postcondition;
  const place = placeOf(span);
  const base = { ...finding, violated: name, place };
  setStatisticsSource((asked) => figureOf(model, figures, asked));
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
