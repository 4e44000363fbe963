import { inSourceOrder } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { ResolvedSpec } from '../resolve/index.ts';
import { analysisOf } from './analysis.ts';
import type { AnalyzeOptions } from './analysis.ts';
import { rules } from './rules.ts';

export type { AnalyzeOptions } from './analysis.ts';

/** Everything that is wrong or suspicious in an algorithm whose names are resolved, in source order; nothing for a spec without one. */
export function analyze(spec: ResolvedSpec, options: AnalyzeOptions): readonly Diagnostic[] {
  if (spec.algorithm === undefined) return [];
  const analysis = analysisOf(spec, spec.algorithm, options);
  return inSourceOrder(rules.flatMap((rule) => rule(analysis)));
}
