import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../compiler/diagnostics/index.ts';
import { Source, spanText } from '../../../compiler/source/index.ts';
import { ExpressionParser } from '../../../compiler/syntax/expression-parser.ts';
import { parseExpression, parseModule } from '../../../compiler/syntax/index.ts';
import { readTokens } from '../../../compiler/syntax/lexer.ts';
import { broken } from './mutations.ts';

const specs = ['test/oracle/mpcal', 'test/oracle/pluscal', 'specs'].flatMap((folder) => {
  const root = new URL(`../../../${folder}/`, import.meta.url);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tla'))
    .sort()
    .map((file) => readFileSync(new URL(file, root), 'utf8'));
});

const parsed = (text: string): ReturnType<typeof parseModule> => parseModule(new Source('Test.tla', text));

const codes = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ code, span }) => `${code} «${spanText(span)}»`);

/** What holds of diagnostics whatever the text. */
function expectSound(text: string, diagnostics: readonly Diagnostic[]): void {
  for (const { message, span, related } of diagnostics) {
    expect(message).not.toBe('');
    for (const { start, end } of [span, ...related.map((other) => other.span)]) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThanOrEqual(text.length);
    }
  }
}

function expectInOrder(diagnostics: readonly Diagnostic[]): void {
  const starts = diagnostics.map(({ span }) => span.start);
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
}

describe('a broken text', () => {
  it('gives a module and diagnostics in order and inside the text, whatever is wrong with a spec', () => {
    fc.assert(
      fc.property(broken(specs), (text) => {
        const { value, diagnostics } = parsed(text);
        expect(value.kind).toBe('module');
        expectSound(text, diagnostics);
        expectInOrder(diagnostics);
      }),
      { seed: 31, numRuns: 400 },
    );
  });

  it('gives diagnostics wherever a spec is cut off inside its module', () => {
    const spec = specs.find((text) => text.includes('--mpcal') && text.length < 6000) ?? '';
    const end = spec.search(/^={4,}$/m);
    expect(end).toBeGreaterThan(0);
    const start = spec.indexOf('\n', spec.indexOf('MODULE'));
    for (let length = start; length < end; length += 37) {
      const text = spec.slice(0, length);
      const { diagnostics } = parsed(text);
      expect(diagnostics.length, `cut at ${length}`).toBeGreaterThan(0);
      expectSound(text, diagnostics);
      expectInOrder(diagnostics);
    }
  });

  it('may be any text at all', () => {
    const units = fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc
        .array(
          fc.constantFrom(
            '/\\',
            '\\/',
            '(',
            ')',
            '{',
            '}',
            'x',
            '==',
            '\n',
            ' ',
            '"',
            '(*',
            '*)',
            'LET',
            'IN',
          ),
          {
            maxLength: 40,
          },
        )
        .map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(units, (text) => {
        expectSound(text, parseExpression(new Source('expression', text)).diagnostics);
        const module = `---- MODULE Test ----\n${text}\n====\n`;
        expectSound(module, parsed(module).diagnostics);
        const algorithm = `---- MODULE Test ----\n(* --algorithm A {\n${text}\n} *)\n====\n`;
        expectSound(algorithm, parsed(algorithm).diagnostics);
      }),
      { seed: 32, numRuns: 400 },
    );
  });

  it('may be binary', () => {
    const bytes = String.fromCharCode(...Array.from({ length: 4096 }, (_, index) => (index * 167) % 256));
    const { diagnostics } = parsed(`---- MODULE Test ----\n${bytes}\n====\n`);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(codes(parsed(bytes).diagnostics)).toEqual(['MP106 «\0»']);
  });

  it('is one word where digits and underscores make no name', () => {
    expect(codes(parseExpression(new Source('expression', '1_000_000')).diagnostics)).toEqual([
      'MP101 «1_000_000»',
    ]);
  });

  it('may be empty', () => {
    expect(codes(parsed('').diagnostics)).toEqual(['MP106 «»']);
    expect(codes(parseExpression(new Source('expression', '')).diagnostics)).toEqual(['MP103 «»']);
  });
});

describe('a deep expression', () => {
  const nested: readonly (readonly [name: string, text: string])[] = [
    ['2,000 parentheses', '('.repeat(2000) + '1' + ')'.repeat(2000)],
    ['2,000 sets', '{'.repeat(2000) + '1' + '}'.repeat(2000)],
    ['2,000 tuples', '<<'.repeat(2000) + '1' + '>>'.repeat(2000)],
    ['2,000 indices', 'f['.repeat(2000) + '1' + ']'.repeat(2000)],
    ['2,000 arguments', 'F('.repeat(2000) + '1' + ')'.repeat(2000)],
    ['2,000 records', '[a |-> '.repeat(2000) + '1' + ']'.repeat(2000)],
    ['2,000 prefix operators', '~ '.repeat(2000) + 'TRUE'],
    ['2,000 ifs', 'IF a THEN '.repeat(2000) + '1' + ' ELSE 2'.repeat(2000)],
    ['2,000 quantifiers', '\\A x \\in S : '.repeat(2000) + 'TRUE'],
    ['2,000 LETs', 'LET x == 1 IN '.repeat(2000) + 'x'],
    ['2,000 choices', 'CHOOSE x \\in S : '.repeat(2000) + 'TRUE'],
  ];
  it.each(nested)('of %s parses', (_name, text) => {
    expect(codes(parseExpression(new Source('expression', text)).diagnostics)).toEqual([]);
  });

  it('of junction lists 500 deep parses', () => {
    const lists = Array.from(
      { length: 500 },
      (_, depth) =>
        `${' '.repeat(depth * 3)}${depth % 2 === 0 ? '/\\' : '\\/'} a\n${' '.repeat(depth * 3)}${depth % 2 === 0 ? '/\\' : '\\/'} `,
    );
    const text = lists.map((list, depth) => (depth === 0 ? list : list.trimStart())).join('') + 'a';
    const { value, diagnostics } = parseExpression(new Source('expression', text));
    expect(codes(diagnostics)).toEqual([]);
    let depth = 0;
    for (let node = value; node.kind === 'junction'; depth++) {
      expect(node.items).toHaveLength(2);
      node = node.items[1] ?? expect.fail('a list has two items');
    }
    expect(depth).toBe(500);
  });

  it('beyond the limit is reported once, where the limit is passed', () => {
    const text = '('.repeat(100_000) + '1' + ')'.repeat(100_000);
    const { diagnostics } = parseExpression(new Source('expression', text));
    expect(diagnostics.map(({ code }) => code)).toEqual(['MP109']);
  });

  it('of brackets that are never closed is one error', () => {
    const { diagnostics } = parseExpression(new Source('expression', '('.repeat(2000)));
    expect(diagnostics.map(({ code }) => code)).toEqual(['MP103']);
  });
});

describe('deep statements', () => {
  const algorithm = (body: string): string =>
    `---- MODULE Test ----\n(* --algorithm A { {\nl: ${body}\n} } *)\n====\n`;

  it.each([
    ['90 blocks', '{'.repeat(90) + 'skip' + '}'.repeat(90)],
    ['45 ifs with braces, which count twice', 'if (TRUE) {'.repeat(45) + 'skip' + '}'.repeat(45)],
    ['90 ifs without braces', 'if (TRUE) '.repeat(90) + 'skip'],
  ])('of %s parse', (_name, body) => {
    expect(codes(parsed(algorithm(body)).diagnostics)).toEqual([]);
  });

  it('are reported once beyond the limit', () => {
    const text = algorithm('if (TRUE) {'.repeat(5000) + 'skip' + '}'.repeat(5000));
    expect(parsed(text).diagnostics.map(({ code }) => code)).toEqual(['MP109']);
  });

  it('may be 3,000 branches of one if', () => {
    const branches = Array.from({ length: 3000 }, (_, index) => `if (x = ${index}) { skip }`).join(' else ');
    expect(codes(parsed(algorithm(branches)).diagnostics)).toEqual([]);
  });
});

describe('the work of parsing', () => {
  /** Tokens taken and operators reduced. */
  function stepsOf(text: string): number {
    const source = new Source('expression', text);
    const tokens = readTokens(source, { text, start: 0, end: text.length }, 'module');
    const parser = new ExpressionParser(tokens, []);
    parser.read(parser.expression());
    expect(parser.position).toBe(tokens.tokens.length);
    return parser.steps;
  }

  const shapes: readonly (readonly [name: string, text: (size: number) => string])[] = [
    ['nested parentheses', (size) => '('.repeat(size) + '1' + ')'.repeat(size)],
    ['nested records', (size) => '[a |-> '.repeat(size) + '1' + ']'.repeat(size)],
    ['nested functions', (size) => '[x \\in S |-> '.repeat(size) + '1' + ']'.repeat(size)],
    ['nested sets', (size) => '{x \\in '.repeat(size) + 'S' + ' : TRUE}'.repeat(size)],
    ['nested exceptions', (size) => '['.repeat(size) + 'f' + ' EXCEPT ![1] = 2]'.repeat(size)],
    ['operators in a row', (size) => Array.from({ length: size }, () => '1 + 2 * 3').join(' - ')],
    ['products in a row', (size) => Array.from({ length: size }, () => 'S').join(' \\X ')],
    ['a long list', (size) => Array.from({ length: size }, () => '/\\ a = b').join('\n')],
    ['a long tuple', (size) => `<<${Array.from({ length: size }, () => '1').join(', ')}>>`],
    [
      'many definitions',
      (size) => `LET ${Array.from({ length: size }, (_, i) => `x${i} == ${i}\n`).join('')} IN 1`,
    ],
  ];

  it.each(shapes)('on %s grows by the same with every 500 more', (_name, text) => {
    const [first, second, third] = [500, 1000, 1500].map((size) => stepsOf(text(size)));
    expect(second).toBeGreaterThan(first ?? Infinity);
    expect((third ?? 0) - (second ?? 0)).toBe((second ?? 0) - (first ?? 0));
  });
});

describe('large texts', () => {
  it('of 5 MB parse', () => {
    const note = 'a comment as long as people write them where a definition is hard to understand. '.repeat(
      8,
    );
    const lines: string[] = [];
    for (let size = 0; size < 5_000_000; size += lines.at(-1)?.length ?? 0) {
      const name = `Op${lines.length}`;
      lines.push(`${name}(a, b) == a + b * ${lines.length} \\* ${name}: ${note}\n`);
    }
    const { value, diagnostics } = parsed(`---- MODULE Test ----\n${lines.join('')}====\n`);
    expect(diagnostics).toEqual([]);
    expect(value.units).toHaveLength(lines.length);
  });

  it.each([
    ['one line of blanks', ' '.repeat(1_000_000)],
    ['dashes', '-'.repeat(1_000_000)],
    ['underscores', '_'.repeat(1_000_000)],
    ['digits and underscores', '1_'.repeat(200_000)],
    ['openings of comments', '(*'.repeat(200_000)],
    ['quotes', '"'.repeat(100_000)],
    ['backslashes', '\\'.repeat(100_000)],
    ['characters nobody knows', '\u0001'.repeat(200_000)],
  ])('of %s come to an end', (_name, text) => {
    const module = `---- MODULE Test ----\n${text}\n====\n`;
    expectSound(module, parsed(module).diagnostics.slice(0, 100));
  });
});

describe('line ends and tabs', () => {
  const spec = specs.find((text) => text.includes('--mpcal')) ?? '';
  const shape = (text: string): unknown =>
    JSON.parse(
      JSON.stringify(parsed(text).value, (key, value: unknown) => {
        if (key === 'span' || key === 'bullets' || key.endsWith('Span')) return undefined;
        if (key === 'translation' || key === 'pluscalTranslation') return undefined;
        return typeof value === 'bigint' ? String(value) : value;
      }),
    );

  it.each([
    ['\\r\\n', '\r\n'],
    ['\\r', '\r'],
  ])('%s gives the tree that \\n gives', (_name, lineEnd) => {
    const text = spec.replaceAll('\n', lineEnd);
    expect(codes(parsed(text).diagnostics)).toEqual([]);
    expect(shape(text)).toEqual(shape(spec));
  });

  it('tabs reach to the next of the stops every eight columns', () => {
    const module = (list: string): string => `---- MODULE Test ----\nA ==\n${list}\n====\n`;
    expect(codes(parsed(module('\t/\\ x\n        /\\ y')).diagnostics)).toEqual([]);
    expect(shape(module('\t/\\ x\n        /\\ y'))).toEqual(shape(module('        /\\ x\n        /\\ y')));
    expect(shape(module('  \t/\\ x\n\t/\\ y'))).toEqual(shape(module('        /\\ x\n        /\\ y')));
  });

  it('a byte order mark before the module is ignored', () => {
    expect(codes(parsed(`\uFEFF${spec}`).diagnostics)).toEqual([]);
  });
});
