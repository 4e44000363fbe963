/** Emitting: a lowered spec as TypeScript, and single expressions as JavaScript. The only door to ts-morph. */
export { emitTypeScript } from './emit.ts';
export type { EmitOptions, EmittedModule } from './emit.ts';
export { emitExpression } from './standalone.ts';
export type { ExpressionSurroundings, StandaloneExpression, UsedConstant } from './standalone.ts';
export { generatedMarker } from './module.ts';
