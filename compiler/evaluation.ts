import { depthProblem } from './depth.ts';
import type { Diagnostic, PhaseResult } from './diagnostics/index.ts';
import { errorAt, failed, hasErrors } from './diagnostics/index.ts';
import { emitExpression } from './emit/index.ts';
import type { ExpressionSurroundings, StandaloneExpression } from './emit/index.ts';
import { lower } from './lower/index.ts';
import type {
  CoreOperatorDefinition,
  DefinitionSymbol,
  LoweredOperator,
  LoweredSpec,
} from './lower/index.ts';
import { definitionOf } from './model.ts';
import { resolveSpec, standardModules } from './resolve/index.ts';
import type { ConstantSymbol, FindModule } from './resolve/index.ts';
import type { Source, Span } from './source/index.ts';
import { parseExpression, parseModule, parseUnits } from './syntax/index.ts';
import type { Module, Name, Unit } from './syntax/index.ts';

/** Where an expression is evaluated: at the end of a module. */
export interface ExpressionScope {
  /** The spec whose names may be used; without one, those of the standard and community modules. It must have no errors. */
  readonly spec?: Source;
  /** Further standard modules, as if the spec extended them. */
  readonly extends?: readonly string[];
  /** Texts with definitions, in their order: what a session has defined so far. */
  readonly definitions?: readonly Source[];
  readonly findModule: FindModule;
  /** Definitions that stand for constants or other definitions, by name: `Op <- Other` of a configuration. */
  readonly replacements?: ReadonlyMap<string, string>;
  /** Names that are given values from outside: constants, and definitions that are constants thereby (`Op = 3` of a configuration). */
  readonly given?: readonly string[];
}

/** The definition that an expression becomes: no spec can have such a name. */
const resultName = 'result$';

/** Compiles a constant expression with the emitter that compiles specs. Pure; problems are told at their place in the expression. */
export function compileExpression(
  source: Source,
  scope: ExpressionScope,
): PhaseResult<StandaloneExpression | undefined> {
  const parsed = parseExpression(source);
  const whole = { source, start: 0, end: source.text.length };
  const result = definitionOf(resultName, parsed.value, whole);
  const deep = depthProblem(moduleAround([result], parsed.value.span));
  if (hasErrors(parsed.diagnostics) || deep !== undefined)
    return failed([...parsed.diagnostics, ...(deep === undefined ? [] : [deep])]);
  const resolved = resolveAt(scope, [result]);
  if (hasErrors(resolved.diagnostics)) return failed(resolved.diagnostics);
  const lowered = lower({ ...resolved.value, algorithm: undefined });
  const definition = lowered.operators.find(({ symbol }) => symbol.definition === result)?.definition;
  if (definition?.kind !== 'operator') throw new Error('evaluating: the expression was not resolved');
  const given = withGiven(lowered, scope.given ?? [], result.span);
  if (hasErrors(given.diagnostics)) return failed(given.diagnostics);
  const surroundings = withReplacements(given.value, scope.replacements ?? new Map(), result.span);
  if (hasErrors(surroundings.diagnostics)) return failed(surroundings.diagnostics);
  return emitExpression(definition.body, surroundings.value);
}

/** Checks definitions that are to be added to a scope. The names that they define; undefined if something is wrong with them. */
export function checkDefinitions(
  source: Source,
  scope: ExpressionScope,
): PhaseResult<readonly string[] | undefined> {
  const parsed = parseUnits(source);
  if (hasErrors(parsed.diagnostics)) return failed(parsed.diagnostics);
  const problems = parsed.value.flatMap((unit) => (definedNames(unit) === undefined ? [unit.span] : []));
  if (problems.length > 0)
    return failed(
      problems.map((span) =>
        errorAt('MP103', span, 'only definitions, RECURSIVE and INSTANCE can stand here', {
          hint: 'put everything else into a module, and give that with --spec',
        }),
      ),
    );
  const names = parsed.value.flatMap((unit) => definedNames(unit) ?? []);
  const resolved = resolveAt(scope, parsed.value);
  return hasErrors(resolved.diagnostics) ? failed(resolved.diagnostics) : { value: names, diagnostics: [] };
}

/** The names a unit defines; undefined for units that define nothing. */
export function definedNames(unit: Unit): readonly string[] | undefined {
  switch (unit.kind) {
    case 'operatorDefinition':
    case 'functionDefinition':
    case 'instanceDefinition':
      return [unit.name.text];
    case 'recursive':
    case 'instance':
    case 'skipped':
      return [];
    default:
      return undefined;
  }
}

/** Resolves units as if they stood at the end of the scope's module. */
function resolveAt(scope: ExpressionScope, last: readonly Unit[]): ReturnType<typeof resolveSpec> {
  const before = (scope.definitions ?? []).flatMap((definitions) => parseUnits(definitions).value);
  const units = [...before, ...last];
  const span = units[0]?.span ?? last[0]?.span;
  if (span === undefined) throw new Error('evaluating: nothing to resolve');
  const names = (scope.extends ?? []).map((text): Name => ({ kind: 'name', text, span }));
  const module =
    scope.spec === undefined
      ? moduleAround(units, span, names)
      : extended(parseModule(scope.spec).value, names, units);
  return resolveSpec(module, {
    findModule: scope.findModule,
    implicitModules: scope.spec === undefined && names.length === 0 ? Object.keys(standardModules) : [],
  });
}

function extended(module: Module, names: readonly Name[], units: readonly Unit[]): Module {
  return { ...module, extends: [...module.extends, ...names], units: [...module.units, ...units] };
}

function moduleAround(units: readonly Unit[], span: Span, names: readonly Name[] = []): Module {
  return {
    kind: 'module',
    name: { kind: 'name', text: 'Expression', span },
    extends: names,
    units,
    span,
    translation: undefined,
    pluscalTranslation: undefined,
  };
}

type Definitions = Pick<LoweredSpec, 'operators' | 'constants'>;

/** Lets definitions be constants, since they are given values. */
function withGiven(
  { operators, constants }: Definitions,
  names: readonly string[],
  at: Span,
): PhaseResult<Definitions> {
  const diagnostics: Diagnostic[] = [];
  const added: ConstantSymbol[] = [];
  let changed = operators;
  for (const name of names) {
    const constant = constants.find((symbol) => symbol.name === name);
    const operator = operators.find(({ symbol }) => symbol.name === name);
    const arity = constant?.arity ?? operator?.params.length;
    if (arity === undefined) {
      // What pcal.trans declares may be named, whether the spec has an algorithm or not.
      if (name !== 'defaultInitValue')
        diagnostics.push(
          errorAt('MP201', at, `the configuration gives ${name} a value, but the spec defines no ${name}`, {
            hint: `define or declare ${name} in the spec, or leave it out of the configuration`,
          }),
        );
    } else if (arity > 0)
      diagnostics.push(
        errorAt(
          'MP110',
          at,
          `${name} takes ${arity === 1 ? 'an argument' : `${arity} arguments`}, so it cannot have a value`,
          {
            hint: `define an operator with as many parameters and write ${name} <- it`,
          },
        ),
      );
    else if (operator?.definition.kind === 'operator') {
      const symbol: ConstantSymbol = { kind: 'constant', name, span: operator.symbol.span, arity: 0 };
      added.push(symbol);
      const body = { kind: 'name', symbol, span: operator.definition.symbol.definition.span } as const;
      const definition = { ...operator, definition: { ...operator.definition, body }, dependsOn: undefined };
      changed = changed.map((each) => (each === operator ? definition : each));
    } else if (operator !== undefined)
      diagnostics.push(
        errorAt('MP801', at, `${name} is a function, which cannot be given another value`, {
          hint: `define ${name} as an operator: ${name} == [...]`,
        }),
      );
  }
  return { value: { operators: changed, constants: [...constants, ...added] }, diagnostics };
}

/** Lets definitions stand for constants and for other definitions. */
function withReplacements(
  { operators, constants }: Definitions,
  replacements: ReadonlyMap<string, string>,
  at: Span,
): PhaseResult<ExpressionSurroundings> {
  const diagnostics: Diagnostic[] = [];
  const constantDefinitions = new Map<ConstantSymbol, DefinitionSymbol>();
  let changed = operators;
  for (const [name, by] of replacements) {
    const constant = constants.find((symbol) => symbol.name === name);
    const operator = operators.find(({ symbol }) => symbol.name === name);
    const other = operators.find(({ symbol }) => symbol.name === by);
    const arity = constant?.arity ?? operator?.params.length;
    if (arity === undefined || other === undefined)
      diagnostics.push(
        errorAt('MP201', at, `${name} <- ${by}: the spec defines no ${arity === undefined ? name : by}`, {
          hint: 'define it in the spec, or leave the line out of the configuration',
        }),
      );
    else if (arity !== other.params.length)
      diagnostics.push(
        errorAt(
          'MP202',
          at,
          `${name} <- ${by}: ${name} takes ${arity}, ${by} ${other.params.length} arguments`,
          { hint: 'replace an operator by one that takes as many arguments' },
        ),
      );
    else if (constant !== undefined) constantDefinitions.set(constant, other.symbol);
    else if (operator?.definition.kind === 'operator') {
      const definition = replaced(operator.definition, other);
      const replacement = { ...operator, definition, dependsOn: other.dependsOn };
      changed = changed.map((each) => (each === operator ? replacement : each));
    } else
      diagnostics.push(
        errorAt('MP801', at, `${name} <- ${by}: ${name} is a function, which cannot be replaced`, {
          hint: `define ${name} as an operator: ${name} == [...]`,
        }),
      );
  }
  return { value: { operators: changed, constants, replacements: constantDefinitions }, diagnostics };
}

/** The definition, with an application of the other as its body. */
function replaced(definition: CoreOperatorDefinition, other: LoweredOperator): CoreOperatorDefinition {
  const { span } = definition.symbol.definition;
  const args = definition.params.map((symbol) =>
    symbol.arity > 0
      ? ({ kind: 'operatorReference', operator: symbol, span } as const)
      : ({ kind: 'name', symbol, span } as const),
  );
  return { ...definition, body: { kind: 'apply', operator: other.symbol, args, span } };
}
