/** The machine, or what it lets one process have, is not enough for a search. No defect. */
export class OutOfMemory extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(`out of memory: ${what}`, options);
    this.name = 'OutOfMemory';
  }
}

/** Whether an array could not be had. What JavaScript throws then says so by its text only. */
export function isAllocationFailure(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('allocation failed');
}

/** Runs an action, and says by an OutOfMemory what it was about if an array could not be had. */
export async function tellingMemory<T>(what: () => string, action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (isAllocationFailure(error)) throw new OutOfMemory(what(), { cause: error });
    throw error;
  }
}

/** The length of an array that takes over from a full one: twice as long, but no longer than numbers of its elements may be. */
export function lengthAfter(length: number, most: number, what: string): number {
  if (length >= most) throw new OutOfMemory(`there are more than ${most} ${what}`);
  return Math.min(length * 2, most);
}
