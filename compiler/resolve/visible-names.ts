import type { Algorithm, Name, Statement } from '../syntax/index.ts';
import { labelsIn } from './labels.ts';

/** A name of an algorithm that the translation to TLA+ declares. */
interface Entry {
  readonly declaration: object;
  readonly id: string;
  /** The process or procedure it belongs to; empty for those themselves. */
  readonly context: string;
  visible: string;
}

/** What the names of a PlusCal algorithm are in the module, where locals and labels of all bodies stand side by side. */
export interface VisibleNames {
  /** By the declaration of a variable or parameter; its own name if it keeps it. */
  readonly of: (declaration: { readonly name: Name }) => string;
  /** What the labels of a body that do not keep their names are called. */
  readonly labelsOf: (body: readonly Statement[]) => ReadonlyMap<string, string>;
}

/**
 * Names that are used more than once are told apart as pcal.trans does it: `x_`, then `x_` with as many letters of the process or procedure
 * as it takes. Global variables keep their names; of several others, in the order labels, procedures, processes, variables, parameters and
 * then of the text, the last one does.
 */
export function visibleNames(algorithm: Algorithm): VisibleNames {
  const bodies = [...algorithm.procedures, ...algorithm.processes];
  const labels = bodies.map(
    ({ name, body }) => [body, entries(distinct(labelsIn(body)), name.text)] as const,
  );
  const named = (list: readonly { readonly name: Name }[], context = ''): readonly Entry[] =>
    list.map((declaration) => ({
      declaration,
      id: declaration.name.text,
      context,
      visible: declaration.name.text,
    }));
  const groups: readonly (readonly Entry[])[] = [
    ...labels.map(([, own]) => own),
    entries(distinct(labelsIn(algorithm.body ?? [])), ''),
    named(algorithm.procedures),
    named(algorithm.processes),
    ...algorithm.processes.map(({ name, variables }) => named(variables, name.text)),
    ...algorithm.procedures.map(({ name, variables }) => named(variables, name.text)),
    ...algorithm.procedures.map(({ name, params }) => named(params, name.text)),
  ];
  tellApart(
    groups.flat(),
    algorithm.variables.map(({ name }) => name.text),
  );
  const byBody = new Map(labels);
  const byDeclaration = new Map(groups.flat().map((entry) => [entry.declaration, entry.visible]));
  return {
    of: (declaration) => byDeclaration.get(declaration) ?? declaration.name.text,
    labelsOf: (body) => {
      const own = byBody.get(body) ?? [];
      return new Map(own.filter(({ id, visible }) => id !== visible).map(({ id, visible }) => [id, visible]));
    },
  };
}

function entries(names: readonly Name[], context: string): readonly Entry[] {
  return names.map((name) => ({ declaration: name, id: name.text, context, visible: name.text }));
}

/** A label that is defined twice is an error of its own. */
function distinct(names: readonly Name[]): readonly Name[] {
  return [...new Map([...names].reverse().map((name) => [name.text, name])).values()].reverse();
}

function tellApart(all: readonly Entry[], taken: readonly string[]): void {
  const uses = new Map<string, number>();
  const count = (name: string, change: number): void => {
    uses.set(name, (uses.get(name) ?? 0) + change);
  };
  for (const name of taken) count(name, 1);
  for (const { visible } of all) count(visible, 1);
  for (const entry of all) {
    for (let letters = 0; (uses.get(entry.visible) ?? 0) > 1 && letters <= entry.context.length; letters++) {
      count(entry.visible, -1);
      entry.visible = `${entry.id}_${entry.context.slice(0, letters)}`;
      count(entry.visible, 1);
    }
  }
}

/** Statements with labels, and gotos to them, under other names. */
export function renameLabels(
  statements: readonly Statement[],
  names: ReadonlyMap<string, string>,
): readonly Statement[] {
  if (names.size === 0) return statements;
  const renamed = (name: Name): Name => ({ ...name, text: names.get(name.text) ?? name.text });
  const all = (list: readonly Statement[]): readonly Statement[] => list.map(one);
  const one = (statement: Statement): Statement => {
    const label =
      statement.label === undefined ? undefined : { ...statement.label, name: renamed(statement.label.name) };
    switch (statement.kind) {
      case 'if':
        return {
          ...statement,
          label,
          then: all(statement.then),
          else: statement.else === undefined ? undefined : all(statement.else),
        };
      case 'either':
        return { ...statement, label, branches: statement.branches.map(all) };
      case 'while':
      case 'with':
      case 'block':
        return { ...statement, label, body: all(statement.body) };
      case 'goto':
        return { ...statement, label, target: renamed(statement.target) };
      default:
        return { ...statement, label };
    }
  };
  return all(statements);
}
