import { warningAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { MacroDefinition, Name } from '../syntax/index.ts';
import type { Rule } from './analysis.ts';
import { walk } from './walk.ts';

/** Every variable and every parameter occurs somewhere. A name that begins with `_` says that it is meant not to. */
export const namesAreUsed: Rule = ({ algorithm, bodies, spec }) => {
  const used = new Set<unknown>(spec.bindings.references.values());
  const isUsed = (name: Name): boolean => used.has(spec.bindings.declarations.get(name));
  return [
    ...unused(algorithm.variables, isUsed, 'Variable', 'Variables', ''),
    ...bodies.flatMap((body) => [
      ...unused(body.params, isUsed, 'Parameter', 'Parameters', ` of ${body.kind} ${body.name}`),
      ...unused(body.variables, isUsed, 'Variable', 'Variables', ` of ${body.kind} ${body.name}`),
    ]),
    ...algorithm.macros.flatMap((macro) =>
      unused(macro.params, occursIn(macro), 'Parameter', 'Parameters', ` of macro ${macro.name.text}`),
    ),
  ];
};

/** One warning for all unused names of a list, at the first of them. */
function unused(
  declarations: readonly { readonly name: Name }[],
  isUsed: (name: Name) => boolean,
  one: string,
  several: string,
  owner: string,
): readonly Diagnostic[] {
  const names = declarations
    .map(({ name }) => name)
    .filter((name) => !name.text.startsWith('_') && !isUsed(name));
  const [first, ...rest] = names;
  if (first === undefined) return [];
  const what =
    rest.length === 0 ? `${one} ${first.text}` : `${several} ${names.map(({ text }) => text).join(', ')}`;
  return [
    warningAt('MP901', first.span, `${what}${owner} ${rest.length === 0 ? 'is' : 'are'} never used.`, {
      related: rest.map(({ span, text }) => ({ span, message: `${text} is not used either` })),
      hint:
        names.length === 1
          ? `Leave it out, or call it _${first.text} if it is meant not to be used.`
          : 'Leave them out, or let their names begin with _ if they are meant not to be used.',
    }),
  ];
}

/** A macro's parameters are looked for by their text: its body is resolved where it is expanded only. */
function occursIn(macro: MacroDefinition): (name: Name) => boolean {
  const texts = new Set<string>();
  walk(macro.body, (node) => {
    if (node.kind === 'name') texts.add((node as Name).text);
    return undefined;
  });
  return ({ text }) => texts.has(text);
}
