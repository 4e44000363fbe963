import type { Diagnostic } from '../compiler/index.ts';
import type { Value } from '../runtime/tla/index.ts';
import type { ConstantValues } from './expressions.ts';
import { UsageError } from './failures.ts';
import { readText } from './files.ts';
import { pathOf, shownPath } from './inputs.ts';
import type { Terminal } from './terminal.ts';

/** The values and replacements of a configuration file; nothing without one. Throws InputProblem if it cannot be read. */
export async function readConstants(
  config: string | undefined,
  spec: string | undefined,
  terminal: Terminal,
): Promise<{ readonly constants: ConstantValues; readonly diagnostics: readonly Diagnostic[] }> {
  if (config === undefined)
    return { constants: { values: new Map(), replacements: new Map() }, diagnostics: [] };
  if (spec === undefined)
    throw new UsageError('a configuration gives values to the constants of a spec: name one with -s');
  const [{ parseConfig }, { Source }] = await Promise.all([
    import('../checker/config/index.ts'),
    import('../compiler/index.ts'),
  ]);
  const path = pathOf(config, terminal);
  const source = new Source(shownPath(path, terminal), readText(path));
  const { value, diagnostics } = parseConfig(source);
  return {
    constants: {
      values: new Map(value.values.map(({ name, value: given }): [string, Value] => [name.text, given])),
      replacements: new Map(value.replacements.map(({ name, by }) => [name.text, by.text])),
    },
    diagnostics,
  };
}
