import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runIn, temporaryFolder } from './harness.ts';

const spec = `---- MODULE Parts ----
EXTENDS Integers, Sequences
Within(n) == /\\ n > 0
             /\\ \\E x \\in 1..n : lab(x) :: x * x = n
Apply(Op(_), x) == Op(x)
Change == [[a |-> 1, b |-> <<2, 3>>] EXCEPT !.a = @ + 1, !.b[2] = @ + 5]
Table(a) == [p \\in {a} |-> LET D(u) == u + p  E == D(3)!1 IN D(a) * E]
I(C) == INSTANCE Inner
fact[n \\in 0..5] == IF n = 0 THEN 1 ELSE n * fact[n - 1]

(* --algorithm Parts {
variables x = 4;
{ a: await Within(x)!1; x := Table(x)!(5)!D(x); }
} *)

Inc == x' = x + 5
Bounds(n) == /\\ n < 10
             /\\ n < 9
Small == Bounds(x)!1
Smaller == Bounds(x)!2
Grows == [][Inc!1 = Inc!2!1 + 5 /\\ Inc]_x
====
`;

const inner = `---- MODULE Inner ----
EXTENDS Integers
CONSTANT C
Get(x) == x + C
====
`;

function folderWithSpec(config = ''): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'Parts.tla'), spec);
  writeFileSync(join(folder, 'Inner.tla'), inner);
  writeFileSync(join(folder, 'Parts.cfg'), config);
  return folder;
}

describe('names of subexpressions', () => {
  it.each([
    ['Within(3)!1', 'TRUE'],
    ['Within(4)!2!1', '1..4'],
    ['Within(4)!lab(2)', 'TRUE'],
    ['Within(4)!2!(3)!1', '9'],
    ['{n \\in 1..9 : Within(n)!2}', '{1, 4, 9}'],
    ['Apply(Within!1, 0)', 'FALSE'],
    ['Change!2', '2'],
    ['Change!3', '8'],
    ['Table(1)!(5)!D(2)', '7'],
    ['Table(1)!(5)!1', '18'],
    ['Table(2)[2]', '12'],
    ['I(5)!Get(2)!2', '5'],
    ['Apply(I(5)!Get, 2)', '7'],
    ['fact!(5)!3!2', '24'],
    ['LET F(a) == a * 3 + 1 G == F(2)!1 IN <<G, F(5)!>>, Apply(F!1, 4)>>', '<<6, 1, 12>>'],
  ])('%s is %s', async (expression, value) => {
    const outcome = await runIn(folderWithSpec(), 'eval', expression, '-s', 'Parts.tla');
    expect(outcome).toEqual({ code: 0, out: `${value}\n`, error: '' });
  });

  it('may stand in an algorithm and in invariants', async () => {
    const folder = folderWithSpec('INVARIANT Small\nPROPERTY Grows');
    const { code, out } = await runIn(folder, 'check', 'Parts.tla');
    expect(out).toContain('Nothing wrong was found');
    expect(code).toBe(0);
  });

  it('of an invariant that fails is found to fail', async () => {
    const folder = folderWithSpec('INVARIANT Smaller');
    const { code, out, error } = await runIn(folder, 'check', 'Parts.tla');
    expect(code).not.toBe(0);
    expect(out + error).toContain('Smaller');
  });
});
