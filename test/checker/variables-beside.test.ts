import { describe, expect, it } from 'vitest';
import { renderTrace, simulateModel, prepareModel } from '../../checker/index.ts';
import type { CheckOptions, CheckReport } from '../../checker/index.ts';
import { Source } from '../../compiler/index.ts';
import { checked } from './checked.ts';
import { mpcal, pluscal, problemsOf } from './model/specs.ts';

/** Two processes that add and double; `log` is what each of their steps does besides. */
function counting(log: string, variables = '', fair = ''): string {
  return `variables n = 0${variables};
${fair} process p \\in 1..2
begin
  a: ${log} n := n + 1;
  b: ${log} n := n * 2;
end process;`;
}

const inside = pluscal(
  counting('h := Append(h, n);', ', h = <<>>'),
  'Short == Len(h) < 4\nSeen == [](Len(h) = 4 => n > 3)\nAll == <>(Len(h) = 4)\nView == <<h, pc>>\nFirst == Len(h) > 0 => h[1] = 0',
);
const algorithm = pluscal(counting('')).replace('MODULE Spec', 'MODULE Alg');
/** A root module that extends that of the algorithm. */
const outside = (units: string): string => `---- MODULE Spec ----
EXTENDS Alg
VARIABLE h
MCInit == Init /\\ h = <<>>
MCNext == Next /\\ h' = IF pc' = pc THEN h ELSE Append(h, n)
MCSpec == MCInit /\\ [][MCNext]_<<vars, h>>
Short == Len(h) < 4
Seen == [](Len(h) = 4 => n > 3)
All == <>(Len(h) = 4)
View == <<h, pc>>
First == Len(h) > 0 => h[1] = 0
${units}
====`;

function beside(config: string, units = '', options: CheckOptions = {}): Promise<CheckReport> {
  return checked(outside(units), config, { ...options, modules: { Alg: algorithm } });
}

function figures({ result, initial, distinct, generated, depth }: CheckReport): readonly unknown[] {
  return [result, initial, distinct, generated, depth];
}

describe('a variable beside the algorithm', () => {
  it.each([
    ['an invariant', 'INVARIANT First'],
    ['a view', 'VIEW View'],
    ['a safety property', 'PROPERTY Seen'],
    ['a violated invariant', 'INVARIANT Short'],
    ['a property that needs fairness', 'PROPERTY All'],
  ])('gives as many states as one in it: %s', async (_, config) => {
    const within = await checked(inside, `SPECIFICATION Spec\n${config}`);
    const report = await beside(`SPECIFICATION MCSpec\n${config}`);
    expect(figures(report)).toEqual(figures(within));
    expect(report.trace?.states.map(({ values }) => values.get('h'))).toEqual(
      within.trace?.states.map(({ values }) => values.get('h')),
    );
  });

  it.each([
    ['depth-first', { order: 'depth-first' }],
    ['by two threads', { workers: 2 }],
  ] as const)('is searched %s as well', async (_, options) => {
    const within = await checked(inside, 'SPECIFICATION Spec\nPROPERTY Seen', options);
    const report = await beside('SPECIFICATION MCSpec\nPROPERTY Seen', '', options);
    expect([report.result, report.distinct]).toEqual([within.result, within.distinct]);
    expect(report.workers).toBe(within.workers);
  });

  it('is under SYMMETRY what another variable is', async () => {
    const set = 'process p \\in Ps';
    const of = (text: string): string =>
      text
        .replace('process p \\in 1..2', set)
        .replaceAll('\n(*', '\nCONSTANT Ps\nPerms == Permutations(Ps)\n(*');
    const config = 'SYMMETRY Perms\nCONSTANT Ps = {p1, p2}';
    const log = 'h := Append(h, self);';
    const within = await checked(of(pluscal(counting(log, ', h = <<>>'))), `SPECIFICATION Spec\n${config}`);
    const units =
      "Who(q) == p(q) /\\ h' = Append(h, q)\nSpec0 == MCInit /\\ [][\\E q \\in Ps : Who(q)]_<<vars, h>>";
    const report = await checked(outside(units), `SPECIFICATION Spec0\nCHECK_DEADLOCK FALSE\n${config}`, {
      modules: { Alg: of(algorithm) },
    });
    expect([report.initial, report.distinct]).toEqual([within.initial, within.distinct]);
  });

  it('is shown in traces, last of all, with what each step makes of it', async () => {
    const { trace } = await beside('SPECIFICATION MCSpec\nINVARIANT Short');
    expect(trace?.variables).toEqual(['n', 'pc', 'h']);
    expect(trace && renderTrace(trace)).toContain('State 2: p(1) at a');
    expect(trace && renderTrace(trace)).toContain('h: <<>> -> <<0>>');
  });

  it('is read by expressions shown with a trace, and by an ALIAS', async () => {
    const { trace } = await beside(
      'SPECIFICATION MCSpec\nINVARIANT Short\nALIAS Al',
      'Al == [m |-> Len(h)]',
      {
        traceExpressions: ["Len(h') - Len(h)"],
      },
    );
    expect(trace?.states[0]?.expressions[0]).toMatchObject({ value: 1 });
    expect(trace && renderTrace(trace)).toContain('m: 0 -> 1');
  });

  it('may be declared in the module of the algorithm, whose steps and define section may read it', async () => {
    const spec = pluscal(
      'variable n = 0; define Small == h < 2 end define; begin l: while h < 3 do await Small \\/ n > 1; n := n + 1; end while;',
      'Mine == Init /\\ h = 0\nStep == Next /\\ h\' = n\nEnd == pc = "Done" => h \\in {3, 4}',
      'VARIABLE h',
    );
    // n counts to 4, h follows one step behind; then the terminated algorithm stutters.
    const report = await checked(spec, 'INIT Mine\nNEXT Step\nINVARIANT End');
    expect(report).toMatchObject({ result: 'ok', initial: 1, distinct: 6 });
  });

  it('may have several initial values and several next ones', async () => {
    const spec = pluscal(
      'variable n = 0; begin l: n := 1;',
      "Mine == h \\in {1, 2} /\\ Init\nStep == l /\\ h' \\in h..3",
      'VARIABLE h',
    );
    const report = await checked(spec, 'INIT Mine\nNEXT Step\nCHECK_DEADLOCK FALSE');
    expect([report.initial, report.distinct]).toEqual([2, 2 + 3]);
  });

  it('may be said otherwise by each alternative, and by UNCHANGED', async () => {
    const spec = pluscal(
      counting(''),
      `Mine == Init /\\ h = 0
Step == (a(1) /\\ h' = 1) \\/ (b(1) /\\ UNCHANGED h) \\/ (\\E q \\in {2} : p(q) /\\ h' = IF h = 0 THEN 0 ELSE 2)
Late == h = 2 => pc[1] # "a"`,
      'VARIABLE h',
    );
    const report = await checked(spec, 'INIT Mine\nNEXT Step\nINVARIANT Late\nCHECK_DEADLOCK FALSE');
    const within = pluscal(
      `variables n = 0, h = 0;
process one = 1 begin a: n := n + 1; h := 1; b: n := n * 2; end process;
process two = 2 begin c: n := n + 1; h := IF h = 0 THEN 0 ELSE 2; d: n := n * 2; h := IF h = 0 THEN 0 ELSE 2; end process;`,
      'Late == h = 2 => pc[1] # "a"',
    );
    const same = await checked(within, 'SPECIFICATION Spec\nINVARIANT Late');
    expect([report.result, report.distinct]).toEqual(['ok', same.distinct]);
  });

  it('is a part of what makes states differ, though the algorithm does nothing', async () => {
    const spec = pluscal(
      'variable n = 0; begin l: await FALSE;',
      "Mine == Init /\\ h = 0\nTick == h < 5 /\\ h' = h + 1 /\\ UNCHANGED vars",
      'VARIABLE h',
    );
    expect((await checked(spec, 'INIT Mine\nNEXT Tick\nCHECK_DEADLOCK FALSE')).distinct).toBe(6);
  });

  it('may go on changing when the algorithm has terminated', async () => {
    const spec = pluscal(
      'variable n = 0; begin l: n := 1;',
      "Mine == Init /\\ h = 0\nStep == Next /\\ h' = IF h < 3 THEN h + 1 ELSE h\nLow == h < 3",
      'VARIABLE h',
    );
    expect(await checked(spec, 'INIT Mine\nNEXT Step')).toMatchObject({ result: 'ok', distinct: 4 });
    const { trace, coverage } = await checked(spec, 'INIT Mine\nNEXT Step\nINVARIANT Low');
    expect(trace?.states.map(({ step }) => step?.label)).toEqual([undefined, 'l', 'Step', 'Step']);
    expect(coverage.map(({ label, taken }) => [label, taken])).toEqual([
      ['l', 1],
      ['Step', 2],
    ]);
  });

  it('may forbid steps, to a deadlock', async () => {
    const spec = pluscal(
      counting(''),
      "Mine == Init /\\ h = 0\nStep == Next /\\ h < 2 /\\ h' = h + 1",
      'VARIABLE h',
    );
    const { result, depth } = await checked(spec, 'INIT Mine\nNEXT Step');
    expect([result, depth]).toEqual(['deadlock', 3]);
  });

  it('is no part of vars', async () => {
    const units = `Quiet == [][FALSE]_vars
Tick == UNCHANGED vars /\\ h' = Append(h, 1)
Ticks == MCInit /\\ [][Len(h) < 3 /\\ Tick]_<<vars, h>>
Two == vars = <<n, pc>>
Still == [][FALSE]_h`;
    const config = 'SPECIFICATION Ticks\nCHECK_DEADLOCK FALSE\nINVARIANT Two\nPROPERTY';
    expect((await beside(`${config} Quiet`, units)).result).toBe('ok');
    expect((await beside(`${config} Still`, units)).result).toBe('property');
  });

  it('is walked through by simulation', async () => {
    const { value } = prepareModel({
      source: new Source('Spec.tla', outside('')),
      findModule: () => new Source('Alg.tla', algorithm),
      config: new Source('Spec.cfg', 'SPECIFICATION MCSpec\nINVARIANT Short'),
    });
    if (value === undefined) throw new Error('no model');
    const { result, trace } = await simulateModel(value, { walks: 3, depth: 9, seed: 1 });
    expect([result, trace?.states.at(-1)?.values.size]).toEqual(['invariant', 3]);
  });

  it('belongs to Modular PlusCal as well', async () => {
    const spec = mpcal(
      'archetype A(ref x) { a: x := x + 1; b: x := x * 2; }\nvariables n = 0;\nprocess (P = 1) == instance A(ref n);',
      'Mine == Init /\\ h = 0\nStep == Next /\\ h\' = n\nBehind == pc[1] = "b" => h = 0',
      'VARIABLE h',
    );
    const report = await checked(spec, 'INIT Mine\nNEXT Step\nINVARIANT Behind');
    // (0, a, 0), (1, b, 0), (2, Done, 1), and h catches up.
    expect(report).toMatchObject({ result: 'ok', distinct: 4 });
  });
});

describe('fairness with a variable beside the algorithm', () => {
  it('of the whole next step makes all happen', async () => {
    const fair = 'Fair == MCSpec /\\ WF_<<vars, h>>(MCNext)';
    expect((await beside('SPECIFICATION Fair\nPROPERTY All', fair)).result).toBe('ok');
    expect((await beside('SPECIFICATION MCSpec\nPROPERTY All', fair)).result).toBe('property');
  });

  it('of labels, and that of the algorithm, is what it is without the variable', async () => {
    const labels = 'Fair == MCSpec /\\ \\A q \\in 1..2 : WF_vars(a(q)) /\\ WF_vars(b(q))';
    expect((await beside('SPECIFICATION Fair\nPROPERTY All', labels)).result).toBe('ok');
    const one = 'Fair == MCSpec /\\ \\A q \\in 1..2 : WF_vars(a(q))';
    expect((await beside('SPECIFICATION Fair\nPROPERTY All', one)).result).toBe('property');
    const fair = algorithm.replace('process p', 'fair process p');
    const config = 'SPECIFICATION Own\nPROPERTY All';
    const own = "Own == Spec /\\ h = <<>> /\\ [][pc # pc' /\\ h' = Append(h, n)]_h /\\ [][h # h']_vars";
    expect((await checked(outside(own), config, { modules: { Alg: fair } })).result).toBe('ok');
    expect((await checked(outside(own), config, { modules: { Alg: algorithm } })).result).toBe('property');
  });

  it('asks for what the variable forbids: then there is no behaviour that does it', async () => {
    // a(q) stays enabled, but the specification takes no step any more: nothing is fair.
    const blocked = `Blocked == MCInit /\\ [][Len(h) < 1 /\\ MCNext]_<<vars, h>> /\\ WF_vars(Next)
Never == [](Len(h) = 0)`;
    const { result } = await beside('SPECIFICATION Blocked\nPROPERTY All\nCHECK_DEADLOCK FALSE', blocked);
    expect(result).toBe('incomplete');
  });
});

describe('a specification of several formulas', () => {
  it('has the steps that fit them all: of the algorithm, of what is beside it, and of both', async () => {
    const spec = pluscal(
      'variable n = 0; begin l: n := 1;',
      "Both == Spec /\\ h = 0 /\\ [][h < 2 /\\ h' = h + 1]_h",
      'VARIABLE h',
    );
    // n and pc have two values together, h three: each change alone or both at once.
    const report = await checked(spec, 'SPECIFICATION Both\nCHECK_DEADLOCK FALSE');
    expect([report.initial, report.distinct]).toEqual([1, 6]);
  });

  it('refines another over the variable', async () => {
    const clock = `---- MODULE Clock ----
EXTENDS Naturals
VARIABLE t
Spec == t = 0 /\\ [][t' = t + 1]_t
====`;
    const units =
      'C == INSTANCE Clock WITH t <- Len(h)\nRefined == C!Spec\nD == INSTANCE Clock WITH t <- 2 * Len(h)\nWrong == D!Spec';
    const modules = { Alg: algorithm, Clock: clock };
    const config = 'SPECIFICATION MCSpec\nPROPERTY';
    expect((await checked(outside(units), `${config} Refined`, { modules })).result).toBe('ok');
    expect((await checked(outside(units), `${config} Wrong`, { modules })).result).toBe('property');
  });
});

describe('a variable beside the algorithm that nothing gives a value', () => {
  const free = pluscal(
    'variable n = 0; begin l: n := 1;',
    'Mine == Init /\\ h = 0\nSome == Init /\\ (n = 1 => h = 0)',
    'VARIABLE h',
  );

  it('is told of the text where no initial state says it', () => {
    const expected =
      'MP211: Nothing says what h may be in the initial states: VARIABLE declares it beside the algorithm, which says nothing of it.';
    expect(problemsOf({ spec: free })).toEqual([expected]);
    expect(problemsOf({ spec: free, config: '' })).toEqual([expected]);
    expect(problemsOf({ spec: free, config: 'INIT Init\nNEXT Next' })).toEqual([expected]);
  });

  it('fails where an initial state does not say it', async () => {
    const { result, message } = await checked(free, 'INIT Some\nNEXT Next');
    expect(result).toBe('error');
    expect(message).toContain(
      'The initial predicate does not say what h is, and the algorithm says nothing of it, since VARIABLE declares it beside: write h = e',
    );
  });

  it('fails where a step does not say it', async () => {
    const { result, message } = await checked(free, 'INIT Mine\nNEXT Next');
    expect(result).toBe('error');
    expect(message).toContain(
      "The action does not say what h' is, and the algorithm says nothing of it, since VARIABLE declares it beside: write h' = e, or UNCHANGED h",
    );
  });

  it('cannot decide what the algorithm begins with', () => {
    const spec = pluscal(
      'variables n = Twice, m = 1; process p \\in 1..h begin l: n := m; end process;',
      'Mine == h = 1 /\\ Init',
      'VARIABLE h\nTwice == 2 * h',
    );
    expect(problemsOf({ spec, config: 'INIT Mine\nNEXT Next' })).toEqual([
      'MP801: h is a VARIABLE of the module, so what the algorithm begins with cannot depend on it: Twice',
      'MP801: h is a VARIABLE of the module, so what the algorithm begins with cannot depend on it: 1..h',
    ]);
  });

  it('cannot be given to an archetype by reference', () => {
    const spec = mpcal('archetype A(ref x) { a: x := 1; }\nprocess (P = 1) == instance A(ref h);').replace(
      '(*',
      'VARIABLE h\n(*',
    );
    expect(problemsOf({ spec })).toEqual([
      'MP604: h is a VARIABLE of the module, to which no algorithm can assign, so there is no reference to it.',
    ]);
  });
});
