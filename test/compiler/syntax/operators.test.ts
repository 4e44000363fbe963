import { describe, expect, it } from 'vitest';
import { moduleProblems, problems, tree } from './helpers.ts';

describe('an operator of an instance', () => {
  it.each([
    ['a I!+ b', '(I ! + a b)'],
    ['a I!+ b * c', '(I ! + a (* b c))'],
    ['a * b I!+ c', '(I ! + (* a b) c)'],
    ['a I!+ b I!+ c', '(I ! + (I ! + a b) c)'],
    ['a I(1, f)!J!\\preceq b', '(I (1 f) ! J ! \\preceq a b)'],
    ['~a I!\\leq b', '(~ (I ! <= a b))'],
    ['a I!^+ + b', '(+ (I ! ^+ a) b)'],
    ["a' I(b)!(+) c", "(I (b) ! (+) (' a) c)"],
    ['I!-. a', '(I ! -. a)'],
    ['I!- a + b', '(+ (I ! -. a) b)'],
    ['a I!- b', '(I ! - a b)'],
    ['a % I!- b', '(% a (I ! -. b))'],
    ['a I!|| b', '(I ! || a b)'],
    ['I!-(a) - b', '(- (I ! -. (() a)) b)'],
  ])('%s is %s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  it.each(['F(I!-)', 'F(I!- 1)', 'I!-(a, b)', 'F(I!+, 2)', 'I!+(1, 2)'])('%s is read', (text) => {
    expect(problems(text)).toEqual([]);
  });

  it('has the precedence of its symbol', () => {
    expect(problems('a I!+ b % c')).toEqual([
      '1:9 MP104 `+` and `%` have no order of precedence between them',
    ]);
  });

  it('leaves a label, a macro call or a definition behind an expression alone', () => {
    expect(moduleProblems('A == 1\nI(x) == 2\nB == A\nI2 == INSTANCE M')).toEqual([]);
  });

  it('ends where a list of bullets ends', () => {
    expect(moduleProblems('A == /\\ x\n     /\\ y\n         I!+ z\nI!+ == 3')).toHaveLength(1);
  });
});

describe('operator precedence', () => {
  it.each([
    ['1 + 2 * 3', '(+ 1 (* 2 3))'],
    ['1 - 2 + 3', '(+ (- 1 2) 3)'],
    ['1 + 2 - 3', '(+ 1 (- 2 3))'],
    ['2 * 3 % 4', '(% (* 2 3) 4)'],
    ['-7 \\div 2', '(-. (\\div 7 2))'],
    ['-7 % 2', '(% (-. 7) 2)'],
    ['- 2 ^ 2', '(-. (^ 2 2))'],
    ['5 - -2', '(- 5 (-. 2))'],
    ['5 % -2', '(% 5 (-. 2))'],
    ['- -1', '(-. (-. 1))'],
    ['1..2 \\cup {5}', '(\\cup (.. 1 2) (setEnumeration (elements: (5))))'],
    ['~a /\\ b', '(/\\ (~ a) b)'],
    ['~a = b', '(~ (= a b))'],
    ["x' = ~x", "(= (' x) (~ x))"],
    ['a => b /\\ c', '(=> a (/\\ b c))'],
    ['a => b <=> c', '(=> a (<=> b c))'],
    ['SUBSET S \\cup T', '(\\cup (SUBSET S) T)'],
    ['DOMAIN f \\cup T', '(\\cup (DOMAIN f) T)'],
    ['A \\cup SUBSET B', '(\\cup A (SUBSET B))'],
    ['SUBSET SUBSET S', '(SUBSET (SUBSET S))'],
    ['1 :> 2 @@ 3 :> 4', '(@@ (:> 1 2) (:> 3 4))'],
    ["-x' .. y", "(.. (-. (' x)) y)"],
    ['[]<>P', '([] (<> P))'],
    ['[]P => <>Q', '(=> ([] P) (<> Q))'],
    ['P ~> Q /\\ R', '(~> P (/\\ Q R))'],
    ['a \\cdot b \\cdot c', '(\\cdot (\\cdot a b) c)'],
    ['a ## b ## c', '(## (## a b) c)'],
    ["f'[x]", "(functionApplication (args: (x)) (function: (' f)))"],
    ['-f[1].a', '(-. (fieldAccess (field: a) (record: (functionApplication (args: (1)) (function: f)))))'],
    ['a \\o b \\o c', '(\\o (\\o a b) c)'],
    ['a + b + c', '(+ (+ a b) c)'],
    [
      '\\A x \\in S : a /\\ b',
      '(quantifier (body: (/\\ a b)) (bounds: ((bound (patterns: (x)) (set: S)))) (quantifier: "\\\\A"))',
    ],
    ['a = \\E x : b', '(= a (quantifier (body: b) (names: (x)) (quantifier: "\\\\E")))'],
    ['IF a THEN b ELSE c + d', '(ifExpression (condition: a) (else: (+ c d)) (then: b))'],
  ])('of %s is %s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  it.each([
    ['a + b % c', '+', '%'],
    ['3 % 2 - 1', '%', '-'],
    ['a * b \\div c', '*', '\\div'],
    ['a /\\ b \\/ c', '/\\', '\\/'],
    ['{1} \\cup {2} \\cap {3}', '\\cup', '\\cap'],
    ['SUBSET S \\X T', 'SUBSET', '\\X'],
    ['7 \\div -2', '\\div', '-'],
    ['2 ^ -1', '^', '-'],
    ["ENABLED A'", 'ENABLED', "'"],
    ['a \\in b = c', '\\in', '='],
    ['a # b /= c = d', '#', '/='],
  ])('is in conflict in %s', (text, left, right) => {
    expect(problems(text)[0]).toMatch(/MP104/);
    expect(problems(text)[0]).toContain(
      left === right
        ? `\`${left}\``
        : `\`${left}\` and \`${right}\` have no order of precedence between them`,
    );
  });

  it.each([
    'a => b => c',
    'a <=> b <=> c',
    'a = b = c',
    'a \\ b \\ c',
    'a .. b .. c',
    'a ^ b ^ c',
    'a ~> b ~> c',
  ])('does not make a chain of %s', (text) => {
    expect(problems(text)).toHaveLength(1);
    expect(problems(text)[0]).toMatch(/MP104 `.*` does not associate/);
  });

  it('goes on behind a conflict, so that all of them are reported', () => {
    expect(problems('(a = b = c) /\\ (d \\ e \\ f)')).toHaveLength(2);
  });
});

describe('products', () => {
  it('without brackets are one', () => {
    expect(tree('A \\X B \\times C')).toBe('(product (factors: (A B C)))');
  });

  it('in brackets are a factor', () => {
    expect(tree('(A \\X B) \\X C')).toBe('(product (factors: ((() (product (factors: (A B)))) C)))');
  });
});

describe('spellings of operators', () => {
  it.each([
    ['a \\land b', 'a /\\ b'],
    ['a \\lor b', 'a \\/ b'],
    ['\\lnot a', '~a'],
    ['\\neg a', '~a'],
    ['a \\equiv b', 'a <=> b'],
    ['a # b', 'a /= b'],
    ['a =< b', 'a <= b'],
    ['a \\leq b', 'a <= b'],
    ['a \\geq b', 'a >= b'],
    ['a \\union b', 'a \\cup b'],
    ['a \\intersect b', 'a \\cap b'],
    ['a \\circ b', 'a \\o b'],
    ['a \\oplus b', 'a (+) b'],
    ['a \\ominus b', 'a (-) b'],
    ['a \\otimes b', 'a (\\X) b'],
    ['a \\oslash b', 'a (/) b'],
    ['a \\odot b', 'a (.) b'],
    ['\\forall x \\in S : p', '\\A x \\in S : p'],
    ['\\exists x \\in S : p', '\\E x \\in S : p'],
    ['∀ x ∈ S : x ≠ 1 ⇒ ¬ x ≤ 2', '\\A x \\in S : x /= 1 => ~ x <= 2'],
    ['⟨a ∪ b, c ∩ d⟩', '<<a \\cup b, c \\cap d>>'],
    ['[x ∈ S ↦ x × y]', '[x \\in S |-> x \\X y]'],
    ['[S → T]', '[S -> T]'],
    ['□p ⇝ ◇q', '[]p ~> <>q'],
    ['a ≡ b', 'a <=> b'],
    ['s ∘ t', 's \\o t'],
    ['1 ‥ n', '1 .. n'],
    ['x′', "x'"],
  ])('%s means %s', (text, canonical) => {
    expect(tree(text)).toBe(tree(canonical));
  });
});
