const millisecondsPerUnit: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

const duration = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/u;
const part = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/gu;

/** Durations beyond this are mistakes, and timers could not hold them. */
const longestMilliseconds = 24 * 3_600_000;

export const durationExpectation = 'a positive duration with its unit, such as 150ms, 2s or 1m30s, up to 24h';

/** Milliseconds of a duration in Go's notation (`150ms`, `1.5s`, `1m30s`); undefined when it is none, not positive, or beyond 24 hours. */
export function parseDuration(text: string): number | undefined {
  if (!duration.test(text)) return undefined;
  let milliseconds = 0;
  for (const [, amount, unit] of text.matchAll(part)) {
    milliseconds += Number(amount) * (millisecondsPerUnit[unit ?? ''] ?? Number.NaN);
  }
  return milliseconds > 0 && milliseconds <= longestMilliseconds ? milliseconds : undefined;
}

/** A duration for people: `850 ms`, `1.5 s`. */
export function showDuration(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${Number((milliseconds / 1000).toFixed(1))} s`;
}
