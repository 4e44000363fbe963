import type { Core } from './core.ts';
import type {
  LoweredAlgorithm,
  LoweredArchetype,
  LoweredArgument,
  LoweredInstance,
  LoweredMappingMacro,
  LoweredProcess,
  LoweredSpec,
  LoweredVariable,
  Section,
  Step,
} from './lowered-spec.ts';
import { mapCore, mapDefinition } from './map-core.ts';
import type { Replace } from './map-core.ts';

/** A copy of the spec in which `replace` has replaced what it wants in every expression, those of definitions included. */
export function mapSpec(spec: LoweredSpec, replace: Replace): LoweredSpec {
  const mapper = new SpecMapper(replace);
  return {
    ...spec,
    operators: spec.operators.map((operator) => ({
      ...operator,
      definition: mapDefinition(operator.definition, replace),
    })),
    assumptions: spec.assumptions.map((assumption) => mapCore(assumption, replace)),
    algorithm: spec.algorithm === undefined ? undefined : mapper.algorithm(spec.algorithm),
  };
}

class SpecMapper {
  private readonly replace: Replace;

  constructor(replace: Replace) {
    this.replace = replace;
  }

  algorithm(algorithm: LoweredAlgorithm): LoweredAlgorithm {
    return {
      ...algorithm,
      globals: this.variables(algorithm.globals),
      archetypes: algorithm.archetypes.map((archetype) => this.archetype(archetype)),
      procedures: algorithm.procedures.map((procedure) => this.archetype(procedure)),
      processes: algorithm.processes.map((process) => this.process(process)),
      mappingMacros: algorithm.mappingMacros.map((macro) => this.mappingMacro(macro)),
      instances: algorithm.instances.map((instance) => this.instance(instance)),
    };
  }

  private core(core: Core): Core {
    return mapCore(core, this.replace);
  }

  private cores(cores: readonly Core[]): readonly Core[] {
    return cores.map((core) => this.core(core));
  }

  private initial(initial: LoweredVariable['initial']): LoweredVariable['initial'] {
    return initial === undefined ? undefined : { ...initial, value: this.core(initial.value) };
  }

  private variables(variables: readonly LoweredVariable[]): readonly LoweredVariable[] {
    return variables.map(({ symbol, initial }) => ({ symbol, initial: this.initial(initial) }));
  }

  private archetype(body: LoweredArchetype): LoweredArchetype {
    return {
      ...body,
      paramInitials: body.paramInitials.map((initial) => this.initial(initial)),
      variables: this.variables(body.variables),
      sections: this.sections(body.sections),
    };
  }

  private process(process: LoweredProcess): LoweredProcess {
    return {
      ...process,
      id: process.id === undefined ? undefined : this.core(process.id),
      variables: this.variables(process.variables),
      sections: this.sections(process.sections),
    };
  }

  private mappingMacro(macro: LoweredMappingMacro): LoweredMappingMacro {
    return { ...macro, read: this.steps(macro.read), write: this.steps(macro.write) };
  }

  private instance(instance: LoweredInstance): LoweredInstance {
    return {
      ...instance,
      id: this.core(instance.id),
      args: instance.args.map((argument) =>
        argument.kind === 'value' ? { ...argument, value: this.core(argument.value) } : argument,
      ),
    };
  }

  private sections(sections: readonly Section[]): readonly Section[] {
    return sections.map((section) => ({ ...section, body: this.steps(section.body) }));
  }

  private steps(steps: readonly Step[]): readonly Step[] {
    return steps.map((step) => this.step(step));
  }

  private step(step: Step): Step {
    switch (step.kind) {
      case 'read':
        return { ...step, indices: this.cores(step.indices) };
      case 'write':
        return { ...step, indices: this.cores(step.indices), value: this.core(step.value) };
      case 'evaluate':
      case 'set':
      case 'setMapped':
      case 'print':
      case 'yield':
        return { ...step, value: this.core(step.value) };
      case 'bind':
        return { ...step, value: this.core(step.value), body: this.steps(step.body) };
      case 'choose':
        return { ...step, set: this.core(step.set), body: this.steps(step.body) };
      case 'if':
        return {
          ...step,
          condition: this.core(step.condition),
          then: this.steps(step.then),
          else: this.steps(step.else),
        };
      case 'await':
      case 'assert':
        return { ...step, condition: this.core(step.condition) };
      case 'either':
        return { ...step, branches: step.branches.map((branch) => this.steps(branch)) };
      case 'call':
        return { ...step, args: step.args.map((argument) => this.argument(argument)) };
      case 'jump':
      case 'return':
        return step;
    }
  }

  private argument(argument: LoweredArgument): LoweredArgument {
    return argument.kind === 'value' ? { ...argument, value: this.core(argument.value) } : argument;
  }
}
