import { binderOf } from '../resolve/binders.ts';
import type { Expression, Name, Statement, WithStatement } from '../syntax/index.ts';
import { copyTree, nameOf } from './trees.ts';
import type { TreeNode } from './trees.ts';

/** Stands in names of what is bound that are not decided yet; no name of a spec has it. */
const mark = '§';

/** Stands in names of variables and labels that are not decided yet. */
const declaredMark = '¶';

/** The part of a name that its user wrote. */
export function writtenName(text: string): string {
  return text.split(/[§¶]/)[0] ?? text;
}

/** Makes names that nothing else has, so that no expression can be captured wherever it is moved; `withNames` decides what they are called. */
export class FreshNames {
  private count = 0;

  like(base: string): string {
    this.count += 1;
    return `${writtenName(base)}${mark}${this.count}`;
  }

  /** For what a body declares: a variable, a parameter or a label. */
  declared(base: string): string {
    this.count += 1;
    return `${writtenName(base)}${declaredMark}${this.count}`;
  }
}

/** Whether a name is one that `FreshNames` has made: it is bound once, so it always means the same. */
export function isUndecided(text: string): boolean {
  return text.includes(mark);
}

/** Whether an expression is a literal or a name that always means the same, so that it can be written anywhere. */
export function isFixed(expression: Expression): boolean {
  const text = nameOf(expression);
  return text === undefined ? ['number', 'string', 'boolean'].includes(expression.kind) : isUndecided(text);
}

/** A name like `base` that is not taken: itself, or with the first number that does. */
export function freeName(base: string, isTaken: (candidate: string) => boolean, firstNumber = 2): string {
  if (!isTaken(base)) return base;
  const stem = /[0-9]$/.test(base) ? `${base}_` : base;
  for (let number = firstNumber; ; number += 1) {
    const candidate = `${stem}${number}`;
    if (!isTaken(candidate)) return candidate;
  }
}

interface Decided {
  readonly names: ReadonlyMap<string, string>;
  /** For what a user wrote, the number to try first: what is bound around has the smaller ones. */
  readonly next: ReadonlyMap<string, number>;
}

/**
 * A copy of a tree in which what is declared has the names `declared` says, and every other undecided name is one that is neither taken nor
 * bound around it.
 */
export function withNames<T>(tree: T, declared: ReadonlyMap<string, string>, taken: ReadonlySet<string>): T {
  return decide(tree, { names: declared, next: new Map() }, new Set([...taken, ...declared.values()]));
}

function decide<T>(tree: T, decided: Decided, taken: ReadonlySet<string>): T {
  return copyTree(tree, (node) => {
    if (node.kind === 'name') {
      const text = decided.names.get((node as Name).text);
      return text === undefined ? undefined : { ...node, text };
    }
    if (node.kind === 'with') return decideWith(node as WithStatement, decided, taken);
    const binder = binderOf(node);
    if (binder === undefined) return undefined;
    const inner = bind(binder.names, decided, taken);
    return Object.fromEntries(
      Object.entries(node).map(([key, child]: [string, unknown]) => {
        // The names themselves stand in the part that is outside.
        if (!binder.outside.includes(key)) return [key, decide(child, inner, taken)];
        return [key, decideBounds(child, decided, inner, taken)];
      }),
    );
  });
}

/** Bounds: their sets are outside of what they bind. */
function decideBounds(child: unknown, outer: Decided, inner: Decided, taken: ReadonlySet<string>): unknown {
  if (!Array.isArray(child)) return decide(child, outer, taken);
  return child.map((bound: TreeNode) =>
    bound.kind === 'bound'
      ? Object.fromEntries(
          Object.entries(bound).map(([key, part]: [string, unknown]) => [
            key,
            decide(part, key === 'patterns' ? inner : outer, taken),
          ]),
        )
      : decide(bound, outer, taken),
  );
}

function decideWith(statement: WithStatement, decided: Decided, taken: ReadonlySet<string>): Statement {
  let inner = decided;
  const bindings = statement.bindings.map((binding) => {
    const value = decide(binding.value, inner, taken);
    inner = bind([binding.name], inner, taken);
    return {
      ...binding,
      name: { ...binding.name, text: inner.names.get(binding.name.text) ?? binding.name.text },
      value,
    };
  });
  return {
    ...statement,
    label: decide(statement.label, decided, taken),
    bindings,
    body: decide(statement.body, inner, taken),
  };
}

function bind(names: readonly Name[], decided: Decided, taken: ReadonlySet<string>): Decided {
  const inner = new Map(decided.names);
  const next = new Map(decided.next);
  const used = new Set(decided.names.values());
  for (const { text } of names) {
    if (!isUndecided(text) || inner.has(text)) continue;
    const written = writtenName(text);
    const first = next.get(written) ?? 1;
    const chosen = freeName(written, (candidate) => taken.has(candidate) || used.has(candidate), first);
    if (chosen !== written) next.set(written, first + 1);
    used.add(chosen);
    inner.set(text, chosen);
  }
  return { names: inner, next };
}
