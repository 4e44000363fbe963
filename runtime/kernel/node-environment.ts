import type { Environment, Timer } from './seams.ts';

/** Node's clock, randomness and event loop: the seams of production. */
export function nodeEnvironment(): Environment {
  return {
    clock: {
      nowMilliseconds: () => performance.now(),
      setTimer(delayMilliseconds: number, action: () => void): Timer {
        // Node cuts fractions off, which would fire too early.
        const handle = setTimeout(action, Math.ceil(delayMilliseconds));
        return { cancel: () => clearTimeout(handle) };
      },
    },
    random: () => Math.random(),
    defer: (action) => void setImmediate(action),
    print: (line) => void process.stdout.write(`${line}\n`),
  };
}
