import type { Core, CoreFunctionDefinition } from '../lower/index.ts';
import { anyCore } from '../lower/index.ts';
import { Block } from './block.ts';
import type { ExpressionEmitting } from './emitted.ts';
import type { Doc } from './layout.ts';
import { blockOf, callOf } from './layout.ts';

/** The value of `f[x \in S] == e`. */
export function functionValue(
  definition: CoreFunctionDefinition,
  emitter: ExpressionEmitting,
  block: Block,
): Doc {
  const { module } = emitter;
  const { symbol, bounds, body, span } = definition;
  const plain: Core = { kind: 'function', bounds, body, span };
  const isRecursive = anyCore(body, (node) => node.kind === 'apply' && node.operator === symbol);
  if (!isRecursive) return emitter.value(plain, block);
  const patterns = bounds.flatMap((bound) => bound.patterns);
  const sets = bounds.flatMap((bound) => bound.patterns.map(() => bound.set));
  const [only] = sets;
  const domain: Core =
    sets.length === 1 && only !== undefined ? only : { kind: 'product', factors: sets, span };
  // With several arguments the keys are tuples: one pattern that takes them apart. A pattern inside it takes apart a component.
  const domainDoc = emitter.value(domain, block);
  const inner = new Block(block);
  const name = inner.declare(symbol.name);
  inner.bind(symbol, name);
  const closure = emitter.keyClosure(patterns, body, inner);
  const result: Doc =
    inner.statements.length === 0 ? closure : blockOf([...inner.statements, ['return ', closure, ';']]);
  return callOf(module.use('makeRecursiveFunction'), [
    domainDoc,
    [`(${name}) => `, result],
    module.site(span),
  ]);
}
