import type { Diagnostic } from '../diagnostics/index.ts';
import { errorAt } from '../diagnostics/index.ts';
import type {
  Core,
  CoreArgument,
  DefinitionSymbol,
  LoweredArchetype,
  LoweredOperator,
  NameSymbol,
} from '../lower/index.ts';
import { coreChildren, definitionChildren, ownDependency, stateDependency } from '../lower/index.ts';
import { bodyExpressions } from './definitions.ts';
import { shortText } from './site-table.ts';
import { standardOperator } from './standard-operators.ts';

/** Definitions that no function can be written for, with what stands in the way. */
export type Unavailable = ReadonlyMap<DefinitionSymbol, string>;

/** Operators about states and behaviours, and those that use something the runtime lacks; with them all that depend on them. */
export function unavailableOperators(operators: readonly LoweredOperator[]): Unavailable {
  const found = new Map<DefinitionSymbol, string>();
  for (const { symbol, dependsOn } of operators) if (dependsOn !== undefined) found.set(symbol, dependsOn);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { symbol, definition } of operators) {
      if (found.has(symbol)) continue;
      for (const child of definitionChildren(definition)) {
        const obstacle = firstObstacle(child, found);
        if (obstacle === undefined) continue;
        found.set(symbol, obstacle.what);
        break;
      }
    }
  }
  return found;
}

interface Obstacle {
  readonly what: string;
  readonly core: CoreArgument;
  readonly hint: string;
}

/** Something in an expression that cannot be compiled at all, whoever evaluates it. */
function firstObstacle(core: CoreArgument, unavailable: Unavailable): Obstacle | undefined {
  const own = ownObstacle(core, unavailable);
  if (own !== undefined) return own;
  for (const child of coreChildren(core)) {
    const inside = firstObstacle(child, unavailable);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function ownObstacle(core: CoreArgument, unavailable: Unavailable): Obstacle | undefined {
  switch (core.kind) {
    case 'apply':
    case 'operatorReference': {
      const { operator } = core;
      if (typeof operator === 'string') return undefined;
      if (operator.kind === 'standard' && standardOperator(operator) === undefined)
        return {
          what: `${operator.name} of module ${operator.module}`,
          core,
          hint: `define an operator that does what ${operator.name} does`,
        };
      if (operator.kind !== 'operator' && operator.kind !== 'function') return undefined;
      const because = unavailable.get(operator);
      return because === undefined
        ? undefined
        : {
            what: `${operator.name}, which depends on ${because}`,
            core,
            hint: 'use operators that depend on their arguments and on constants only',
          };
    }
    case 'decimal':
      return { what: 'decimal numbers', core, hint: 'use integers' };
    case 'integer':
      return core.value > BigInt(Number.MAX_SAFE_INTEGER)
        ? { what: 'integers beyond 2^53 - 1', core, hint: 'use a smaller number' }
        : undefined;
    default:
      return undefined;
  }
}

/** What archetypes and procedures contain that cannot run: each with its place and what to do. */
export function unsupportedInBody(body: LoweredArchetype, unavailable: Unavailable): readonly Diagnostic[] {
  const diagnostics = bodyExpressions(body.variables, body.sections).flatMap((core) =>
    unsupported(core, unavailable),
  );
  if (body.kind === 'archetype') return diagnostics;
  const choosing = body.variables.filter(({ initial }) => initial?.relation === '\\in');
  return [
    ...diagnostics,
    ...choosing.map(({ symbol }) =>
      errorAt(
        'MP801',
        symbol.span ?? body.span,
        `the variable ${symbol.name} of procedure ${body.name} is initialised with \\in`,
        { hint: 'initialise it with =, and choose by a with statement' },
      ),
    ),
  ];
}

/** What makes a constant expression impossible to compile. Unbounded quantifiers fail when evaluated, as in TLC. */
export function unsupportedInExpression(
  core: Core,
  unavailable: Unavailable = new Map(),
): readonly Diagnostic[] {
  const own = firstObstacle(core, unavailable);
  const what = own?.what ?? stateDependency(core, new Map());
  if (what === undefined) return [];
  const hint = own?.hint ?? 'only constants and what is made of them can be evaluated on its own';
  return [errorAt('MP801', own?.core.span ?? core.span, `${what} cannot be evaluated here`, { hint })];
}

function unsupported(core: CoreArgument, unavailable: Unavailable): readonly Diagnostic[] {
  const own = bodyObstacle(core, unavailable);
  if (own !== undefined)
    return [
      errorAt(
        'MP801',
        core.span,
        `an archetype or procedure cannot use ${own.what}: ${shortText(core.span)}`,
        {
          hint: own.hint,
        },
      ),
    ];
  return coreChildren(core).flatMap((child) => unsupported(child, unavailable));
}

function bodyObstacle(core: CoreArgument, unavailable: Unavailable): Obstacle | undefined {
  const general = ownObstacle(core, unavailable);
  if (general !== undefined) return general;
  if (core.kind === 'unbounded')
    return {
      what: `${core.construct} without a set to choose from`,
      core,
      hint: `write ${core.construct} x \\in S : ...`,
    };
  if (core.kind === 'name' && isOwn(core.symbol)) return undefined;
  const what = ownDependency(core, new Map());
  return what === undefined
    ? undefined
    : { what, core, hint: 'primes, temporal operators and translation variables belong into properties' };
}

/** What an archetype or procedure has of its own. */
function isOwn(symbol: NameSymbol): boolean {
  if (symbol.kind === 'variable') return symbol.scope === 'archetype' || symbol.scope === 'procedure';
  return symbol.kind === 'archetypeParameter' || symbol.kind === 'self';
}
