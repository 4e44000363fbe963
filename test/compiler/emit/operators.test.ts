import { describe, expect, it } from 'vitest';
import { TlaEvaluationError } from '../../../runtime/tla/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { evaluate, interfaceWith, load, operatorOf, show, spec, typescriptOf } from './harness.ts';

const skip = 'archetype A() { l: skip; }';

/** The value of `expression` in a module with these definitions. */
function valueOf(definitions: string, expression: string, constants: readonly Value[] = []): string {
  const exports = load(spec(skip, { before: `${definitions}\nResult == ${expression}` }));
  return show(operatorOf(exports, 'result')(interfaceWith(constants)));
}

describe('a junction list of one item', () => {
  it.each([
    ['~ /\\ c = 1 /\\ c = 2', 'TRUE'],
    ['~ \\/ c = 2 \\/ c = 1', 'FALSE'],
    ['(/\\ c = 2 /\\ c = 1) => FALSE', 'TRUE'],
    ['c = 2 /\\ (\\/ c = 1 \\/ c = 1)', 'FALSE'],
    ['IF /\\ c = 1 /\\ c = 1 THEN 3 ELSE 4', '3'],
  ])('is that item as a whole, whatever stands around it: %s', (expression, value) => {
    expect(valueOf('CONSTANT c', expression, [1])).toBe(value);
  });
});

describe('operators of the module', () => {
  it('are functions of the interface and their arguments, in the case of TypeScript', () => {
    const exports = load(spec(skip, { before: 'CONSTANT N\nIsQuorum(s) == Cardinality(s) * 2 > N' }));
    const isQuorum = operatorOf(exports, 'isQuorum');
    expect(isQuorum(interfaceWith([3]), evaluate('{1, 2}'))).toBe(true);
    expect(isQuorum(interfaceWith([4]), evaluate('{1, 2}'))).toBe(false);
  });

  it('without parameters are evaluated once per context', () => {
    const exports = load(spec(skip, { before: 'CONSTANT N\nAll == 1..N' }));
    const iface = interfaceWith([3]);
    expect(operatorOf(exports, 'all')(iface)).toBe(operatorOf(exports, 'all')(iface));
    expect(show(operatorOf(exports, 'all')(interfaceWith([2])))).toBe('1..2');
  });

  it('that print or draw at random are evaluated each time', () => {
    const text = typescriptOf(
      spec(skip, { before: 'Pick == RandomElement({1, 2}) Again == Pick + 1 Once == 1 + 1' }),
    );
    expect(text.match(/memo\[/g)).toHaveLength(1);
  });

  it('carry the comment of the spec', () => {
    expect(typescriptOf(spec(skip, { before: '(* More than half. *)\nHalf(n) == n \\div 2' }))).toContain(
      ' * More than half.\n */\nexport function half(',
    );
  });

  it('about states and behaviours are left out, with those that depend on them', () => {
    const text = typescriptOf(
      spec(skip, { before: "VARIABLE v\nNext == v' = v + 1\nSpec1 == [][Next]_v\nUses == Spec1\nFree == 1" }),
    );
    expect([...text.matchAll(/export function (\w+)/g)].map((match) => match[1])).toEqual(['free']);
  });

  it('with the same name but for its first letter get a number', () => {
    const text = typescriptOf(spec(skip, { before: 'Max2(a) == a max2(a) == a + 1' }));
    expect([...text.matchAll(/export function (\w+)/g)].map((match) => match[1])).toEqual(['max2', 'max2_2']);
  });

  it('given by the host are called with their arguments', () => {
    const exports = load(spec(skip, { before: 'CONSTANT Cost(_, _)\nTotal == Cost(2, 3)' }));
    const iface = { ...interfaceWith(), constantOperators: [(a: Value, b: Value) => Number(a) * Number(b)] };
    expect(operatorOf(exports, 'total')(iface)).toBe(6);
  });
});

describe('laziness', () => {
  it('an argument that is not needed is not evaluated', () => {
    expect(
      valueOf('First(s, other) == IF s = <<>> THEN other ELSE Head(s)', 'First(<<1>>, Head(<<>>))'),
    ).toBe('1');
  });

  it('an argument that is needed fails', () => {
    expect(() =>
      valueOf('First(s, other) == IF s = <<>> THEN other ELSE Head(s)', 'First(<<>>, Head(<<>>))'),
    ).toThrow(TlaEvaluationError);
  });

  it('an argument handed on is still not evaluated', () => {
    const definitions = 'K(a, b) == a\nL(a, b) == K(a, b)\nM(a, b) == LET c == L(a, b) IN c';
    expect(valueOf(definitions, 'M(1, Head(<<>>))')).toBe('1');
  });

  it('a definition in LET is evaluated when used', () => {
    expect(
      valueOf('Safe(q) == LET h == Head(q) IN IF q = <<>> THEN 0 ELSE h', '<<Safe(<<>>), Safe(<<7>>)>>'),
    ).toBe('<<0, 7>>');
  });

  it('an operator in LET does not evaluate what it does not need', () => {
    expect(valueOf('', 'LET K(a, b) == a IN K(1, Head(<<>>))')).toBe('1');
  });

  it('an argument is evaluated at most once', () => {
    const definitions =
      'RECURSIVE Work(_) Work(n) == IF n = 0 THEN 1 ELSE Work(n - 1)\nUse(c, x) == IF c THEN x + x + x ELSE 0';
    const text = typescriptOf(spec(skip, { before: `${definitions}\nResult == Use(TRUE, Work(3))` }));
    expect(text).toContain('lazy(() => work(');
  });

  it('an operator that is an argument does not evaluate what it does not need', () => {
    const definitions = 'Apply(Op(_, _), a, b) == Op(a, b)\nTwice(Op(_, _), a, b) == Apply(Op, a, b)';
    const expression =
      '<<Twice(LAMBDA x, y : x, 1, Head(<<>>)), Apply(/\\, FALSE, Head(<<>>)), Twice(+, 1, 2)>>';
    expect(valueOf(definitions, expression)).toBe('<<1, FALSE, 3>>');
  });

  it('an operator that needs all its arguments is given them as values', () => {
    const text = typescriptOf(
      spec(skip, { before: 'Apply(Op(_), a) == Op(a + 1)\nResult == Apply(LAMBDA x : x * 2, 1)' }),
    );
    expect(text).toMatch(/\(x1: Value\) => Value/);
  });

  it('the rest of a conjunction is not evaluated after FALSE', () => {
    expect(valueOf('Both(a, b) == a /\\ b', 'Both(FALSE, Head(<<>>))')).toBe('FALSE');
  });
});

describe('recursion', () => {
  it('in tail position is a loop that does not grow the stack', () => {
    const definitions =
      'RECURSIVE Count(_, _) Count(n, acc) == IF n = 0 THEN acc ELSE LET next == acc + 1 IN Count(n - 1, next)';
    expect(valueOf(definitions, 'Count(100000, 0)')).toBe('100000');
  });

  it('in tail position with an argument that may not be needed does not grow the stack either', () => {
    const definitions = `RECURSIVE Find(_, _, _) Find(n, default, low) == IF n <= low THEN 0 ELSE IF n = default THEN n ELSE Find(n - 1, default, low)`;
    expect(valueOf(definitions, 'Find(100000, IF TRUE THEN 1 ELSE Head(<<>>), 0)')).toBe('1');
  });

  it('keeps the values of its round in what it hands out', () => {
    const definitions =
      'RECURSIVE Gather(_, _) Gather(n, fs) == IF n = 0 THEN fs ELSE Gather(n - 1, Append(fs, [k \\in {0} |-> n]))';
    expect(valueOf(definitions, 'Gather(2, <<>>)')).toBe('<<(0 :> 2), (0 :> 1)>>');
  });

  it('swaps arguments correctly', () => {
    const definitions = 'RECURSIVE Gcd(_, _) Gcd(a, b) == IF b = 0 THEN a ELSE Gcd(b, a % b)';
    expect(valueOf(definitions, 'Gcd(84, 36)')).toBe('12');
  });

  it('works among several operators and in LET', () => {
    const definitions =
      'RECURSIVE E(_), O(_) E(n) == IF n = 0 THEN TRUE ELSE O(n - 1) O(n) == IF n = 0 THEN FALSE ELSE E(n - 1)';
    expect(
      valueOf(definitions, 'LET RECURSIVE F(_) F(n) == IF n = 0 THEN 1 ELSE n * F(n - 1) IN <<E(9), F(5)>>'),
    ).toBe('<<FALSE, 120>>');
  });

  it('works for functions, of several arguments too', () => {
    const definitions =
      'f[n \\in 0..9] == IF n = 0 THEN 0 ELSE n + f[n - 1]\ng[a, b \\in 0..3] == IF a = 0 THEN b ELSE g[a - 1, b] + 1';
    expect(valueOf(definitions, '<<f[9], g[3, 2]>>')).toBe('<<45, 5>>');
  });

  it('takes tuples apart among the arguments of a function', () => {
    const definitions = 'h[<<a, b>> \\in {<<1, 2>>}, c \\in {3}] == a + b + c';
    expect(valueOf(definitions, 'h[<<1, 2>>, 3]')).toBe('6');
    const recursive =
      'h[<<a, b>> \\in {<<1, 2>>, <<0, 0>>}, c \\in 0..3] == IF c = 0 THEN a + b ELSE h[<<a, b>>, c - 1]';
    expect(valueOf(recursive, 'h[<<1, 2>>, 3]')).toBe('3');
  });
});

describe('evaluation errors', () => {
  it('carry the place and text of the expression', () => {
    const exports = load(spec(skip, { before: 'Second(s) == s[2]' }));
    try {
      operatorOf(exports, 'second')(interfaceWith(), evaluate('<<1>>'));
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ site: { file: 'Spec.tla', line: 3, column: 14, text: 's[2]' } });
    }
  });
});

describe('instances of modules', () => {
  it('are compiled like the module itself', async () => {
    const { compile, Source } = await import('../../../compiler/index.ts');
    const text = spec(skip, {
      before:
        'M == INSTANCE Shift WITH By <- 3\nP(n) == INSTANCE Shift WITH By <- n\nResult == <<M!Up(1), P(10)!Up(1)>>',
    });
    const { value, diagnostics } = compile(new Source('Spec.tla', text), {
      fileName: 'Spec.ts',
      findModule: (name) =>
        name === 'Shift'
          ? new Source(
              'Shift.tla',
              '---- MODULE Shift ----\nEXTENDS Integers\nCONSTANT By\nUp(x) == x + By\n====\n',
            )
          : undefined,
    });
    expect(diagnostics).toEqual([]);
    expect(value?.typescript).toContain('export function m_Up(');
  });
});
