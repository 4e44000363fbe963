import { describe, expect, test } from 'vitest';
import { Source } from '../../../compiler/index.ts';
import { initialConfigText, requirementsOf } from '../../../checker/model/index.ts';
import { toTlaString } from '../../../runtime/index.ts';
import { explore, finalValuesOf, modelOf, pluscal, problemsOf, valuesOf } from './specs.ts';

const head = 'CONSTANTS N, M, Op(_)\nDouble(a) == 2 * a\nThree == 3';
const spec = pluscal('variable x = 0; begin l: x := Op(N) + M;', '', head);

describe('constants', () => {
  test('have values, or stand for definitions', () => {
    const model = modelOf({ spec, config: 'CONSTANTS N = 1 M <- Three Op <- Double' });
    expect(finalValuesOf(model, 'x')).toEqual(['5']);
  });

  test('without a value are reported all at once', () => {
    expect(problemsOf({ spec, config: 'CONSTANT M = 1' })).toEqual([
      'MP210: Constants have no value: N, Op.',
    ]);
  });

  test('that do not exist are reported with what was meant', () => {
    const [first] = problemsOf({ spec, config: 'CONSTANTS N = 1 M = 2 Op <- Duoble' });
    expect(first).toBe('MP201: The spec has no constant or definition Duoble.');
  });

  test('must have as many parameters as what stands for them', () => {
    expect(problemsOf({ spec, config: 'CONSTANTS N <- Double M = 2 Op <- Double' })[0]).toMatch(/^MP202/);
    expect(problemsOf({ spec, config: 'CONSTANTS N = 1 M = 2 Op = 3' })[0]).toMatch(/^MP110/);
  });

  test('of the command line come instead of those of the file', () => {
    const config = 'CONSTANTS N = 1 M = 2 Op <- Double';
    expect(finalValuesOf(modelOf({ spec, config, overrides: { constants: ['N = 10'] } }), 'x')).toEqual([
      '22',
    ]);
  });

  test('definitions can be given other values and stand for others, standard ones too', () => {
    const text = pluscal(
      'variable x = 0; begin l: with n \\in Nat do x := n + Three; end with;',
      '',
      'Three == 3\nSmall == 0..1',
    );
    const model = modelOf({ spec: text, config: 'CONSTANTS Nat <- Small Three = 100' });
    expect(finalValuesOf(model, 'x')).toEqual(['100', '101']);
  });

  test('a replacement may hold in one module only', () => {
    const modules = { Deep: '---- MODULE Deep ----\nEXTENDS Naturals\nK == 1\nInner == K\n====' };
    const text = `---- MODULE Spec ----\nEXTENDS Deep\nTen == 10\n(* --algorithm A\nvariable x = 0; begin l: x := K + 100 * Inner;\nend algorithm; *)\n====`;
    const model = modelOf({ spec: text, modules, config: 'CONSTANT K <- [Deep] Ten' });
    expect(finalValuesOf(model, 'x')).toEqual(['1001']);
  });

  test('defaultInitValue may be declared, as TLC wants it', () => {
    const text = pluscal('variable x; begin l: x := 1;');
    expect(
      valuesOf(modelOf({ spec: text, config: 'CONSTANT defaultInitValue = defaultInitValue' }), 'x'),
    ).toHaveLength(2);
    expect(problemsOf({ spec: text, config: 'CONSTANT defaultInitValue = 3' })[0]).toMatch(/^MP110/);
  });

  test('problems of constants and of names are told together', () => {
    expect(problemsOf({ spec, config: 'CONSTANT M = 1\nINVARIANT Nothing' })).toHaveLength(2);
  });
});

describe('an MC module', () => {
  test('extends the module with the algorithm and adds to it', () => {
    const modules = {
      Base: `---- MODULE Base ----\nEXTENDS Naturals\nCONSTANT N\n(* --algorithm A\nvariable x = 0; begin l: while x < N do x := x + 1; end while;\nend algorithm; *)\n====`,
    };
    const mc = '---- MODULE MC ----\nEXTENDS Base\nMCN == 4\nSmall == x < 4\n====';
    const model = modelOf({
      spec: mc,
      modules,
      config: 'CONSTANT N <- MCN\nSPECIFICATION Spec\nINVARIANT Small',
    });
    expect(explore(model).violated).toBe('Small');
  });
});

describe('constraints, views and symmetry', () => {
  const counter = 'variable x = 0, y = 0; begin l: while x < 10 do x := x + 1; y := y + 2; end while;';

  test('a state outside of a constraint is not expanded, and checked all the same', () => {
    const model = modelOf({
      spec: pluscal(counter, 'Low == x < 3\nNever == x # 3'),
      config: 'CONSTRAINT Low\nINVARIANT Never',
    });
    expect(explore(model)).toMatchObject({ distinct: 3, violated: 'Never' });
  });

  test('a step outside of an action constraint is not taken', () => {
    const model = modelOf({
      spec: pluscal(counter, "Small == x' < 5"),
      config: 'ACTION_CONSTRAINT Small\nCHECK_DEADLOCK FALSE',
    });
    expect(explore(model).distinct).toBe(5);
  });

  test('states with one view are one state', () => {
    const model = modelOf({
      spec: pluscal(counter, 'Parity == x % 2'),
      config: 'VIEW Parity\nCHECK_DEADLOCK FALSE',
    });
    expect(explore(model).distinct).toBe(2);
  });

  const processes = pluscal(
    'variable done = {}; process p \\in P variable v = 0; begin l: v := 1; done := done \\cup {self}; m: v := 2; end process;',
    'Sym == Permutations(P)\nBad == {[i \\in P |-> CHOOSE q \\in P : TRUE]}\nNumbers == Permutations({1, 2})',
    'CONSTANT P',
  );

  test('symmetry identifies states with exchanged processes', () => {
    const all = explore(modelOf({ spec: processes, config: 'CONSTANT P = {a, b, c}' }));
    const some = explore(modelOf({ spec: processes, config: 'CONSTANT P = {a, b, c}\nSYMMETRY Sym' }));
    expect(all.distinct).toBe(27);
    expect(some.distinct).toBe(10);
  });

  test('what is no symmetry is reported', () => {
    expect(problemsOf({ spec: processes, config: 'CONSTANT P = {a, b}\nSYMMETRY Bad' })[0]).toMatch(
      /^MP110: .* no permutation/,
    );
    expect(problemsOf({ spec: processes, config: 'CONSTANT P = {a, b}\nSYMMETRY Numbers' })[0]).toMatch(
      /^MP110: A symmetry exchanges/,
    );
  });
});

describe('assumptions', () => {
  test('the first that is not TRUE is found', () => {
    const model = modelOf({
      spec: pluscal('begin l: skip;', '', 'CONSTANT N\nASSUME N > 0\nASSUME N > 5'),
      config: 'CONSTANT N = 3',
    });
    const span = model.violatedAssumption()?.span;
    expect(span?.source.text.slice(span.start, span.end)).toBe('N > 5');
  });
});

describe('what a model tells besides', () => {
  test('the choices of a step are found again', () => {
    const model = modelOf({
      spec: pluscal(
        'variable x = 0; begin l: with a \\in 1..3 do either x := a; or x := 10 * a; end either; end with;',
      ),
    });
    const [before, after] = explore(model).states.filter((state) =>
      [0, 20].includes(model.variableValue(state, 'x') as number),
    );
    const choices = model.choicesOf(before ?? [], 0, after ?? []);
    expect(choices.map(({ kind, name, value }) => [kind, name, toTlaString(value)])).toEqual([
      ['with', 'a', '2'],
      ['either', undefined, '1'],
    ]);
  });

  test('expressions are evaluated in a state, and in a step', () => {
    const model = modelOf({ spec: pluscal('variable x = 1; begin l: x := 5;', 'Twice == 2 * x') });
    const [before, after] = explore(model).states;
    expect(toTlaString(model.traceExpression("<<Twice, x', pc>>")(before ?? [], after ?? []))).toBe(
      '<<2, 5, "l">>',
    );
    expect(() => model.traceExpression('nothing')).toThrow(/nothing is not defined/);
    expect(() => model.traceExpression('<>(x = 1)')).toThrow(/temporal/);
  });

  test('slots, variables and steps are those of pcal.trans', () => {
    const model = modelOf({
      spec: pluscal(
        'variable x = 1; procedure P() begin q: return; end procedure; process p \\in 1..2 variable v = 0; begin l: call P(); end process;',
      ),
    });
    expect(model.variables).toEqual(['x', 'pc', 'stack', 'v']);
    expect(model.slots.map(({ variable, process }) => `${variable}${process ?? ''}`)).toEqual([
      'x', 'pc0', 'stack0', 'v0', 'pc1', 'stack1', 'v1',
    ]); // prettier-ignore
    expect(model.steps.map(({ process, owner, label }) => `${owner}.${label}${process}`)).toEqual([
      'p.l0', 'P.q0', 'p.l1', 'P.q1',
    ]); // prettier-ignore
  });

  test('a configuration to begin with names constants, invariants and properties', () => {
    const source = new Source(
      'Spec.tla',
      pluscal(
        'variable x = 0; begin l: x := N;',
        'Low == x <= N\nMore == x + 1\nEnds == <>(x = N)',
        'CONSTANT N',
      ),
    );
    const required = requirementsOf(source, () => undefined).value;
    expect(required).toMatchObject({
      invariants: ['Low'],
      properties: ['Ends'],
      constants: [{ name: 'N', arity: 0 }],
    });
    if (required === undefined) throw new Error('the spec has no errors');
    expect(initialConfigText(required)).toContain('INVARIANTS\n    Low');
  });

  test('a module without an algorithm cannot be explored', () => {
    expect(problemsOf({ spec: '---- MODULE M ----\nA == 1\n====', config: '' })[0]).toMatch(
      /^MP801: Module M has no algorithm/,
    );
  });
});
