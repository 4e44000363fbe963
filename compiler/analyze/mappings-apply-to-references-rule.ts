import { errorAt, fewSearches, nameHint } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { ArchetypeDefinition, InstanceDeclaration, MappingClause } from '../syntax/index.ts';
import type { Rule } from './analysis.ts';
import { countOfIndices } from './calls-fit-procedures-rule.ts';
import { withPlaceholders } from './references.ts';

/**
 * A mapping of an instance names a mapping macro that exists, and a reference argument (by name, or by its position), with as many `[_]` as
 * that has; no argument is mapped twice.
 */
export const mappingsApplyToReferences: Rule = ({ algorithm }) => {
  const archetypes = new Map(algorithm.archetypes.map((archetype) => [archetype.name.text, archetype]));
  const macros = new Set(algorithm.mappingMacros.map((macro) => macro.name.text));
  const closest = fewSearches();
  return algorithm.instances.flatMap((instance) => [
    ...instance.mappings.flatMap((mapping) => unknownMacro(mapping, macros, closest)),
    ...targetProblems(instance, archetypes.get(instance.archetype.text)),
  ]);
};

function unknownMacro(
  mapping: MappingClause,
  macros: ReadonlySet<string>,
  closest: ReturnType<typeof fewSearches>,
): readonly Diagnostic[] {
  if (macros.has(mapping.macro.text)) return [];
  const near = closest(mapping.macro.text, () => macros);
  return [
    errorAt('MP702', mapping.macro.span, `There is no mapping macro ${mapping.macro.text}.`, {
      ...nameHint(near, `Define it: mapping macro ${mapping.macro.text} { read { ... } write { ... } }.`),
    }),
  ];
}

function targetProblems(
  instance: InstanceDeclaration,
  archetype: ArchetypeDefinition | undefined,
): readonly Diagnostic[] {
  if (archetype === undefined) return [];
  const mapped = new Map<number, MappingClause>();
  return instance.mappings.flatMap((mapping) => {
    const positions = mappedPositions(mapping, instance);
    const problem = positionProblem(mapping, positions, instance, archetype);
    if (problem !== undefined) return [problem];
    return positions.flatMap((position) => {
      const earlier = mapped.get(position);
      mapped.set(position, mapping);
      if (earlier !== undefined) {
        return [
          errorAt('MP606', spanOfTarget(mapping), `Argument ${position + 1} is mapped twice.`, {
            related: [{ span: spanOfTarget(earlier), message: 'first here' }],
            hint: 'Keep one of the two mappings, or put what both do into one mapping macro.',
          }),
        ];
      }
      const param = archetype.params[position];
      if (param === undefined || param.arity === mapping.arity) return [];
      return [
        errorAt(
          'MP607',
          spanOfTarget(mapping),
          `Parameter ${param.name.text} of archetype ${archetype.name.text} has ${countOfIndices(param.arity)}, but the mapping has ${countOfIndices(mapping.arity)}.`,
          {
            related: [{ span: param.span, message: 'the parameter' }],
            hint: `Write mapping ${withPlaceholders(textOfTarget(mapping), param.arity)} via ${mapping.macro.text}.`,
          },
        ),
      ];
    });
  });
}

/** The arguments a mapping is about, from 0: a variable that is passed twice is mapped in both places. */
export function mappedPositions(mapping: MappingClause, instance: InstanceDeclaration): readonly number[] {
  const { target } = mapping;
  if (target.kind === 'byPosition') {
    const index = target.position - 1;
    return instance.args[index] === undefined ? [] : [index];
  }
  return instance.args.flatMap((argument, index) =>
    argument.kind === 'refArgument' && argument.name.text === target.name.text ? [index] : [],
  );
}

function positionProblem(
  mapping: MappingClause,
  positions: readonly number[],
  instance: InstanceDeclaration,
  archetype: ArchetypeDefinition,
): Diagnostic | undefined {
  const span = spanOfTarget(mapping);
  const text = textOfTarget(mapping);
  if (positions.length === 0) {
    const count = instance.args.length;
    return mapping.target.kind === 'byPosition'
      ? errorAt('MP605', span, `There is no argument ${text}: the instance has ${count}.`, {
          hint: 'Positions count from 1.',
        })
      : errorAt('MP605', span, `${text} is no reference argument of this instance.`, {
          hint: `Pass it as ref ${withPlaceholders(text, mapping.arity)}, or give the position of the argument.`,
        });
  }
  const value = positions.find((position) => archetype.params[position]?.ref === false);
  if (value === undefined) return undefined;
  const param = archetype.params[value];
  return errorAt('MP605', span, `Parameter ${param?.name.text ?? ''} is a value, which cannot be mapped.`, {
    ...(param === undefined ? {} : { related: [{ span: param.span, message: 'the parameter' }] }),
    hint: 'Leave the mapping out, or declare the parameter as ref and pass a variable.',
  });
}

function spanOfTarget({ target }: MappingClause): Diagnostic['span'] {
  return target.kind === 'byName' ? target.name.span : target.span;
}

function textOfTarget({ target }: MappingClause): string {
  return target.kind === 'byName' ? target.name.text : `@${target.position}`;
}
