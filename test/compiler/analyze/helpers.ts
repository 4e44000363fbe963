import { analyze } from '../../../compiler/analyze/index.ts';
import type { Diagnostic } from '../../../compiler/diagnostics/index.ts';
import { mpcal, pluscal, resolve } from '../resolve/helpers.ts';

/** What parsing, resolution and the rules say about a text. */
export function problemsOf(text: string, multipleWrites = true): readonly Diagnostic[] {
  const resolved = resolve(text);
  return [...resolved.diagnostics, ...analyze(resolved.spec, { multipleWrites })];
}

/** Diagnostics as `CODE «marked text»: message`, those with the given code prefixes left out. */
export function listed(
  diagnostics: readonly Diagnostic[],
  without: readonly string[] = [],
): readonly string[] {
  return diagnostics
    .filter(({ code }) => !without.some((prefix) => code.startsWith(prefix)))
    .map(
      ({ code, span, message }) => `${code} «${span.source.text.slice(span.start, span.end)}»: ${message}`,
    );
}

/** The errors in the body of an archetype with parameters `ref x, ref f[_], n` and locals `u`, `v`. */
export function inArchetype(body: string, multipleWrites = true): readonly string[] {
  const block = `${procedures}\narchetype A(ref x, ref f[_], n) variables u = 1, v = 1; {\n${body}\n}`;
  return listed(problemsOf(mpcal(block, 'CONSTANT N'), multipleWrites), ['MP9']);
}

/** Errors and warnings in the body of a single-process PlusCal algorithm with variables `x` and `y`. */
export function inPluscal(body: string, multipleWrites = true): readonly string[] {
  return listed(
    problemsOf(pluscal(`variables x = 1, y = 1;\n{\n${body}\n}`, '', 'Used == x = y'), multipleWrites),
  );
}

/** Errors of an MPCal block. */
export function inBlock(block: string, before = ''): readonly string[] {
  return listed(problemsOf(mpcal(block, before)), ['MP9']);
}

const procedures =
  'procedure P(k) { p1: await k = 1; return; }\nprocedure Q(ref r[_], k) { q1: r[1] := k; return; }\nprocedure R(ref r) { r1: r := 1; return; }';
