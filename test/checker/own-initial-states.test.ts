import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../checker/index.ts';
import { checked } from './checked.ts';
import { pluscal } from './model/specs.ts';

const countdown =
  'variables x = 3, y = 0; process p \\in {1, 2} begin l: while x > 0 do x := x - 1; end while; end process;';
const ready = 'pc = [self \\in ProcSet |-> "l"]';

/** The report of the countdown from the initial states that `Mine` describes. */
function from(mine: string, config = 'SPECIFICATION Spec0', more = ''): Promise<CheckReport> {
  const after = `${more}\nMine == ${mine}\nSpec0 == Mine /\\ [][Next]_vars`;
  return checked(pluscal(countdown, after), config);
}

describe('initial states of the user', () => {
  it('are explored instead of those of the algorithm', async () => {
    const report = await from(
      `x = 1 /\\ y = 7 /\\ ${ready}`,
      'SPECIFICATION Spec0\nINVARIANT Seven',
      'Seven == y = 7',
    );
    // x is 1 or 0, and in the end each process is at l or Done.
    expect(report).toMatchObject({ result: 'ok', initial: 1, distinct: 5 });
  });

  it('are all that \\in, \\E, \\/ and definitions describe, each once', async () => {
    const more = `In(S) == x \\in S\nReady == ${ready}`;
    const mine = `Ready /\\ (In({1, 2}) \\/ x = 2) /\\ \\E i \\in {5, 6} : y = i + x`;
    const { initial, result } = await from(
      mine,
      'INIT Mine NEXT Next\nINVARIANT Fits',
      `${more}\nFits == y > 5`,
    );
    expect([initial, result]).toEqual([4, 'ok']);
  });

  it('have values that are conditions where they have been said before', async () => {
    const { initial } = await from(
      `x \\in 0..9 /\\ y \\in 0..9 /\\ x = 2 * y /\\ y \\in {2, 3, 7} /\\ ${ready}`,
    );
    expect(initial).toBe(2);
  });

  it('may depend on each other through LET, IF, CASE, => and recursive definitions', async () => {
    const more = 'RECURSIVE Sum(_)\nSum(n) == IF n = 0 THEN 0 ELSE n + Sum(n - 1)\nTwice == 2 * x';
    const mine = `/\\ x \\in {1, 2, 3}
        /\\ LET d == Twice IN IF d = 2 THEN y = d ELSE CASE d = 4 -> y = Sum(d) [] OTHER -> y \\in {d, d + 1}
        /\\ x = 3 => y = 7
        /\\ ${ready}`;
    const report = await from(
      mine,
      'INIT Mine NEXT Next\nINVARIANT Known',
      `${more}\nKnown == y \\in {2, 10, 7}`,
    );
    expect([report.initial, report.result]).toEqual([3, 'ok']);
  });

  it('are those of the algorithm, too, where its Init is an alternative', async () => {
    const more = `Far == x = 9 /\\ y = 1 /\\ ${ready}`;
    const config = 'INIT Mine NEXT Next\nINVARIANT Known';
    const known = `${more}\nKnown == <<x, y>> \\in ((0..3) \\X {0}) \\cup ((0..9) \\X {1})`;
    const report = await from('Init \\/ Far', config, known);
    expect([report.initial, report.result]).toEqual([2, 'ok']);
    const formula = await from('Init \\/ Far', 'SPECIFICATION Spec0\nINVARIANT Known', known);
    expect([formula.initial, formula.distinct]).toEqual([2, report.distinct]);
    const begun = await from('Begin', config, `${known}\nBegin == Far \\/ Init`);
    expect([begun.initial, begun.distinct]).toEqual([2, report.distinct]);
  });

  it('are once what alternatives say twice, and what stands beside Init are conditions', async () => {
    const mine = `(Init \\/ (x = 3 /\\ y \\in {0, 1} /\\ ${ready})) /\\ x = 3 /\\ y < 5`;
    expect((await from(mine)).initial).toBe(2);
    expect((await from(`x = 2 /\\ (Init \\/ (y = 0 /\\ ${ready}))`)).initial).toBe(1);
    expect((await from(`y \\in 0..2 /\\ IF y = 0 THEN Init ELSE x = y /\\ ${ready}`)).initial).toBe(3);
  });

  it('are all of the algorithm where it has several', async () => {
    const after = 'Mine == (Init /\\ x > 1) \\/ (x = 7 /\\ pc = "l")\nLow == x < 7';
    const spec = pluscal('variable x \\in {1, 2, 3}; begin l: x := 0;', after);
    for (const workers of [1, 2]) {
      const report = await checked(spec, 'INIT Mine NEXT Next', { workers });
      expect(report).toMatchObject({ result: 'ok', initial: 3, distinct: 4 });
    }
    const { trace } = await checked(spec, 'INIT Mine NEXT Next\nINVARIANT Low');
    expect(trace?.states.map(({ values }) => values.get('x'))).toEqual([7]);
  });

  it('must say what a variable is before it is compared, before Init too', async () => {
    const { result, message } = await from('(x > 1 /\\ Init) \\/ FALSE');
    expect(result).toBe('error');
    expect(message).toContain('x is read before it has been said what it is');
  });

  it('are where a counterexample begins', async () => {
    const config = 'SPECIFICATION Spec0\nINVARIANT Low';
    const { result, trace } = await from(`x = 2 /\\ y = 5 /\\ ${ready}`, config, 'Low == x # 0 \\/ y = 0');
    expect(result).toBe('invariant');
    expect(trace?.states.map(({ values }) => values.get('x'))).toEqual([2, 1, 0]);
  });

  it('are the same for several threads', async () => {
    const after = `Mine == x \\in 1..5 /\\ y = x /\\ ${ready}\nSpec0 == Mine /\\ [][Next]_vars`;
    const spec = pluscal(countdown, after);
    const alone = await checked(spec, 'SPECIFICATION Spec0');
    const { workers, ...several } = await checked(spec, 'SPECIFICATION Spec0', { workers: 2 });
    expect(workers).toBe(2);
    expect([several.initial, several.distinct]).toEqual([5, alone.distinct]);
  });

  it('may have processes at other labels, and calls under way', async () => {
    const algorithm = `procedure Add(n) begin add: x := x + n; back: return; end procedure;
begin l: call Add(2);`;
    const after = `Mine == x = 0 /\\ n = 5 /\\ pc = "add" /\\ stack = <<[procedure |-> "Add", pc |-> "Done", n |-> defaultInitValue]>>
Spec0 == Mine /\\ [][Next]_vars
Five == pc = "Done" => x = 5`;
    const spec = pluscal(`variable x = 0; ${algorithm} `, after);
    const report = await checked(
      spec,
      'SPECIFICATION Spec0\nINVARIANT Five\nCONSTANT defaultInitValue = defaultInitValue',
    );
    expect(report).toMatchObject({ result: 'ok', distinct: 3 });
  });

  it('must be said of every variable', async () => {
    await expect(from(`x = 1 /\\ ${ready}`)).rejects.toThrow(
      /MP211: The initial states .* nothing says what y may be/,
    );
    await expect(from('x = 1')).rejects.toThrow(/what y, pc may be/);
  });

  it('must be said of every variable in each alternative', async () => {
    const { result, message } = await from(`(x = 1 \\/ y = 1) /\\ ${ready}`);
    expect(result).toBe('error');
    expect(message).toMatch(
      /^The evaluation failed in the initial states: The initial predicate does not say what y is\n {2}at Mine /,
    );
  });

  it('must be said from left to right', async () => {
    const { result, message } = await from(`x = y + 1 /\\ y = 1 /\\ ${ready}`);
    expect(result).toBe('error');
    expect(message).toContain(
      'y is read before it has been said what it is: y = e or y \\in S must stand to the left',
    );
  });

  it('that nothing satisfies are told', async () => {
    const { result, message } = await from(`x = 1 /\\ y = 2 /\\ x = y /\\ ${ready}`);
    expect(result).toBe('incomplete');
    expect(message).toContain('initial');
  });
});
