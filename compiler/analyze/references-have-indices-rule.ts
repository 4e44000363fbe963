import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Rule } from './analysis.ts';
import { accessesIn, refTargetsOf, withPlaceholders } from './references.ts';

/**
 * An access to a `ref` parameter of arity k has at least k indices (further ones of a read apply to the value read); an assignment has exactly k,
 * because with more it would have to read as well. A field counts as an index: `p.f` is `p["f"]`.
 */
export const referencesHaveIndices: Rule = ({ bodies, symbolOf }) =>
  bodies.flatMap((body) => {
    const inStatements = [body.variables, body.statements].flatMap((part) => accessesIn(part, symbolOf));
    const reads = inStatements
      .filter(({ param, indices }) => indices.length < param.arity)
      .map(({ param, name, indices }) =>
        tooFew(name.span, param.name, param.arity, indices.length, param.span),
      );
    const writes = refTargetsOf(body, symbolOf).flatMap(({ param, target }) => {
      const given = target.path.length;
      if (given < param.arity) return [tooFew(target.span, param.name, param.arity, given, param.span)];
      if (given === param.arity) return [];
      return [
        errorAt(
          'MP602',
          target.span,
          `An assignment to ${withPlaceholders(param.name, param.arity)} cannot change a part of its value.`,
          {
            ...(param.span === undefined
              ? {}
              : { related: [{ span: param.span, message: 'the parameter' }] }),
            hint: `Read the value first: with (v = ${param.name}${'[...]'.repeat(param.arity)}) { ... := [v EXCEPT ...]; }`,
          },
        ),
      ];
    });
    return [...reads, ...writes];
  });

function tooFew(
  span: Diagnostic['span'],
  name: string,
  arity: number,
  given: number,
  declared: Diagnostic['span'] | undefined,
): Diagnostic {
  return errorAt(
    'MP601',
    span,
    `${name} is a reference with ${arity} ${arity === 1 ? 'index' : 'indices'}, but ${given === 0 ? 'none is' : given === 1 ? '1 is' : `${given} are`} given.`,
    {
      ...(declared === undefined ? {} : { related: [{ span: declared, message: 'the parameter' }] }),
      hint: `Access it as ${name}${'[...]'.repeat(arity)}.`,
    },
  );
}
