import { RaftkvsError } from './errors.ts';
import { codeOf, messageOf } from './text.ts';

/** Cause and remedy by the code of an error, completing a sentence that begins with what could not be used. */
const explanations: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another process: stop that process, or configure another address',
  ADDRESS_IN_USE: 'is in use by another process: stop that process, or configure another address',
  EADDRNOTAVAIL: 'is no address of this machine: configure one that is',
  ADDRESS_NOT_AVAILABLE: 'is no address of this machine: configure one that is',
  EACCES: 'may not be used by this user: grant the permission, or configure another one',
  ADDRESS_FORBIDDEN: 'may not be used by this user: configure a port above 1023, or grant the permission',
  ENOTFOUND: 'has a host name that cannot be resolved: correct the name, or configure an address',
  EROFS: 'is on a read-only file system: configure a writable directory',
  ENOTDIR: 'has a file where a directory is needed: configure another path',
  ENOSPC: 'is on a full disk: make room, or configure another path',
};

/** Why a program cannot start, in a sentence with cause and remedy. `subject` is what could not be used. */
export function startFailure(error: unknown, subject: string): RaftkvsError {
  if (error instanceof RaftkvsError) return error;
  const code = codeOf(error) ?? '';
  // What storage says of itself is a sentence with cause and remedy already.
  if (code.startsWith('STORAGE_'))
    return new RaftkvsError('RAFTKVS_CANNOT_START', messageOf(error), { cause: error });
  const explanation = explanations[code];
  const message = explanation === undefined ? `${subject}: ${messageOf(error)}` : `${subject} ${explanation}`;
  return new RaftkvsError('RAFTKVS_CANNOT_START', message, { cause: error });
}
