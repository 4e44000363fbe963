import { describe, expect, it } from 'vitest';
import { moduleOf, resolve } from '../resolve/helpers.ts';
import { analyze } from '../../../compiler/analyze/index.ts';
import { spanText } from '../../../compiler/source/index.ts';
import { listed } from './helpers.ts';

const head = `CONSTANTS N, Op2(_)
VARIABLES x, y
vars == <<x, y>>
Next == x' = x + 1 /\\ UNCHANGED y
Box == [Next]_vars
---- MODULE Numbers ----
EXTENDS Naturals
CONSTANT C
Two == C + C
RECURSIVE Sum(_)
Sum(n) == IF n = 0 THEN C ELSE Sum(n - 1)
====
---- MODULE Machine ----
CONSTANT C
VARIABLE v
Go == v' = C
Live == []<>(v = C) /\\ WF_v(Go)
====
Prime(a) == a'
Always(F) == []F
Leads(F, G) == F ~> G
Apply(F(_), a) == F(a)
PrimeOf(F(_), a) == F(a)'
`;

function diagnosticsOf(units: string) {
  const { spec, diagnostics } = resolve(moduleOf(head + units));
  return [...diagnostics, ...analyze(spec, { multipleWrites: true })];
}

describe('a formula keeps its level', () => {
  it.each([
    "A == 3' = 3",
    "A == N' = 2 /\\ (N + 1)'' = 3",
    "ASSUME N' = N",
    'ASSUME \\A i \\in 1..3 : Op2(i) = Op2(i)',
    'ASSUME LET q == N IN q = 1',
    'Init == x = 1\nA == Init /\\ [][Next]_vars /\\ WF_vars(Next)',
    'A == x = 0 /\\ []Box',
    'A == <><<Next>>_x',
    'A == [](ENABLED Next => <>(x = 1))',
    "A == (ENABLED Next)' = TRUE",
    "K == INSTANCE Numbers WITH C <- x\nA == K!Two' = 1",
    "K(c) == INSTANCE Numbers WITH C <- c\nA == K(x)!Two' = K(x')!Two",
    "A == LET K == INSTANCE Numbers WITH C <- y IN K!Sum(2)' = 1",
    'J(k, w) == INSTANCE Machine WITH C <- k, v <- w\nA == J(1, x)!Go /\\ J(N, x + y)!Go',
    'J(k, w) == INSTANCE Machine WITH C <- k, v <- w\nA == J(1, x)!Live /\\ J(2, vars)!Live',
    'A == Prime(x) = Prime(N) + Prime(3) /\\ Prime(x + y) = 2',
    'A == Always(x = 1) /\\ Always(<>(y = 1)) /\\ Always([Next]_x)',
    'A == Leads(x = 1, y = 2)',
    "A == Apply(Prime, x) = Apply(LAMBDA b : b + x', 1)",
    'A == Apply(LAMBDA F : []F, x = 1)',
    "A == \\EE z : z = x /\\ [][z' = z + 1]_z",
    "A == \\A i \\in 1..N : WF_x(x' = i)",
    'A == \\E i \\in {x} : [](i = x)',
    "A == LET B == x' = 1 IN [][B]_x",
    "A == [][LET B == x' = 1 IN B]_<<x, y>>",
    "A == [][x' > x => (y' = y \\/ ENABLED Next)]_vars",
    'A == Next \\cdot Next',
    'A == IF x = 1 THEN [](y = 1) ELSE <>(y = 2)',
    'A == [](x = 1 => <>[](y = 1))',
    "A == <>[][x' = 1]_x",
    "A == [](\\E i \\in 1..2 : <><<x' = i>>_x)",
    "A == \\A i \\in 1..2 : [][x' = i]_x",
    'A == ~[](x = 1) \\/ (<>[](ENABLED <<Next>>_x) => []<><<Next>>_x)',
    "A == [i \\in 1..2 |-> x'[i]]",
    "f[i \\in 0..3] == IF i = 0 THEN x ELSE f[i - 1]\nA == f[1]' = f'[2]",
    "RECURSIVE R(_, _)\nR(a, n) == IF n = 0 THEN a ELSE R(a, n - 1)\nA == R(x, 2)' = R(x', 1)",
    'A == CASE x = 1 -> [](x = 1) [] OTHER -> <>(x = 2)',
    'A == (x = 1) -+-> [](y = 1)',
    'A == lab :: [][UNCHANGED <<x, y>> \\/ Next]_vars',
    "A == x' \\in {y'} /\\ \\E j \\in x'..y' : j = 1",
    "A == CHOOSE i \\in {1} : i = x'",
    'A == []([Next]_x)',
    'A == PrimeOf(LAMBDA b : b + x, 1) = 2',
    "A == LET d(a) == a' IN d(x) = d(N)",
  ])('in %s', (units) => {
    expect(listed(diagnosticsOf(units), ['MP9'])).toEqual([]);
  });

  it.each([
    ["A == x'' = 1", "x'", "What is primed must be about one state, but x' is about a step."],
    ["A == (x + y')'", "(x + y')", "What is primed must be about one state, but (x + y') is about a step."],
    ["A == Next'", 'Next', 'What is primed must be about one state, but Next is about a step.'],
    ["A == LET d == x' IN d'", 'd', 'What is primed must be about one state, but d is about a step.'],
    [
      "A == ([]Box)'",
      '([]Box)',
      'What is primed must be about one state, but ([]Box) is a temporal formula.',
    ],
    [
      "A == UNCHANGED <<x'>>",
      "<<x'>>",
      "What stays UNCHANGED must be about one state, but <<x'>> is about a step.",
    ],
    [
      "A == [](x' = 1)",
      "(x' = 1)",
      "[] stands before (x' = 1), which is about a step, but not of the form [A]_v.",
    ],
    ['A == []Next', 'Next', '[] stands before Next, which is about a step, but not of the form [A]_v.'],
    [
      'A == []<<Next>>_x',
      '<<Next>>_x',
      '[] stands before <<Next>>_x, which is about a step, but not of the form [A]_v.',
    ],
    [
      'A == <>[Next]_x',
      '[Next]_x',
      '<> stands before [Next]_x, which is about a step, but not of the form <<A>>_v.',
    ],
    ['ASSUME x = 1', 'x = 1', 'What is assumed must be constant, but x = 1 is about one state.'],
    ['ASSUME Named == Next', 'Next', 'What is assumed must be constant, but Next is about a step.'],
    [
      'A == ENABLED [][Next]_x',
      '[][Next]_x',
      'What is ENABLED must be about a step, but [][Next]_x is a temporal formula.',
    ],
    [
      "A == \\EE z : z' = 1",
      "z' = 1",
      "z' = 1 is about a step, but \\EE is about behaviours, which have no single step.",
    ],
    [
      "A == \\AA z : z' = 1",
      "z' = 1",
      "z' = 1 is about a step, but \\AA is about behaviours, which have no single step.",
    ],
    [
      'A == Next ~> x = 1',
      'Next',
      'Next is about a step, but ~> is about behaviours, which have no single step.',
    ],
    [
      'A == x = 1 /\\ Next /\\ []Box',
      'x = 1 /\\ Next',
      'x = 1 /\\ Next is about a step, but what it is joined with is a temporal formula.',
    ],
    [
      "A == \\E i \\in {x'} : [](i = 1)",
      "{x'}",
      "{x'} is about a step, but what is quantified is a temporal formula.",
    ],
    [
      'A == WF_vars(<>(x = 1))',
      '<>(x = 1)',
      'The action of WF_v(A) and SF_v(A) must be about a step, but <>(x = 1) is a temporal formula.',
    ],
    [
      "A == [][Next]_(x')",
      "(x')",
      "The v of [A]_v and <<A>>_v must be about one state, but (x') is about a step.",
    ],
    ["A == Prime(x')", "x'", "What Prime is given for a must be about one state, but x' is about a step."],
    [
      "A == PrimeOf(LAMBDA b : b + x', 1)",
      "LAMBDA b : b + x'",
      "What PrimeOf is given for F must be about one state, but LAMBDA b : b + x' is about a step.",
    ],
    [
      'I == INSTANCE Machine WITH C <- x, v <- y',
      'x',
      'What stands for the constant C of the instance must be constant, but x is about one state.',
    ],
    [
      "I == INSTANCE Machine WITH C <- 1, v <- y'",
      "y'",
      "What stands for the variable v of the instance must be about one state, but y' is about a step.",
    ],
    [
      'J(k) == INSTANCE Machine WITH C <- k, v <- y\nA == J(x)!Go',
      'x',
      'What J!Go is given for k must be constant, but x is about one state.',
    ],
    [
      "RECURSIVE R(_, _)\nR(a, n) == IF n = 0 THEN a' ELSE R(a, n - 1)\nA == R(x', 1)",
      "x'",
      "What R is given for a must be about one state, but x' is about a step.",
    ],
  ])('which %s does not', (units, place, message) => {
    expect(listed(diagnosticsOf(units), ['MP9'])).toEqual([`MP213 «${place}»: ${message}`]);
  });

  it('and is told where its level comes from and what to write instead', () => {
    const [problem] = diagnosticsOf('A == []Next');
    expect(problem?.hint).toBe('Write [][A]_v, where v is what the action is about.');
    expect(problem?.related.map(({ span, message }) => [spanText(span), message])).toEqual([
      ["x'", 'because of this'],
    ]);
  });

  it('once, however many instances of its module there are', () => {
    const units =
      "---- MODULE Wrong ----\nVARIABLE v\nA == v''\n====\nI == INSTANCE Wrong WITH v <- x\nJ == INSTANCE Wrong WITH v <- y";
    expect(diagnosticsOf(units)).toHaveLength(1);
  });

  it('in a chain of five thousand operands', () => {
    expect(diagnosticsOf(`A == ${Array(5_000).fill('x').join(' + ')}`)).toEqual([]);
  });
});

describe('CASE', () => {
  it('has an arm besides OTHER', () => {
    expect(listed(diagnosticsOf('A == CASE OTHER -> 1'))).toEqual([
      'MP103 «OTHER»: OTHER is what holds in no arm of the CASE, but there is none',
    ]);
  });
});
