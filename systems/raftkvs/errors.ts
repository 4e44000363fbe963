export type RaftkvsErrorCode =
  /** No answer within the time limit. Whether a put took effect is not known. */
  | 'RAFTKVS_NO_ANSWER'
  /** Too many requests wait already. */
  | 'RAFTKVS_BUSY'
  /** The connection was closed. */
  | 'RAFTKVS_CLOSED'
  /** The key or the value cannot be stored. */
  | 'RAFTKVS_BAD_REQUEST'
  /** The program cannot start: an address, a directory or the data in it is not usable. */
  | 'RAFTKVS_CANNOT_START'
  /** Something failed that must not: a bug, or storage that was lost. */
  | 'RAFTKVS_FAILED';

/** What goes wrong in raftkvs. The code is stable, the text is for people. */
export class RaftkvsError extends Error {
  readonly code: RaftkvsErrorCode;

  constructor(code: RaftkvsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RaftkvsError';
    this.code = code;
  }
}
