import type { Bound, Name, Pattern } from '../syntax/index.ts';
import type { TreeNode } from './copy.ts';
import type {
  Choose,
  Definition,
  FunctionConstructor,
  FunctionDefinition,
  LabelledExpression,
  Lambda,
  LetExpression,
  OperatorDefinition,
  Quantifier,
  SetFilter,
  SetMap,
} from '../syntax/index.ts';

/** What a node binds, and which of its fields lie outside of the binding. */
export interface Binder {
  readonly names: readonly Name[];
  readonly outside: readonly string[];
}

type BinderNode =
  | Quantifier
  | SetMap
  | FunctionConstructor
  | SetFilter
  | Choose
  | Lambda
  | LabelledExpression
  | LetExpression
  | OperatorDefinition
  | FunctionDefinition;

/** The names of a pattern, left to right. */
export function patternNames(pattern: Pattern): readonly Name[] {
  return pattern.kind === 'name' ? [pattern] : pattern.names;
}

export function boundNames(bounds: readonly Bound[]): readonly Name[] {
  return bounds.flatMap((bound) => bound.patterns.flatMap(patternNames));
}

/** The name a definition introduces; several for RECURSIVE. */
export function definedNames(definition: Definition): readonly Name[] {
  return definition.kind === 'recursive'
    ? definition.operators.map((operator) => operator.name)
    : [definition.name];
}

/** What an expression or definition binds; undefined for nodes that bind nothing. (`with` binds one name after the other and is no case here.) */
export function binderOf(node: TreeNode): Binder | undefined {
  const binder = node as BinderNode;
  switch (binder.kind) {
    case 'quantifier':
      return { names: [...boundNames(binder.bounds), ...binder.names], outside: ['bounds'] };
    case 'setMap':
    case 'functionConstructor':
      return { names: boundNames(binder.bounds), outside: ['bounds'] };
    case 'setFilter':
    case 'choose':
      return { names: patternNames(binder.pattern), outside: ['set'] };
    case 'lambda':
    case 'labelled':
      return { names: binder.params, outside: [] };
    case 'let':
      return { names: binder.definitions.flatMap(definedNames), outside: [] };
    case 'operatorDefinition':
      return { names: binder.params.map((param) => param.name), outside: [] };
    case 'functionDefinition':
      return { names: [binder.name, ...boundNames(binder.bounds)], outside: ['bounds'] };
    default:
      return undefined;
  }
}
