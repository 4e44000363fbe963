import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../compiler/diagnostics/index.ts';
import { Source, spanText } from '../../../compiler/source/index.ts';
import { parseExpression, parseModule } from '../../../compiler/syntax/index.ts';

const told = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ code, span, message }) => {
    const { line, column } = span.source.positionAt(span.start);
    return `${line}:${column} ${code} «${spanText(span)}»: ${message}`;
  });

/** The specs below a folder of the repository, by their path in it. */
function specsIn(folder: string): readonly string[] {
  const root = new URL(`../../../${folder}/`, import.meta.url);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tla'))
    .map((file) => `${folder}/${file}`)
    .sort();
}

const parseFile = (path: string): ReturnType<typeof parseModule> =>
  parseModule(new Source(path, readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')));

const folders = ['test/oracle/mpcal', 'test/oracle/pluscal', 'specs'] as const;

describe.each(folders)('the specs in %s', (folder) => {
  const specs = specsIn(folder);

  it('are there', () => {
    expect(specs.length).toBeGreaterThan(2);
  });

  it.each(specs)('%s parses without diagnostics', (path) => {
    const { value, diagnostics } = parseFile(path);
    expect(told(diagnostics)).toEqual([]);
    expect(value.units.filter((unit) => unit.kind === 'algorithmUnit')).toHaveLength(1);
  });
});

interface Line {
  readonly number: number;
  readonly text: string;
  readonly parses: boolean;
}

function expressionLines(): readonly Line[] {
  const file = readFileSync(new URL('../../oracle/expressions.tsv', import.meta.url), 'utf8');
  return file.split('\n').flatMap((line, index): readonly Line[] => {
    const [text, expected] = line.split('\t');
    if (line.startsWith('#') || text === undefined || expected === undefined) return [];
    return [{ number: index + 1, text: text.replaceAll('␤', '\n'), parses: expected !== '!parse' }];
  });
}

describe('the expressions of the oracle', () => {
  const lines = expressionLines();
  const diagnosticsOf = ({ text }: Line): readonly string[] =>
    told(parseExpression(new Source('expression', text)).diagnostics);

  /** Their grammar is right; what their names mean is not, which resolution reports. */
  const leftToResolution = [
    'LET a \\oplus b == (a + b) % 5 IN 4 \\oplus 3',
    'x \\in {1}',
    'LET x == 1 x == 2 IN x',
    'LET RECURSIVE F(_) IN 1',
    'F(1)',
    'Len(<<1>>, <<2>>)',
    'Cardinality',
  ];

  it('are several hundred, some of them rejected', () => {
    expect(lines.length).toBeGreaterThan(500);
    expect(lines.filter((line) => !line.parses).length).toBeGreaterThan(30);
  });

  it('parse where the oracle parses them', () => {
    const wrong = lines
      .filter((line) => line.parses)
      .flatMap((line) => diagnosticsOf(line).map((diagnostic) => `line ${line.number}: ${diagnostic}`));
    expect(wrong).toEqual([]);
  });

  it('fail to parse where the oracle rejects them, but for those left to resolution', () => {
    const accepted = lines.filter((line) => !line.parses && diagnosticsOf(line).length === 0);
    expect(accepted.map((line) => line.text)).toEqual(leftToResolution);
  });
});
