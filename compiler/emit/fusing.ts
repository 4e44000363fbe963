import type { Core, CoreApply } from '../lower/index.ts';
import type { Block } from './block.ts';
import { atom, level } from './emitted.ts';
import type { Emitted, ExpressionEmitting } from './emitted.ts';
import type { Doc } from './layout.ts';
import { callOf } from './layout.ts';
import type { RuntimeValue } from './module-context.ts';
import { standardOperator } from './standard-operators.ts';

type Primitive = Extract<Core, { kind: 'primitive' }>;
type Filter = Extract<Core, { kind: 'setFilter' }>;

/** What takes part in emitting a pair of operators as one. */
export interface FusingEmitter extends ExpressionEmitting {
  /** The predicate of a set filter, as a function of an element. */
  predicate(filter: Filter, block: Block): Doc;
}

/**
 * Pairs of operators that the runtime has a function for, so that the set that the inner one makes need not be made: `S \cup {x}`, `S \ {x}`,
 * `x \in DOMAIN f` and `x \in a..b`. Undefined for everything else.
 */
export function fusedPrimitive(core: Primitive, emitter: FusingEmitter, block: Block): Emitted | undefined {
  const [left, right] = core.args;
  if (left === undefined || right === undefined) return undefined;
  switch (core.operator) {
    case '\\cup':
    case '\\': {
      const element = right.kind === 'set' && right.elements.length === 1 ? right.elements[0] : undefined;
      if (element === undefined) return undefined;
      const name = core.operator === '\\' ? 'differenceWith' : 'unionWith';
      return atom(fusedCall(name, [left, element], [core], emitter, block));
    }
    case '\\in':
    case '\\notin': {
      const call = membership(left, right, core, emitter, block);
      if (call === undefined) return undefined;
      return core.operator === '\\in'
        ? atom(call, 'boolean')
        : { doc: ['!', call], type: 'boolean', level: level.unary };
    }
    default:
      return undefined;
  }
}

function membership(
  element: Core,
  set: Core,
  whole: Primitive,
  emitter: FusingEmitter,
  block: Block,
): Doc | undefined {
  if (set.kind === 'primitive' && set.operator === 'DOMAIN')
    return fusedCall('inDomain', [element, ...set.args], [set, whole], emitter, block);
  if (set.kind === 'apply' && isStandard(set, 'interval') && set.args.every(isExpression))
    return fusedCall('inInterval', [element, ...set.args], [set, whole], emitter, block);
  return undefined;
}

/** `Cardinality({x \in S : P})`: the elements are counted. Undefined for everything else. */
export function fusedApplication(core: CoreApply, emitter: FusingEmitter, block: Block): Emitted | undefined {
  const [filter] = core.args;
  if (filter?.kind !== 'setFilter' || !isStandard(core, 'cardinality')) return undefined;
  const { module } = emitter;
  const set = emitter.value(filter.set, block);
  return atom(
    callOf(module.use('countWhere'), [
      set,
      emitter.predicate(filter, block),
      module.site(filter.span),
      module.site(core.span),
    ]),
  );
}

function fusedCall(
  name: RuntimeValue,
  operands: readonly Core[],
  places: readonly Core[],
  emitter: FusingEmitter,
  block: Block,
): Doc {
  const { module } = emitter;
  return callOf(module.use(name), [
    ...operands.map((operand) => emitter.value(operand, block)),
    ...places.map(({ span }) => module.site(span)),
  ]);
}

/** Whether a standard operator is applied that the runtime calls by this name. */
function isStandard({ operator }: CoreApply, name: string): boolean {
  return operator.kind === 'standard' && standardOperator(operator)?.function === name;
}

function isExpression(argument: CoreApply['args'][number]): argument is Core {
  return argument.kind !== 'lambda' && argument.kind !== 'operatorReference';
}
