import { inSourceOrder } from '../diagnostics/index.ts';
import type { PhaseResult } from '../diagnostics/index.ts';
import type { Algorithm, Expression, Module, Name } from '../syntax/index.ts';
import { errorAt } from '../diagnostics/index.ts';
import { resolveAlgorithm } from './algorithms.ts';
import { DefinitionResolver } from './definitions.ts';
import { ModuleElaborator } from './modules.ts';
import type { FindModule } from './module-loader.ts';
import { Findings } from './naming.ts';
import { Scope } from './scope.ts';
import type { Bindings, ResolvedSpec } from './symbols.ts';

export type * from './symbols.ts';
export type { FindModule } from './module-loader.ts';
export { patternNames, boundNames } from './binders.ts';
export { standardModules } from './standard-modules.ts';
export type { StandardModule } from './standard-modules.ts';

/**
 * Binds every name of a specification, with all the modules it extends and instantiates, and expands the macros of its algorithm.
 * `findModule` answers the source of a user module by name, undefined if there is none; standard modules are never asked for.
 */
export function resolveSpec(
  root: Module,
  options: {
    readonly findModule: FindModule;
    /** Standard modules whose operators are known without EXTENDS; definitions may take their names. */
    readonly implicitModules?: readonly string[];
  },
): PhaseResult<ResolvedSpec> {
  const findings = new Findings();
  const definitions = new DefinitionResolver(findings);
  let resolved: Algorithm | undefined;
  const elaborator = new ModuleElaborator(
    findings,
    definitions,
    options.findModule,
    (algorithm, scope, define) => {
      if (resolved !== undefined) {
        findings.report(
          errorAt('MP801', algorithm.name.span, 'A specification can have one algorithm only.', {
            related: [{ span: resolved.name.span, message: 'the other one' }],
            hint: 'Put each algorithm into a module of its own.',
          }),
        );
        return new Scope(scope);
      }
      const result = resolveAlgorithm(algorithm, scope, define, definitions.expressions, findings);
      resolved = result.algorithm;
      return result.after;
    },
  );
  elaborator.root(root, options.implicitModules ?? []);
  return {
    value: {
      moduleName: root.name.text,
      constants: elaborator.constants,
      variables: elaborator.variables,
      operators: elaborator.definedOperators(),
      assumptions: elaborator.assumptions,
      bindings: findings.bindings(),
      algorithm: resolved,
    },
    diagnostics: inSourceOrder(findings.diagnostics),
  };
}

/** Binds the names of an expression that stands alone, with the operators of the named standard modules. */
export function resolveExpression(
  expression: Expression,
  extendsModules: readonly string[],
): PhaseResult<{ readonly expression: Expression; readonly bindings: Bindings }> {
  const findings = new Findings();
  const definitions = new DefinitionResolver(findings);
  const elaborator = new ModuleElaborator(
    findings,
    definitions,
    () => undefined,
    (_, scope) => scope,
  );
  const scope = elaborator.standardScope(
    extendsModules.map((text): Name => ({ kind: 'name', text, span: expression.span })),
  );
  definitions.expressions.expression(expression, scope);
  return {
    value: { expression, bindings: findings.bindings() },
    diagnostics: inSourceOrder(findings.diagnostics),
  };
}
export { toldApart } from './told-apart.ts';
export type { Declared } from './told-apart.ts';
