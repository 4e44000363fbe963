import type { Step } from './lowered-spec.ts';

/** Whether the last step leaves the section on every path. */
export function endsPath(steps: readonly Step[]): boolean {
  const last = steps.at(-1);
  switch (last?.kind) {
    case 'jump':
    case 'call':
    case 'return':
      return true;
    case 'if':
      return endsPath(last.then) && endsPath(last.else);
    case 'either':
      return last.branches.every(endsPath);
    case 'bind':
    case 'choose':
      return endsPath(last.body);
    default:
      return false;
  }
}
