import type { Model } from './model/index.ts';
import type { Finding } from './report.ts';
import { safetyChecksOf } from './search/index.ts';
import { minimize } from './trace/index.ts';
import type { Target } from './trace/index.ts';

/** A finding with the shortest behaviour that can be found for the same violation; infinite behaviours stay as they are. */
export function minimizeFinding(model: Model, finding: Finding): Finding {
  const { path } = finding;
  const target = targetOf(model, finding);
  if (path === undefined || path.states.length === 0 || target === undefined) return finding;
  return { ...finding, path: minimize(model, path, target).path };
}

function targetOf(model: Model, { result, violated, path }: Finding): Target | undefined {
  const { always, actions } = safetyChecksOf(model);
  switch (result) {
    case 'deadlock':
      return { kind: 'deadlock' };
    case 'invariant':
    case 'property': {
      if (path?.end !== undefined) return undefined;
      const [before, last] = [path?.states.at(-2), path?.states.at(-1)];
      const bad = always.find((check) => check.name === violated && last !== undefined && !check.holds(last));
      if (bad !== undefined) return { kind: 'state', isBad: (state) => !bad.holds(state) };
      const action = actions.find(
        ({ name, holds }) =>
          name === violated && before !== undefined && last !== undefined && !holds(before, last),
      );
      return action === undefined
        ? undefined
        : { kind: 'action', isBad: (from, to) => !action.holds(from, to) };
    }
    case 'assert':
    case 'error': {
      const step = path?.end?.kind === 'failure' ? path.end.step : undefined;
      return step === undefined ? undefined : { kind: 'failure', step };
    }
    default:
      return undefined;
  }
}
