import type { CoreArgument, DefinitionSymbol, LoweredOperator } from '../../compiler/index.ts';
import { coreChildren, definitionChildren } from '../../compiler/index.ts';

/** TLA+'s levels: what a formula speaks of. */
export const levelOf = { constant: 0, state: 1, action: 2, temporal: 3 } as const;
export type FormulaLevel = (typeof levelOf)[keyof typeof levelOf];

const temporalOperators: ReadonlySet<string> = new Set(['[]', '<>', '~>', '-+->']);
const actionOperators: ReadonlySet<string> = new Set(["'", 'UNCHANGED', '\\cdot']);
const temporalNames: ReadonlySet<string> = new Set(['Spec', 'Termination']);
const stateNames: ReadonlySet<string> = new Set(['pc', 'stack', 'vars', 'Init']);
/** Those of the names that pcal.trans defines which are no variables and depend on none. */
export const constantNames: ReadonlySet<string> = new Set(['ProcSet', 'defaultInitValue']);

/** Infers levels, looking through definitions. */
export class Levels {
  private readonly operators: ReadonlyMap<DefinitionSymbol, LoweredOperator>;
  private readonly known = new Map<DefinitionSymbol, FormulaLevel>();

  constructor(operators: readonly LoweredOperator[]) {
    this.operators = new Map(operators.map((operator) => [operator.symbol, operator]));
  }

  of(core: CoreArgument): FormulaLevel {
    // ENABLED A says of a state what could come after it.
    if (core.kind === 'primitive' && core.operator === 'ENABLED') return levelOf.state;
    const own = this.own(core);
    return own === levelOf.temporal ? own : this.highest(coreChildren(core), own);
  }

  ofDefinition(symbol: DefinitionSymbol): FormulaLevel {
    const known = this.known.get(symbol);
    if (known !== undefined) return known;
    // What recursion finds is found by the other branches.
    this.known.set(symbol, levelOf.constant);
    const operator = this.operators.get(symbol);
    const level =
      operator === undefined ? levelOf.constant : this.highest(definitionChildren(operator.definition), 0);
    this.known.set(symbol, level);
    return level;
  }

  private highest(cores: readonly CoreArgument[], least: FormulaLevel): FormulaLevel {
    let highest = least;
    for (const core of cores) {
      const level = this.of(core);
      if (level > highest) highest = level;
    }
    return highest;
  }

  private own(core: CoreArgument): FormulaLevel {
    switch (core.kind) {
      case 'name': {
        const { symbol } = core;
        if (symbol.kind === 'translation') return levelOfName(symbol.name);
        const isVariable =
          symbol.kind === 'variable' || symbol.kind === 'archetypeParameter' || symbol.kind === 'self';
        return isVariable ? levelOf.state : levelOf.constant;
      }
      case 'apply':
      case 'operatorReference': {
        const { operator } = core;
        if (typeof operator === 'string') return this.ofSymbol(operator);
        if (operator.kind === 'translation') return levelOfName(operator.name);
        return operator.kind === 'operator' || operator.kind === 'function'
          ? this.ofDefinition(operator)
          : levelOf.constant;
      }
      case 'primitive':
        return this.ofSymbol(core.operator);
      case 'action':
        return levelOf.action;
      case 'fairness':
        return levelOf.temporal;
      case 'unbounded':
        return core.construct.length > 2 && core.construct !== 'CHOOSE' ? levelOf.temporal : levelOf.constant;
      default:
        return levelOf.constant;
    }
  }

  private ofSymbol(operator: string): FormulaLevel {
    if (temporalOperators.has(operator)) return levelOf.temporal;
    return actionOperators.has(operator) ? levelOf.action : levelOf.constant;
  }
}

function levelOfName(name: string): FormulaLevel {
  if (constantNames.has(name)) return levelOf.constant;
  if (stateNames.has(name)) return levelOf.state;
  return temporalNames.has(name) ? levelOf.temporal : levelOf.action;
}
