import type {
  Diagnostic,
  FindModule,
  LoweredOperator,
  ModelImpurities,
  ModelLayout,
  PhaseResult,
} from '../../compiler/index.ts';
import {
  Source,
  emitModelProgram,
  errorAt,
  hasErrors,
  inSourceOrder,
  modelLayout,
  modelSections,
} from '../../compiler/index.ts';
import { TlaEvaluationError, asEvaluationError } from '../../runtime/tla/index.ts';
import type { Config } from '../config/index.ts';
import { parseConstant } from '../config/index.ts';
import type { BoundSpec } from './constants.ts';
import { ExecutableModel } from './executable-model.ts';
import { compileExpression } from './expression.ts';
import { Expressions } from './expressions.ts';
import { FrontEnd } from './front-end.ts';
import { Levels } from './levels.ts';
import type { Model } from './model.ts';
import type { NamedExpression } from './names.ts';
import { namedExpression, writtenExpression } from './names.ts';
import { planOf } from './plan.ts';
import type { NamedRole, Role } from './plan.ts';
import { populationOf } from './processes.ts';
import { loadProgram } from './program.ts';
import { Reads } from './reads.ts';
import { SymmetryProblem } from './symmetry.ts';
import { Unfolding } from './unfold.ts';

/** What the command line adds to a configuration, as texts. */
export interface ModelOverrides {
  /** Expressions; mostly names of definitions. */
  readonly invariants?: readonly string[];
  readonly properties?: readonly string[];
  /** `N = 3` or `N <- M`; instead of what the configuration says of N. */
  readonly constants?: readonly string[];
}

export interface BuildModelOptions {
  /** The root module: that with the algorithm, or one that extends it. */
  readonly source: Source;
  readonly findModule: FindModule;
  readonly config: Config;
  readonly overrides?: ModelOverrides;
}

/** Makes a spec and a configuration into a model. All problems are reported together; warnings may come with a model. Pure. */
export function buildModel(options: BuildModelOptions): PhaseResult<Model | undefined> {
  return new ModelBuilder(options).build();
}

/** Whether all that is evaluated again and again depends on nothing but states. */
function isRepeatable({ initialValues, steps, formulas }: ModelImpurities): boolean {
  return initialValues.length + steps.length + formulas.length === 0;
}

class ModelBuilder {
  private readonly options: BuildModelOptions;
  private readonly diagnostics: Diagnostic[] = [];
  private count = 0;

  constructor(options: BuildModelOptions) {
    this.options = options;
  }

  build(): PhaseResult<Model | undefined> {
    const value = this.model();
    const failed = hasErrors(this.diagnostics);
    return { value: failed ? undefined : value, diagnostics: inSourceOrder(this.diagnostics) };
  }

  /** The value of a phase, undefined if it found errors. */
  private taken<T>(result: PhaseResult<T | undefined>): T | undefined {
    this.diagnostics.push(...result.diagnostics);
    return hasErrors(result.diagnostics) ? undefined : result.value;
  }

  private model(): Model | undefined {
    const config = this.config();
    const roles = this.roles(config);
    const front = new FrontEnd({ ...this.options, config });
    const bound = this.taken(front.bound(roles.map(({ expression }) => expression.unit)));
    if (bound === undefined) return undefined;
    const { algorithm } = bound.spec;
    if (algorithm === undefined) {
      const { source } = this.options;
      const span = { source, start: 0, end: Math.min(1, source.text.length) };
      this.diagnostics.push(
        errorAt('MP801', span, `Module ${bound.spec.moduleName} has no algorithm to explore.`, {
          hint: 'Only specifications written in PlusCal or Modular PlusCal can be checked.',
        }),
      );
      return undefined;
    }
    const layout = modelLayout(algorithm, bound.spec.variables);
    return this.executable(front, bound, layout, roles);
  }

  private executable(
    front: FrontEnd,
    bound: BoundSpec,
    layout: ModelLayout,
    roles: readonly NamedRole[],
  ): Model | undefined {
    const expressions = new Expressions();
    const levels = new Levels([...bound.spec.operators, ...bound.added]);
    const filled = roles.map((role, place) => ({
      ...role,
      definition: bound.added[place] as LoweredOperator,
    }));
    const unfolding = new Unfolding(bound.spec.operators, levels);
    const plan = this.taken(planOf(bound.spec, filled, expressions, levels, unfolding, layout));
    const request = {
      main: this.options.source,
      layout,
      constants: bound.constants,
      operators: unfolding.operators(bound.spec.operators),
      expressions: expressions.all,
      actions: expressions.actions,
      withBodies: true,
    };
    const program = this.taken(emitModelProgram(request));
    if (plan === undefined || program === undefined) return undefined;
    const loaded = loadProgram(program);
    const reads = new Reads(layout, [...request.operators, ...bound.added]);
    const values = program.constants.map((constant) => bound.values.get(constant) ?? false);
    const population = this.taken(populationOf(layout, loaded, values));
    if (population === undefined) return undefined;
    const model: ExecutableModel | undefined = this.evaluated(
      () =>
        new ExecutableModel({
          name: bound.spec.moduleName,
          layout,
          sections: modelSections(layout),
          program: loaded,
          constants: values,
          population,
          plan,
          checksDeadlock: this.options.config.checkDeadlock ?? true,
          reads: (kind, place) => {
            const core = expressions.all[place]?.core;
            if (core === undefined || !isRepeatable(program.impurities)) return undefined;
            return kind === 'state' ? reads.of(core) : reads.ofSubscript(core);
          },
          impurities: program.impurities,
          again: () => (isRepeatable(program.impurities) ? loadProgram(program) : undefined),
          recording: () => {
            const { value } = emitModelProgram({
              ...request,
              expressions: [],
              actions: [],
              notesChoices: true,
            });
            if (value === undefined) throw new Error('model: code that tells of its choices');
            return { program: loadProgram(value), choices: value.choices };
          },
          expression: (text) => compileExpression(text, front, population, () => model?.oracle()),
        }),
    );
    return model;
  }

  /** What is evaluated while the model is made: the sets that formulas are quantified over, symmetries. */
  private evaluated<T>(make: () => T): T | undefined {
    try {
      return make();
    } catch (error) {
      if (error instanceof SymmetryProblem) {
        this.diagnostics.push(
          errorAt('MP110', error.span, error.message, {
            hint: 'A symmetry is written as Permutations(S), of a set S of model values.',
          }),
        );
        return undefined;
      }
      const failure = asEvaluationError(error);
      if (!(failure instanceof TlaEvaluationError)) throw failure;
      const { source } = this.options;
      const span = { source, start: 0, end: Math.min(1, source.text.length) };
      this.diagnostics.push(
        errorAt('MP211', span, `A formula of the configuration cannot be evaluated: ${failure.message}`, {
          hint: 'Evaluate its parts with mpcal-ts eval to see which one fails.',
        }),
      );
      return undefined;
    }
  }

  // --- what the configuration and the command line say ---

  private config(): Config {
    const { config, overrides } = this.options;
    const given = (overrides?.constants ?? []).map((text) =>
      this.collected(parseConstant(new Source('--const', text))),
    );
    const values = given.flatMap((constant) => constant.values);
    const replacements = given.flatMap((constant) => constant.replacements);
    const names = new Set([...values, ...replacements].map(({ name }) => name.text));
    return {
      ...config,
      values: [...config.values.filter(({ name }) => !names.has(name.text)), ...values],
      replacements: [...config.replacements.filter(({ name }) => !names.has(name.text)), ...replacements],
    };
  }

  private collected<T>(result: PhaseResult<T>): T {
    this.diagnostics.push(...result.diagnostics);
    return result.value;
  }

  private roles(config: Config): readonly NamedRole[] {
    const { overrides } = this.options;
    const named = (role: Role, names: readonly (Config['view'] | undefined)[]): readonly NamedRole[] =>
      names.flatMap((name) =>
        name === undefined ? [] : [{ role, expression: namedExpression(name, this.next()) }],
      );
    const written = (role: Role, option: string, texts: readonly string[] = []): readonly NamedRole[] =>
      texts.flatMap((text) => {
        const expression = this.written(option, text);
        return expression === undefined ? [] : [{ role, expression }];
      });
    return [
      ...named('specification', [config.specification]),
      ...named('init', [config.init]),
      ...named('next', [config.next]),
      ...named('invariant', config.invariants),
      ...written('invariant', '--inv', overrides?.invariants),
      ...named('property', config.properties),
      ...written('property', '--prop', overrides?.properties),
      ...named('constraint', config.constraints),
      ...named('actionConstraint', config.actionConstraints),
      ...named('symmetry', config.symmetry),
      ...named('view', [config.view]),
      ...named('postcondition', [config.postcondition]),
    ];
  }

  private written(option: string, text: string): NamedExpression | undefined {
    const { expression, diagnostics } = writtenExpression(new Source(option, text), this.next());
    this.diagnostics.push(...diagnostics);
    return expression;
  }

  private next(): number {
    this.count += 1;
    return this.count;
  }
}
