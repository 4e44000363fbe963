import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { CoreArgument, LoweredOperator } from '../lower/index.ts';
import { coreChildren, definitionChildren } from '../lower/index.ts';
import { stepsWithin } from './definitions.ts';
import type { ModelLayout } from './model-layout.ts';
import { modelSections, ownVariable } from './model-layout.ts';
import { reachableOperators } from './model-reachable.ts';
import { shortText } from './site-table.ts';
import { standardOperator } from './standard-operators.ts';

const temporalOperators: ReadonlySet<string> = new Set(['[]', '<>', '~>', '-+->', '\\cdot']);

/** What makes it impossible to evaluate the expressions in a state or a step, each with its place. */
export function modelObstacles(
  roots: readonly CoreArgument[],
  operators: readonly LoweredOperator[],
): readonly Diagnostic[] {
  const children = operators.flatMap(({ definition }) => definitionChildren(definition));
  return [...roots, ...children].flatMap(obstaclesIn);
}

function obstaclesIn(core: CoreArgument): readonly Diagnostic[] {
  const what = obstacle(core);
  if (what !== undefined)
    return [
      errorAt('MP801', core.span, `${what.what} cannot be evaluated: ${shortText(core.span)}`, {
        hint: what.hint,
      }),
    ];
  return coreChildren(core).flatMap(obstaclesIn);
}

function obstacle(core: CoreArgument): { readonly what: string; readonly hint: string } | undefined {
  switch (core.kind) {
    case 'decimal':
      return { what: 'decimal numbers', hint: 'use integers' };
    case 'integer':
      return core.value > BigInt(Number.MAX_SAFE_INTEGER)
        ? { what: 'integers beyond 2^53 - 1', hint: 'use a smaller number' }
        : undefined;
    case 'apply':
    case 'operatorReference': {
      const { operator } = core;
      if (typeof operator === 'string' || operator.kind !== 'standard') return undefined;
      return standardOperator(operator) === undefined
        ? {
            what: `${operator.name} of module ${operator.module}`,
            hint: `define an operator that does what ${operator.name} does`,
          }
        : undefined;
    }
    case 'primitive':
      return temporalOperators.has(core.operator)
        ? { what: `the temporal operator ${core.operator}`, hint: temporalHint }
        : undefined;
    case 'fairness':
      return { what: 'a fairness condition', hint: temporalHint };
    default:
      return undefined;
  }
}

const temporalHint =
  'temporal formulas belong into properties, and cannot stand inside of what is evaluated in one state';

/**
 * Initial values that depend on variables beside the algorithm: the algorithm's Init is found by itself, and who the processes are is known before
 * there are states.
 */
export function initialReadsBeside(
  initial: readonly CoreArgument[],
  operators: readonly LoweredOperator[],
): readonly Diagnostic[] {
  return initial.flatMap((root) => {
    const used = reachableOperators([root], operators).flatMap(({ definition }) =>
      definitionChildren(definition),
    );
    const names = [root, ...used].flatMap(variablesOfModules);
    const [name] = names;
    if (name === undefined) return [];
    return [
      errorAt(
        'MP801',
        root.span,
        `${name} is a VARIABLE of the module, so what the algorithm begins with cannot depend on it: ${shortText(root.span)}`,
        { hint: `Choose the value in the algorithm, and let the specification say what ${name} is.` },
      ),
    ];
  });
}

function variablesOfModules(core: CoreArgument): readonly string[] {
  if (core.kind === 'name' && core.symbol.kind === 'variable' && core.symbol.scope === 'module')
    return [core.symbol.name];
  return coreChildren(core).flatMap(variablesOfModules);
}

/** Assignments to locals that not every process which can make them has. */
export function foreignWrites(layout: ModelLayout): readonly Diagnostic[] {
  return modelSections(layout).flatMap(({ body, section }) =>
    stepsWithin(section.body).flatMap((step) =>
      step.kind !== 'set' || ownVariable(layout, body, step.target) !== undefined
        ? []
        : [
            errorAt(
              'MP801',
              step.span,
              `${step.target.name} is a local of another process, so it cannot be assigned here.`,
              {
                hint: 'Make it a global variable.',
              },
            ),
          ],
    ),
  );
}
