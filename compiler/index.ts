/**
 * `mpcal-ts`: the compiler as a library. Pure: no files, no console, no clock; the caller supplies texts and takes results.
 *
 * Each phase takes what the one before it gives: parse, resolve, analyze, lower, emit. `compile` is all of them.
 */

// The whole pipeline, and its front end alone.
export { check, compile } from './compile.ts';
export type { CompileOptions, FrontEndOptions } from './compile.ts';

// Single expressions, alone or at the end of a spec.
export { checkDefinitions, compileExpression, definedNames } from './evaluation.ts';
export type { ExpressionScope } from './evaluation.ts';

// Texts, and what is wrong with them.
export { Source, spanText } from './source/index.ts';
export type { Position, Span } from './source/index.ts';
export {
  completeSpec,
  diagnosticsToJson,
  diagnosticTitles,
  explanations,
  hasErrors,
  renderDiagnostics,
  renderExcerpt,
} from './diagnostics/index.ts';
export type {
  Diagnostic,
  DiagnosticCode,
  Explanation,
  PhaseResult,
  RelatedSpan,
  Severity,
} from './diagnostics/index.ts';

// Phase 1: text to syntax tree.
export { parseExpression, parseModule, parseUnits } from './syntax/index.ts';
export type { Algorithm, Expression, Module, Statement, Unit } from './syntax/index.ts';

// Syntax trees back to text, to data, and texts laid out in one style.
export { formatSpec, print, treeToJson } from './print/index.ts';
export type { JsonTree } from './print/index.ts';
export { depthProblem as treeDepthProblem } from './depth.ts';

// Modular PlusCal as plain PlusCal.
export { pluscalOf } from './pluscal/index.ts';
export type { PlusCalForm } from './pluscal/index.ts';

// Phase 2: names to symbols, over all the modules of a spec.
export { resolveExpression, resolveSpec, standardModules } from './resolve/index.ts';
export type { Bindings, FindModule, ResolvedSpec } from './resolve/index.ts';

// Phase 3: the rules a spec must obey.
export { analyze } from './analyze/index.ts';

// Phase 4: critical sections and definitions as plain data.
export { lower, lowerExpression } from './lower/index.ts';
export type { LoweredAlgorithm, LoweredSpec, Section, Step } from './lower/index.ts';

// Phase 5: TypeScript, or JavaScript for a single expression.
export { emitExpression, emitTypeScript, generatedMarker } from './emit/index.ts';
export type { EmitOptions, EmittedModule, StandaloneExpression, UsedConstant } from './emit/index.ts';

// A spec as a program to be explored.
export { checkWithUnits, definitionOf } from './model.ts';
export type { CheckedModel } from './model.ts';
export { closest, countHint, errorAt, nameHint, inSourceOrder, warningAt } from './diagnostics/index.ts';
export {
  emitModelProgram,
  isSlotBeside,
  modelLayout,
  modelSections,
  stepExpressions,
  stepsWithin,
  variablesBeside,
} from './emit/index.ts';
export type {
  ModelDeclaration,
  ImpureUse,
  ModelExpression,
  ModelImpurities,
  ModelLayout,
  ModelPlace,
  ModelProgram,
  ModelProgramRequest,
  ModelSection,
  ModelVariable,
  NotedChoice,
} from './emit/index.ts';
export {
  anyCore,
  coreChildren,
  definitionChildren,
  isPatternTuple,
  mapArgument,
  mapCore,
  mapDefinition,
  mapSpec,
  patternSymbols,
  stateDependencies,
} from './lower/index.ts';
export type {
  Core,
  CoreArgument,
  CoreBound,
  CoreDefinition,
  CoreOperatorDefinition,
  DefinitionSymbol,
  LoweredOperator,
  Replace,
} from './lower/index.ts';
export type {
  BoundNameSymbol,
  ConstantSymbol,
  OperatorDefinitionSymbol,
  Symbol as SpecSymbol,
} from './resolve/index.ts';
export type { OperatorSymbol } from './lower/index.ts';
export type { Name, OperatorDefinition } from './syntax/index.ts';
export type { LoweredArchetype, LoweredInstance } from './lower/index.ts';
