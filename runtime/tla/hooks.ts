import type { Site } from './site.ts';
import type { Value } from './value.ts';
import { toTlaString } from './value.ts';

/**
 * What evaluation asks of its surroundings: a place for warnings and printed lines, random numbers, statistics. The host
 * sets them, for the whole process; without a host warnings and lines are dropped, and there are no statistics.
 */
let warningHook: ((message: string, at?: Site) => void) | undefined;
let outputHook: ((line: string) => void) | undefined;
let randomSource: (() => number) | undefined;
let statisticsSource: ((name: string) => Value | undefined) | undefined;

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

/** What TLCGet answers for names such as "distinct"; undefined for those it does not know. */
export function setStatisticsSource(source: ((name: string) => Value | undefined) | undefined): void {
  statisticsSource = source;
}

export function statistic(name: string): Value | undefined {
  return statisticsSource?.(name);
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
