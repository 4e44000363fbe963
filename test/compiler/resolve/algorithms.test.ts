import { describe, expect, it } from 'vitest';
import { codes, meanings, mpcal, pluscal, resolve, shown } from './helpers.ts';

describe('archetypes', () => {
  it('see constants, operators and define', () => {
    const resolved = resolve(
      mpcal(
        'define { Two == 2 }\narchetype A(ref x) { a: x := ‹N› + ‹One› + ‹Two› }',
        'CONSTANT N\nLOCAL One == 1',
      ),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['constant N 3:10', 'operator One 4:7', 'operator Two 7:10']);
  });

  it('do not see global variables', () => {
    const { diagnostics } = resolve(mpcal('variables g = 1;\narchetype A(ref x) { a: x := g }'));
    expect(shown(diagnostics)).toEqual([
      'MP209 «g»: g is a global variable, which archetypes, procedures and mapping macros cannot see.',
    ]);
    expect(diagnostics[0]?.hint).toContain('Pass it as a parameter: ref g');
  });

  it('do not see global variables that are declared after them', () => {
    expect(codes(resolve(mpcal('archetype A() { a: g := 1 }\nvariables g = 1;')).diagnostics)).toEqual([
      'MP209 «g»',
    ]);
  });

  it('may use operators of define that mention global variables', () => {
    const resolved = resolve(
      mpcal('variables g = 1;\ndefine { Twice == ‹g› + g }\narchetype A(ref x) { a: x := Twice }'),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['variable g 6:11']);
  });

  it('may have parameters and locals with the names of globals and operators', () => {
    const resolved = resolve(
      mpcal('variables g = 1;\narchetype A(ref g, One) { a: g := ‹One› }', 'One == 1'),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['archetypeParameter One 7:20']);
  });

  it('keep the locals of one from the other', () => {
    expect(
      codes(
        resolve(mpcal('archetype A() variables n = 1; { a: n := 1 }\narchetype B() { b: await n = 1 }'))
          .diagnostics,
      ),
    ).toEqual(['MP201 «n»']);
  });

  it('know self', () => {
    const resolved = resolve(mpcal('archetype A(ref x[_]) { a: x[‹self›] := 1 }'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['self self']);
  });

  it('initialise locals with parameters and earlier locals', () => {
    const resolved = resolve(mpcal('archetype A(n) variables a = ‹n›, b = ‹a›; { l: a := b }'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['archetypeParameter n 6:13', 'variable a 6:26']);
  });

  it('do not initialise locals with later ones', () => {
    expect(shown(resolve(mpcal('archetype A() variables a = b, b = 1; { l: a := b }')).diagnostics)).toEqual([
      'MP209 «b»: b is declared later.',
    ]);
  });

  it('bind the names of with one after the other', () => {
    const resolved = resolve(
      mpcal('archetype A(ref x) { a: with (i = 1, j \\in {‹i›}, i = ‹j›) { x := ‹i› } }'),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['bound i 6:31', 'bound j 6:38', 'bound i 6:49']);
  });

  it('report two parameters or locals of one name', () => {
    expect(
      shown(resolve(mpcal('archetype A(x, x) variables x = 1, y = 1, y = 2; { a: skip }')).diagnostics),
    ).toContain('MP203 «x»: Name x is already declared.');
  });

  it('of one name are reported', () => {
    expect(codes(resolve(mpcal('archetype A() { a: skip }\narchetype A() { a: skip }')).diagnostics)).toEqual(
      ['MP203 «A»'],
    );
  });
});

describe('global variables', () => {
  it('have initial values that may use earlier variables and the operators of define', () => {
    const resolved = resolve(mpcal('define { Two == 2 + b }\nvariables a = ‹Two›, b = ‹a›;'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['operator Two 6:10', 'variable a 7:11']);
  });

  it('have initial values that may not use later variables or themselves', () => {
    expect(shown(resolve(pluscal('variables a = b + a, b = 1;\n{ l: a := b }')).diagnostics)).toEqual([
      'MP209 «b»: b is declared later.',
      'MP209 «a»: a is declared later.',
    ]);
  });

  it('of one name are reported', () => {
    expect(codes(resolve(pluscal('variables a = 1, a = 2;\n{ l: a := 1 }')).diagnostics)).toEqual([
      'MP203 «a»',
    ]);
  });
});

describe('mapping macros', () => {
  const macro = (read: string, write: string): string =>
    mpcal(`variables g = 1;\nmapping macro M { read { ${read} } write { ${write} } }`);

  it('know $variable in both bodies and $value in the write body', () => {
    expect(
      resolve(macro('$variable := 1; yield $variable', 'await $value = 1; yield $variable + $value'))
        .diagnostics,
    ).toEqual([]);
  });

  it('do not know $value in the read body', () => {
    expect(shown(resolve(macro('yield $value', 'yield $value')).diagnostics)).toEqual([
      'MP209 «$value»: $value is the value being written: a read body has none.',
    ]);
  });

  it('do not see global variables', () => {
    expect(codes(resolve(macro('yield g', 'yield $value')).diagnostics)).toEqual(['MP209 «g»']);
  });

  it('alone have $variable', () => {
    expect(codes(resolve(mpcal('archetype A(ref x) { a: x := $variable }')).diagnostics)).toEqual([
      'MP209 «$variable»',
    ]);
  });
});

describe('instances', () => {
  const block = (instance: string): string =>
    mpcal(`archetype A(ref x[_], me) { a: x[self] := me }\nvariables f = 1, W = 2;\n${instance}`);

  it('let the process name denote self in their arguments', () => {
    const resolved = resolve(block('process (P \\in {1, 2}) == instance A(ref f[_], ‹P› + ‹self›);'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['self P', 'self self']);
  });

  it('prefer the process name to a global of that name', () => {
    const resolved = resolve(block('process (W \\in {1, 2}) == instance A(ref f[_], ‹W›);'));
    expect(meanings(resolved)).toEqual(['self W']);
  });

  it('do not know the process name in its own identities', () => {
    expect(codes(resolve(block('process (P \\in {P}) == instance A(ref f[_], 1);')).diagnostics)).toEqual([
      'MP201 «P»',
    ]);
  });

  it('refer to global variables', () => {
    const resolved = resolve(block('process (P = 1) == instance A(ref ‹f›[_], ‹f›);'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['variable f 7:11', 'variable f 7:11']);
  });
});

describe('PlusCal', () => {
  it('processes see globals, pc and stack', () => {
    const resolved = resolve(
      pluscal(
        'variables g = 1;\nprocess (p \\in {1}) variables n = ‹g›; { a: await ‹pc›[self] = n /\\ ‹stack› = n }',
      ),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['variable g 6:11', 'translation pc', 'translation stack']);
  });

  it('a process with one identity has no self', () => {
    const { diagnostics } = resolve(pluscal('process (p = 1) { a: await self = 1 }'));
    expect(shown(diagnostics)).toEqual([
      'MP209 «self»: A process with a single identity, such as p, has no self.',
    ]);
  });

  it('a single-process algorithm has no self', () => {
    expect(codes(resolve(pluscal('{ a: await self = 1 }')).diagnostics)).toEqual(['MP201 «self»']);
  });

  it('with must not hide a variable', () => {
    expect(
      codes(resolve(pluscal('variables x = 1;\n{ a: with (x \\in {1}) { skip } }')).diagnostics),
    ).toEqual(['MP203 «x»']);
  });

  it('processes may use the locals of others', () => {
    const resolved = resolve(
      pluscal(
        'process (p \\in {1}) variables n = 1; { a: n := 2 }\nprocess (q \\in {2}) { b: await ‹n› = 1 }',
      ),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['variable n 6:31']);
  });

  it('two processes may have locals of one name', () => {
    const resolved = resolve(
      pluscal(
        'process (p \\in {1}) variables n = 1; { a: ‹n› := 2 }\nprocess (q \\in {2}) variables n = 1; { b: ‹n› := 1 }',
      ),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['variable n_ 6:31', 'variable n 7:31']);
  });

  it('a variable must not have the name of an operator', () => {
    expect(codes(resolve(pluscal('variables x = 1;\n{ a: x := 1 }', 'x == 1')).diagnostics)).toEqual([
      'MP203 «x»',
    ]);
  });

  it('procedures see globals, their parameters and self', () => {
    const resolved = resolve(
      pluscal(
        'variables g = 1;\nprocedure f(k = 1) variables n = ‹k›; { a: ‹g› := ‹n› + ‹self›; return }\nprocess (p \\in {1}) { b: call f(‹g›) }',
      ),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual([
      'archetypeParameter k 7:13',
      'variable g 6:11',
      'variable n 7:30',
      'self self',
      'variable g 6:11',
    ]);
  });
});

describe('units between an algorithm and the place of its translation', () => {
  const module = (units: string): string =>
    `---- MODULE Test ----\nEXTENDS Naturals\n(*\n--algorithm Test { variables x = Two; { a: x := Two } }\n*)\n${units}\n====\n`;
  const markers = '\\* BEGIN TRANSLATION\n\\* END TRANSLATION';

  it('are seen by the algorithm', () => {
    expect(resolve(module(`Two == 2\n${markers}\nInv == x = Two`)).diagnostics).toEqual([]);
  });

  it('do not see the algorithm', () => {
    expect(codes(resolve(module(`Two == 2\nInv == x = Two\n${markers}`)).diagnostics)).toEqual(['MP201 «x»']);
  });

  it('are behind an algorithm without such a place', () => {
    expect(codes(resolve(module('Two == 2')).diagnostics)).toEqual(['MP201 «Two»', 'MP201 «Two»']);
  });
});

describe('units after the algorithm', () => {
  it('see its variables and what the translation defines', () => {
    const resolved = resolve(
      pluscal(
        'variables g = 1;\nprocess (p \\in {1}) variables n = 1; { a: g := n }',
        '',
        'Inv == /\\ ‹g› = 1 /\\ ‹n›[1] = 1 /\\ ‹pc›[1] = "a" /\\ ‹ProcSet› = {1} /\\ ‹a›(1)\nLive == ‹Spec› => <>(‹Termination›)',
      ),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual([
      'variable g 6:11',
      'variable n 7:31',
      'translation pc',
      'translation ProcSet',
      'translation a',
      'translation Spec',
      'translation Termination',
    ]);
  });

  it('see the operators of define', () => {
    const resolved = resolve(mpcal('define { Cap == 3 }\narchetype A() { a: skip }', '', 'Inv == ‹Cap› = 3'));
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['operator Cap 6:10']);
  });

  it('must not bind the name of a variable again', () => {
    expect(
      codes(
        resolve(pluscal('variables g = 1;\n{ a: g := 2 }', '', 'Inv == \\E g \\in {1} : TRUE')).diagnostics,
      ),
    ).toEqual(['MP203 «g»']);
  });

  it('may bind the names of labels and of the locals of archetypes', () => {
    expect(
      resolve(
        mpcal(
          'archetype A() variables i = 1; { loop: i := 2 }',
          '',
          'Inv == \\A i, loop \\in {1} : i = loop',
        ),
      ).diagnostics,
    ).toEqual([]);
  });

  it('must not define what the translation defines', () => {
    expect(codes(resolve(pluscal('{ a: skip }', '', 'Init == TRUE')).diagnostics)).toEqual(['MP203 «Init»']);
  });

  it('may define these names where there is no algorithm', () => {
    expect(
      resolve("---- MODULE Test ----\nVARIABLE x\nInit == x = 1\nNext == x' = x\n====\n").diagnostics,
    ).toEqual([]);
  });

  it('check the number of arguments of label actions', () => {
    expect(codes(resolve(pluscal('process (p \\in {1}) { a: skip }', '', 'Inv == a')).diagnostics)).toEqual([
      'MP202 «a»',
    ]);
  });

  it('see an algorithm of an extended module', () => {
    const resolved = resolve('---- MODULE Test ----\nEXTENDS Base\nInv == ‹g› = 1\n====\n', {
      Base: pluscal('variables g = 1;\n{ a: g := 2 }').replace('MODULE Test', 'MODULE Base'),
    });
    expect(resolved.diagnostics).toEqual([]);
    expect(resolved.spec.algorithm?.name.text).toBe('Test');
    expect(meanings(resolved)).toEqual(['variable g 6:11']);
  });
});
