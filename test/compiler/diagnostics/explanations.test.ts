import { describe, expect, it } from 'vitest';
import { compile } from '../../../compiler/compile.ts';
import { completeSpec, diagnosticTitles, explanations } from '../../../compiler/diagnostics/index.ts';
import type { Diagnostic, DiagnosticCode, Explanation } from '../../../compiler/diagnostics/index.ts';
import { Source } from '../../../compiler/source/index.ts';

const codes = Object.keys(diagnosticTitles) as DiagnosticCode[];
const withExamples = codes.flatMap((code) => {
  const { examples, modules = {} }: Explanation = explanations[code];
  return examples === undefined ? [] : [{ code, examples, modules }];
});

type WithExamples = (typeof withExamples)[number];

/** What compiling an example gives. */
function problemsOf(text: string, { examples, modules }: WithExamples): readonly Diagnostic[] {
  const source = new Source('Example.tla', completeSpec({ kind: examples.kind, text }));
  const { diagnostics } = compile(source, {
    fileName: 'Example.ts',
    findModule: (name) => {
      const module = modules[name];
      return module === undefined ? undefined : new Source(`${name}.tla`, module);
    },
  });
  // That PlusCal does not compile is not what the examples are about.
  return diagnostics.filter(({ code }) => examples.kind !== 'pluscal' || code !== 'MP801');
}

/** The codes, each once. */
function codesOf(text: string, explanation: WithExamples): readonly DiagnosticCode[] {
  return [...new Set(problemsOf(text, explanation).map(({ code }) => code))];
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

  it.each(withExamples)(
    'of $code has an example that is told with its place and what to do',
    (explanation) => {
      const problems = problemsOf(explanation.examples.wrong, explanation);
      expect(problems).not.toEqual([]);
      for (const { span, message, hint } of problems) {
        expect(span.source.text.slice(span.start, span.end)).not.toBe('');
        expect(hint ?? `no hint: ${message}`).toMatch(/^(?!no hint).{8,}$/s);
      }
    },
  );

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
