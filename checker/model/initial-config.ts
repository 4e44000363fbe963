import type {
  Core,
  FindModule,
  LoweredOperator,
  LoweredSpec,
  PhaseResult,
  Source,
} from '../../compiler/index.ts';
import { checkWithUnits } from '../../compiler/index.ts';
import { Levels, levelOf } from './levels.ts';

/** What a configuration has to say of a spec, and what it could. */
export interface Requirements {
  readonly constants: readonly { readonly name: string; readonly arity: number }[];
  /** Definitions about states that look like invariants. */
  readonly invariants: readonly string[];
  /** Definitions that are temporal formulas. */
  readonly properties: readonly string[];
  /** Definitions of whole specifications besides Spec. */
  readonly specifications: readonly string[];
  /** Whether the spec has an algorithm that can be explored. */
  readonly hasAlgorithm: boolean;
}

/** What a spec needs to be checked. The value is undefined if the spec has errors. */
export function requirementsOf(
  source: Source,
  findModule: FindModule,
): PhaseResult<Requirements | undefined> {
  const { value, diagnostics } = checkWithUnits(source, { findModule }, []);
  if (value === undefined) return { value: undefined, diagnostics };
  return { value: requirements(value.spec), diagnostics };
}

function requirements(spec: LoweredSpec): Requirements {
  const levels = new Levels(spec.operators);
  const alone = spec.operators.filter(
    ({ params, symbol }) => params.length === 0 && symbol.kind === 'operator',
  );
  const named = (wanted: (operator: LoweredOperator) => boolean): readonly string[] =>
    alone.filter(wanted).map(({ symbol }) => symbol.name);
  return {
    constants: spec.constants.map(({ name, arity }) => ({ name, arity })),
    invariants: named(({ symbol, definition }) => {
      const isBoolean = definition.kind === 'operator' && isPredicate(definition.body);
      return levels.ofDefinition(symbol) === levelOf.state && isBoolean;
    }),
    properties: named(
      (operator) => levels.ofDefinition(operator.symbol) === levelOf.temporal && !isSpecification(operator),
    ),
    specifications: named(
      (operator) => levels.ofDefinition(operator.symbol) === levelOf.temporal && isSpecification(operator),
    ),
    hasAlgorithm: spec.algorithm !== undefined,
  };
}

const predicates: ReadonlySet<string> = new Set([
  '/\\', '\\/', '~', '=>', '<=>', '\\equiv', '=', '#', '/=', '\\in', '\\notin', '\\subseteq', '<', '>', '<=', '>=',
]); // prettier-ignore

/** Whether an expression is TRUE or FALSE by its form. */
function isPredicate(core: Core): boolean {
  if (core.kind === 'quantifier' || core.kind === 'boolean') return true;
  if (core.kind === 'primitive') return predicates.has(core.operator);
  if (core.kind === 'apply' && core.operator.kind === 'standard') return predicates.has(core.operator.name);
  if (core.kind === 'let') return isPredicate(core.body);
  return core.kind === 'if' && isPredicate(core.then);
}

/** A conjunction that says how behaviours begin: Init, or Spec with more. */
function isSpecification({ definition }: LoweredOperator): boolean {
  if (definition.kind !== 'operator' || definition.body.kind !== 'primitive') return false;
  return definition.body.args.some(
    (part) =>
      part.kind === 'name' &&
      part.symbol.kind === 'translation' &&
      ['Init', 'Spec'].includes(part.symbol.name),
  );
}

/** The text of a configuration to begin with: constants to fill in, and what the spec seems to claim. */
export function initialConfigText(required: Requirements): string {
  const { constants, invariants, properties, specifications } = required;
  const sections: string[][] = [[`SPECIFICATION ${specifications[0] ?? 'Spec'}`]];
  if (constants.length > 0)
    sections.push([
      'CONSTANTS',
      ...constants.map(({ name, arity }) =>
        arity === 0
          ? `    ${name} = ${name}    \\* a number, a string, a set such as {a, b}, or a model value`
          : `    ${name} <- ${name}_    \\* a definition with ${arity} parameters`,
      ),
    ]);
  const list = (keyword: string, names: readonly string[]): void => {
    if (names.length > 0)
      sections.push([`\\* Remove what is no claim.`, keyword, ...names.map((name) => `    ${name}`)]);
  };
  list('INVARIANTS', invariants);
  list('PROPERTIES', properties);
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
