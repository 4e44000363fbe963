import { warningAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { MacroDefinition, Name } from '../syntax/index.ts';
import type { Rule } from './analysis.ts';
import { walk } from './walk.ts';

/** Every variable and every parameter occurs somewhere. A name that begins with `_` says that it is meant not to. */
export const namesAreUsed: Rule = ({ algorithm, bodies, spec }) => {
  const used = new Set<unknown>(spec.bindings.references.values());
  const unused = (name: Name, what: string): readonly Diagnostic[] =>
    name.text.startsWith('_') || used.has(spec.bindings.declarations.get(name)) ? [] : [warning(name, what)];
  return [
    ...algorithm.variables.flatMap(({ name }) => unused(name, 'Variable')),
    ...bodies.flatMap((body) => [
      ...body.params.flatMap(({ name }) => unused(name, 'Parameter')),
      ...body.variables.flatMap(({ name }) => unused(name, 'Variable')),
    ]),
    ...algorithm.macros.flatMap(unusedMacroParameters),
  ];
};

function unusedMacroParameters(macro: MacroDefinition): readonly Diagnostic[] {
  const names = new Set<string>();
  walk(macro.body, (node) => {
    if (node.kind === 'name') names.add((node as Name).text);
    return undefined;
  });
  return macro.params
    .filter(({ name }) => !names.has(name.text) && !name.text.startsWith('_'))
    .map(({ name }) => warning(name, 'Parameter'));
}

function warning(name: Name, what: string): Diagnostic {
  return warningAt('MP901', name.span, `${what} ${name.text} is never used.`);
}
