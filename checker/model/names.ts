import type { Expression, LoweredOperator, Name, OperatorDefinition, Span } from '../../compiler/index.ts';
import type { Source } from '../../compiler/index.ts';
import { definitionOf, hasErrors, parseExpression } from '../../compiler/index.ts';
import type { Diagnostic } from '../../compiler/index.ts';
import type { ConfigName } from '../config/index.ts';

/** Something a configuration names: an invariant, a property, a view. */
export interface NamedExpression {
  readonly name: string;
  readonly span: Span;
  /** The definition added to the spec whose body it is. */
  readonly unit: OperatorDefinition;
}

/** What a name or, from the command line, an expression stands for. A name such as `M!Inv` is looked up in the instance. */
export function namedExpression(name: ConfigName, number: number): NamedExpression {
  const parts = name.text.split('!').map((text): Name => ({ kind: 'name', text, span: name.span }));
  const last = parts.pop() as Name;
  const { span } = name;
  const body: Expression = {
    kind: 'application',
    steps: parts.map((part) => ({ kind: 'instanceStep', name: part, args: [], span })),
    name: last,
    args: [],
    span,
  };
  return { name: name.text, span, unit: definitionOf(`model$${number}`, body, span) };
}

/** The expression in a text. */
export function writtenExpression(
  source: Source,
  number: number,
): { readonly expression: NamedExpression | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const { value, diagnostics } = parseExpression(source);
  if (hasErrors(diagnostics)) return { expression: undefined, diagnostics };
  const span = { source, start: 0, end: source.text.length };
  return {
    expression: { name: source.text.trim(), span, unit: definitionOf(`model$${number}`, value, span) },
    diagnostics,
  };
}

/** Where the definition stands that a name alone stands for; the place of the name itself otherwise. */
export function definitionSpan(added: LoweredOperator): Span {
  const { definition } = added;
  const span = definition.kind === 'operator' ? definition.body.span : definition.span;
  if (definition.kind !== 'operator' || definition.body.kind !== 'apply') return span;
  return definition.body.operator.span ?? span;
}
