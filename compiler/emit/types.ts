import type { Core } from '../lower/index.ts';
import type { DefinitionSymbol } from '../lower/index.ts';
import type { Definitions } from './definitions.ts';
import { standardOperator } from './standard-operators.ts';

/** What is known of an expression's value from its form: `boolean` is a JavaScript boolean without further checks. */
export type StaticType = 'boolean' | 'value';

const booleanPrimitives: ReadonlySet<string> = new Set([
  '/\\',
  '\\/',
  '~',
  '=>',
  '<=>',
  '\\equiv',
  '=',
  '#',
  '/=',
  '\\in',
  '\\notin',
  '\\subseteq',
]);

/** Infers static types; definitions are looked through, recursive ones are plain values. */
export class StaticTypes {
  private readonly definitions: Definitions;
  private readonly known = new Map<DefinitionSymbol, StaticType>();

  constructor(definitions: Definitions) {
    this.definitions = definitions;
  }

  ofDefinition(symbol: DefinitionSymbol): StaticType {
    const before = this.known.get(symbol);
    if (before !== undefined) return before;
    this.known.set(symbol, 'value');
    const definition = this.definitions.get(symbol);
    const type = definition?.kind === 'operator' ? this.of(definition.body) : 'value';
    this.known.set(symbol, type);
    return type;
  }

  of(core: Core): StaticType {
    switch (core.kind) {
      case 'boolean':
      case 'quantifier':
        return 'boolean';
      case 'primitive':
        return booleanPrimitives.has(core.operator) ? 'boolean' : 'value';
      case 'apply': {
        const { operator } = core;
        if (operator.kind === 'operator') return this.ofDefinition(operator);
        return operator.kind === 'standard' ? (standardOperator(operator)?.result ?? 'value') : 'value';
      }
      case 'if':
        return this.common([core.then, core.else]);
      case 'case':
        return this.common([
          ...core.arms.map((arm) => arm.value),
          ...(core.other === undefined ? [] : [core.other]),
        ]);
      case 'let':
        return this.of(core.body);
      default:
        return 'value';
    }
  }

  private common(cores: readonly Core[]): StaticType {
    return cores.every((core) => this.of(core) === 'boolean') ? 'boolean' : 'value';
  }
}
