import { describe, expect, it } from 'vitest';
import { mpcal, pluscal } from '../resolve/helpers.ts';
import { inBlock, listed, problemsOf } from './helpers.ts';

const inProcess = (body: string): readonly string[] =>
  listed(
    problemsOf(
      pluscal(
        `variables x = 0, y = 0;
        define { Seen == x  Behind == Seen + 1  Plus(n) == n + 1 }
        process (p = 1) { ${body} }`,
      ),
    ),
  );

const warning = (name: string): string =>
  `MP906 «${name}»: ${name} reads x as it was before this step, which has assigned it.`;

describe('an operator that reads a variable', () => {
  it('is warned of after an assignment in the same step', () => {
    expect(inProcess('a: x := 1; y := Seen;')).toEqual([warning('Seen')]);
  });

  it('is warned of when another operator stands between', () => {
    expect(inProcess('a: x := 1; await y = Behind;')).toEqual([warning('Behind')]);
  });

  it('is warned of when only one path assigns', () => {
    expect(inProcess('a: if (y = 0) { x := 1 }; print Seen;')).toEqual([warning('Seen')]);
  });

  it('is warned of inside a branch, once', () => {
    expect(inProcess('a: x := 1; either { y := Seen } or { skip };')).toEqual([warning('Seen')]);
  });

  it('may stand before the assignment, in it, and behind the next label', () => {
    expect(inProcess('a: y := Seen; x := Seen + y; b: y := Seen;')).toEqual([]);
  });

  it('may read what the step has not assigned', () => {
    expect(inProcess('a: y := 1; print Seen;')).toEqual([]);
  });

  it('may be given what the step has assigned', () => {
    expect(inProcess('a: x := 1; y := Plus(x); print Plus(y);')).toEqual([]);
  });

  it('may stand at the head of a loop that assigns', () => {
    expect(inProcess('a: while (Seen < 3) { x := x + 1 }; y := 1;')).toEqual([]);
  });
});

describe('an operator that reads a global variable', () => {
  const block = (declarations: string, instance = 'A(ref g)'): string =>
    `variables g = 0;\ndefine { Seen == g  Behind == Seen + 1 }\n${declarations}\nprocess (P = 1) == instance ${instance};`;
  const message = (name: string): string =>
    `MP209 «${name}»: ${name} reads g, which archetypes, procedures and mapping macros cannot see.`;

  it('cannot be used by an archetype', () => {
    expect(inBlock(block('archetype A(ref r) { a: r := Behind; }'))).toEqual([message('Behind')]);
  });

  it('cannot be used by the initial value of a local', () => {
    expect(inBlock(block('archetype A(ref r) variables v = Seen; { a: r := v; }'))).toEqual([
      message('Seen'),
    ]);
  });

  it('cannot be used by a procedure', () => {
    expect(
      inBlock(
        block('procedure Q(ref r) { q: r := Seen; return; }\narchetype A(ref r) { a: call Q(ref r); }'),
      ),
    ).toEqual([message('Seen')]);
  });

  it('cannot be used by a mapping macro', () => {
    expect(
      inBlock(
        block(
          'mapping macro M { read { yield Seen } write { yield $value } }\narchetype A(ref r) { a: r := 1; }',
          'A(ref g) mapping g via M',
        ),
      ),
    ).toEqual([message('Seen')]);
  });

  it('can be used by a process and in what instances are given', () => {
    const text = mpcal(
      'variables g = 0;\ndefine { Seen == g }\narchetype A(n) { a: print n; }\nprocess (P = 1) == instance A(Seen);\nprocess (Q = 2) { q: print Seen; }',
    );
    expect(listed(problemsOf(text))).toEqual([]);
  });
});
