/**
 * - `ADDRESS_INVALID`: text that is no host:port.
 * - `ADDRESS_IN_USE`, `ADDRESS_NOT_AVAILABLE`, `ADDRESS_FORBIDDEN`, `LISTEN_FAILED`: cannot listen there.
 * - `MESSAGE_TOO_LARGE`: a message over the frame limit.
 * - `UNKNOWN_MAILBOX`: an id that has neither a mailbox here nor an address.
 * - `MAILBOX_TAKEN`: two mailboxes with one id on one hub.
 * - `CLOSED`: used after `close`.
 */
export type NetworkErrorCode =
  | 'ADDRESS_INVALID'
  | 'ADDRESS_IN_USE'
  | 'ADDRESS_NOT_AVAILABLE'
  | 'ADDRESS_FORBIDDEN'
  | 'LISTEN_FAILED'
  | 'MESSAGE_TOO_LARGE'
  | 'UNKNOWN_MAILBOX'
  | 'MAILBOX_TAKEN'
  | 'CLOSED';

/** Our side asked the network for what it cannot do. What peers do wrong is counted, never thrown. */
export class NetworkError extends Error {
  readonly code: NetworkErrorCode;

  constructor(code: NetworkErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NetworkError';
    this.code = code;
  }
}
