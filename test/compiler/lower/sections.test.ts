import { describe, expect, it } from 'vitest';
import type { Section, Step } from '../../../compiler/index.ts';
import { loweredSpec, spec } from '../emit/harness.ts';

function sectionsOf(block: string): readonly Section[] {
  return loweredSpec(spec(block)).algorithm?.archetypes[0]?.sections ?? [];
}

/** The kinds of steps, with those inside them. */
function shape(steps: readonly Step[]): string {
  return steps
    .map((step) => {
      switch (step.kind) {
        case 'if':
          return `if(${shape(step.then)} | ${shape(step.else)})`;
        case 'either':
          return `either(${step.branches.map(shape).join(' | ')})`;
        case 'bind':
        case 'choose':
          return `${step.kind}(${shape(step.body)})`;
        case 'jump':
          return step.target.kind === 'section' ? `-> ${step.target.label}` : step.target.kind;
        case 'call':
          return `call ${step.procedure}${step.returnTo === undefined ? ' (tail)' : ''}`;
        default:
          return step.kind;
      }
    })
    .join(' ');
}

/** Label and steps of every section. */
function shapes(block: string): readonly string[] {
  return sectionsOf(block).map(({ label, body }) => `${label}: ${shape(body)}`);
}

describe('sections', () => {
  it('end in a jump to the next label, the last one in done', () => {
    expect(shapes('archetype A() variables x = 0; { a: x := 1; b: x := 2; }')).toEqual([
      'a: set -> b',
      'b: set done',
    ]);
  });

  it('stand in the order of the text', () => {
    const block =
      'archetype A() variables x = 0; { a: if (x = 0) { b: x := 1; } else { c: x := 2; }; d: x := 3; }';
    expect(shapes(block)).toEqual(['a: if(-> b | -> c)', 'b: set -> d', 'c: set -> d', 'd: set done']);
  });

  it('of a loop go back to its label, and on with what follows it', () => {
    expect(shapes('archetype A() variables x = 0; { a: while (x < 3) { x := x + 1; }; x := 0; }')).toEqual([
      'a: if(set -> a | ) set done',
    ]);
  });

  it('of an endless loop have no way out', () => {
    expect(shapes('archetype A() variables x = 0; { a: while (TRUE) { x := x + 1; b: skip; } }')).toEqual([
      'a: set -> b',
      'b: -> a',
    ]);
  });

  it('of a branch without labels go on where its alternatives meet', () => {
    expect(shapes('archetype A() variables x = 0; { a: if (x = 0) { x := 1; }; x := 2; }')).toEqual([
      'a: if(set | ) set done',
    ]);
  });

  it('of a branch with a goto send the other paths on explicitly', () => {
    expect(
      shapes('archetype A() variables x = 0; { a: either { goto b; } or { x := 1; }; b: skip; }'),
    ).toEqual(['a: either(-> b | set -> b)', 'b: done']);
  });

  it('carry the fairness of their label', () => {
    expect(
      sectionsOf('archetype A() { a:+ skip; b:- skip; c: skip; }').map(({ fairness }) => fairness),
    ).toEqual(['strong', 'unfair', 'none']);
  });

  it('number their choices from 0, in the order of the text', () => {
    const [section] = sectionsOf(
      'archetype A() variables x = 0; { a: with (y \\in {1}) { either { skip; } or { x := y; }; }; with (z \\in {2}) { x := z; } }',
    );
    const numbers: number[] = [];
    const visit = (step: Step): void => {
      if (step.kind === 'choose' || step.kind === 'either') numbers.push(step.choice);
      if (step.kind === 'choose') step.body.forEach(visit);
    };
    section?.body.forEach(visit);
    expect(numbers).toEqual([0, 1, 2]);
  });

  it('carry the label of a macro call', () => {
    expect(
      shapes('macro m() { x := 1; x := 2; } archetype A() variables x = 0; { a: m(); b: m(); }'),
    ).toEqual(['a: set set -> b', 'b: set set done']);
  });

  it('of an empty macro exist', () => {
    expect(shapes('macro m() { skip; } archetype A() { a: m(); b: skip; }')).toEqual(['a: -> b', 'b: done']);
  });
});

describe('calls', () => {
  const procedure = 'procedure P(ref r, k) { p: r := k; return; }';

  it('directly followed by return are tail calls', () => {
    const block = 'procedure Q() { q: call Q(); return; } archetype A() { a: call Q(); b: skip; }';
    const [q] = loweredSpec(spec(block)).algorithm?.procedures ?? [];
    expect(q?.sections.map(({ body }) => shape(body))).toEqual(['call Q (tail)']);
  });

  it('know what they return to', () => {
    const [section] = sectionsOf(
      `${procedure} archetype A(ref x) { a: call P(ref x, 1); goto c; b: skip; c: skip; }`,
    );
    expect(section?.body[0]).toMatchObject({ kind: 'call', returnTo: { kind: 'section', label: 'c' } });
  });

  it('pass references and variables by reference, values by value', () => {
    const block = `${procedure} archetype A(ref x) variables y = 0; { a: call P(ref x, 1); b: call P(ref y, y); c: skip; }`;
    const args = sectionsOf(block).flatMap(({ body }) => (body[0]?.kind === 'call' ? [body[0].args] : []));
    expect(args.map((list) => list.map(({ kind }) => kind))).toEqual([
      ['reference', 'value'],
      ['variable', 'value'],
    ]);
  });
});

describe('the rest of an algorithm', () => {
  it('mapping macros are lowered too', () => {
    const { algorithm } = loweredSpec(
      spec(`mapping macro Fifo {
          read { await $variable # <<>>; with (m = Head($variable)) { $variable := Tail($variable); yield m; } }
          write { yield Append($variable, $value); } }
        archetype A(ref x) { l: x := 1; }`),
    );
    const [macro] = algorithm?.mappingMacros ?? [];
    expect([shape(macro?.read ?? []), shape(macro?.write ?? [])]).toEqual([
      'await bind(setMapped yield)',
      'yield',
    ]);
  });

  it('instances know their arguments and mappings by position', () => {
    const { algorithm } = loweredSpec(
      spec(`mapping macro M { read { yield $variable; } write { yield $value; } }
        archetype A(ref x[_], y) { l: x[self] := y; }
        variables v = [n \\in {1, 2} |-> 0];
        fair process (P \\in {1, 2}) == instance A(ref v[_], P * 2) mapping v[_] via M;`),
    );
    expect(algorithm?.instances[0]).toMatchObject({
      name: 'P',
      fairness: 'weak',
      relation: '\\in',
      archetype: 'A',
      args: [{ kind: 'variable', arity: 1 }, { kind: 'value' }],
      mappings: ['M', undefined],
    });
  });

  it('operators know whether they depend on a state', () => {
    const { operators } = loweredSpec(
      spec('archetype A() { l: skip; }', {
        after: 'Free == 1\nUses(x) == x\nBound == Uses(Free)',
        before: 'VARIABLE v\nOwn == v + 1\nFar == Own * 2',
      }),
    );
    expect(operators.map(({ symbol, dependsOn }) => [symbol.name, dependsOn !== undefined])).toEqual(
      expect.arrayContaining([
        ['Own', true],
        ['Far', true],
        ['Free', false],
      ]),
    );
  });
});

describe('a plain PlusCal algorithm', () => {
  it('is lowered to processes', async () => {
    const { check, Source } = await import('../../../compiler/index.ts');
    const { lower } = await import('../../../compiler/lower/index.ts');
    const text = `---- MODULE P ----
EXTENDS Integers
(* --algorithm P { variables x = 0; fair process (W \\in 1..2) variables y = 0; { a: x := x + 1; b: y := x; } } *)
====
`;
    const { value } = check(new Source('P.tla', text), { findModule: () => undefined });
    const algorithm = value === undefined ? undefined : lower(value).algorithm;
    expect(algorithm?.globals.map(({ symbol }) => symbol.name)).toEqual(['x']);
    expect(algorithm?.processes[0]).toMatchObject({ name: 'W', fairness: 'weak', relation: '\\in' });
    expect(algorithm?.processes[0]?.sections.map(({ body }) => shape(body))).toEqual([
      'set -> b',
      'set done',
    ]);
  });
});
