/** Emitting: a lowered spec as TypeScript, and single expressions as JavaScript. The only door to ts-morph. */
export { emitTypeScript } from './emit.ts';
export type { EmitOptions, EmittedModule } from './emit.ts';
export { emitExpression } from './standalone.ts';
export type { ExpressionSurroundings, StandaloneExpression, UsedConstant } from './standalone.ts';
export { generatedMarker } from './module.ts';
export { emitModelProgram } from './model-program.ts';
export type { ImpureUse } from './impurity.ts';
export type { ModelExpression, ModelImpurities, ModelProgram, ModelProgramRequest } from './model-program.ts';
export { isSlotBeside, modelLayout, modelSections, variablesBeside } from './model-layout.ts';
export type {
  ModelDeclaration,
  ModelLayout,
  ModelPlace,
  ModelSection,
  ModelVariable,
} from './model-layout.ts';
export type { NotedChoice } from './section-context.ts';
export { stepExpressions, stepsWithin } from './definitions.ts';
