import { describe, expect, test } from 'vitest';
import type { Formula, Model, State } from '../../../checker/model/index.ts';
import { explore, modelOf, pluscal, problemsOf } from './specs.ts';

const countdown =
  'variable x = 3; fair process p \\in {1, 2} begin l: while x > 0 do x := x - 1; end while; end process;';
const tick = 'variable x = 0; begin l: while TRUE do x := (x + 1) % 4; end while;';

/** The formula in one line, leaves by their text. */
function shape(formula: Formula): string {
  switch (formula.kind) {
    case 'constant':
      return String(formula.value);
    case 'state':
    case 'action':
      return formula.text;
    case 'not':
      return `~(${shape(formula.operand)})`;
    case 'always':
      return `[](${shape(formula.operand)})`;
    case 'eventually':
      return `<>(${shape(formula.operand)})`;
    case 'and':
    case 'or':
      return `(${formula.operands.map(shape).join(formula.kind === 'and' ? ' /\\ ' : ' \\/ ')})`;
    default:
      return `(${shape(formula.left)} ${formula.kind} ${shape(formula.right)})`;
  }
}

const property = (after: string, algorithm = countdown): string => {
  const model = modelOf({ spec: pluscal(algorithm, after), config: 'SPECIFICATION Spec\nPROPERTY Prop' });
  return shape(model.properties[0]?.formula as Formula);
};

/** The pairs of states that the steps of a model make. */
function pairsOf(model: Model): readonly (readonly [State, State])[] {
  return explore(model).states.flatMap((state) => {
    const pairs: (readonly [State, State])[] = [];
    model.successors(state, (next) => pairs.push([state, next.slice()]));
    return pairs;
  });
}

/** Whether the first leaf about steps holds of all steps. */
function holdsOfSteps(after: string, algorithm = tick): boolean {
  const model = modelOf({ spec: pluscal(algorithm, after), config: 'PROPERTY Prop' });
  const formula = model.properties[0]?.formula;
  if (formula?.kind !== 'always' || formula.operand.kind !== 'action') throw new Error('no [][A]_v');
  const { operand } = formula;
  return pairsOf(model).every(([before, next]) => operand.holds(before, next));
}

describe('properties', () => {
  test('boolean and temporal operators become formulas over predicates', () => {
    expect(property('Prop == [](x > 0 => <>(x = 0)) /\\ (x = 3 ~> x = 1)')).toBe(
      '([]((x > 0 implies <>(x = 0))) /\\ (x = 3 leadsTo x = 1))',
    );
  });

  test('definitions are unfolded as far as they are about behaviours', () => {
    expect(property('Low == x < 2\nSoon(P) == <>P\nProp == Soon(Low)')).toBe('<>(Low)');
  });

  test('quantifiers over constant sets are expanded', () => {
    expect(property('Prop == \\A v \\in 0..1 : <>(x = v)')).toBe('(<>(x = v) /\\ <>(x = v))');
    expect(property('Prop == \\E <<a, b>> \\in {<<1, 2>>} : [](x = a + b)')).toBe('([](x = a + b))');
  });

  test('each element of an expanded quantifier is meant by its own leaves', () => {
    const model = modelOf({
      spec: pluscal(countdown, 'Prop == \\A v \\in 0..1 : <>(x = v)'),
      config: 'PROPERTY Prop',
    });
    const formula = model.properties[0]?.formula;
    if (formula?.kind !== 'and') throw new Error('no conjunction');
    const reached = formula.operands.map((operand) => {
      if (operand.kind !== 'eventually' || operand.operand.kind !== 'state') throw new Error('no <>P');
      const leaf = operand.operand;
      return explore(model).states.filter((state) => leaf.holds(state)).length;
    });
    expect(reached.every((count) => count > 0)).toBe(true);
    expect(reached[0]).not.toBe(reached[1]);
  });

  test('what a LET defines means the same in both states of a step', () => {
    expect(holdsOfSteps("Prop == [][LET y == x + 1 IN y' = ((x + 1) % 4) + 1]_x")).toBe(true);
  });

  test('an argument means the same in both states of a step', () => {
    expect(holdsOfSteps("Next4(v) == v' = (v + 1) % 4\nProp == [][Next4(x)]_x")).toBe(true);
    expect(holdsOfSteps("Up(v) == v' > v\nProp == [][Up(x)]_x")).toBe(false);
  });

  test('a primed expression is the expression in the second state', () => {
    expect(holdsOfSteps("Twice == 2 * x\nProp == [][Twice' = 2 * ((x + 1) % 4)]_<<x>>")).toBe(true);
  });

  test('a primed variable of processes is a function', () => {
    const after = 'Prop == [][\\A i \\in ProcSet : pc[i] = "Done" => pc\'[i] = "Done"]_pc';
    expect(holdsOfSteps(after, countdown)).toBe(true);
  });

  test('UNCHANGED looks through tuples and definitions', () => {
    expect(holdsOfSteps('all == <<x, pc>>\nProp == [][~UNCHANGED all]_vars')).toBe(true);
    expect(holdsOfSteps('Prop == [][UNCHANGED <<pc>>]_vars')).toBe(true);
  });

  test('the actions that pcal.trans defines hold of their steps', () => {
    expect(holdsOfSteps('Prop == [][\\E i \\in {1, 2} : l(i)]_vars', countdown)).toBe(true);
    expect(holdsOfSteps('Prop == [][p(1)]_vars', countdown)).toBe(false);
    expect(holdsOfSteps('Prop == [][Next]_vars', countdown)).toBe(true);
  });

  test('ENABLED says whether there is such a step', () => {
    const after = 'Inv == (ENABLED p(1)) <=> pc[1] # "Done"\nStuck == ENABLED <<Next>>_vars';
    const model = modelOf({ spec: pluscal(countdown, after), config: 'INVARIANT Inv' });
    expect(explore(model).violated).toBeUndefined();
    expect(explore(modelOf({ spec: pluscal(countdown, after), config: 'INVARIANT Stuck' })).violated).toBe(
      'Stuck',
    );
  });

  test('Termination is a property without being defined', () => {
    const model = modelOf({ spec: pluscal(countdown), config: 'PROPERTY Termination' });
    expect(shape(model.properties[0]?.formula as Formula)).toBe('<>(Termination)');
  });

  test('Init holds of initial states only', () => {
    const model = modelOf({ spec: pluscal(countdown, 'Inv == x = 3 => Init'), config: 'INVARIANT Inv' });
    expect(explore(model).violated).toBeUndefined();
  });
});

describe('formulas of the wrong kind are reported', () => {
  const cases: readonly (readonly [name: string, after: string, config: string, problem: RegExp])[] = [
    ['an invariant with primes', "Inv == x' = x", 'INVARIANT Inv', /^MP211: Inv is about steps/],
    ['a temporal invariant', 'Inv == <>(x = 0)', 'INVARIANT Inv', /^MP211: Inv is a temporal formula/],
    ['a temporal constraint', 'C == [](x = 0)', 'CONSTRAINT C', /^MP211: C is a temporal formula/],
    ['a bare action as a property', "Prop == x' = x", 'PROPERTY Prop', /^MP211: A formula about steps/],
    [
      'a quantifier over states',
      'Prop == \\A v \\in {x} : <>(x = v)',
      'PROPERTY Prop',
      /^MP211: .*constant set/,
    ],
    ['an unknown name', '', 'INVARIANT Nothing', /^MP201: Nothing is not defined/],
    ['an operator with parameters', 'Inv(a) == x = a', 'INVARIANT Inv', /^MP202/],
    ['a view about steps', "V == x'", 'VIEW V', /^MP211: V is about steps/],
    [
      'a specification without steps',
      'Only == Init',
      'SPECIFICATION Only',
      /^MP211: Only does not say what the steps/,
    ],
    [
      'other initial states',
      'Other == x = 2 /\\ [][Next]_vars',
      'SPECIFICATION Other',
      /^MP211: The initial states/,
    ],
  ];
  test.each(cases)('%s', (_, after, config, problem) => {
    const problems = problemsOf({ spec: pluscal(countdown, after), config });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });
});

describe('specifications', () => {
  const fairnessOf = (algorithm: string, after = '', config = 'SPECIFICATION Spec'): readonly string[] => {
    const model = modelOf({ spec: pluscal(algorithm, after), config });
    return model.fairness.map(
      ({ strong, steps }) =>
        `${strong ? 'SF' : 'WF'} ${[...steps].map((step) => `${model.steps[step]?.label}${model.steps[step]?.process}`).join(' ')}`,
    );
  };
  const two = (fairness: string, label = 'b:'): string =>
    `variable x = 0; ${fairness} process p \\in {1, 2} begin a: skip; ${label} skip; end process;`;

  test('a fair process is weakly fair, each for itself', () => {
    expect(fairnessOf(two('fair'))).toEqual(['WF a0 b0', 'WF a1 b1']);
  });

  test('a label marked - is left out, one marked + is strongly fair besides', () => {
    expect(fairnessOf(two('fair', 'b:-'))).toEqual(['WF a0', 'WF a1']);
    expect(fairnessOf(two('fair', 'b:+'))).toEqual(['WF a0 b0', 'SF b0', 'WF a1 b1', 'SF b1']);
  });

  test('a fair+ process is strongly fair', () => {
    expect(fairnessOf(two('fair+', 'b:-'))).toEqual(['SF a0', 'SF a1']);
  });

  test('without fairness nothing is assumed', () => {
    expect(fairnessOf(two(''))).toEqual([]);
  });

  test('a specification of the user adds fairness of steps to what it names', () => {
    const after = 'Mine == Init /\\ [][Next]_vars /\\ \\A i \\in {1, 2} : WF_vars(p(i)) /\\ SF_vars(b(i))';
    expect(fairnessOf(two(''), after, 'SPECIFICATION Mine')).toEqual([
      'WF a0 b0',
      'SF b0',
      'WF a1 b1',
      'SF b1',
    ]);
  });

  test('fairness in the form of pcal.trans is fairness of steps', () => {
    const after = 'Mine == Spec /\\ WF_vars((pc[1] # "a") /\\ p(1))';
    expect(fairnessOf(two(''), after, 'SPECIFICATION Mine')).toEqual(['WF b0']);
  });

  test('fairness of other actions is assumed as a formula', () => {
    const model = modelOf({
      spec: pluscal(two(''), "Mine == Spec /\\ WF_x(Next /\\ x' = 1)"),
      config: 'SPECIFICATION Mine',
    });
    expect(model.fairness).toEqual([]);
    expect(model.assumedFormulas).toHaveLength(1);
  });

  test('what a specification says besides restricts initial states and steps', () => {
    const spec = pluscal(
      'variable x \\in 1..3; process p = 1 begin l: x := x + 1; end process; process q = 2 begin m: x := x * 2; end process;',
      "Mine == Init /\\ x > 1 /\\ [][Next /\\ x' < 6]_vars",
    );
    const model = modelOf({ spec, config: 'SPECIFICATION Mine\nCHECK_DEADLOCK FALSE' });
    const result = explore(model);
    expect(result.initial).toBe(2);
    expect(result.states.every((state) => (model.variableValue(state, 'x') as number) < 6)).toBe(true);
  });

  test('INIT and NEXT may name the parts of the algorithm', () => {
    const spec = pluscal(
      'variable x = 0; process p = 1 begin l: x := 1; end process; process q = 2 begin m: x := 2; end process;',
      'Only == p',
    );
    const model = modelOf({ spec, config: 'INIT Init\nNEXT Only\nCHECK_DEADLOCK FALSE' });
    expect(explore(model).distinct).toBe(2);
  });
});
