import { check } from './compile.ts';
import { failed } from './diagnostics/index.ts';
import type { PhaseResult } from './diagnostics/index.ts';
import { lower } from './lower/index.ts';
import type { LoweredSpec } from './lower/index.ts';
import type { FindModule } from './resolve/index.ts';
import type { Source, Span } from './source/index.ts';
import type { Expression, OperatorDefinition } from './syntax/index.ts';

/** A spec that has been found without errors, ready to be made a model of. */
export interface CheckedModel {
  readonly spec: LoweredSpec;
  /** The definitions that were added at the end of the module, in their order; they are not among the spec's operators. */
  readonly added: readonly LoweredSpec['operators'][number][];
}

/**
 * Parses, resolves, checks and lowers a spec with further definitions at the end of its root module, such as `definitionOf` makes. Unlike
 * `compile`, takes PlusCal processes and definitions about states and behaviours. Pure.
 */
export function checkWithUnits(
  source: Source,
  options: { readonly findModule: FindModule },
  units: readonly OperatorDefinition[],
): PhaseResult<CheckedModel | undefined> {
  const checked = check(source, options, units);
  if (checked.value === undefined) return failed(checked.diagnostics);
  const spec = lower(checked.value);
  const own = new Set<unknown>(units);
  return {
    value: {
      spec: { ...spec, operators: spec.operators.filter(({ symbol }) => !own.has(symbol.definition)) },
      added: units.flatMap((unit) => spec.operators.filter(({ symbol }) => symbol.definition === unit)),
    },
    diagnostics: checked.diagnostics,
  };
}

/** `name == body`; the name should be one that no text can contain. */
export function definitionOf(name: string, body: Expression, span: Span): OperatorDefinition {
  return {
    kind: 'operatorDefinition',
    local: false,
    name: { kind: 'name', text: name, span },
    fixity: 'name',
    params: [],
    body,
    comment: undefined,
    span,
  };
}
