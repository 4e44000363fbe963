import { asTuple, fieldOf, toTlaString } from '../../../runtime/tla/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';

/** A request as its user saw it; times are counted in steps of the simulation. */
export interface Operation {
  readonly client: number;
  readonly session: number;
  readonly idx: number;
  readonly type: 'get' | 'put';
  readonly key: string;
  readonly value: string;
  readonly invoked: number;
  answered?: { readonly at: number; readonly value: string; readonly ok: boolean };
}

interface Effect {
  readonly position: number;
  readonly value: string;
  readonly ok: boolean;
}

/**
 * Checks that the answers are linearizable, with the committed log as witness: each request takes effect at its first place in the log
 * unless a later one of its client came before; the answers must be those of the requests executed one after the other in that order,
 * and the order must agree with real time. Independent of the specification's own operators. Answers what is wrong, if anything is.
 */
export function checkHistory(operations: readonly Operation[], committed: readonly Value[]): string[] {
  const effects = execute(committed);
  const problems: string[] = [];
  const answered: { operation: Operation; position: number }[] = [];
  for (const operation of operations) {
    const answer = operation.answered;
    if (answer === undefined) continue;
    const effect = effects.get(keyOf(operation.client, operation.session, operation.idx));
    const what = `${operation.type} ${operation.key} (client ${operation.client}.${operation.session}.${operation.idx})`;
    if (effect === undefined) {
      problems.push(`${what} was answered, but is not in the committed log`);
    } else {
      answered.push({ operation, position: effect.position });
      if (effect.value !== answer.value || effect.ok !== answer.ok) {
        problems.push(
          `${what} was answered ${answer.value}, ${answer.ok}; in order it gives ${effect.value}, ${effect.ok}`,
        );
      }
    }
  }
  answered.sort((a, b) => b.position - a.position);
  let earliestAnswer = Infinity;
  for (const { operation } of answered) {
    if (operation.invoked > earliestAnswer) {
      problems.push(
        `client ${operation.client}'s request ${operation.idx} takes effect before one that was answered earlier`,
      );
    }
    earliestAnswer = Math.min(earliestAnswer, operation.answered?.at ?? Infinity);
  }
  return problems;
}

function execute(committed: readonly Value[]): Map<string, Effect> {
  const data = new Map<string, string>();
  const last = new Map<number, readonly [session: number, idx: number]>();
  const effects = new Map<string, Effect>();
  for (const [position, entry] of committed.entries()) {
    const client = fieldOf(entry, 'client') as number;
    const command = fieldOf(entry, 'cmd');
    const [session, idx] = [fieldOf(command, 'session') as number, fieldOf(command, 'idx') as number];
    const key = fieldOf(command, 'key') as string;
    const [lastSession, lastIdx] = last.get(client) ?? [0, 0];
    if (session < lastSession || (session === lastSession && idx <= lastIdx)) continue;
    last.set(client, [session, idx]);
    if (fieldOf(command, 'type') === 'put') data.set(key, fieldOf(command, 'value') as string);
    effects.set(keyOf(client, session, idx), { position, value: data.get(key) ?? '', ok: data.has(key) });
  }
  return effects;
}

/** The data after a log, as `key value` lines in no order. */
export function dataOf(committed: readonly Value[]): Map<string, string> {
  const data = new Map<string, string>();
  const seen = new Map<number, readonly [session: number, idx: number]>();
  for (const entry of committed) {
    const client = fieldOf(entry, 'client') as number;
    const command = fieldOf(entry, 'cmd');
    const [session, idx] = [fieldOf(command, 'session') as number, fieldOf(command, 'idx') as number];
    const [lastSession, lastIdx] = seen.get(client) ?? [0, 0];
    if (session < lastSession || (session === lastSession && idx <= lastIdx)) continue;
    seen.set(client, [session, idx]);
    if (fieldOf(command, 'type') === 'put') {
      data.set(fieldOf(command, 'key') as string, fieldOf(command, 'value') as string);
    }
  }
  return data;
}

function keyOf(client: number, session: number, idx: number): string {
  return `${client}.${session}.${idx}`;
}

/** An entry in few words. */
export function showEntry(entry: Value): string {
  const command = fieldOf(entry, 'cmd');
  return `${toTlaString(fieldOf(entry, 'term'))}:${toTlaString(fieldOf(entry, 'client'))}.${toTlaString(fieldOf(command, 'idx'))}`;
}

/** A log in few words. */
export function showLog(log: Value): string {
  return [...asTuple(log)].map(showEntry).join(' ');
}
