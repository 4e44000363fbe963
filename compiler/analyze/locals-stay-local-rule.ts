import { warningAt } from '../diagnostics/index.ts';
import type { Name } from '../syntax/index.ts';
import type { Rule } from './analysis.ts';
import { walk } from './walk.ts';

/**
 * PlusCal: a body uses its own locals only. Another's is allowed, as pcal.trans allows it, but denotes the one of the reader's own identity,
 * which is seldom what is meant.
 */
export const localsStayLocal: Rule = ({ algorithm, bodies, symbolOf }) => {
  if (algorithm.dialect !== 'pluscal') return [];
  return bodies.flatMap((body) => {
    const own = new Set<unknown>([...body.params, ...body.variables]);
    const found: ReturnType<Rule>[number][] = [];
    walk([body.variables, body.statements], (node) => {
      const symbol = symbolOf(node);
      const local =
        (symbol?.kind === 'variable' && (symbol.scope === 'process' || symbol.scope === 'procedure')) ||
        symbol?.kind === 'archetypeParameter';
      if (!local || own.has(symbol.declaration)) return undefined;
      const { name } = node as { readonly name?: Name } & typeof node;
      if (name === undefined) return undefined;
      found.push(
        warningAt('MP904', name.span, `${name.text} is a local of another process or procedure.`, {
          ...(symbol.span === undefined
            ? {}
            : { related: [{ span: symbol.span, message: 'declared here' }] }),
          hint: 'It denotes the variable with the identity of the process that runs this; a global function says whose it is.',
        }),
      );
      return undefined;
    });
    return found;
  });
};
