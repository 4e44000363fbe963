import type { RecordedTrace } from '../../checker/index.ts';
import { TlaParseError, parseTlaValue } from '../../runtime/tla/index.ts';
import type { Value } from '../../runtime/tla/index.ts';

/** What TLC said in its tool mode (`-tool`), as far as reports have a place for it. */
export interface TlcOutput {
  readonly result: RecordedTrace['result'] | 'ok' | 'assumption' | 'incomplete' | undefined;
  readonly violated: string | undefined;
  readonly isLiveness: boolean;
  /** What was wrong, in TLC's words. */
  readonly message: string | undefined;
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  /** Of the distributed mode: how many threads of workers took part. */
  readonly registered: number;
  /** As TLC printed them, without their numbers. */
  readonly stateTexts: readonly string[];
  /** The same as values; undefined if there are none, or if one cannot be read. */
  readonly trace: RecordedTrace | undefined;
}

interface Message {
  readonly code: number;
  readonly text: string;
}

// Of TLC's class EC.
const code = {
  general: 1000,
  assumptionFailed: 2105,
  incompleteInitial: 2106,
  invariantInitial: 2107,
  propertyInitial: 2108,
  incompleteNext: 2109,
  invariant: 2110,
  invariantFailed: 2111,
  actionProperty: 2112,
  actionPropertyFailed: 2113,
  deadlock: 2114,
  temporal: 2116,
  assertion: 2132,
  assumption: 2104,
  success: 2193,
  depth: 2194,
  statistics: 2199,
  progress: 2200,
  state: 2217,
  stuttering: 2218,
  backToState: 2122,
  coordinatorRuns: 7000,
  workerRegistered: 7001,
} as const;

/** Whether this, from a coordinator of the distributed mode, says that workers can join. */
export function hasBegunToServe(text: string): boolean {
  const signs = [code.coordinatorRuns, code.workerRegistered, code.progress];
  return signs.some((number) => text.includes(`@!@!@STARTMSG ${number}:`)) || /server .*is ready/i.test(text);
}

/** Reads the output of TLC in tool mode; what it does not know it leaves out. */
export function readTlcOutput(text: string): TlcOutput {
  const messages = messagesIn(text);
  const first = (...codes: readonly number[]): Message | undefined =>
    messages.find((message) => codes.includes(message.code));
  const said = verdictIn(messages);
  // What there was so far is all there is of a TLC that was stopped.
  const last = (wanted: number): Message | undefined => messages.findLast((m) => m.code === wanted);
  const figures = last(code.statistics) ?? last(code.progress);
  const [, generated, distinct] =
    /([\d,]+) states generated(?: \([^)]*\))?, ([\d,]+) distinct/.exec(figures?.text ?? '') ?? [];
  const isEmpty = said.result === 'ok' && count(distinct) === 0;
  const found: Verdict = isEmpty
    ? { ...said, result: 'incomplete', message: 'Nothing was checked: TLC found no state' }
    : said;
  const stateTexts = messages.filter((m) => m.code === code.state).map((m) => m.text.replace(/^\d+: /, ''));
  const back = /^(\d+):/.exec(first(code.backToState)?.text ?? '')?.[1];
  const isStuttering = first(code.stuttering) !== undefined;
  return {
    ...found,
    distinct: count(distinct),
    generated: count(generated),
    registered: messages.filter((message) => message.code === code.workerRegistered).length,
    depth: count(/search is ([\d,]+)/.exec(first(code.depth)?.text ?? '')?.[1]),
    stateTexts,
    trace: traceOf(found, stateTexts, back === undefined ? undefined : Number(back) - 1, isStuttering),
  };
}

function messagesIn(text: string): readonly Message[] {
  const pattern = /@!@!@STARTMSG (\d+):\d+ @!@!@\r?\n([^]*?)@!@!@ENDMSG \1 @!@!@/g;
  return [...text.matchAll(pattern)].map(([, number, body]) => ({
    code: Number(number),
    text: (body ?? '').trim(),
  }));
}

function count(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.replaceAll(',', ''));
}

type Verdict = Pick<TlcOutput, 'result' | 'violated' | 'isLiveness' | 'message'>;

function verdictIn(messages: readonly Message[]): Verdict {
  for (const { code: number, text } of messages) {
    const verdict = { violated: undefined, isLiveness: false, message: text };
    const name = /(?:Invariant|property|properties) (\S+?),? (?:is|were|was) violated/i.exec(text)?.[1];
    switch (number) {
      case code.invariant:
      case code.invariantInitial:
        return { ...verdict, result: 'invariant', violated: name };
      case code.actionProperty:
      case code.propertyInitial:
        return { ...verdict, result: 'property', violated: name };
      case code.temporal:
        return { ...verdict, result: 'property', violated: name, isLiveness: true };
      case code.deadlock:
        return { ...verdict, result: 'deadlock' };
      case code.assertion:
        return { ...verdict, result: 'assert' };
      case code.assumptionFailed:
      case code.incompleteInitial:
      case code.incompleteNext:
      case code.invariantFailed:
      case code.actionPropertyFailed:
        return { ...verdict, result: 'error' };
      case code.assumption:
        return { ...verdict, result: 'assumption' };
      case code.general:
        return { ...verdict, ...generalVerdict(text) };
      default:
    }
  }
  const succeeded = messages.some((message) => message.code === code.success);
  return { result: succeeded ? 'ok' : undefined, violated: undefined, isLiveness: false, message: undefined };
}

/** Exceptions: also what workers of the distributed mode find wrong, in the words that TLC has for it otherwise. */
function generalVerdict(text: string): Pick<Verdict, 'result' | 'violated'> {
  const error = { result: 'error', violated: undefined } as const;
  const assertion = { ...error, result: 'assert' } as const;
  if (/first argument of Assert evaluated to FALSE|Failure of assertion at/i.test(text)) return assertion;
  const violated = /\b(Invariant|Action property) (\S+) is violated/.exec(text);
  if (violated !== null)
    return { result: violated[1] === 'Invariant' ? 'invariant' : 'property', violated: violated[2] };
  if (/\bDeadlock reached/.test(text)) return { ...error, result: 'deadlock' };
  return /assert/i.test(text) ? assertion : error;
}

function traceOf(
  { result, violated }: Verdict,
  stateTexts: readonly string[],
  backTo: number | undefined,
  isStuttering: boolean,
): RecordedTrace | undefined {
  if (result === undefined || result === 'ok' || result === 'assumption' || result === 'incomplete')
    return undefined;
  if (stateTexts.length === 0) return undefined;
  const states = stateTexts.map(valuesIn);
  if (!states.every((values) => values !== undefined)) return undefined;
  return {
    result,
    violated,
    // TLC names no step that this model knows; whoever follows the trace finds them.
    states: states.map((values) => ({ step: undefined, values })),
    end: isStuttering
      ? { kind: 'stuttering' }
      : backTo === undefined
        ? undefined
        : { kind: 'lasso', backTo, step: undefined },
  };
}

/** `/\ x = 1` and so on, values over several lines included. */
function valuesIn(text: string): ReadonlyMap<string, Value> | undefined {
  const body = text.slice(text.indexOf('\n') + 1);
  const values = new Map<string, Value>();
  for (const conjunct of body.split(/^(?:\/\\ )?(?=\w+ = )/m)) {
    const [, name, value] = /^(\w+) = ([^]*)$/.exec(conjunct.trim()) ?? [];
    if (name === undefined || value === undefined) continue;
    try {
      values.set(name, parseTlaValue(value.replace(/\s*\n\s*/g, ' ').trim()));
    } catch (error) {
      if (error instanceof TlaParseError) return undefined;
      throw error;
    }
  }
  return values.size === 0 ? undefined : values;
}
