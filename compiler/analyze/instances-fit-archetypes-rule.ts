import { countHint, errorAt, fewSearches, nameHint } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { ArchetypeDefinition, CallArgument, InstanceDeclaration, Parameter } from '../syntax/index.ts';
import type { Analysis, Rule } from './analysis.ts';
import { countOfIndices } from './calls-fit-procedures-rule.ts';
import { withPlaceholders } from './references.ts';

/**
 * An instance names an archetype, gives as many arguments as it has parameters, global variables for references with the same arity, and values
 * for values. (An expression for a reference becomes a local variable of the process.)
 */
export const instancesFitArchetypes: Rule = (analysis) => {
  const archetypes = new Map(
    analysis.algorithm.archetypes.map((archetype) => [archetype.name.text, archetype]),
  );
  const closest = fewSearches();
  return analysis.algorithm.instances.flatMap((instance) => {
    const archetype = archetypes.get(instance.archetype.text);
    if (archetype !== undefined) return instanceProblems(instance, archetype, analysis);
    const near = closest(instance.archetype.text, () => archetypes.keys());
    return [
      errorAt('MP701', instance.archetype.span, `There is no archetype ${instance.archetype.text}.`, {
        ...nameHint(near, `Define it: archetype ${instance.archetype.text}(...) { ... }.`),
      }),
    ];
  });
};

function instanceProblems(
  instance: InstanceDeclaration,
  archetype: ArchetypeDefinition,
  analysis: Analysis,
): readonly Diagnostic[] {
  const { params } = archetype;
  if (instance.args.length !== params.length) {
    const given = instance.args.length;
    return [
      errorAt(
        'MP202',
        instance.archetype.span,
        `Archetype ${archetype.name.text} takes ${params.length} ${params.length === 1 ? 'argument' : 'arguments'}, but ${given} ${given === 1 ? 'is' : 'are'} given.`,
        { related: [{ span: archetype.name.span, message: 'defined here' }], hint: countHint(params.length) },
      ),
    ];
  }
  return instance.args.flatMap((argument, index) => {
    const param = params[index];
    return param === undefined ? [] : argumentProblems(argument, param, archetype, analysis);
  });
}

function argumentProblems(
  argument: CallArgument,
  param: Parameter,
  archetype: ArchetypeDefinition,
  { symbolOf }: Analysis,
): readonly Diagnostic[] {
  if (argument.kind === 'valueArgument') return [];
  const related = [{ span: param.span, message: 'the parameter' }];
  if (!param.ref) {
    return [
      errorAt(
        'MP604',
        argument.span,
        `Parameter ${param.name.text} of archetype ${archetype.name.text} is a value, but a reference is given.`,
        { related, hint: 'Leave ref out.' },
      ),
    ];
  }
  const symbol = symbolOf(argument);
  if (symbol === undefined) return [];
  if (symbol.kind === 'variable' && symbol.scope === 'module') {
    return [
      errorAt(
        'MP604',
        argument.span,
        `${argument.name.text} is a VARIABLE of the module, to which no algorithm can assign, so there is no reference to it.`,
        {
          ...(symbol.span === undefined
            ? {}
            : { related: [{ span: symbol.span, message: 'declared here' }] }),
          hint: 'Declare it among the variables of the algorithm.',
        },
      ),
    ];
  }
  if (symbol.kind !== 'variable') {
    return [
      errorAt(
        'MP604',
        argument.span,
        `${argument.name.text} is not a global variable, so there is no reference to it.`,
        {
          ...(symbol.span === undefined
            ? {}
            : { related: [{ span: symbol.span, message: 'declared here' }] }),
          hint: 'Without ref it is a value, kept in a local variable of the process.',
        },
      ),
    ];
  }
  if (argument.arity === param.arity) return [];
  return [
    errorAt(
      'MP603',
      argument.span,
      `Parameter ${param.name.text} of archetype ${archetype.name.text} is a reference with ${countOfIndices(param.arity)}, but one with ${countOfIndices(argument.arity)} is given.`,
      { related, hint: `Write ref ${withPlaceholders(argument.name.text, param.arity)}.` },
    ),
  ];
}
