import type { CoreArgument, Step } from '../lower/index.ts';
import { forEachStep, stepExpressions } from './definitions.ts';
import type { Strictness } from './strictness.ts';

/** Whether the steps certainly evaluate `symbol` before the attempt can block or an assertion can fail. */
export function evaluates(steps: readonly Step[], symbol: object, strictness: Strictness): boolean {
  for (const step of steps) {
    if (step.kind === 'bind')
      return (
        evaluates(step.body, symbol, strictness) ||
        (strictness.evaluatedBy(step.value).has(symbol) && evaluates(step.body, step.symbol, strictness))
      );
    if (stepExpressions(step).some((core) => strictness.evaluatedBy(core).has(symbol))) return true;
    switch (step.kind) {
      case 'set':
      case 'evaluate':
      case 'print':
        break;
      case 'if':
        return [step.then, step.else].every((branch) => evaluates(branch, symbol, strictness));
      case 'either':
        return step.branches.every((branch) => evaluates(branch, symbol, strictness));
      default:
        return false;
    }
  }
  return false;
}

/** Whether the value may be a function or set that computes its elements when asked for them. */
export function isOnDemand(node: CoreArgument): boolean {
  switch (node.kind) {
    case 'function':
    case 'setFilter':
    case 'setMap':
      return true;
    case 'let':
      return node.definitions.some(({ kind }) => kind === 'function');
    default:
      return false;
  }
}

/** The variables that steps assign. */
export function assignedIn(steps: readonly Step[]): ReadonlySet<object> {
  const found = new Set<object>();
  forEachStep(steps, (step) => {
    if (step.kind === 'set') found.add(step.target);
  });
  return found;
}

/** Whether the steps do nothing but go on to another section. */
export function isGoingOn(steps: readonly Step[]): boolean {
  const [only] = steps;
  return steps.length === 1 && only?.kind === 'jump' && !only.isGoto;
}
