import type { Site } from './site.ts';
import type { Value } from './value.ts';
import { toTlaString } from './value.ts';

/**
 * What evaluation asks of its surroundings: a place for warnings and printed lines, and random numbers. The host
 * sets them, for the whole process; without a host warnings and lines are dropped.
 */
let warningHook: ((message: string, at?: Site) => void) | undefined;
let outputHook: ((line: string) => void) | undefined;
let randomSource: (() => number) | undefined;

export function setWarningHook(hook: ((message: string, at?: Site) => void) | undefined): void {
  warningHook = hook;
}

/** Receives each line of Print, PrintT and the print statement. */
export function setOutputHook(hook: ((line: string) => void) | undefined): void {
  outputHook = hook;
}

/** Numbers in [0, 1), for RandomElement; Math.random by default. */
export function setRandomSource(source: (() => number) | undefined): void {
  randomSource = source;
}

/** The message is made only if somebody listens. */
export function warn(message: () => string, at?: Site): void {
  if (warningHook !== undefined) warningHook(message(), at);
}

export function printLine(line: string): void {
  outputHook?.(line);
}

/** What the PlusCal statement `print` does. */
export function printValue(v: Value): void {
  printLine(toTlaString(v));
}

export function random(): number {
  return randomSource === undefined ? Math.random() : randomSource();
}
