import { inSourceOrder } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { ResolvedSpec } from '../resolve/index.ts';
import { analysisOf } from './analysis.ts';
import type { AnalyzeOptions } from './analysis.ts';
import { formulasKeepTheirLevel } from './formulas-keep-their-level-rule.ts';
import { rules } from './rules.ts';

export type { AnalyzeOptions } from './analysis.ts';

/** Everything that is wrong or suspicious in a spec whose names are resolved, in source order. */
export function analyze(spec: ResolvedSpec, options: AnalyzeOptions): readonly Diagnostic[] {
  const levels = formulasKeepTheirLevel(spec);
  if (spec.algorithm === undefined) return inSourceOrder(levels);
  const analysis = analysisOf(spec, spec.algorithm, options);
  return inSourceOrder([...levels, ...rules.flatMap((rule) => rule(analysis))]);
}
