import { errorAt, fewSearches, nameHint } from '../diagnostics/index.ts';
import type { Diagnostic, RelatedSpan } from '../diagnostics/index.ts';
import type { Span } from '../source/index.ts';
import type { InstanceDefinition, Name } from '../syntax/index.ts';
import type { Entry, Scope, Slot } from './scope.ts';
import { modulesThatDefine, standardModule } from './standard-modules.ts';
import type {
  Bindings,
  DefinitionSymbol,
  InstanceSubstitution,
  OperatorDefinitionSymbol,
  Symbol,
} from './symbols.ts';

/** Collects what resolution finds: bindings and problems. */
export class Findings {
  readonly references = new Map<object, Symbol>();
  readonly declarations = new Map<Name, Symbol>();
  readonly letInstances = new Map<InstanceDefinition, readonly DefinitionSymbol[]>();
  readonly derived = new Map<DefinitionSymbol['definition'], OperatorDefinitionSymbol[]>();
  readonly substitutions: InstanceSubstitution[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** The candidate that a misspelt word most likely means. */
  readonly closest = fewSearches();

  bindings(): Bindings {
    const { references, declarations, letInstances, derived, substitutions } = this;
    return { references, declarations, letInstances, derived, substitutions };
  }

  report(...diagnostics: readonly Diagnostic[]): void {
    this.diagnostics.push(...diagnostics);
  }

  /** Adds a related place to the problems reported since there were `before` of them, as far as they lie in `region`. */
  relate(before: number, region: Span, place: RelatedSpan): void {
    for (let index = before; index < this.diagnostics.length; index++) {
      const diagnostic = this.diagnostics[index];
      if (diagnostic === undefined || diagnostic.span.source !== region.source) continue;
      if (diagnostic.span.start < region.start || diagnostic.span.end > region.end) continue;
      this.diagnostics[index] = { ...diagnostic, related: [...diagnostic.related, place] };
    }
  }
}

/** Whether an entry is a symbol proper. */
export function isSymbol(entry: Entry): entry is Symbol {
  return entry.kind !== 'instance' && entry.kind !== 'hidden' && entry.kind !== 'special';
}

/**
 * Looks a name up for use and reports why it cannot be used: unknown (MP201) or not visible here (MP209). Answers undefined then, and
 * also, silently, for a name that may come from a module that was not found.
 */
export function findForUse(text: string, span: Span, scope: Scope, findings: Findings): Slot | undefined {
  const slot = scope.find(text);
  if (slot === undefined) {
    if (!scope.isIncomplete()) findings.report(unknownName(text, span, scope, findings));
    return undefined;
  }
  const { entry } = slot;
  if (entry.kind === 'hidden') {
    findings.report(
      errorAt('MP209', span, entry.message, {
        ...(entry.span === undefined ? {} : { related: [{ span: entry.span, message: 'declared here' }] }),
        ...(entry.hint === undefined ? {} : { hint: entry.hint }),
      }),
    );
    return undefined;
  }
  return slot;
}

function unknownName(text: string, span: Span, scope: Scope, findings: Findings): Diagnostic {
  const what = text === '-.' ? 'Minus before an operand' : text;
  const modules = modulesThatDefine(text);
  const [module] = modules;
  if (module !== undefined) {
    const choice = modules.length > 1 ? modules.slice(0, 3).join(' or ') : module;
    return errorAt('MP201', span, `${what} is not defined.`, { hint: `Add ${choice} to EXTENDS.` });
  }
  const near = findings.closest(text, () => scope.names());
  return errorAt(
    'MP201',
    span,
    `${what} is not defined.`,
    nameHint(near, 'Define or declare it above, or add the module that defines it to EXTENDS.'),
  );
}

/**
 * Declares a name. A name that an enclosing scope already gives a meaning is reported as SANY does (MP203), unless that meaning may be
 * hidden or the new name is fresh; a name that the same scope already has is always reported.
 */
export function declare(
  name: Name,
  symbol: Entry,
  scope: Scope,
  findings: Findings,
  options: { readonly shadowable?: boolean; readonly hides?: boolean; readonly instanceParams?: number } = {},
): void {
  const clash = clashOf(name.text, scope, options.hides ?? false);
  if (clash !== undefined && clash !== symbol) findings.report(definedTwice(name, clash));
  scope.define(name.text, symbol, options);
  if (isSymbol(symbol)) findings.declarations.set(name, symbol);
}

function clashOf(text: string, scope: Scope, hides: boolean): Entry | undefined {
  const own = scope.own(text);
  if (own !== undefined && own.entry.kind !== 'hidden' && !own.shadowable) return own.entry;
  if (hides || scope.fresh) return undefined;
  const outer = scope.parent?.find(text);
  if (outer === undefined || outer.shadowable || outer.entry.kind === 'hidden') return undefined;
  return outer.entry;
}

/** MP203 with both places. */
export function definedTwice(name: Name, earlier: Entry): Diagnostic {
  const module = earlier.kind === 'standard' ? earlier.module : undefined;
  const where =
    module !== undefined
      ? `: module ${module} defines it`
      : earlier.kind === 'translation'
        ? ': the translation of the algorithm defines it'
        : '';
  return errorAt('MP203', name.span, `${name.text} is already defined${where}.`, {
    ...(earlier.span === undefined ? {} : { related: [{ span: earlier.span, message: 'defined here' }] }),
    hint: 'Choose another name.',
  });
}

/** How many arguments an occurrence of a symbol takes. */
export function arityOf(symbol: Symbol): number {
  switch (symbol.kind) {
    case 'constant':
    case 'standard':
    case 'parameter':
    case 'translation':
      return symbol.arity;
    case 'operator':
      return symbol.params.length;
    case 'function':
    case 'bound':
    case 'variable':
    case 'archetypeParameter':
    case 'self':
      return 0;
  }
}

/** The arity each argument of a symbol must have (0: a value). */
export function parameterAritiesOf(symbol: Symbol): readonly number[] {
  if (symbol.kind === 'operator') return symbol.params.map((param) => param.arity);
  if (symbol.kind === 'standard') return standardModule(symbol.module)?.operators[symbol.name] ?? [];
  return Array.from({ length: arityOf(symbol) }, () => 0);
}

/** What the user would call the symbol. */
export function describe(symbol: Symbol): string {
  switch (symbol.kind) {
    case 'constant':
      return `constant ${symbol.name}`;
    case 'operator':
    case 'standard':
    case 'translation':
      return `operator ${symbol.name}`;
    case 'function':
      return `function ${symbol.name}`;
    case 'parameter':
    case 'archetypeParameter':
      return `parameter ${symbol.name}`;
    case 'variable':
      return `variable ${symbol.name}`;
    case 'bound':
      return symbol.name;
    case 'self':
      return symbol.name;
  }
}
