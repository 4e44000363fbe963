import type { Value } from '../../runtime/tla/index.ts';
import type { ViolationKind } from './trace.ts';

/** A trace read from a file: what it takes to follow it on a model. */
export interface RecordedTrace {
  readonly result: ViolationKind;
  readonly violated: string | undefined;
  /** At least one. */
  readonly states: readonly RecordedState[];
  readonly end: RecordedEnd | undefined;
}

/** Who took a step at which label. */
export interface RecordedStep {
  readonly process: string;
  readonly self: Value | undefined;
  readonly label: string;
}

export interface RecordedState {
  /** What led here; undefined in the initial state. */
  readonly step: RecordedStep | undefined;
  readonly values: ReadonlyMap<string, Value>;
}

export type RecordedEnd =
  /** Without a step, any that leads back will do. */
  | { readonly kind: 'lasso'; readonly backTo: number; readonly step: RecordedStep | undefined }
  | { readonly kind: 'stuttering' }
  | { readonly kind: 'failure'; readonly step: RecordedStep | undefined };

/** A file is no trace. The message says where in it. */
export class TraceFormatError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TraceFormatError';
  }
}
