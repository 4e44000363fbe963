import type {
  Diagnostic,
  FindModule,
  OperatorDefinition,
  PhaseResult,
  Source,
} from '../../compiler/index.ts';
import { checkWithUnits, hasErrors } from '../../compiler/index.ts';
import type { Config } from '../config/index.ts';
import type { BoundSpec } from './constants.ts';
import { bindConstants } from './constants.ts';

export interface FrontEndOptions {
  readonly source: Source;
  readonly findModule: FindModule;
  readonly config: Pick<Config, 'values' | 'replacements'>;
}

/** The compiler's front end for one spec and its constants. Modules are asked for once. */
export class FrontEnd {
  readonly source: Source;
  private readonly config: FrontEndOptions['config'];
  private readonly findModule: FindModule;

  constructor({ source, config, findModule }: FrontEndOptions) {
    this.source = source;
    this.config = config;
    const found = new Map<string, Source | undefined>();
    this.findModule = (name) => {
      if (!found.has(name)) found.set(name, findModule(name));
      return found.get(name);
    };
  }

  /** The spec with further definitions at its end, its constants bound. */
  bound(units: readonly OperatorDefinition[]): PhaseResult<BoundSpec | undefined> {
    const { source, findModule, config } = this;
    const checked = checkWithUnits(source, { findModule }, units);
    if (checked.value !== undefined)
      return joined(checked.diagnostics, bindConstants(checked.value.spec, checked.value.added, config));
    // What is wrong with the constants is told together with what is wrong with the definitions.
    const alone = checkWithUnits(source, { findModule }, []).value;
    const constants = alone === undefined ? undefined : bindConstants(alone.spec, [], config);
    return { value: undefined, diagnostics: [...checked.diagnostics, ...(constants?.diagnostics ?? [])] };
  }
}

function joined<T>(
  before: readonly Diagnostic[],
  result: PhaseResult<T | undefined>,
): PhaseResult<T | undefined> {
  const diagnostics = [...before, ...result.diagnostics];
  return { value: hasErrors(diagnostics) ? undefined : result.value, diagnostics };
}
