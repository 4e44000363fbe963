import { errorAt } from '../diagnostics/index.ts';
import type { ArchetypeParameterSymbol, Symbol } from '../resolve/index.ts';
import { byName } from '../syntax/index.ts';
import type { Parameter } from '../syntax/index.ts';
import type { Analysis, Rule } from './analysis.ts';
import { mappedPositions } from './mappings-apply-to-references-rule.ts';
import { accessesIn, callsIn } from './references.ts';
import { walk } from './walk.ts';

/**
 * The indices of a mapped reference depend on no bound name (of a quantifier, a constructor, a LET parameter): a mapping macro runs before the
 * expression is evaluated, once for each occurrence.
 */
export const mappedReadsAreFree: Rule = (analysis) => {
  const mapped = mappedParameters(analysis);
  return analysis.bodies.flatMap((body) =>
    accessesIn([body.variables, body.statements], analysis.symbolOf).flatMap((access) => {
      if (!mapped.has(access.param.declaration)) return [];
      const culprit = boundNameIn(access.indices.slice(0, access.param.arity), analysis, new Set());
      if (culprit === undefined) return [];
      return [
        errorAt(
          'MP609',
          access.expression.span,
          `${access.param.name} is mapped, so its index cannot depend on ${culprit}, which is bound inside the expression.`,
          {
            ...(access.param.span === undefined
              ? {}
              : { related: [{ span: access.param.span, message: 'the parameter' }] }),
            hint: 'Bind the index with a with statement before.',
          },
        ),
      ];
    }),
  );
};

/** Declarations of the parameters that some instance maps, directly or through the calls of procedures. */
function mappedParameters({ algorithm, bodies, symbolOf }: Analysis): ReadonlySet<Parameter> {
  const mapped = new Set<Parameter>();
  const archetypes = byName(algorithm.archetypes);
  const procedures = byName(algorithm.procedures);
  for (const instance of algorithm.instances) {
    const archetype = archetypes.get(instance.archetype.text);
    for (const mapping of instance.mappings) {
      for (const position of mappedPositions(mapping, instance)) {
        const param = archetype?.params[position];
        if (param !== undefined) mapped.add(param);
      }
    }
  }
  const passed = bodies.flatMap((body) =>
    callsIn(body).flatMap((call) => {
      const procedure = procedures.get(call.procedure.text);
      return call.args.flatMap((argument, index) => {
        const to = procedure?.params[index];
        const from = argument.kind === 'refArgument' ? symbolOf(argument) : undefined;
        return to !== undefined && isReference(from) ? [{ from: from.declaration, to }] : [];
      });
    }),
  );
  for (let size = -1; size !== mapped.size;) {
    size = mapped.size;
    for (const { from, to } of passed) if (mapped.has(from)) mapped.add(to);
  }
  return mapped;
}

function isReference(symbol: Symbol | undefined): symbol is ArchetypeParameterSymbol {
  return symbol?.kind === 'archetypeParameter' && symbol.ref;
}

/** The first name in a tree that an expression binds, directly or through a definition of LET; `@` counts. */
function boundNameIn(tree: unknown, analysis: Analysis, visited: Set<Symbol>): string | undefined {
  let found: string | undefined;
  const own = new Set(declaredIn(tree, analysis));
  walk(tree, (node) => {
    if (found !== undefined) return 'skip';
    if (node.kind === 'atSign') found = '@';
    const symbol = analysis.symbolOf(node);
    if (symbol === undefined || own.has(symbol)) return undefined;
    if (symbol.kind === 'parameter' || (symbol.kind === 'bound' && symbol.binder === 'expression')) {
      found = symbol.name;
    }
    if (
      (symbol.kind === 'operator' || symbol.kind === 'function') &&
      symbol.level === 'let' &&
      !visited.has(symbol)
    ) {
      visited.add(symbol);
      found = boundNameIn(symbol.definition, analysis, visited);
    }
    return undefined;
  });
  return found;
}

/** What a tree binds itself: that is no dependence on the outside. */
function declaredIn(tree: unknown, { spec }: Analysis): readonly Symbol[] {
  const symbols: Symbol[] = [];
  walk(tree, (node) => {
    if (node.kind !== 'name') return undefined;
    const symbol = spec.bindings.declarations.get(node as never);
    if (symbol !== undefined) symbols.push(symbol);
    return undefined;
  });
  return symbols;
}
