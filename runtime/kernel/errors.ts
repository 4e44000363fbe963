import { toTlaString } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';

/** A context was put together wrongly: the host program's mistake, found before anything runs. */
export class ContextConfigError extends Error {
  readonly code = 'CONTEXT_CONFIG';

  constructor(message: string) {
    super(message);
    this.name = 'ContextConfigError';
  }
}

/** A running archetype failed: an assertion, an evaluation error, a resource. The cause says what, this says where. */
export class ArchetypeError extends Error {
  readonly code = 'ARCHETYPE_FAILED';
  /** The label whose section failed, such as `AServer.serverLoop`. */
  readonly label: string;
  readonly self: Value;

  constructor(label: string, self: Value, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${label} of process ${toTlaString(self)} failed: ${reason}`, { cause });
    this.name = 'ArchetypeError';
    this.label = label;
    this.self = self;
  }
}
