import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { ResolvedSpec } from '../resolve/index.ts';
import { LevelChecker } from './level-checker.ts';
import type { LevelProblem } from './level-checker.ts';

/**
 * What is primed, assumed, enabled or substituted is of no higher level than has a meaning there, and `[]` and `<>` stand before actions only
 * as `[][A]_v` and `<><<A>>_v` (Specifying Systems, sections 17.2 and 16.2.4). Holds of modules without an algorithm too.
 */
export function formulasKeepTheirLevel(spec: ResolvedSpec): readonly Diagnostic[] {
  const checker = new LevelChecker(spec.bindings);
  do {
    checker.begin();
    checker.definitions(spec.operators);
    for (const assumption of spec.assumptions)
      checker.require(
        assumption,
        0,
        'What is assumed',
        'Say in an invariant or a property what is about states.',
      );
    checker.substitutions();
  } while (checker.hasLearnt);
  return checker.problems.map(diagnosticOf);
}

function diagnosticOf({ span, message, hint, related }: LevelProblem): Diagnostic {
  return errorAt('MP213', span, message, { hint, related });
}
