import type { OperatorParameterSymbol } from '../resolve/index.ts';
import type { Doc } from './layout.ts';
import type { ModuleContext } from './module-context.ts';

/** The TypeScript type of an operator's parameter: a value, a value on demand, or a function. */
export function parameterType(
  parameter: OperatorParameterSymbol,
  isLazy: boolean,
  module: ModuleContext,
): Doc {
  const value = module.useType('Value');
  if (parameter.arity > 0) {
    const strict = module.strictness.ofParameter(parameter);
    const params = strict.map(
      (isStrict, position) => `x${position + 1}: ${isStrict ? value : `() => ${value}`}`,
    );
    return `(${params.join(', ')}) => ${value}`;
  }
  return isLazy ? `() => ${value}` : value;
}
