import { describe, expect, it } from 'vitest';
import { labelsIn } from '../../../compiler/resolve/labels.ts';
import { codes, meanings, moduleOf, resolve } from './helpers.ts';

const clashing = (after: string): string =>
  moduleOf(`(* --algorithm A
variables g = 0;
procedure P(n) variables k = 0; begin a: k := n; return; end procedure;
procedure Q(n) variables k = 0; begin b: k := n; return; end procedure;
process one \\in {1} variables i = 0; begin a: i := 1; goto a; end process;
process two \\in {2} variables i = 0; begin a: i := 2; goto a; end process;
process g2 \\in {3} variables i = 0, g = 1; begin c: i := 3; end process;
end algorithm *)
${after}`);

describe('names that stand in several PlusCal bodies', () => {
  it('are told apart by the beginning of the name of their body; the last one keeps its name', () => {
    const resolved = resolve(clashing('Inv == ‹i_›[1] = 0 /\\ ‹i_t›[2] = 0 /\\ ‹i›[3] = 0'));
    expect(codes(resolved.diagnostics)).toEqual([]);
    expect(meanings(resolved)).toEqual(['variable i_ 7:31', 'variable i_t 8:31', 'variable i 9:30']);
  });

  it('are parameters and variables of procedures too', () => {
    const resolved = resolve(clashing('Inv == ‹n_›[1] = 0 /\\ ‹n›[2] = ‹k_›[1] /\\ ‹k›[1] = 1'));
    expect(codes(resolved.diagnostics)).toEqual([]);
    expect(meanings(resolved)).toEqual([
      'archetypeParameter n_ 5:13',
      'archetypeParameter n 6:13',
      'variable k_ 5:26',
      'variable k 6:26',
    ]);
  });

  it('leave a global variable its name', () => {
    const resolved = resolve(clashing('Inv == ‹g› = ‹g_›[3]'));
    expect(meanings(resolved)).toEqual(['variable g 4:11', 'variable g_ 9:37']);
  });

  it('are labels too, with the gotos that lead to them', () => {
    const { spec, diagnostics } = resolve(clashing('Steps == a_(1) \\/ a_o(1) \\/ a(2) \\/ b(1)'));
    expect(codes(diagnostics)).toEqual([]);
    const bodies = [...(spec.algorithm?.procedures ?? []), ...(spec.algorithm?.processes ?? [])];
    expect(bodies.map(({ body }) => labelsIn(body).map(({ text }) => text))).toEqual([
      ['a_'],
      ['b'],
      ['a_o'],
      ['a'],
      ['c'],
    ]);
    const gotos = bodies.flatMap(({ body }) =>
      body.flatMap((one) => (one.kind === 'goto' ? [one.target.text] : [])),
    );
    expect(gotos).toEqual(['a_o', 'a']);
  });

  it('mean the own ones inside each body', () => {
    const resolved = resolve(
      moduleOf(
        '(* --algorithm A\nprocess p \\in {1} variables i = 0; begin a: ‹i› := 1; end process;\nprocess q \\in {2} variables i = 0; begin b: ‹i› := ‹i_›; end process;\nend algorithm *)',
      ),
    );
    expect(codes(resolved.diagnostics)).toEqual([]);
    expect(meanings(resolved)).toEqual(['variable i_ 4:29', 'variable i 5:29', 'variable i_ 4:29']);
  });
});
