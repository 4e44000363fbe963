import { describe, expect, it } from 'vitest';
import { algorithm, algorithmProblems, moduleText, statements, wordyStatements } from './helpers.ts';
import { algorithmOf, printed } from './print.ts';
import { Source } from '../../../compiler/source/index.ts';
import { AlgorithmGrammar } from '../../../compiler/syntax/algorithm-grammar.ts';
import { parseModule } from '../../../compiler/syntax/index.ts';

describe('the grammar', () => {
  it('is accepted by the library: no ambiguity, no left recursion, no rule twice', () => {
    expect(() => new AlgorithmGrammar(true)).not.toThrow();
  });
});

describe('statements in both syntaxes', () => {
  it.each([
    ['skip', '(skip)'],
    ['l: skip', '(skip (label: (label (fairness: "none") (name: l))))'],
    ['l:+ skip', '(skip (label: (label (fairness: "strong") (name: l))))'],
    ['l:- skip', '(skip (label: (label (fairness: "unfair") (name: l))))'],
    [
      'x := 1',
      '(assign (assignments: ((singleAssignment (target: (assignmentTarget (name: x))) (value: 1)))))',
    ],
    [
      'x[1].f[i, j] := y',
      '(assign (assignments: ((singleAssignment (target: (assignmentTarget (name: x) (path: ((indexStep (args: (1))) (fieldStep (name: f)) (indexStep (args: (i j))))))) (value: y)))))',
    ],
    [
      'x := y || y := x',
      '(assign (assignments: ((singleAssignment (target: (assignmentTarget (name: x))) (value: y)) (singleAssignment (target: (assignmentTarget (name: y))) (value: x)))))',
    ],
    [
      'x := (a || b)',
      '(assign (assignments: ((singleAssignment (target: (assignmentTarget (name: x))) (value: (() (|| a b)))))))',
    ],
    ['await a /\\ b', '(await (condition: (/\\ a b)))'],
    ['when a', '(await (condition: a))'],
    ['print <<1, x>>', '(print (value: (tuple (elements: (1 x)))))'],
    ['assert x = 1', '(assert (condition: (= x 1)))'],
    ['return', '(return)'],
    ['goto l', '(goto (target: l))'],
    ['call P(1, x)', '(call (args: ((valueArgument (value: 1)) (valueArgument (value: x)))) (procedure: P))'],
    ['call P()', '(call (procedure: P))'],
    ['M(1, x + 1)', '(macroCall (args: (1 (+ x 1))) (macro: M))'],
    ['M()', '(macroCall (macro: M))'],
  ])('%s', (text, expected) => {
    expect(statements(text)).toEqual([expected]);
    expect(wordyStatements(text)).toEqual([expected]);
  });
});

const skip = '(skip)';

describe('statements of statements', () => {
  it.each([
    ['if (a) { skip; skip }', 'if a then skip; skip end if', `(if (condition: a) (then: (${skip} ${skip})))`],
    [
      'if (a) { skip } else { return }',
      'if a then skip else return end if',
      `(if (condition: a) (else: ((return))) (then: (${skip})))`,
    ],
    [
      'if (a) { skip } else if (b) { return } else { skip }',
      'if a then skip; elsif b then return; else skip; end if',
      `(if (condition: a) (else: ((if (condition: b) (else: (${skip})) (then: ((return)))))) (then: (${skip})))`,
    ],
    ['while (a) { skip }', 'while a do skip end while', `(while (body: (${skip})) (condition: a))`],
    [
      'either { skip } or { return }',
      'either skip or return end either',
      `(either (branches: ((${skip}) ((return)))))`,
    ],
    [
      'with (x = 1, y \\in S) { skip }',
      'with x = 1; y \\in S do skip end with',
      `(with (bindings: ((withBinding (name: x) (relation: "=") (value: 1)) (withBinding (name: y) (relation: "\\\\in") (value: S)))) (body: (${skip})))`,
    ],
  ])('%s is %s', (braces, words, expected) => {
    expect(statements(braces)).toEqual([expected]);
    expect(wordyStatements(words)).toEqual([expected]);
  });

  it.each([
    ['if (a) skip', `(if (condition: a) (then: (${skip})))`],
    ['if (a) skip; else return', `(if (condition: a) (else: ((return))) (then: (${skip})))`],
    [
      'if (a) if (b) skip; else return',
      `(if (condition: a) (then: ((if (condition: b) (else: ((return))) (then: (${skip}))))))`,
    ],
    ['while (a) skip', `(while (body: (${skip})) (condition: a))`],
    ['either skip; or return', `(either (branches: ((${skip}) ((return)))))`],
    [
      'with (x = 1) skip',
      `(with (bindings: ((withBinding (name: x) (relation: "=") (value: 1)))) (body: (${skip})))`,
    ],
    ['{ skip; return }', `(block (body: (${skip} (return))))`],
  ])('need no braces around one statement: %s', (text, expected) => {
    expect(statements(text)).toEqual([expected]);
  });

  it('in C syntax need no semicolon behind a brace or before one', () => {
    expect(statements('if (a) { skip } while (b) { skip; } skip')).toHaveLength(3);
    expect(statements('x := {1}; skip;')).toHaveLength(2);
  });

  it('begin where their label begins', () => {
    const { body } = algorithm('--algorithm A {\n{ l: if (a) { skip } }\n}');
    const [first] = body ?? [];
    expect(first && first.span.source.text.slice(first.span.start, first.span.end)).toBe(
      'l: if (a) { skip }',
    );
  });

  it('of an elsif begin at the elsif', () => {
    const { body } = algorithm('--algorithm A\nbegin if a then skip elsif b then skip end if\nend algorithm');
    const [first] = body ?? [];
    const inner = first?.kind === 'if' ? first.else?.[0] : undefined;
    expect(inner && inner.span.source.text.slice(inner.span.start, inner.span.start + 7)).toBe('elsif b');
  });
});

describe('declarations', () => {
  it('in P syntax', () => {
    const found = algorithm(`--fair algorithm A
variables x = 1, y \\in S; z;
define
  RECURSIVE F(_)
  F(n) == n
  a (+) b == a
end define;
macro M(p, q) begin p := q; end macro;
procedure P(a, b = 1) variables c = 2; begin l: return; end procedure
fair+ process Q \\in 1..3 variable v; begin l: skip; end process;
fair process (R = 5) begin m: skip end process
process T = 6 begin n: skip end process
end algorithm;`);
    expect(found.fair).toBe(true);
    expect(found.syntax).toBe('p');
    expect(found.variables.map((one) => [one.name.text, one.initial?.relation])).toEqual([
      ['x', '='],
      ['y', '\\in'],
      ['z', undefined],
    ]);
    expect(found.define.map((one) => one.kind)).toEqual([
      'recursive',
      'operatorDefinition',
      'operatorDefinition',
    ]);
    expect(printed(found.macros[0]?.params, Infinity)).toBe(
      '((parameter (arity: 0) (name: p)) (parameter (arity: 0) (name: q)))',
    );
    expect(found.procedures[0]?.params.map((one) => one.initial?.relation)).toEqual([undefined, '=']);
    expect(found.procedures[0]?.variables.map((one) => one.name.text)).toEqual(['c']);
    expect(found.processes.map((one) => [one.name.text, one.fairness, one.relation])).toEqual([
      ['Q', 'strong', '\\in'],
      ['R', 'weak', '='],
      ['T', 'unfair', '='],
    ]);
    expect(found.body).toBeUndefined();
  });

  it('in C syntax', () => {
    const found = algorithm(`--algorithm A {
variables x = 1, y \\in S;
define { F(n) == n }
macro M(p) { p := 1 }
procedure P(a = 1) variables c = 2; { l: return }
fair process (Q \\in 1..3) variables v = 1; { l: skip }
}`);
    expect(found.fair).toBe(false);
    expect(found.syntax).toBe('c');
    expect([found.macros, found.procedures, found.processes].map((list) => list.length)).toEqual([1, 1, 1]);
  });

  it('let names be words of Modular PlusCal', () => {
    expect(statements('read := ref + mapping; yield(1)')).toHaveLength(2);
  });

  it('have definitions with the comments before them', () => {
    const found = algorithm('--algorithm A {\ndefine {\n\\* What F is.\nF == 1 }\n{ skip }\n}');
    const [first] = found.define;
    expect(first?.kind === 'operatorDefinition' && first.comment).toBe('What F is.');
  });
});

describe('the place of an algorithm', () => {
  it('is among the units, and behind it its comment may go on', () => {
    const text = moduleText('A == 1\n(**** --algorithm X { { skip } }\n it\'s "prose ****)\nB == 2');
    const { value, diagnostics } = parseModule(new Source('Test.tla', text));
    expect(diagnostics).toEqual([]);
    expect(value.units.map((one) => one.kind)).toEqual([
      'operatorDefinition',
      'algorithmUnit',
      'operatorDefinition',
    ]);
    const found = algorithmOf(value);
    expect(found && text.slice(found.span.start, found.span.end)).toBe('--algorithm X { { skip } }');
  });

  it('is not in a line comment', () => {
    const { value } = parseModule(new Source('Test.tla', moduleText('\\* --algorithm X { { skip } }')));
    expect(algorithmOf(value)).toBeUndefined();
  });
});

describe('errors in P syntax', () => {
  it('are all reported, each once', () => {
    const text = `--algorithm A
begin
  l: if x = 1 then
       skip
     end while;
     x := 2
  m: x := 3;
     while x < 3
       x := 4;
     end while;
     with i \\in S;
       skip
     end with;
     either skip; or skip; end if;
     print (1 + ;
end algorithm`;
    expect(algorithmProblems(text)).toEqual([
      '7:10 MP103 expected `if`, found `while`',
      '8:11 MP103 expected `;` after this, before `m`',
      '11:8 MP103 expected `do`, found `x`',
      '14:8 MP103 expected `do`, found `skip`',
      '16:32 MP103 expected `either`, found `if`',
      '17:17 MP103 expected an expression, found `;`',
    ]);
  });
});

describe('an algorithm has either a body or processes', () => {
  it('a body beside a process is reported at the process', () => {
    expect(algorithmProblems('--algorithm A {\n process (p = 1) { a: skip }\n { b: skip } }')).toEqual([
      '4:11 MP103 an algorithm has either a body or processes',
    ]);
  });

  it('a second body is reported', () => {
    expect(algorithmProblems('--algorithm A {\n { a: skip }\n { b: skip } }')).toEqual([
      '5:2 MP103 an algorithm has one body',
    ]);
  });
});
