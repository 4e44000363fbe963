import type { Diagnostic, DiagnosticCode } from './diagnostics/index.ts';
import type { Span } from './source/index.ts';
import { spanText } from './source/index.ts';
import type { Algorithm, ParsedModule } from './syntax/index.ts';

/** Something is used that nothing declares. */
const unknown: ReadonlySet<DiagnosticCode> = new Set([
  ...(['MP201', 'MP206', 'MP304', 'MP401', 'MP605', 'MP701', 'MP702', 'MP703'] as const),
]);

/**
 * Of what resolution and rules found in a module that was not read completely, that which does not follow from the unread parts: no unknown
 * names that occur in them or beside a syntax error, nothing about the algorithm's bodies and sections they lie in, and no warnings.
 */
export function withoutConsequences(
  diagnostics: readonly Diagnostic[],
  { value: module, diagnostics: syntaxErrors, broken }: ParsedModule,
): readonly Diagnostic[] {
  const words = new Set(broken.flatMap((span) => spanText(span).match(/\w+/g) ?? []));
  const algorithm = module.units.find((unit) => unit.kind === 'algorithmUnit')?.algorithm;
  const damaged = algorithm === undefined ? [] : damagedParts(algorithm, broken);
  const lineOf = ({ source, start }: Span): string => `${source.name}:${source.positionAt(start).line}`;
  const lines = new Set(syntaxErrors.map(({ span }) => lineOf(span)));
  return diagnostics.filter(({ code, severity, span }) => {
    if (severity === 'warning') return false;
    if (broken.some((part) => overlap(part, span))) return false;
    if (unknown.has(code) && (spanText(span).match(/\w+/g) ?? []).some((word) => words.has(word)))
      return false;
    if (unknown.has(code) && lines.has(lineOf(span))) return false;
    const isAboutNames = code.startsWith('MP2') || unknown.has(code);
    return isAboutNames || !damaged.some((part) => overlap(part, span));
  });
}

/** The bodies and sections of an algorithm that have unread parts; all of it, if an unread part lies in none. */
function damagedParts(algorithm: Algorithm, broken: readonly Span[]): readonly Span[] {
  const parts = [
    ...algorithm.macros,
    ...algorithm.procedures,
    ...algorithm.archetypes,
    ...algorithm.mappingMacros,
    ...algorithm.processes,
    ...algorithm.instances,
  ].map(({ span }) => span);
  return broken
    .filter((span) => overlap(algorithm.span, span))
    .map((span) => parts.find((part) => overlap(part, span)) ?? algorithm.span);
}

function overlap(a: Span, b: Span): boolean {
  return (
    a.source === b.source && a.start < Math.max(b.end, b.start + 1) && b.start < Math.max(a.end, a.start + 1)
  );
}
