import { describe, expect, it } from 'vitest';
import { inArchetype, inBlock, inPluscal } from './helpers.ts';

describe('labels start bodies', () => {
  it('of archetypes', () => {
    expect(inArchetype('u := 1;')).toEqual([
      'MP301 «u := 1»: The first statement of archetype A needs a label.',
    ]);
  });

  it('of procedures', () => {
    expect(inBlock('procedure P() { skip; a: return; }')).toEqual([
      'MP301 «skip»: The first statement of procedure P needs a label.',
    ]);
  });

  it('of single-process algorithms', () => {
    expect(inPluscal('x := 1; a: skip;')).toEqual([
      'MP301 «x := 1»: The first statement of algorithm Test needs a label.',
    ]);
  });

  it('even when the first statement is a loop, which is reported once', () => {
    expect(inPluscal('while (x = 1) { a: x := 2 };')).toEqual([
      'MP301 «while (x = 1) { a: x := 2 }»: The first statement of algorithm Test needs a label.',
    ]);
  });

  it('through a macro call that carries the label', () => {
    expect(inBlock('macro m() { skip }\narchetype A() { a: m(); }')).toEqual([]);
  });

  it('of which there is something', () => {
    expect(inBlock('archetype A() { }')).toEqual(['MP301 «A»: The body of archetype A is empty.']);
  });
});

describe('labels start loops', () => {
  it('directly', () => {
    expect(inPluscal('a: skip; while (x = 1) { x := 2 };')).toEqual([
      'MP301 «while (x = 1) { x := 2 }»: A while loop needs a label of its own.',
    ]);
  });

  it('inside a loop', () => {
    expect(inPluscal('a: while (x = 1) { while (y = 1) { y := 2 } };')).toEqual([
      'MP301 «while (y = 1) { y := 2 }»: A while loop needs a label of its own.',
    ]);
  });

  it('and nothing more is asked of a loop', () => {
    expect(inPluscal('a: while (x = 1) { x := 2; b: while (y = 1) { y := 2 } }; x := 3;')).toEqual([]);
  });
});

describe('labels follow jumps', () => {
  const needed = (before: string): readonly string[] => inArchetype(`a: ${before} u := 2; b: skip;`);

  it.each([
    ['goto b;', 'a goto'],
    ['call P(1);', 'a call'],
    ['if (u = 1) { c: skip };', 'an if that contains a label'],
    ['if (u = 1) { goto b };', 'an if that contains a goto'],
    ['if (u = 1) { skip } else { call P(1) };', 'an if that contains a call'],
    ['either { skip } or { goto b };', 'an either that contains a goto'],
    ['either { c: skip } or { skip };', 'an either that contains a label'],
    ['with (i \\in {1}) { goto b };', 'a with that contains a goto'],
    ['if (u = 1) { if (v = 1) { goto b } };', 'an if that contains a goto'],
  ])('after: %s', (before, reason) => {
    expect(needed(before)).toEqual([
      `MP301 «u := 2»: This statement needs a label, because it follows ${reason}.`,
    ]);
  });

  it('after return', () => {
    expect(inBlock('procedure P() { a: return; skip; }')).toEqual([
      'MP301 «skip»: This statement needs a label, because it follows a return.',
    ]);
  });

  it('inside branches too', () => {
    expect(inArchetype('a: if (u = 1) { goto b; u := 2 }; b: skip;')).toEqual([
      'MP301 «u := 2»: This statement needs a label, because it follows a goto.',
    ]);
  });

  it('after a macro that jumps', () => {
    expect(inBlock('macro m() { goto b }\narchetype A() { a: m(); skip; b: skip }')).toEqual([
      'MP301 «skip»: This statement needs a label, because it follows a goto.',
    ]);
  });

  it('but not between call and goto, or call and return', () => {
    expect(inBlock('procedure P() { a: call P(); return; }\narchetype A() { b: call P(); goto b; }')).toEqual(
      [],
    );
  });

  it('but not after branches without labels and jumps', () => {
    expect(
      inArchetype('a: if (u = 1) { u := 2 } else { v := 1 }; either { u := 3 } or { skip }; v := 2;'),
    ).toEqual([]);
  });

  it('but not after a loop that contains labels', () => {
    expect(inArchetype('a: while (u = 1) { b: u := 2 }; v := 2;')).toEqual([]);
  });
});

describe('labels have their place', () => {
  it('outside of with', () => {
    expect(inArchetype('a: with (i \\in {1}) { b: u := i };')).toEqual([
      'MP302 «b»: Label b stands inside a with.',
    ]);
  });

  it('outside of macros', () => {
    expect(inBlock('macro m() { b: skip }\narchetype A() { a: m(); }')).toEqual([
      'MP302 «b»: Label b stands inside macro m.',
    ]);
  });

  it('outside of mapping macros', () => {
    expect(inBlock('mapping macro M { read { a: yield 1 } write { yield $value } }')).toEqual([
      'MP302 «a»: Label a stands inside mapping macro M.',
    ]);
  });
});

describe('labels', () => {
  it('are not defined twice in a body', () => {
    expect(inArchetype('a: skip; b: skip; a: skip;')).toEqual([
      'MP303 «a»: Label a occurs twice in archetype A.',
    ]);
  });

  it('may occur in two bodies', () => {
    expect(inBlock('archetype A() { a: skip }\narchetype B() { a: skip }')).toEqual([]);
  });

  it.each(['Done', 'Error'])('are not called %s', (name) => {
    expect(inArchetype(`a: skip; ${name}: skip;`)).toEqual([
      `MP305 «${name}»: ${name} cannot be a label: it has a meaning already.`,
    ]);
  });
});

describe('gotos', () => {
  it('lead to labels of their body', () => {
    expect(inBlock('archetype A() { a: goto b }\narchetype B() { b: skip }')).toEqual([
      'MP304 «b»: There is no label b in archetype A.',
    ]);
  });

  it('may lead to Done', () => {
    expect(inArchetype('a: goto Done;')).toEqual([]);
  });

  it('may lead into branches and loops', () => {
    expect(inArchetype('a: goto c; b: while (u = 1) { if (v = 1) { c: skip } };')).toEqual([]);
  });
});

describe('unreachable labels', () => {
  it('after a goto are reported', () => {
    expect(inPluscal('a: goto c; b: skip; c: skip;')).toEqual(['MP902 «b»: Label b cannot be reached.']);
  });

  it('after an endless loop are reported', () => {
    expect(inPluscal('a: while (TRUE) { skip }; b: skip;')).toEqual([
      'MP902 «b»: Label b cannot be reached.',
    ]);
  });

  it('after branches that all jump are reported', () => {
    expect(inPluscal('a: if (x = 1) { goto a } else { goto Done }; b: skip;')).toEqual([
      'MP902 «b»: Label b cannot be reached.',
    ]);
  });

  it('that only unreachable gotos lead to are reported', () => {
    expect(inPluscal('a: goto Done; b: goto c; c: goto b;')).toEqual([
      'MP902 «b»: Label b cannot be reached.',
      'MP902 «c»: Label c cannot be reached.',
    ]);
  });

  it('are no labels a goto leads to', () => {
    expect(inPluscal('a: while (TRUE) { if (x = 1) { goto b } }; b: skip;')).toEqual([]);
  });
});
