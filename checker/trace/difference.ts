import {
  TlaFunctionLike,
  TlaRecord,
  TlaSet,
  TlaTuple,
  sameValue,
  difference as setDifference,
  toTlaString,
} from '../../runtime/tla/index.ts';
import type { Value } from '../../runtime/tla/index.ts';

/**
 * One place in a variable that a step changed. `path` is the place as TLA+ writes it (`log[1].term`); `before` is undefined where
 * there was nothing before, `after` where there is nothing any more (an argument outside the domain).
 */
export interface Change {
  readonly path: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** What differs between two states, going into functions, records and sequences as far as they have something in common. */
export function differences(
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
): readonly Change[] {
  const changes: Change[] = [];
  for (const [variable, value] of after) collect(variable, before.get(variable), value, changes);
  return changes;
}

function collect(path: string, before: Value | undefined, after: Value | undefined, changes: Change[]): void {
  if (before === undefined || after === undefined) {
    changes.push({ path, before, after });
    return;
  }
  if (sameValue(before, after)) return;
  if (before instanceof TlaFunctionLike && after instanceof TlaFunctionLike) {
    const f = before.evaluated();
    const g = after.evaluated();
    if (comparable(f, g)) {
      collectArguments(path, f, g, changes);
      return;
    }
  }
  changes.push({ path, before, after });
}

/** Whether two functions are better compared argument by argument than as wholes. */
function comparable(f: TlaFunctionLike, g: TlaFunctionLike): boolean {
  if (!Number.isFinite(f.size) || !Number.isFinite(g.size)) return false;
  // A sequence that grew or shrank has moved: only one that keeps its length has elements to compare.
  if (f instanceof TlaTuple || g instanceof TlaTuple) {
    return f instanceof TlaTuple && g instanceof TlaTuple && f.length === g.length;
  }
  for (let i = 0; i < f.size; i++) if (g.get(f.keyAt(i)) !== undefined) return true;
  return false;
}

function collectArguments(path: string, f: TlaFunctionLike, g: TlaFunctionLike, changes: Change[]): void {
  const isRecord = f instanceof TlaRecord && g instanceof TlaRecord;
  for (let i = 0; i < f.size; i++) {
    const key = f.keyAt(i);
    collect(path + argument(key, isRecord), f.valueAt(i), g.get(key), changes);
  }
  for (let i = 0; i < g.size; i++) {
    const key = g.keyAt(i);
    if (f.get(key) === undefined) {
      changes.push({ path: path + argument(key, isRecord), before: undefined, after: g.valueAt(i) });
    }
  }
}

const fieldName = /^(?=.*[A-Za-z])[A-Za-z0-9_]+$/;

function argument(key: Value, isRecord: boolean): string {
  return isRecord && typeof key === 'string' && fieldName.test(key) ? `.${key}` : `[${argumentText(key)}]`;
}

/** Several arguments are one tuple: `f[a, b]`. */
function argumentText(key: Value): string {
  if (key instanceof TlaTuple && key.length >= 2) return key.toArray().map(toTlaString).join(', ');
  return toTlaString(key);
}

/** What a set lost and gained; undefined if it is no finite set before and after, or if nothing stayed. */
export function setChange(
  change: Change,
): { readonly removed: readonly Value[]; readonly added: readonly Value[] } | undefined {
  const { before, after } = change;
  if (!(before instanceof TlaSet) || !(after instanceof TlaSet)) return undefined;
  if (!Number.isFinite(before.size) || !Number.isFinite(after.size)) return undefined;
  const removed = setDifference(before, after).toArray();
  if (removed.length === before.size) return undefined;
  return { removed, added: setDifference(after, before).toArray() };
}
