import { describe, expect, it } from 'vitest';
import { resolveSpec } from '../../../compiler/resolve/index.ts';
import { Source } from '../../../compiler/source/index.ts';
import { parseModule } from '../../../compiler/syntax/index.ts';
import { codes, meanings, moduleOf, resolve, shown } from './helpers.ts';

const library =
  '---- MODULE Lib ----\nEXTENDS Naturals\nCONSTANT Base\nAdd(x) == x + Base\nLOCAL Hidden == 1\n====\n';

describe('EXTENDS', () => {
  it('brings in definitions, constants and what the module extends itself', () => {
    const resolved = resolve('---- MODULE Test ----\nEXTENDS Lib\nA == ‹Add›(1) + ‹Base›\n====\n', {
      Lib: library,
    });
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['operator Add 4:1', 'constant Base 3:10']);
    expect(resolved.spec.constants.map(({ name }) => name)).toEqual(['Base']);
    expect(resolved.spec.operators.map(({ name }) => name)).toEqual(['Add', 'Hidden', 'A']);
  });

  it('leaves LOCAL definitions out', () => {
    const { diagnostics } = resolve('---- MODULE Test ----\nEXTENDS Lib\nA == Hidden\n====\n', {
      Lib: library,
    });
    expect(codes(diagnostics)).toEqual(['MP201 «Hidden»']);
  });

  it('lets the module itself use its LOCAL definitions', () => {
    expect(resolve(moduleOf('LOCAL Own == 1\nA == Own')).diagnostics).toEqual([]);
  });

  it('takes a module that is extended on two ways once', () => {
    const resolved = resolve('---- MODULE Test ----\nEXTENDS Left, Right\nA == Top\n====\n', {
      Left: '---- MODULE Left ----\nEXTENDS Top\n====\n',
      Right: '---- MODULE Right ----\nEXTENDS Top\n====\n',
      Top: '---- MODULE Top ----\nTop == 1\n====\n',
    });
    expect(resolved.diagnostics).toEqual([]);
    expect(resolved.spec.operators.map(({ name }) => name)).toEqual(['Top', 'A']);
  });

  it('reports a module that does not exist, and no name that may come from it', () => {
    expect(shown(resolve(moduleOf('A == Mystery(1)', 'Naturals, Libary')).diagnostics)).toEqual([
      'MP204 «Libary»: There is no module Libary.',
    ]);
  });

  it('suggests the standard module that was meant', () => {
    const { diagnostics } = resolve(moduleOf('A == 1', 'Sequence'));
    expect(diagnostics[0]?.hint).toBe('Did you mean Sequences?');
  });

  it('reports modules that extend each other', () => {
    const { diagnostics } = resolve('---- MODULE Test ----\nEXTENDS One\n====\n', {
      One: '---- MODULE One ----\nEXTENDS Two\n====\n',
      Two: '---- MODULE Two ----\nEXTENDS One\n====\n',
    });
    expect(codes(diagnostics)).toEqual(['MP205 «One»']);
    expect(diagnostics[0]?.span.source.name).toBe('Two.tla');
    expect(diagnostics[0]?.hint).toBe('The way round is One -> Two -> One.');
  });

  it('reports a module that extends itself', () => {
    expect(codes(resolve('---- MODULE Test ----\nEXTENDS Test\n====\n').diagnostics)).toEqual([
      'MP205 «Test»',
    ]);
  });

  it('reports a module inside another that instantiates itself, or another that instantiates it', () => {
    const inner = (name: string, instance: string): string =>
      `---- MODULE ${name} ----\nI == INSTANCE ${instance}\n====\n`;
    const text = `---- MODULE Test ----\n${inner('A', 'A')}J == INSTANCE A\n====\n`;
    expect(codes(resolve(text).diagnostics)).toEqual(['MP205 «A»']);
    const deeper = `---- MODULE Test ----\n---- MODULE B ----\n${inner('C', 'B')}K == INSTANCE C\n====\nJ == INSTANCE B\n====\n`;
    const { diagnostics } = resolve(deeper);
    expect(codes(diagnostics)).toEqual(['MP205 «B»']);
    expect(diagnostics[0]?.hint).toBe('The way round is B -> C -> B.');
  });

  it('reports a module that depends on itself under the name of its file', () => {
    const { diagnostics } = resolve('---- MODULE Test ----\nEXTENDS M\n====\n', {
      M: '---- MODULE Other ----\nEXTENDS M\n====\n',
    });
    expect(codes(diagnostics)).toEqual(['MP205 «M»', 'MP204 «M»']);
  });

  it('reports an operator in the place of a value in an instance with parameters', () => {
    const inner = '---- MODULE Inner ----\nVARIABLE q\nPut(d) == q\nAll == {Put}\n====\n';
    const { diagnostics } = resolve(`---- MODULE Test ----\n${inner}I(q) == INSTANCE Inner\n====\n`);
    expect(codes(diagnostics)).toEqual(['MP207 «Put»']);
  });

  it('reports problems of the extended module in its own file', () => {
    const { diagnostics } = resolve('---- MODULE Test ----\nEXTENDS Bad\n====\n', {
      Bad: '---- MODULE Bad ----\nA == missing\n====\n',
    });
    expect(diagnostics.map(({ code, span }) => `${code} ${span.source.name}`)).toEqual(['MP201 Bad.tla']);
  });

  it('accepts two standard modules that define the same name', () => {
    expect(resolve(moduleOf('A == Range(<<1>>)', 'SequencesExt, Functions')).diagnostics).toEqual([]);
  });

  it('collects the assumptions of all modules', () => {
    const resolved = resolve('---- MODULE Test ----\nEXTENDS Lib\nASSUME Base = 1\n====\n', {
      Lib: '---- MODULE Lib ----\nCONSTANT Base\nASSUME Base # 2\n====\n',
    });
    expect(resolved.spec.assumptions).toHaveLength(2);
  });
});

describe('a module inside of another', () => {
  const inner = '---- MODULE Inner ----\nCONSTANT K\nPlus(x) == <<x, K, Own>>\n====\n';

  it('may extend one that stands before it', () => {
    const outer = `Own == 1\n${inner}---- MODULE Outer ----\nEXTENDS Inner\nTwice(x) == Plus(Plus(x))\n====\n`;
    const { diagnostics } = resolve(
      moduleOf(
        `${outer}I == INSTANCE Outer WITH K <- 1\nJ(K) == INSTANCE Outer\nA == <<I!Twice(1), J(2)!Plus(3)>>`,
      ),
    );
    expect(diagnostics).toEqual([]);
  });

  it('cannot extend itself', () => {
    const units = '---- MODULE Inner ----\nEXTENDS Inner\n====\nI == INSTANCE Inner';
    expect(codes(resolve(moduleOf(units)).diagnostics)).toEqual(['MP205 «Inner»']);
  });

  it('is known to those who extend the module around it', () => {
    const { diagnostics } = resolve(
      '---- MODULE Test ----\nEXTENDS Lib\nI == INSTANCE Inner WITH K <- 2\nA == I!Plus(1)\n====\n',
      {
        Lib: `---- MODULE Lib ----\nOwn == 1\n${inner}====\n`,
      },
    );
    expect(diagnostics).toEqual([]);
  });
});

describe('INSTANCE', () => {
  const counter =
    '---- MODULE Counter ----\nEXTENDS Naturals\nCONSTANT Start, Step(_)\nFirst == Step(Start)\nNext(n) == Step(n) + First\n====\n';

  it('substitutes names directly', () => {
    const resolved = resolve(
      moduleOf(
        'CONSTANT Zero\nTwice(x) == 2 * x\nI == INSTANCE Counter WITH Start <- Zero, Step <- Twice\nA == ‹I!Next›(1)',
      ),
      { Counter: counter },
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(resolved.spec.operators.map(({ name }) => name)).toEqual(['Twice', 'I!First', 'I!Next', 'A']);
  });

  it('resolves M!Op to the copy of its instance', () => {
    const resolved = resolve(
      moduleOf(
        'I == INSTANCE Lib WITH Base <- 1\nJ == INSTANCE Lib WITH Base <- 2\nA == I!Add(0) + J!Add(0)',
      ),
      { Lib: library },
    );
    expect(resolved.diagnostics).toEqual([]);
    const added = [...resolved.spec.bindings.references.values()].filter(({ name }) => name.endsWith('!Add'));
    expect(added.map(({ name }) => name)).toEqual(['I!Add', 'J!Add']);
    expect(new Set(added).size).toBe(2);
  });

  it('keeps a substituted expression in the scope of the instance', () => {
    const resolved = resolve(moduleOf('Own == 5\nI == INSTANCE Lib WITH Base <- ‹Own› + 1\nA == I!Add(0)'), {
      Lib: '---- MODULE Lib ----\nEXTENDS Naturals\nCONSTANT Base\nOwn == 7\nAdd(x) == x + Base + Own\n====\n',
    });
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['operator Own 3:1']);
    expect(resolved.spec.operators.map(({ name }) => name)).toEqual(['Own', 'I!Base', 'I!Own', 'I!Add', 'A']);
  });

  it('takes what is not substituted from the scope of the instance', () => {
    const resolved = resolve(moduleOf('Base == 3\nINSTANCE Lib\nA == Add(0)'), { Lib: library });
    expect(resolved.diagnostics).toEqual([]);
    expect(resolved.spec.constants).toEqual([]);
  });

  it('reports a constant that has no meaning', () => {
    const { diagnostics } = resolve(moduleOf('I == INSTANCE Lib\nA == I!Add(0)'), { Lib: library });
    expect(shown(diagnostics)).toEqual([
      'MP201 «Lib»: Module Lib needs a meaning for Base, which is not defined here.',
    ]);
    expect(diagnostics[0]?.hint).toBe('Say WITH Base <- ... .');
  });

  it('reports a substitution for nothing', () => {
    expect(
      shown(resolve(moduleOf('I == INSTANCE Lib WITH Base <- 1, Bass <- 2'), { Lib: library }).diagnostics),
    ).toEqual(['MP201 «Bass»: Module Lib has no constant or variable Bass.']);
  });

  it.each(['K <- 1', 'K <- Own(1)', 'Z <- LAMBDA x : x', 'Z <- \\o'])(
    'reports a value for an operator and an operator for a value: %s',
    (substitution) => {
      const { diagnostics } = resolve(
        moduleOf(`Own(x) == x\nZ == 1\nK(x) == x\nI == INSTANCE Op WITH ${substitution}`),
        {
          Op: '---- MODULE Op ----\nCONSTANTS Z, K(_)\nA == K(Z)\n====\n',
        },
      );
      expect(diagnostics.map(({ code }) => code)).toEqual(['MP207']);
    },
  );

  it('reports a name the instance does not have', () => {
    expect(
      shown(
        resolve(moduleOf('I == INSTANCE Lib WITH Base <- 1\nA == I!Sub(1)'), { Lib: library }).diagnostics,
      ),
    ).toEqual(['MP201 «Sub»: Instance I has no Sub.']);
  });

  it('hides LOCAL definitions', () => {
    expect(
      codes(
        resolve(moduleOf('I == INSTANCE Lib WITH Base <- 1\nA == I!Hidden'), { Lib: library }).diagnostics,
      ),
    ).toEqual(['MP201 «Hidden»']);
  });

  it('of a standard module gives its operators a prefix', () => {
    const resolved = resolve('---- MODULE Test ----\nS == INSTANCE Sequences\nA == S!Len(<<1>>)\n====\n');
    expect(resolved.diagnostics).toEqual([]);
  });

  it('LOCAL is not passed on to those who extend the module', () => {
    const { diagnostics } = resolve('---- MODULE Test ----\nEXTENDS Mid\nA == 1 + 2\n====\n', {
      Mid: '---- MODULE Mid ----\nLOCAL INSTANCE Naturals\nB == 1 + 1\n====\n',
    });
    expect(codes(diagnostics)).toEqual(['MP201 «+»']);
  });

  it('with parameters gives every definition the parameters first, and passes them on inside', () => {
    const resolved = resolve(
      moduleOf('I(b) == INSTANCE Lib WITH Base <- b + 1\nA == \\A i \\in {1} : I(i)!Twice(0) = 1'),
      {
        Lib: '---- MODULE Lib ----\nEXTENDS Naturals\nCONSTANT Base\nAdd(x) == x + Base\nTwice(x) == Add(Add(x))\n====\n',
      },
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(
      resolved.spec.operators.map((operator) =>
        operator.kind === 'operator'
          ? `${operator.name}(${operator.params.map(({ name }) => name).join()})`
          : '',
      ),
    ).toEqual(['I!Base(b)', 'I!Add(b,x)', 'I!Twice(b,x)', 'A()']);
  });

  it('with parameters checks their number', () => {
    expect(
      shown(
        resolve(moduleOf('I(b) == INSTANCE Lib WITH Base <- b\nA == I!Add(1)'), { Lib: library }).diagnostics,
      )[0],
    ).toBe('MP202 «I»: Instance I takes 1 argument, but none is given.');
  });

  it('with parameters passes operators and functions of the module on', () => {
    const resolved = resolve(moduleOf('I(b) == INSTANCE Lib WITH Base <- b\nA == I(2)!Both'), {
      Lib: '---- MODULE Lib ----\nEXTENDS Naturals, Sequences\nCONSTANT Base\nBig(x) == x > Base\nf[n \\in Nat] == IF n = 0 THEN Base ELSE f[n - 1]\nx ## y == x + y + Base\nAp(Op(_, _)) == Op(1, 2)\nBoth == <<SelectSeq(<<1>>, Big), f[1], 1 ## 2, Ap(##)>>\n====\n',
    });
    expect(resolved.diagnostics).toEqual([]);
  });

  it('with parameters passes them on to the definitions of an unnamed instance inside', () => {
    const resolved = resolve(moduleOf('I(b) == INSTANCE Mid WITH Top <- b\nA == I(2)!Both(3)'), {
      Lib: '---- MODULE Lib ----\nEXTENDS Naturals\nCONSTANT Base\nAdd(x) == x + Base\nf[n \\in Nat] == n + Base\n====\n',
      Mid: '---- MODULE Mid ----\nCONSTANT Top\nLOCAL INSTANCE Lib WITH Base <- Top\nRECURSIVE Both(_)\nOne == Add(1)\nBoth(x) == IF x = One THEN 0 ELSE Both(f[x])\n====\n',
    });
    expect(resolved.diagnostics).toEqual([]);
  });

  it('with parameters passes them on where RECURSIVE stands above the unnamed instance', () => {
    const resolved = resolve(
      moduleOf('I(b) == INSTANCE Mid WITH Top <- b\nA == <<I(2)!Both(3), I(2)!Each[3]>>'),
      {
        Lib: '---- MODULE Lib ----\nEXTENDS Naturals\nCONSTANT Base\nAdd(x) == x + Base\nf[n \\in Nat] == n + Base\n====\n',
        Mid: '---- MODULE Mid ----\nEXTENDS Naturals\nCONSTANT Top\nRECURSIVE Both(_)\nRECURSIVE Each\nINSTANCE Lib WITH Base <- Top\nBoth(x) == IF x = Add(1) THEN 0 ELSE Both(f[x])\nEach[n \\in Nat] == IF n = 0 THEN Add(n) ELSE Each[n - 1]\n====\n',
      },
    );
    expect(resolved.diagnostics).toEqual([]);
  });

  it('with parameters lets what is substituted by a name mean just that', () => {
    const resolved = resolve(
      moduleOf('VARIABLES n, b\nI(b1) == INSTANCE Lib WITH k <- b1, v <- n\nA == I(2)!Up /\\ I(3)!Stays'),
      {
        Lib: "---- MODULE Lib ----\nEXTENDS Naturals\nCONSTANT k\nVARIABLES v, b\nUp == v' = v + k\nStays == UNCHANGED <<v, b>>\n====\n",
      },
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(resolved.spec.operators.map(({ name }) => name)).toEqual(['I!k', 'I!Up', 'I!Stays', 'A']);
  });

  it('works for a module inside the module', () => {
    const resolved = resolve(
      moduleOf(
        'Outer == 1\n---- MODULE Inner ----\nCONSTANT C\nSum == Outer + C\n====\nI == INSTANCE Inner WITH C <- 2\nA == I!Sum',
      ),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(resolved.spec.operators.map(({ name }) => name)).toEqual(['Outer', 'I!C', 'I!Sum', 'A']);
  });

  it('of a module inside the module does not clash with what is defined below that', () => {
    const inner = '---- MODULE Inner ----\nCONSTANT C\nTake(n) == n + C\n====\n';
    expect(
      resolve(moduleOf(`${inner}VARIABLE n\nI == INSTANCE Inner WITH C <- 2\nA == I!Take(n)`)).diagnostics,
    ).toEqual([]);
    const blind = '---- MODULE Inner ----\nUse == Below\n====\n';
    expect(
      codes(resolve(moduleOf(`${blind}Below == 1\nI == INSTANCE Inner\nA == I!Use`)).diagnostics),
    ).toEqual(['MP201 «Below»']);
  });

  it('of an instance of another module resolves through both', () => {
    const resolved = resolve(moduleOf('I == INSTANCE Mid\nA == I!L!Add(1)'), {
      Lib: library,
      Mid: '---- MODULE Mid ----\nL == INSTANCE Lib WITH Base <- 4\n====\n',
    });
    expect(resolved.diagnostics).toEqual([]);
    expect(resolved.spec.operators.map(({ name }) => name)).toEqual([
      'I!L!Base',
      'I!L!Add',
      'I!L!Hidden',
      'A',
    ]);
  });

  it('is no value', () => {
    expect(
      shown(resolve(moduleOf('I == INSTANCE Lib WITH Base <- 1\nA == I'), { Lib: library }).diagnostics),
    ).toEqual(['MP207 «I»: I is an instance of a module, not a value.']);
  });
});

describe('the units of a long module', () => {
  it('are each looked at a few times, however many there are', () => {
    const count = 1000;
    const text = moduleOf(Array.from({ length: count }, (_, i) => `A${i} == ${i}`).join('\n'));
    const module = parseModule(new Source('Test.tla', text)).value;
    let reads = 0;
    const units = new Proxy(module.units, {
      get: (target, key, receiver): unknown => {
        reads += 1;
        return Reflect.get(target, key, receiver);
      },
    });
    const { value } = resolveSpec({ ...module, units }, { findModule: () => undefined });
    expect(value.operators).toHaveLength(count);
    expect(reads).toBeLessThan(20 * count);
  });
});
