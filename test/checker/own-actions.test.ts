import { describe, expect, it } from 'vitest';
import { renderTrace, reportToJson } from '../../checker/index.ts';
import { checked } from './checked.ts';
import { pluscal } from './model/specs.ts';

const countdown =
  'variable x = 3; process p \\in {1, 2} begin l: while x > 0 do x := x - 1; end while; end process;';
const actions = `
Down == x > 0 /\\ x' = x - 1 /\\ UNCHANGED pc
Up == x < 3 /\\ x' = x + 1 /\\ UNCHANGED pc
Zero == <>(x = 0)
AtLeastOne == x > 0`;

describe('fairness of actions of the user', () => {
  it('makes happen what it asks for', async () => {
    const spec = pluscal(countdown, `${actions}\nMine == Init /\\ [][Next \\/ Down]_vars /\\ WF_vars(Down)`);
    expect((await checked(spec, 'SPECIFICATION Mine\nPROPERTY Zero')).result).toBe('ok');
  });

  it('is needed: without it nothing need happen', async () => {
    const spec = pluscal(countdown, `${actions}\nMine == Init /\\ [][Next \\/ Down]_vars`);
    const { result, trace } = await checked(spec, 'SPECIFICATION Mine\nPROPERTY Zero');
    expect([result, trace?.end?.kind]).toEqual(['property', 'stuttering']);
  });

  it('is about steps that are one with it, whoever takes them', async () => {
    const spec = pluscal(countdown, `${actions}\nMine == Init /\\ [][Next]_vars /\\ WF_vars(Down)`);
    expect((await checked(spec, 'SPECIFICATION Mine\nPROPERTY Zero')).result).toBe('ok');
  });

  it('weak, does not hurry what is disabled again and again', async () => {
    const both = (fairness: string): string =>
      pluscal(
        'variable x = 3; process p = 1 begin l: await FALSE; end process;',
        `${actions}
Hop == Up \\/ (x > 2 /\\ Down)
Leave == x = 2 /\\ x' = 0 /\\ UNCHANGED pc
Mine == Init /\\ [][Hop \\/ Leave]_vars /\\ ${fairness}_vars(Leave) /\\ WF_vars(Hop)`,
      );
    expect((await checked(both('WF'), 'SPECIFICATION Mine\nPROPERTY Zero')).result).toBe('property');
    expect((await checked(both('SF'), 'SPECIFICATION Mine\nPROPERTY Zero')).result).toBe('ok');
  });
});

describe('fairness where the specification leaves out steps of the algorithm', () => {
  const withNext = (next: string, fairness: string): string =>
    pluscal(countdown, `${actions}\nMine == Init /\\ [][${next}]_vars /\\ ${fairness}`);

  it.each([
    { what: 'by what they lead to', spec: withNext("Next /\\ x' > 1", 'WF_vars(Next)') },
    { what: 'by who takes them', spec: withNext("p(1) /\\ x' > 1", 'WF_vars(p(2))') },
    { what: 'which Spec is fair to', spec: withNext("p(2) /\\ x' > 1", '(\\A i \\in 1..2 : WF_vars(p(i)))') },
  ])('asks for steps that cannot be taken: no behaviour is fair ($what)', async ({ spec }) => {
    const { result, notes } = await checked(spec, 'SPECIFICATION Mine\nPROPERTY Zero\nCHECK_DEADLOCK FALSE');
    expect(result).toBe('incomplete');
    expect(notes.join()).toContain('no behaviour satisfies the fairness');
  });

  it('holds where they are disabled in the end', async () => {
    const spec = withNext('p(1)', 'WF_vars(p(1)) /\\ WF_vars(p(2))');
    const config = 'SPECIFICATION Mine\nPROPERTY Zero\nCHECK_DEADLOCK FALSE';
    expect((await checked(spec, config)).result).toBe('incomplete');
    const ended = spec
      .replace('end while; end process', 'end while; end process')
      .replace('WF_vars(p(2))', 'TRUE');
    expect((await checked(ended, config)).result).toBe('ok');
  });
});

describe('a step of the specification’s own', () => {
  it('may begin anew, by the Init of the algorithm with a prime', async () => {
    const again = pluscal(
      'variable x \\in {1, 2}; begin l: x := 0;',
      "Again == x = 0 /\\ Init'\nMine == Init /\\ x = 1 /\\ [][Next \\/ Again]_vars\nLow == x < 2",
    );
    const { result, trace } = await checked(again, 'SPECIFICATION Mine\nINVARIANT Low');
    expect(result).toBe('invariant');
    expect(trace?.states.map(({ values, step }) => [step?.label, values.get('x')])).toEqual([
      [undefined, 1],
      ['l', 0],
      ['Again', 2],
    ]);
  });

  it('may be enabled where an initial state fits, and leads to no other', async () => {
    const again = pluscal(
      'variable x \\in {1, 2}; begin l: x := 0;',
      "Again == x = 0 /\\ x' = 2 /\\ Init'\nNever == x' = 3 /\\ Init'\nMine == Init /\\ x = 1 /\\ [][Next \\/ Again]_vars\nFits == x = 0 => ENABLED Again /\\ ~ENABLED Never",
    );
    const report = await checked(again, 'SPECIFICATION Mine\nINVARIANT Fits');
    expect(report).toMatchObject({ result: 'ok', distinct: 3 });
  });

  const spec = pluscal(countdown, `${actions}\nMine == Init /\\ [][Next \\/ Down]_vars`);

  it('is shown by its name', async () => {
    const { trace, coverage } = await checked(
      spec
        .replace('AtLeastOne == x > 0', 'AtLeastOne == x > 0 \\/ pc[1] = "Done"')
        .replace('Next \\/ Down', 'Down'),
      'SPECIFICATION Mine\nINVARIANT AtLeastOne',
    );
    expect(trace && renderTrace(trace)).toMatch(/State 2: Down {2}Spec\.tla:\d+:\d+\n {2}x: 3 -> 2/);
    expect(coverage.map(({ process, label, taken }) => [process, label, taken])).toContainEqual([
      'Down',
      'Down',
      3,
    ]);
  });

  it('has no row of its own where it consists of labels', async () => {
    const alone = pluscal(countdown, "Mine == Init /\\ [][(l(1) /\\ x' > 0) \\/ p(2)]_vars");
    const report = await checked(alone, 'SPECIFICATION Mine\nCHECK_DEADLOCK FALSE');
    expect(reportToJson(report).coverage.map(({ label }) => label)).toEqual(['l', 'l']);
  });

  it('that cannot be evaluated is named', async () => {
    const failing = pluscal(
      countdown,
      'Bad == x = "a" /\\ x\' = 1 /\\ UNCHANGED pc\nMine == Init /\\ [][Next \\/ Bad]_vars',
    );
    const { result, message } = await checked(failing, 'SPECIFICATION Mine');
    expect(result).toBe('error');
    expect(message).toMatch(/^The evaluation failed in Bad \(Spec\.tla:\d+:\d+\): /);
  });
});

describe('an algorithm that has ended, under a Next of the user', () => {
  const ended = pluscal(
    'variable x = 0; begin l: x := 1;',
    'Leave == pc = "l" /\\ x\' = 1 /\\ pc\' = "Done"\nMore == Next \\/ (x = 7 /\\ UNCHANGED vars)\nEnds == <>(x = 1)',
  );

  it('is in a deadlock where that has no step', async () => {
    const { result, depth } = await checked(ended, 'INIT Init\nNEXT Leave');
    expect([result, depth]).toEqual(['deadlock', 2]);
  });

  it('stutters where the Next of the algorithm is a part of it', async () => {
    expect((await checked(ended, 'INIT Init\nNEXT More')).result).toBe('ok');
  });
});

describe('another name of a variable', () => {
  const inner = "---- MODULE Up ----\nEXTENDS Naturals\nVARIABLE v\nUp == v < 2 /\\ v' = v + 1\n====";
  const units = `L(a) == INSTANCE Up WITH v <- a
Same == x
Set == Same' = 2 /\\ UNCHANGED pc
Fair == Init /\\ [][L(x)!Up /\\ UNCHANGED pc]_vars /\\ WF_x(L(x)!Up)
Can == ENABLED L(x)!Up <=> x < 2
Two == <>(x = 2)`;
  const spec = pluscal('variable x = 0; begin l: await FALSE;', units, inner);

  it('by the parameter of an instance is primed as the variable is', async () => {
    const config = 'SPECIFICATION Fair\nINVARIANT Can\nPROPERTY Two\nCHECK_DEADLOCK FALSE';
    expect(await checked(spec, config)).toMatchObject({ result: 'ok', distinct: 3 });
  });

  it('by a definition is, too', async () => {
    const report = await checked(spec, 'INIT Init\nNEXT Set');
    expect(report).toMatchObject({ result: 'ok', distinct: 2 });
  });
});
