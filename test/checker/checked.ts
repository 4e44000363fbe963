import { checkModel, prepareModel } from '../../checker/index.ts';
import type { CheckOptions, CheckReport } from '../../checker/index.ts';
import { Source, hasErrors } from '../../compiler/index.ts';

/** Checks a spec given as text; modules it extends are in `modules`. Throws what is wrong with it, one problem a line. */
export async function checked(
  spec: string,
  config: string,
  options: CheckOptions & { readonly modules?: Readonly<Record<string, string>> } = {},
): Promise<CheckReport> {
  const { value, diagnostics } = prepareModel({
    source: new Source('Spec.tla', spec),
    findModule: (name) => {
      const text = options.modules?.[name];
      return text === undefined ? undefined : new Source(`${name}.tla`, text);
    },
    config: new Source('Spec.cfg', config),
  });
  if (value === undefined || hasErrors(diagnostics))
    throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  return (await checkModel(value, options)).report;
}
