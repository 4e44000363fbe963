/** Thrown (preallocated: no stack, no cost) where a read nested in a closure is blocked; never leaves the kernel. */
export const blockedSignal: unique symbol = Symbol('blocked');
