/** Stable codes of resource failures; texts may change, codes do not. */
export type ResourceErrorCode =
  /** A read or write of a resource that was closed. */
  | 'RESOURCE_CLOSED'
  /** A parameter that the host program left unbound on purpose was used. */
  | 'RESOURCE_PLACEHOLDER'
  /** An index that is outside the domain of a value, or that a map has no resource for. */
  | 'RESOURCE_INDEX_OUTSIDE_DOMAIN'
  /** A value the resource cannot take, such as an unknown command to a persistent log. */
  | 'RESOURCE_BAD_VALUE'
  /** One section writes more than the resource can ever hold. */
  | 'RESOURCE_CAPACITY_EXCEEDED'
  /** The host program's consumer of an output failed. */
  | 'RESOURCE_CONSUMER_FAILED'
  /** An options object that makes no sense. */
  | 'RESOURCE_BAD_OPTION'
  /** A file could not be read or written, or lies outside the directory the resource may use. */
  | 'RESOURCE_FILE'
  /** What was found on disk is not what was written there. */
  | 'STORAGE_CORRUPT'
  /** The data directory belongs to another server or cluster. */
  | 'STORAGE_IDENTITY_MISMATCH'
  /** Another process uses the data directory. */
  | 'STORAGE_LOCKED'
  /** The data directory cannot be created, read or written. */
  | 'STORAGE_UNUSABLE'
  /** A write to storage failed, or came after one that did, or after the end. */
  | 'STORAGE_WRITE_FAILED';

/** A resource, or the storage under it, cannot do what it was asked. `code` is stable; `cause` is the error underneath, if any. */
export class ResourceError extends Error {
  readonly code: ResourceErrorCode;

  constructor(code: ResourceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ResourceError';
    this.code = code;
  }
}

export function closedError(what: string): ResourceError {
  return new ResourceError('RESOURCE_CLOSED', `the ${what} is closed`);
}

/** The text of anything thrown. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Checks a host program's number, such as a capacity or a time-out. */
export function requireNumber(name: string, value: number, least: number, whole: boolean): void {
  if (value >= least && (!whole || Number.isSafeInteger(value) || value === Infinity)) return;
  const kind = whole ? 'a whole number' : 'a number';
  throw new ResourceError(
    'RESOURCE_BAD_OPTION',
    `${name} is ${value}, but must be ${kind} of at least ${least}`,
  );
}
