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
 * Checks that the answers are linearizable, with the committed log as witness: a put takes effect at its first place there unless a later
 * request of its client came before; a get, which may have been answered without an entry of its own, at some place between two entries.
 * The answers must be those of the requests executed one after the other in that order, and the order must agree with real time.
 * Independent of the specification's own operators. Answers what is wrong, if anything is.
 */
export function checkHistory(operations: readonly Operation[], committed: readonly Value[]): string[] {
  const { effects, versions } = execute(committed);
  const problems: string[] = [];
  const placed: Placed[] = [];
  const reads: Answered[] = [];
  for (const operation of operations) {
    const { answered } = operation;
    if (operation.type === 'get') {
      if (answered !== undefined) reads.push({ ...operation, answered });
      continue;
    }
    const effect = effects.get(keyOf(operation.client, operation.session, operation.idx));
    // One that was not answered may have taken effect all the same, but not before it was made.
    if (effect !== undefined)
      placed.push({ operation, answeredAt: answered?.at ?? Infinity, position: effect.position });
    if (answered === undefined) continue;
    if (effect === undefined) {
      problems.push(`${describe(operation)} was answered, but is not in the committed log`);
    } else if (effect.value !== answered.value || effect.ok !== answered.ok) {
      problems.push(
        `${describe(operation)} was answered ${answered.value}, ${answered.ok}; in order it gives ${effect.value}, ${effect.ok}`,
      );
    }
  }
  problems.push(...disorder(placed));
  // The earliest possible place for each, in the order of the answers, leaves the most room for the others.
  reads.sort((a, b) => a.answered.at - b.answered.at);
  for (const operation of reads) {
    const position = placeOfRead(operation, placed, versions.get(operation.key) ?? []);
    if (position === undefined) {
      problems.push(
        `${describe(operation)} was answered ${operation.answered.value}, ${operation.answered.ok}, which was not so at any time in between`,
      );
    } else {
      placed.push({ operation, answeredAt: operation.answered.at, position });
    }
  }
  return problems;
}

type Answered = Operation & { readonly answered: NonNullable<Operation['answered']> };

/** An operation with its place: a put's is that of its entry in the log, a get's half a place after the entry before. */
interface Placed {
  readonly operation: Operation;
  readonly answeredAt: number;
  readonly position: number;
}

/** From `position` on the key has this value. */
interface Version {
  readonly position: number;
  readonly value: string;
}

function describe({ type, key, client, session, idx }: Operation): string {
  return `${type} ${key} (client ${client}.${session}.${idx})`;
}

/** Puts whose order contradicts real time. */
function disorder(placed: readonly Placed[]): string[] {
  const problems: string[] = [];
  let earliestAnswer = Infinity;
  for (const { operation, answeredAt } of placed.toSorted((a, b) => b.position - a.position)) {
    if (operation.invoked > earliestAnswer) {
      problems.push(
        `client ${operation.client}'s request ${operation.idx} takes effect before one that was answered earlier`,
      );
    }
    earliestAnswer = Math.min(earliestAnswer, answeredAt);
  }
  return problems;
}

/** The first place at which a read finds what it was answered, after all that was answered before it began and before all that began later. */
function placeOfRead(
  { invoked, answered }: Answered,
  placed: readonly Placed[],
  versions: readonly Version[],
): number | undefined {
  let [low, high] = [-0.5, Infinity];
  for (const other of placed) {
    if (other.answeredAt < invoked) low = Math.max(low, Math.floor(other.position) + 0.5);
    if (other.operation.invoked > answered.at) high = Math.min(high, other.position);
  }
  const candidates = answered.ok
    ? versions.map((version, index) => ({ ...version, end: versions[index + 1]?.position ?? Infinity }))
    : [{ position: -1, value: '', end: versions[0]?.position ?? Infinity }];
  for (const { position, value, end } of candidates) {
    if (value !== answered.value) continue;
    const place = Math.max(low, position + 0.5);
    if (place < end && place < high) return place;
  }
  return undefined;
}

/** What each request in the log gives, and what each key was when. */
function execute(committed: readonly Value[]): {
  effects: Map<string, Effect>;
  versions: Map<string, Version[]>;
} {
  const data = new Map<string, string>();
  const last = new Map<number, readonly [session: number, idx: number]>();
  const effects = new Map<string, Effect>();
  const versions = new Map<string, Version[]>();
  for (const [position, entry] of committed.entries()) {
    const client = fieldOf(entry, 'client') as number;
    const command = fieldOf(entry, 'cmd');
    const [session, idx] = [fieldOf(command, 'session') as number, fieldOf(command, 'idx') as number];
    const key = fieldOf(command, 'key') as string;
    const [lastSession, lastIdx] = last.get(client) ?? [0, 0];
    if (session < lastSession || (session === lastSession && idx <= lastIdx)) continue;
    last.set(client, [session, idx]);
    if (fieldOf(command, 'type') === 'put') {
      const value = fieldOf(command, 'value') as string;
      data.set(key, value);
      versions.set(key, [...(versions.get(key) ?? []), { position, value }]);
    }
    effects.set(keyOf(client, session, idx), { position, value: data.get(key) ?? '', ok: data.has(key) });
  }
  return { effects, versions };
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
