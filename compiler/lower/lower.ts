import type { ArchetypeParameterSymbol, Bindings, ResolvedSpec, VariableSymbol } from '../resolve/index.ts';
import type {
  Algorithm,
  ArchetypeDefinition,
  InstanceDeclaration,
  MappingMacroDefinition,
  Parameter,
  ProcedureDefinition,
  StateVariable,
  Statement,
} from '../syntax/algorithms.ts';
import type { Core } from './core.ts';
import { brokenTree, ExpressionLowering } from './expressions.ts';
import { stateDependencies } from './levels.ts';
import type {
  JumpTarget,
  LoweredAlgorithm,
  LoweredArchetype,
  LoweredInstance,
  LoweredInstanceArgument,
  LoweredMappingMacro,
  LoweredOperator,
  LoweredProcess,
  LoweredSpec,
  LoweredVariable,
  Section,
  Step,
} from './lowered-spec.ts';
import { lowerBody, lowerUnlabelled } from './statements.ts';

/**
 * Turns a spec without errors into critical sections and definitions (LANGUAGE: "Meaning of a critical section"). Throws only on trees that
 * resolution and analysis do not let through.
 */
export function lower(spec: ResolvedSpec): LoweredSpec {
  return {
    moduleName: spec.moduleName,
    constants: spec.constants,
    variables: spec.variables,
    operators: lowerOperators(spec),
    assumptions: spec.assumptions.map((assumption) => lowerExpression(assumption, spec.bindings)),
    algorithm:
      spec.algorithm === undefined ? undefined : new AlgorithmLowering(spec.algorithm, spec.bindings).lower(),
  };
}

/** Lowers an expression that stands in no statement. */
export function lowerExpression(
  expression: Parameters<ExpressionLowering['lower']>[0],
  bindings: Bindings,
): Core {
  return new ExpressionLowering(bindings).lower(expression);
}

function lowerOperators(spec: ResolvedSpec): readonly LoweredOperator[] {
  const definitions = spec.operators.map((symbol) =>
    new ExpressionLowering(spec.bindings).definition(symbol),
  );
  const dependencies = stateDependencies(definitions);
  return definitions.map((definition) => ({
    definition,
    symbol: definition.symbol,
    params: definition.kind === 'operator' ? definition.params : [],
    comment: definition.symbol.definition.comment,
    dependsOn: dependencies.get(definition.symbol),
  }));
}

class AlgorithmLowering {
  private readonly algorithm: Algorithm;
  private readonly bindings: Bindings;
  private readonly procedures: ReadonlyMap<string, ProcedureDefinition>;

  constructor(algorithm: Algorithm, bindings: Bindings) {
    this.algorithm = algorithm;
    this.bindings = bindings;
    this.procedures = new Map(
      algorithm.procedures.map((procedure) => [procedure.name.text, procedure] as const),
    );
  }

  lower(): LoweredAlgorithm {
    const { algorithm } = this;
    return {
      name: algorithm.name.text,
      fair: algorithm.fair,
      globals: this.variables(algorithm.body === undefined ? algorithm.variables : []),
      archetypes: algorithm.archetypes.map((archetype) => this.archetype('archetype', archetype)),
      procedures: algorithm.procedures.map((procedure) => this.archetype('procedure', procedure)),
      processes: this.processes(),
      mappingMacros: algorithm.mappingMacros.map((macro) => this.mappingMacro(macro)),
      instances: algorithm.instances.map((instance) => this.instance(instance)),
    };
  }

  private sections(body: readonly Statement[], end: JumpTarget): readonly Section[] {
    return lowerBody(body, this.settings(end));
  }

  private settings(end: JumpTarget): Parameters<typeof lowerBody>[1] {
    return {
      bindings: this.bindings,
      end,
      isReference: (procedure, position) => this.procedures.get(procedure)?.params[position]?.ref ?? false,
    };
  }

  private archetype(
    kind: LoweredArchetype['kind'],
    definition: ArchetypeDefinition | ProcedureDefinition,
  ): LoweredArchetype {
    return {
      kind,
      name: definition.name.text,
      span: definition.span,
      params: definition.params.map((parameter) => this.parameter(parameter)),
      paramInitials: definition.params.map(({ initial }) => this.initial(initial)),
      variables: this.variables(definition.variables),
      sections: this.sections(definition.body, kind === 'archetype' ? { kind: 'done' } : { kind: 'fellOff' }),
    };
  }

  private parameter(parameter: Parameter): ArchetypeParameterSymbol {
    const symbol = this.bindings.declarations.get(parameter.name);
    if (symbol?.kind !== 'archetypeParameter') throw brokenTree(`${parameter.name.text} is no parameter`);
    return symbol;
  }

  private variables(declarations: readonly StateVariable[]): readonly LoweredVariable[] {
    return declarations.map((declaration) => {
      const symbol = this.bindings.declarations.get(declaration.name);
      if (symbol?.kind !== 'variable') throw brokenTree(`${declaration.name.text} is no variable`);
      return { symbol, initial: this.initial(declaration.initial) };
    });
  }

  private initial(initial: StateVariable['initial']): LoweredVariable['initial'] {
    return initial === undefined
      ? undefined
      : { relation: initial.relation, value: lowerExpression(initial.value, this.bindings) };
  }

  private processes(): readonly LoweredProcess[] {
    const { algorithm } = this;
    const done: JumpTarget = { kind: 'done' };
    const processes = algorithm.processes.map((process): LoweredProcess => ({
      name: process.name.text,
      nameSpan: process.name.span,
      span: process.span,
      fairness: process.fairness,
      relation: process.relation,
      id: lowerExpression(process.id, this.bindings),
      variables: this.variables(process.variables),
      sections: this.sections(process.body, done),
    }));
    if (algorithm.body === undefined) return processes;
    return [
      ...processes,
      {
        name: algorithm.name.text,
        nameSpan: algorithm.name.span,
        span: algorithm.span,
        fairness: 'unfair',
        relation: '=',
        id: undefined,
        variables: this.variables(algorithm.variables),
        sections: this.sections(algorithm.body, done),
      },
    ];
  }

  private mappingMacro(macro: MappingMacroDefinition): LoweredMappingMacro {
    const steps = (body: readonly Statement[]): readonly Step[] =>
      lowerUnlabelled(body, this.settings({ kind: 'done' }));
    return {
      name: macro.name.text,
      span: macro.span,
      read: steps(macro.read),
      write: steps(macro.write),
    };
  }

  private instance(instance: InstanceDeclaration): LoweredInstance {
    const args = instance.args.map((argument): LoweredInstanceArgument => {
      const { span } = argument;
      if (argument.kind === 'valueArgument')
        return { kind: 'value', value: lowerExpression(argument.value, this.bindings), span };
      const symbol = this.bindings.references.get(argument);
      if (symbol?.kind !== 'variable') throw brokenTree(`${argument.name.text} is no variable`);
      return { kind: 'variable', variable: symbol satisfies VariableSymbol, arity: argument.arity, span };
    });
    return {
      name: instance.name.text,
      span: instance.span,
      fairness: instance.fairness,
      relation: instance.relation,
      id: lowerExpression(instance.id, this.bindings),
      archetype: instance.archetype.text,
      args,
      mappings: this.mappings(instance),
    };
  }

  private mappings(instance: InstanceDeclaration): readonly (string | undefined)[] {
    return instance.args.map((argument, position) => {
      const clause = instance.mappings.find(({ target }) =>
        target.kind === 'byPosition'
          ? target.position === position + 1
          : argument.kind === 'refArgument' && argument.name.text === target.name.text,
      );
      return clause?.macro.text;
    });
  }
}
