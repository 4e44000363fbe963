import type { Core } from '../lower/index.ts';
import { atom, level } from './emitted.ts';
import type { Emitted } from './emitted.ts';
import type { Doc } from './layout.ts';
import { list } from './layout.ts';
import type { ModuleContext } from './module-context.ts';
import { quote } from './names.ts';

/**
 * A literal: an atom as it stands, or a tuple, record or set of literals as a constant of the module. Undefined for everything else,
 * and for sets whose elements might not be comparable.
 */
export function literalOf(core: Core, module: ModuleContext): Emitted | undefined {
  switch (core.kind) {
    case 'integer':
      return atom(String(core.value));
    case 'string':
      return atom(quote(core.value));
    case 'boolean':
      return atom(core.value ? 'true' : 'false', 'boolean');
    default: {
      if (!isLiteral(core)) return undefined;
      const negative = negatedInteger(core);
      if (negative !== undefined) return { doc: `-${negative}`, type: 'value', level: level.unary };
      if (core.kind === 'tuple' && core.elements.length === 0) return atom(module.use('emptyTuple'));
      if (core.kind === 'set' && core.elements.length === 0) return atom(module.use('emptySet'));
      return atom(module.hoist('literal', `literal ${structure(core)}`, initializer(core, module)));
    }
  }
}

/** `-5` is the standard operator applied to 5. */
function negatedInteger(core: Core): bigint | undefined {
  if (core.kind !== 'apply' || core.operator.kind !== 'standard' || core.operator.name !== '-.')
    return undefined;
  const [operand] = core.args;
  return operand?.kind === 'integer' ? operand.value : undefined;
}

/** Whether an expression is a literal in this sense. */
export function isLiteral(core: Core): boolean {
  switch (core.kind) {
    case 'integer':
    case 'string':
    case 'boolean':
      return true;
    case 'tuple':
      return core.elements.every(isLiteral);
    case 'record':
      return core.fields.every((field) => isLiteral(field.value));
    case 'set': {
      const kinds = new Set(core.elements.map((element) => element.kind));
      return kinds.size <= 1 && core.elements.every((element) => isLiteral(element) && isAtom(element));
    }
    default:
      return negatedInteger(core) !== undefined;
  }
}

function isAtom(core: Core): boolean {
  return core.kind === 'integer' || core.kind === 'string' || core.kind === 'boolean';
}

function initializer(core: Core, module: ModuleContext): Doc {
  switch (core.kind) {
    case 'tuple': {
      const elements = core.elements.map((element) => initializer(element, module));
      return elements.length === 0
        ? module.use('emptyTuple')
        : [module.use('makeTuple'), list('(', elements, ')')];
    }
    case 'set': {
      const elements = core.elements.map((element) => initializer(element, module));
      return elements.length === 0
        ? module.use('emptySet')
        : [module.use('makeSet'), list('([', elements, '])')];
    }
    case 'record':
      return [
        module.use('recordMaker'),
        list(
          '([',
          core.fields.map((field) => quote(field.name)),
          '])',
        ),
        list(
          '([',
          core.fields.map((field) => initializer(field.value, module)),
          '])',
        ),
      ];
    default:
      return literalOf(core, module)?.doc ?? '';
  }
}

/** A text that literals share exactly if they are the same. */
function structure(core: Core): string {
  switch (core.kind) {
    case 'tuple':
    case 'set':
      return `${core.kind}(${core.elements.map(structure).join(',')})`;
    case 'record':
      return `record(${core.fields.map((field) => `${field.name}:${structure(field.value)}`).join(',')})`;
    case 'string':
      return JSON.stringify(core.value);
    case 'integer':
    case 'boolean':
      return String(core.value);
    default:
      return `-${String(negatedInteger(core))}`;
  }
}
