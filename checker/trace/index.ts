/** Counterexamples as data: made from what the searches find, written as text, JSON and ITF, read back, followed again, and shortened. */
export type {
  ExpressionOutcome,
  Path,
  PathEnd,
  Place,
  Trace,
  TraceChoice,
  TraceEnd,
  TraceExpression,
  TraceState,
  TraceStep,
  ViolationKind,
} from './trace.ts';
export { placeOf, traceOf } from './trace.ts';
export type { Change } from './difference.ts';
export { differences } from './difference.ts';
export type { Painter } from './painter.ts';
export { plainPainter } from './painter.ts';
export { renderTrace, stepName } from './text.ts';
export type { JsonTrace, JsonTraceEnd, JsonTraceState, JsonTraceStep } from './json.ts';
export { traceToJson } from './json.ts';
export type { ItfTrace } from './itf.ts';
export { traceToItf } from './itf.ts';
export type { TraceModule } from './module.ts';
export { traceToModule, writtenBy } from './module.ts';
export type { RecordedTrace } from './recorded.ts';
export { TraceFormatError } from './recorded.ts';
export { readTrace } from './read.ts';
export type { ReplayOutcome } from './replay.ts';
export { replay } from './replay.ts';
export type { Minimized, Target } from './minimize.ts';
export { minimize } from './minimize.ts';
