import type { Expression, StateVariable } from '../syntax/index.ts';
import type { Initial } from './body-translator.ts';
import type { FreshNames } from './names.ts';
import { boundIn, functionOn, infix, mappedSet, mentionsAny, name, nowhere, variable } from './trees.ts';

/** A local variable of a process, under its name in the PlusCal form, with its initial value if it has one. */
export interface Local {
  readonly name: string;
  readonly initial: Initial | undefined;
}

export function declaration({ name: text, initial }: Local): StateVariable {
  return { kind: 'stateVariable', name: name(text), initial, span: nowhere };
}

/**
 * Whether the processes of a set choose initial values from sets that differ: a local variable is a function of the processes, and PlusCal
 * chooses that from `[processes -> S]`, where S can mention neither `self` nor other locals.
 */
export function choosesByProcess(locals: readonly Local[]): boolean {
  const own = ['self', ...locals.map((local) => local.name)];
  return locals.some(({ initial }) => initial?.relation === '\\in' && mentionsAny(initial.value, own));
}

/** Locals of the processes of a set that have initial values as global functions; `self` is the name their initial values have for a process. */
export function asFunctions(
  locals: readonly Local[],
  processes: Expression,
  self: string,
  fresh: FreshNames,
): readonly StateVariable[] {
  const own = [self, ...locals.map((local) => local.name)];
  return locals.flatMap(({ name: text, initial }) => {
    if (initial === undefined) return [];
    const chosen = (value: Expression): Expression =>
      ({ kind: 'functionSet', domain: processes, range: value, span: nowhere }) as const;
    const made = ((): Initial => {
      const { relation, value } = initial;
      if (relation === '=') return { relation, value: functionOn(self, processes, value) };
      if (!mentionsAny(value, own)) return { relation, value: chosen(value) };
      const all = fresh.like(text);
      const one: Expression = {
        kind: 'functionApplication',
        function: variable(all),
        args: [variable(self)],
        span: nowhere,
      };
      return {
        relation,
        value: {
          kind: 'setFilter',
          pattern: name(all),
          set: chosen(mappedSet(value, self, processes)),
          predicate: {
            kind: 'quantifier',
            quantifier: '\\A',
            bounds: [boundIn(self, processes)],
            names: [],
            body: infix('\\in', one, value),
            span: nowhere,
          },
          span: nowhere,
        },
      };
    })();
    return [declaration({ name: text, initial: made })];
  });
}
