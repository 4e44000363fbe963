import { Block } from './block.ts';
import type { Doc } from './layout.ts';
import { callOf, list } from './layout.ts';
import type { ModuleContext } from './module-context.ts';
import { quote } from './names.ts';

/**
 * The module's function that makes records with these fields: of the values in this order. Which value stands where in the runtime's order is
 * decided here, once.
 */
export function recordMakerFor(names: readonly string[], module: ModuleContext): string {
  // Names of fields are ASCII, so that this is the runtime's order, by code point.
  const sorted = [...names].sort();
  const shapeNames = sorted.map(quote);
  const shape = module.hoist('shape', `shape ${shapeNames.join(', ')}`, [
    module.use('recordShape'),
    list('([', shapeNames, '])'),
  ]);
  const block = new Block(undefined, module.isTaken);
  const values = new Map(names.map((name) => [name, block.declare(name)]));
  const parameters = [...values.values()].map((value): Doc => [value, module.valueAnnotation()]);
  const made = callOf(module.use('makeRecord'), [
    shape,
    list(
      '[',
      sorted.map((name) => values.get(name) ?? ''),
      ']',
    ),
  ]);
  return module.hoist('record', `record ${names.join(', ')}`, [
    list('(', parameters, ')'),
    module.valueAnnotation(),
    ' => ',
    made,
  ]);
}
