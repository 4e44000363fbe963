import { fieldOf, recordMaker } from 'mpcal-ts/runtime';
import type { Value } from 'mpcal-ts/runtime';
import { RaftkvsError } from './errors.ts';

/** What a client asks of the cluster. */
export type Request =
  | { readonly type: 'get'; readonly key: string }
  | { readonly type: 'put'; readonly key: string; readonly value: string };

/** What the cluster answers: the value after a put, the value there is for a get; undefined if there is none. */
export interface Answer {
  readonly value: string | undefined;
}

/** The largest key and value of one request, together, in bytes of UTF-8. */
export const requestLimitBytes = 1_572_864;

/** The largest message, in bytes: room for `maxAppendEntries` of the largest requests. The same in all processes. */
export const frameLimitBytes = 256 * 1024 * 1024;

/** A request as `AClient` reads it. */
const makeRequest = recordMaker(['session', 'type', 'key', 'value']);

const loneSurrogate = /\p{Surrogate}/u;

/** Throws RAFTKVS_BAD_REQUEST for what cannot be stored. */
export function checkRequest(request: Request): void {
  checkText('key', request.key);
  if (request.type === 'put') checkText('value', request.value);
  const value = request.type === 'put' ? request.value : '';
  if (isStorable(request.key, value)) return;
  const bytes = Buffer.byteLength(request.key) + Buffer.byteLength(value);
  throw new RaftkvsError(
    'RAFTKVS_BAD_REQUEST',
    `key and value have ${bytes} bytes; at most ${requestLimitBytes} can be stored`,
  );
}

/** Whether a key and a value are small enough to be stored. */
export function isStorable(key: string, value: string): boolean {
  // A code unit has at most three bytes.
  if ((key.length + value.length) * 3 <= requestLimitBytes) return true;
  return Buffer.byteLength(key) + Buffer.byteLength(value) <= requestLimitBytes;
}

function checkText(what: string, text: unknown): void {
  if (typeof text !== 'string') {
    throw new RaftkvsError('RAFTKVS_BAD_REQUEST', `the ${what} is no string, but ${typeof text}`);
  }
  if (loneSurrogate.test(text)) {
    throw new RaftkvsError(
      'RAFTKVS_BAD_REQUEST',
      `the ${what} has half of a surrogate pair: it is no Unicode text`,
    );
  }
}

export function encodeRequest(session: number, request: Request): Value {
  return makeRequest([session, request.type, request.key, request.type === 'put' ? request.value : '']);
}

/** Reads what `AClient` writes to its response channel. */
export function decodeAnswer(answer: Value): Answer {
  const value = fieldOf(answer, 'value');
  return { value: fieldOf(answer, 'ok') === true && typeof value === 'string' ? value : undefined };
}
