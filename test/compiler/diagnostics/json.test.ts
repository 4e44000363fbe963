import { describe, expect, it } from 'vitest';
import { check } from '../../../compiler/compile.ts';
import { diagnosticsToJson, diagnosticTitles } from '../../../compiler/diagnostics/index.ts';
import { Source } from '../../../compiler/source/index.ts';

const broken = `---- MODULE Broken ----
EXTENDS Naturals
a == 1 a == 2
b == missing
c == 1 + % 2
====
`;

describe('the JSON of the problems of a spec', () => {
  const { diagnostics } = check(new Source('Broken.tla', broken), { findModule: () => undefined });
  const problems = diagnosticsToJson(diagnostics) as readonly object[] as readonly Record<string, unknown>[];

  it('holds every problem', () => {
    expect(problems).toHaveLength(diagnostics.length);
    expect(problems.length).toBeGreaterThan(0);
  });

  it.each(problems.map((problem, index) => [index, problem] as const))(
    'has the documented fields and no others: problem %i',
    (_, problem) => {
      const place = {
        file: 'Broken.tla',
        line: expect.any(Number) as number,
        column: expect.any(Number) as number,
        endLine: expect.any(Number) as number,
        endColumn: expect.any(Number) as number,
      };
      expect(Object.keys(diagnosticTitles)).toContain(problem['code']);
      expect(['error', 'warning']).toContain(problem['severity']);
      expect(problem['hint'] === null || typeof problem['hint'] === 'string').toBe(true);
      expect(problem).toEqual({
        code: problem['code'],
        severity: problem['severity'],
        message: expect.any(String) as string,
        place,
        related: (problem['related'] as readonly unknown[]).map(() => ({
          message: expect.any(String) as string,
          place,
        })),
        hint: problem['hint'],
      });
    },
  );
});
