import type { Core, Span } from '../../compiler/index.ts';

/** A name that pcal.trans defines, as an expression. */
export function translation(name: string, span: Span): Core {
  return { kind: 'name', symbol: { kind: 'translation', name, span: undefined, arity: 0 }, span };
}
