import type { Diagnostic } from '../../../compiler/diagnostics/index.ts';
import { resolveSpec } from '../../../compiler/resolve/index.ts';
import type { ResolvedSpec, Symbol } from '../../../compiler/resolve/index.ts';
import { Source, spanText } from '../../../compiler/source/index.ts';
import type { Span } from '../../../compiler/source/index.ts';
import { parseModule } from '../../../compiler/syntax/index.ts';

export interface Resolved {
  readonly source: Source;
  readonly spec: ResolvedSpec;
  /** Problems of parsing first, then those of resolution. */
  readonly diagnostics: readonly Diagnostic[];
  /** Offsets of the places marked `‹name›` in the text, in order. */
  readonly marks: readonly number[];
}

/** Parses and resolves a module. `‹` and `›` mark occurrences of names and are taken out first. `modules` are the user modules beside it, by name. */
export function resolve(marked: string, modules: Readonly<Record<string, string>> = {}): Resolved {
  const marks: number[] = [];
  let text = '';
  for (const character of marked) {
    if (character === '‹') marks.push(text.length);
    else if (character !== '›') text += character;
  }
  const source = new Source('Test.tla', text);
  const parsed = parseModule(source);
  const resolved = resolveSpec(parsed.value, {
    findModule: (name) => {
      const module = modules[name];
      return module === undefined ? undefined : new Source(`${name}.tla`, module);
    },
  });
  return {
    source,
    spec: resolved.value,
    diagnostics: [...parsed.diagnostics, ...resolved.diagnostics],
    marks,
  };
}

/** A module called Test with the given units. */
export function moduleOf(units: string, extending = 'Naturals, Sequences'): string {
  return `---- MODULE Test ----\nEXTENDS ${extending}\n${units}\n====\n`;
}

/** A module called Test with an MPCal block, and units around it. */
export function mpcal(block: string, before = '', after = ''): string {
  return moduleOf(
    `${before}\n(*\n--mpcal Test {\n${block}\n}\n*)\n\\* BEGIN TRANSLATION\n\\* END TRANSLATION\n${after}`,
  );
}

/** A module called Test with a PlusCal algorithm in C-syntax, and units around it. */
export function pluscal(block: string, before = '', after = ''): string {
  return moduleOf(
    `${before}\n(*\n--algorithm Test {\n${block}\n}\n*)\n\\* BEGIN TRANSLATION\n\\* END TRANSLATION\n${after}`,
  );
}

/** Diagnostics as `CODE «marked text»: message`. */
export function shown(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, span, message }) => `${code} «${spanText(span)}»: ${message}`);
}

/** Diagnostics as `CODE «marked text»`. */
export function codes(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, span }) => `${code} «${spanText(span)}»`);
}

/** What the name at the n-th mark refers to, once for every copy of the place: `kind name line:column of the declaration`. */
export function meaningsAt(resolved: Resolved, mark = 0): readonly string[] {
  const offset = resolved.marks[mark];
  const found: string[] = [];
  for (const [node, symbol] of resolved.spec.bindings.references) {
    const span = nameSpanOf(node);
    if (span !== undefined && span.source === resolved.source && span.start === offset)
      found.push(shownSymbol(symbol));
  }
  return found;
}

/** What all marked names refer to. */
export function meanings(resolved: Resolved): readonly string[] {
  return resolved.marks.flatMap((_, mark) => meaningsAt(resolved, mark));
}

export function shownSymbol(symbol: Symbol): string {
  const where =
    symbol.span === undefined
      ? ''
      : (() => {
          const { line, column } = symbol.span.source.positionAt(symbol.span.start);
          return ` ${line}:${column}`;
        })();
  return `${symbol.kind} ${symbol.name}${where}`;
}

function nameSpanOf(node: object): Span | undefined {
  const { name, operatorSpan, span } = node as {
    readonly name?: { readonly span: Span };
    readonly operatorSpan?: Span;
    readonly span?: Span;
  };
  return name?.span ?? operatorSpan ?? span;
}
