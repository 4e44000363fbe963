import type { DiagnosticCode } from '../codes.ts';
import { controlExplanations } from './control.ts';
import type { Explanation } from './explanation.ts';
import { nameExplanations } from './names.ts';
import { referenceExplanations } from './references.ts';
import { syntaxExplanations } from './syntax.ts';
import { warningExplanations } from './warnings.ts';

export { completeSpec } from './explanation.ts';
export type { Example, Explanation } from './explanation.ts';

/** What every diagnostic means, with a wrong and a right example. */
export const explanations: Readonly<Record<DiagnosticCode, Explanation>> = {
  ...syntaxExplanations,
  ...nameExplanations,
  ...controlExplanations,
  ...referenceExplanations,
  ...warningExplanations,
};
