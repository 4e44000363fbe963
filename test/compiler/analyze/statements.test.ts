import { describe, expect, it } from 'vitest';
import { inArchetype, inBlock, inPluscal, listed, problemsOf } from './helpers.ts';
import { mpcal, pluscal } from '../resolve/helpers.ts';

describe('statements have their place', () => {
  it('return in procedures', () => {
    expect(inArchetype('a: return;')).toEqual(['MP306 «return»: Only a procedure can return.']);
  });

  it('yield in mapping macros', () => {
    expect(inArchetype('a: yield 1;')).toEqual(['MP306 «yield 1»: Only a mapping macro can yield.']);
  });

  it.each([
    ['goto a', 'MP306 «goto a»: A mapping macro is part of a step and cannot jump.'],
    ['return', 'MP306 «return»: A mapping macro is part of a step and cannot return.'],
    ['call P()', 'MP306 «call P()»: A mapping macro is part of a step and cannot call a procedure.'],
  ])('%s outside of mapping macros', (statement, problem) => {
    expect(inBlock(`mapping macro M { read { ${statement}; yield 1 } write { yield $value } }`)).toEqual([
      problem,
    ]);
  });

  it('while outside of mapping macros', () => {
    expect(
      inBlock('mapping macro M { read { while (TRUE) { skip }; yield 1 } write { yield $value } }'),
    ).toEqual(['MP306 «while (TRUE) { skip }»: A mapping macro is part of a step and cannot loop.']);
  });

  it('while outside of macros', () => {
    expect(inBlock('macro m() { while (TRUE) { skip } }')).toEqual([
      'MP306 «while (TRUE) { skip }»: A loop needs a label, and a macro has none.',
    ]);
  });
});

describe('assignments change variables', () => {
  it.each([
    ['with (i \\in {1}) { i := 2 }', 'i', 'a name bound by with'],
    ['N := 2', 'N', 'a constant'],
    ['self := 2', 'self', 'the identity of the process'],
    ['Len := 2', 'Len', 'an operator'],
    ['defaultInitValue := 2', 'defaultInitValue', 'part of the translation'],
  ])('and not: %s', (statement, name, what) => {
    expect(inArchetype(`a: ${statement};`)).toEqual([
      `MP501 «${name}»: ${name} is ${what}, which cannot be assigned to.`,
    ]);
  });

  it('and no operators of the spec', () => {
    expect(inBlock('define { Op == 1 }\narchetype A() { a: Op := 2 }')).toEqual([
      'MP501 «Op»: Op is an operator, which cannot be assigned to.',
    ]);
  });

  it('and not $value', () => {
    expect(inBlock('mapping macro M { read { yield 1 } write { $value := 2; yield 1 } }')).toEqual([
      'MP501 «$value»: $value cannot be assigned to.',
    ]);
  });

  it('of all kinds', () => {
    expect(inArchetype('a: u := 1; n := 2; x := 3; f[1] := 4; v[1].g := 5;')).toEqual([]);
  });

  it('of the algorithm, not of the module', () => {
    expect(listed(problemsOf(pluscal('{ a: m := 1 }', 'VARIABLE m')))).toEqual([
      'MP501 «m»: m is a VARIABLE of the module, which cannot be assigned to.',
    ]);
  });
});

describe('assigning twice', () => {
  const once = (body: string): readonly string[] => inPluscal(body, false);

  it('in one step is reported where multiple writes are off', () => {
    expect(once('a: x := 1; x := 2;')).toEqual(['MP502 «x»: x is assigned twice in one step.']);
  });

  it('in one step is fine where they are on', () => {
    expect(inPluscal('a: x := 1; x := 2;')).toEqual([]);
  });

  it('on one path is reported', () => {
    expect(once('a: if (x = 1) { x := 1 }; x := 2;')).toEqual([
      'MP502 «x»: x is assigned twice in one step.',
    ]);
  });

  it('on two paths is fine', () => {
    expect(once('a: if (x = 1) { x := 1 } else { x := 2 };')).toEqual([]);
  });

  it('in two steps is fine', () => {
    expect(once('a: x := 1; b: x := 2;')).toEqual([]);
  });

  it('in a loop and after it is fine, because only one of them is in the step', () => {
    expect(once('a: while (x = 1) { x := 2 }; x := 3;')).toEqual([]);
  });

  it('at several places of one variable in one statement is fine', () => {
    expect(once('a: x[1] := 1 || x[2] := 2;')).toEqual([]);
  });

  it('as a whole and again in one statement is always reported', () => {
    expect(inPluscal('a: x := 1 || x := 2;')).toEqual(['MP502 «x»: x is assigned twice in one statement.']);
  });
});

describe('names are not reserved', () => {
  it.each(['pc', 'stack', 'self'])('%s', (name) => {
    expect(inBlock(`archetype A(${name}) { a: skip }`)).toEqual([
      `MP208 «${name}»: ${name} is reserved: it has a meaning in every algorithm.`,
    ]);
  });

  it('Init as a variable of PlusCal', () => {
    expect(listed(problemsOf(pluscal('variables Init = 1;\n{ a: Init := 2 }')))).toEqual([
      'MP208 «Init»: Init is reserved: it has a meaning in every algorithm.',
    ]);
  });

  it('but Next may be a local of an archetype', () => {
    expect(inBlock('archetype A() variables Next = 1; { a: Next := 2 }')).toEqual([]);
  });
});

describe('unused names', () => {
  const warnings = (text: string): readonly string[] => listed(problemsOf(text));

  it('of parameters, locals and globals are reported', () => {
    expect(warnings(mpcal('archetype A(ref x, n) variables v = 1; { a: skip }\nvariables g = 1;'))).toEqual([
      'MP901 «x»: Parameters x, n of archetype A are never used.',
      'MP901 «v»: Variable v of archetype A is never used.',
      'MP901 «g»: Variable g is never used.',
    ]);
  });

  it('of macro parameters are reported', () => {
    expect(warnings(mpcal('macro m(e) { skip }\narchetype A() { a: m(1) }'))).toEqual([
      'MP901 «e»: Parameter e of macro m is never used.',
    ]);
  });

  it('that begin with _ are meant to be unused', () => {
    expect(warnings(mpcal('archetype A(_n) { a: skip }'))).toEqual([]);
  });

  it('are not those that only an invariant mentions', () => {
    expect(warnings(mpcal('archetype A() { a: skip }\nvariables g = 1;', '', 'Inv == g = 1'))).toEqual([]);
  });

  it('are not those that are only assigned', () => {
    expect(warnings(mpcal('archetype A(ref x) { a: x := 1 }'))).toEqual([]);
  });
});

describe('choices without alternatives', () => {
  it('from the empty set are reported', () => {
    expect(inPluscal('a: with (i \\in {}) { x := i };')).toEqual([
      'MP903 «{}»: The set to choose from is empty, so this step can never be taken.',
    ]);
  });
});

describe('locals of others', () => {
  it('are reported as a warning', () => {
    expect(
      listed(
        problemsOf(
          pluscal(
            'process (p \\in {1}) variables n = 1; { a: n := 2 }\nprocess (q \\in {2}) { b: await n = 1 }',
          ),
        ),
      ),
    ).toEqual(['MP904 «n»: n is a local of another process or procedure.']);
  });
});

describe('all problems', () => {
  it('are reported together, in the order of the text', () => {
    expect(inArchetype('u := 1; a: goto nowhere; N := 1; b: return;')).toEqual([
      'MP301 «u := 1»: The first statement of archetype A needs a label.',
      'MP304 «nowhere»: There is no label nowhere in archetype A.',
      'MP301 «N := 1»: This statement needs a label, because it follows a goto.',
      'MP501 «N»: N is a constant, which cannot be assigned to.',
      'MP306 «return»: Only a procedure can return.',
    ]);
  });

  it('are none for a module without an algorithm', () => {
    expect(listed(problemsOf('---- MODULE Test ----\nA == 1\n====\n'))).toEqual([]);
  });
});
