import { describe, expect, it } from 'vitest';
import { compile } from '../../../compiler/compile.ts';
import { completeSpec, diagnosticTitles, explanations } from '../../../compiler/diagnostics/index.ts';
import type { DiagnosticCode, Explanation } from '../../../compiler/diagnostics/index.ts';
import { Source } from '../../../compiler/source/index.ts';

const codes = Object.keys(diagnosticTitles) as DiagnosticCode[];
const withExamples = codes.flatMap((code) => {
  const { examples, modules = {} }: Explanation = explanations[code];
  return examples === undefined ? [] : [{ code, examples, modules }];
});

/** The codes that compiling an example gives, each once. */
function codesOf(
  text: string,
  { examples, modules }: (typeof withExamples)[number],
): readonly DiagnosticCode[] {
  const source = new Source('Example.tla', completeSpec({ kind: examples.kind, text }));
  const { diagnostics } = compile(source, {
    fileName: 'Example.ts',
    findModule: (name) => {
      const module = modules[name];
      return module === undefined ? undefined : new Source(`${name}.tla`, module);
    },
  });
  // That PlusCal does not compile is not what the examples are about.
  return [...new Set(diagnostics.map(({ code }) => code))].filter(
    (code) => examples.kind !== 'pluscal' || code !== 'MP801',
  );
}

describe('the explanation of a diagnostic', () => {
  it.each(codes)('of %s says what it means', (code) => {
    expect(explanations[code].meaning).toMatch(/^[A-Z].*\.$/s);
  });

  it.each(withExamples)('of $code has an example that gives it', (explanation) => {
    const found = codesOf(explanation.examples.wrong, explanation);
    expect(found.filter((code) => !code.startsWith('MP9') || code === explanation.code)).toEqual([
      explanation.code,
    ]);
  });

  it.each(withExamples)('of $code has an example without problems', (explanation) => {
    expect(codesOf(explanation.examples.right, explanation)).toEqual([]);
  });

  it('has no examples only where compiling a spec does not tell', () => {
    expect(codes.filter((code) => explanations[code].examples === undefined)).toEqual([
      'MP110',
      'MP210',
      'MP211',
      'MP905',
      'MP907',
    ]);
  });
});
