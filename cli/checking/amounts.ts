import { UsageError } from '../failures.ts';

const units: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** Bytes from a text such as `4GB`, `500m` or `1.5G`. */
export function bytesOf(option: string, text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([kmg]?)i?b?$/i.exec(text) ?? [];
  const factor = units[unit?.toLowerCase() ?? ''];
  if (amount === undefined || factor === undefined)
    throw new UsageError(`${option}: expected an amount of memory such as 4GB or 500MB, not ${text}`);
  return Math.round(Number(amount) * factor);
}

/** A number from 1 up, or undefined if there is none. */
export function countOf(option: string, given: number | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!Number.isSafeInteger(given) || given < 1)
    throw new UsageError(`${option}: expected a whole number from 1 up`);
  return given;
}

/** A seed of 32 bits, or undefined if there is none. */
export function seedOf(given: number | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!Number.isSafeInteger(given) || given < 0 || given >= 2 ** 32)
    throw new UsageError('--seed: expected a whole number from 0 to 4294967295');
  return given;
}

/** How many workers: a number, or as many as there are processors. */
export function workersOf(text: string, processors: number): number {
  if (text === 'auto') return Math.max(1, processors);
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1 || count > 256)
    throw new UsageError(`--workers: expected a number from 1 to 256 or auto, not ${text}`);
  return count;
}

/** `1,234,567` */
export function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `0.8 s`, `2 min 05 s`, `3 h 20 min` */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const padded = (n: number): string => String(n).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${padded(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${padded(Math.floor((whole % 3600) / 60))} min`;
}

/** `1 s`, `40 s`, `5 min`, `3 h`: no more than is known of what is to come. */
export function roughDuration(seconds: number): string {
  if (seconds <= 99) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes <= 99 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
