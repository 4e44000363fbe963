import { describe, expect, it } from 'vitest';
import { expression, problems, tree } from './helpers.ts';

describe('literals', () => {
  it.each([
    ['12345678901234567890', '12345678901234567890'],
    ['\\b1011', '11'],
    ['\\B11', '3'],
    ['\\o17', '15'],
    ['\\hFf', '255'],
    ['3.14', '(decimal (text: "3.14"))'],
    ['"a\\"b\\\\c\\n\\t"', JSON.stringify('a"b\\c\n\t')],
    ['"(* no comment *) \\\\* here"', JSON.stringify('(* no comment *) \\* here')],
    ['TRUE', 'TRUE'],
    ['BOOLEAN', '(builtinSet (name: "BOOLEAN"))'],
    ['STRING', '(builtinSet (name: "STRING"))'],
  ])('%s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  it('are no names, but a name may begin with a digit', () => {
    expect(tree('1a')).toBe('1a');
    expect(tree('x1 + 2')).toBe('(+ x1 2)');
  });
});

describe('expressions in brackets', () => {
  it.each([
    ['{}', '(setEnumeration)'],
    ['{1, x \\in S}', '(setEnumeration (elements: (1 (\\in x S))))'],
    ['{x \\in S : p}', '(setFilter (pattern: x) (predicate: p) (set: S))'],
    ['{<<x, y>> \\in S : p}', '(setFilter (pattern: (tuplePattern (names: (x y)))) (predicate: p) (set: S))'],
    ['{x + y : x \\in S}', '(setMap (body: (+ x y)) (bounds: ((bound (patterns: (x)) (set: S)))))'],
    [
      '{(x \\in S) : x \\in T}',
      '(setMap (body: (() (\\in x S))) (bounds: ((bound (patterns: (x)) (set: T)))))',
    ],
    ['<<>>', '(tuple)'],
    ['<<1, <<2>>>>', '(tuple (elements: (1 (tuple (elements: (2))))))'],
    [
      '[a |-> 1, b |-> 2]',
      '(record (fields: ((recordField (name: a) (value: 1)) (recordField (name: b) (value: 2)))))',
    ],
    ['[a : S]', '(recordSet (fields: ((recordField (name: a) (value: S)))))'],
    ['[S -> T]', '(functionSet (domain: S) (range: T))'],
    ['[x \\in S -> T]', '(functionSet (domain: (\\in x S)) (range: T))'],
    ['[x \\in S |-> e]', '(functionConstructor (body: e) (bounds: ((bound (patterns: (x)) (set: S)))))'],
    [
      '[x, y \\in S, <<a, b>> \\in T, z \\in U |-> e]',
      '(functionConstructor (body: e) (bounds: ((bound (patterns: (x y)) (set: S)) (bound (patterns: ((tuplePattern (names: (a b))))) (set: T)) (bound (patterns: (z)) (set: U)))))',
    ],
    [
      'f[1, 2][3]',
      '(functionApplication (args: (3)) (function: (functionApplication (args: (1 2)) (function: f))))',
    ],
    [
      '[f EXCEPT !.a[i, j].b = @ + 1, ![k] = 0]',
      '(except (base: f) (updates: ((exceptUpdate (path: ((fieldStep (name: a)) (indexStep (args: (i j))) (fieldStep (name: b)))) (value: (+ (atSign) 1))) (exceptUpdate (path: ((indexStep (args: (k))))) (value: 0)))))',
    ],
    ['[Next]_vars', '(action (action: Next) box (subscript: vars))'],
    ['[][Next]_<<x, y>>', '([] (action (action: Next) box (subscript: (tuple (elements: (x y))))))'],
    ['<<Next>>_vars', '(action (action: Next) (subscript: vars))'],
    ['<<Next>>_(x + y)', '(action (action: Next) (subscript: (() (+ x y))))'],
    ['WF_vars(Next)', '(fairness (action: Next) (subscript: vars))'],
    [
      'SF_M!v(Next)',
      '(fairness (action: Next) strong (subscript: (application (name: v) (steps: ((instanceStep (name: M)))))))',
    ],
  ])('%s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  it('say which field is given twice', () => {
    expect(problems('[a |-> 1, a |-> 2]')).toEqual(['1:11 MP203 the field `a` is given twice']);
  });

  it('accept the words of PlusCal statements as fields', () => {
    expect(tree('[end |-> 1].end')).toBe(
      '(fieldAccess (field: end) (record: (record (fields: ((recordField (name: end) (value: 1)))))))',
    );
  });
});

describe('expressions that begin with a word', () => {
  it.each([
    ['\\A x, y : p', '(quantifier (body: p) (names: (x y)) (quantifier: "\\\\A"))'],
    ['\\EE x : p', '(quantifier (body: p) (names: (x)) (quantifier: "\\\\EE"))'],
    ['CHOOSE x \\in S : p', '(choose (pattern: x) (predicate: p) (set: S))'],
    ['CHOOSE <<x, y>> : p', '(choose (pattern: (tuplePattern (names: (x y)))) (predicate: p))'],
    [
      'CASE a -> 1 [] b -> []c [] OTHER -> 3',
      '(case (arms: ((caseArm (condition: a) (value: 1)) (caseArm (condition: b) (value: ([] c))))) (other: 3))',
    ],
    [
      'CASE a -> CASE b -> 1 [] c -> 2',
      '(case (arms: ((caseArm (condition: a) (value: (case (arms: ((caseArm (condition: b) (value: 1)) (caseArm (condition: c) (value: 2)))))))))'.replace(
        /$/,
        ')',
      ),
    ],
    ['UNCHANGED <<x, y>>', '(UNCHANGED (tuple (elements: (x y))))'],
    ['ENABLED A', '(ENABLED A)'],
    ['lab(x, y) :: x /\\ y', '(labelled (body: (/\\ x y)) (label: lab) (params: (x y)))'],
  ])('%s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  it('LET takes definitions of every kind', () => {
    const text = `LET a == 1
      F(x, G(_), _+_) == x
      f[x \\in S] == x
      p ++ q == p
      -. n == n
      c^+ == c
      RECURSIVE R(_), Q(_, _)
      I(z) == INSTANCE M WITH v <- 1, + <- Plus, w <- LAMBDA y : y
    IN a`;
    const value = expression(text);
    expect(value.kind === 'let' && value.definitions.map((one) => one.kind)).toEqual([
      ...['operatorDefinition', 'operatorDefinition', 'functionDefinition', 'operatorDefinition'],
      ...['operatorDefinition', 'operatorDefinition', 'recursive', 'instanceDefinition'],
    ]);
  });
});

describe('applications', () => {
  it.each([
    ['Op(a, b)', '(application (args: (a b)) (name: Op))'],
    ['M!Op(a)', '(application (args: (a)) (name: Op) (steps: ((instanceStep (name: M)))))'],
    [
      'M(x)!N!Op',
      '(application (name: Op) (steps: ((instanceStep (args: (x)) (name: M)) (instanceStep (name: N)))))',
    ],
    ['M!+(1, 2)', '(application (args: (1 2)) (name: +) (steps: ((instanceStep (name: M)))))'],
    ['FoldSeq(+, 0, s)', '(application (args: ((operatorSymbol (operator: "+")) 0 s)) (name: FoldSeq))'],
    [
      'F(\\union, ~, DOMAIN)',
      '(application (args: ((operatorSymbol (operator: "\\\\cup")) (operatorSymbol (operator: "~")) (operatorSymbol (operator: "DOMAIN")))) (name: F))',
    ],
    ['F(LAMBDA x, y : x - y)', '(application (args: ((lambda (body: (- x y)) (params: (x y))))) (name: F))'],
    ['F(-x)', '(application (args: ((-. x))) (name: F))'],
  ])('%s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

describe('spans', () => {
  it('of operators are where the source has them', () => {
    const value = expression('a \\union b');
    expect(value.kind === 'infix' && [value.operatorSpan.start, value.operatorSpan.end]).toEqual([2, 8]);
    expect([value.span.start, value.span.end]).toEqual([0, 10]);
  });

  it('of junction lists run from the first bullet to the end of the last item', () => {
    const value = expression('/\\ a\n/\\ b c'.slice(0, 9));
    expect([value.span.start, value.span.end]).toEqual([0, 9]);
    expect(value.kind === 'junction' && value.bullets.map((bullet) => bullet.start)).toEqual([0, 5]);
  });
});

describe('errors in expressions', () => {
  it.each([
    ['', '1:1 MP103 expected an expression, but the text ends here'],
    ['{1, 2', '1:5 MP103 expected `}`, but the text ends here'],
    [
      'IF a THEN b',
      '1:11 MP103 expected `ELSE` (an IF expression has both branches), but the text ends here',
    ],
    ['(a', '1:2 MP103 expected `)`, but the text ends here'],
    ['a b', '1:3 MP103 expected the end of the expression, found `b`'],
    ['f(1)(2)', '1:5 MP103 expected the end of the expression, found `(`'],
    ['@ + 1', '1:1 MP103 `@` has a meaning only in the new value of an EXCEPT'],
    [
      'LAMBDA x : x',
      '1:1 MP103 expected an expression (a LAMBDA is only allowed as an argument of an operator), found `LAMBDA`',
    ],
    ['LET a == 1 b', '1:12 MP103 expected `IN` after the definitions of LET, found `b`'],
    ['[x |-> 1, y : 2]', '1:13 MP103 expected `|->`, found `:`'],
    ['[1 |-> 2]', '1:4 MP103 expected `\\in` and a set before `|->`, as in `[x \\in S |-> e]`, found `|->`'],
    ['\\E x \\in S x', '1:12 MP103 expected `:` after the bound names, found `x`'],
    ['a ? b', '1:3 MP101 `?` is not a symbol of TLA+ or PlusCal'],
    ['a \\substeq b', '1:3 MP101 `\\substeq` is not an operator of TLA+'],
    ['x.1', '1:3 MP103 expected the name of a field, found `1`'],
    ['"abc', '1:1 MP102 this string is never closed'],
    ['1 + (* open', '1:5 MP102 this comment is never closed'],
    ['Op!', '1:3 MP103 expected the name of an operator after `!`, but the text ends here'],
    ['Op!{1}', '1:4 MP103 expected the name of an operator after `!`, found `{`'],
    ['a __ b', '1:3 MP101 `__` is not a name: a name has a letter'],
  ])('%s', (text, expected) => {
    expect(problems(text)).toContain(expected);
  });
});

describe('comments', () => {
  it('stand anywhere and nest', () => {
    expect(tree('a (* x (* y *) z *) + \\* to the end\n b')).toBe('(+ a b)');
  });
});

describe('a backslash without a space', () => {
  it('is a set difference before a name', () => {
    expect(tree('S\\T')).toBe('(\\ S T)');
    expect(tree('S\\{1}')).toBe('(\\ S (setEnumeration (elements: (1))))');
  });
});
