import { describe, expect, it } from 'vitest';
import { Source } from '../../../compiler/source/index.ts';
import { parseModule } from '../../../compiler/syntax/index.ts';
import { algorithm, algorithmProblems, moduleText } from './helpers.ts';
import { printed } from './print.ts';

const mpcal = (sections: string): ReturnType<typeof algorithm> => algorithm(`--mpcal A {\n${sections}\n}`);
const problems = (sections: string): readonly string[] => algorithmProblems(`--mpcal A {\n${sections}\n}`);

describe('Modular PlusCal', () => {
  it('has archetypes with parameters by reference and by value', () => {
    const { archetypes, dialect } = mpcal('archetype X(ref a[_][_], ref b, c) variables v = 1; { l: skip; }');
    expect(dialect).toBe('mpcal');
    expect(archetypes[0]?.params.map((one) => [one.name.text, one.ref, one.arity])).toEqual([
      ['a', true, 2],
      ['b', true, 0],
      ['c', false, 0],
    ]);
    expect(archetypes[0]?.variables).toHaveLength(1);
  });

  it('has mapping macros', () => {
    const { mappingMacros } = mpcal(`mapping macro M {
      read { await $variable > 0; with (x = $variable) { $variable := x - 1; yield x; }; }
      write { yield [$value EXCEPT !.a = 1]; }
    }`);
    expect(printed(mappingMacros[0], Infinity)).toBe(
      '(mappingMacro (name: M) (read: ((await (condition: (> (mappingSpecial (name: "variable")) 0))) ' +
        '(with (bindings: ((withBinding (name: x) (relation: "=") (value: (mappingSpecial (name: "variable")))))) ' +
        '(body: ((assign (assignments: ((singleAssignment (target: (assignmentTarget (name: $variable))) (value: (- x 1)))))) (yield (value: x))))))) ' +
        '(write: ((yield (value: (except (base: (mappingSpecial (name: "value"))) (updates: ((exceptUpdate (path: ((fieldStep (name: a)))) (value: 1)))))))))' +
        ')',
    );
  });

  it('has instances with arguments and mappings', () => {
    const { instances } = mpcal(`fair+ process (P \\in 1..3) == instance X(ref a[_], P + 1, ref b)
      mapping a[_] via M
      mapping @3[_][_] via N;
    process (Q = 0) == instance Y()`);
    expect(instances.map((one) => [one.name.text, one.fairness, one.relation, one.archetype.text])).toEqual([
      ['P', 'strong', '\\in', 'X'],
      ['Q', 'unfair', '=', 'Y'],
    ]);
    expect(instances[0]?.args.map((one) => one.kind)).toEqual([
      'refArgument',
      'valueArgument',
      'refArgument',
    ]);
    expect(printed(instances[0]?.mappings, Infinity)).toBe(
      '((mappingClause (arity: 1) (macro: M) (target: (byName (name: a)))) ' +
        '(mappingClause (arity: 2) (macro: N) (target: (byPosition (position: 3)))))',
    );
  });

  it('has procedures with parameters by reference, and calls that pass them', () => {
    const { procedures } = mpcal('procedure P(ref a[_], b) { l: call P(ref a[_], b + 1); return; }');
    expect(procedures[0]?.params.map((one) => one.ref)).toEqual([true, false]);
    expect(printed(procedures[0]?.body[0], Infinity)).toContain('(refArgument (arity: 1) (name: a))');
  });

  it('takes its sections in any order', () => {
    const found = mpcal(`process (P = 1) == instance X();
    variables a = 1;
    archetype X() { l: M(); }
    macro M() { skip; }
    variables b;
    define { F == 1 }`);
    expect(found.variables.map((one) => one.name.text)).toEqual(['a', 'b']);
    expect(found.define).toHaveLength(1);
  });

  it('lets most of its words be names', () => {
    const { archetypes } = mpcal(
      'archetype X(read, write) variables via = 1, instance = 2; { l: read := mapping; }',
    );
    expect(archetypes[0]?.variables.map((one) => one.name.text)).toEqual(['via', 'instance']);
  });
});

describe('errors in Modular PlusCal', () => {
  it('are all reported, each once, at statement, label and section', () => {
    const text = `archetype X(ref a[_], b)
  variables x = 1 +, y = 2;
  {
    l1: x := 1
        y := 2;
    l2: if x = 3 { skip; };
        await x + ;
    l3: while (x < ) { skip; y := (3; };
        either { skip; }
        else { skip; };
        foo;
        a[1 := 3;
    l4: call P(1, );
        goto ;
        x := 1;;
        yeild 3;
        x = 3;
  }
  mapping macro M { read { yield $variable; } }
  macro N(x { skip; }
  process (P \\in ) == instance X(ref a[_], 2)
    mapping @1 vai M;
  variables z = ;
  process (Q = 3) = instance X(ref a);`;
    expect(problems(text)).toEqual([
      '5:20 MP103 expected an expression, found `,`',
      '7:14 MP103 expected `;` after this, before `y`',
      '9:12 MP103 expected `(`, found `x`',
      '10:19 MP103 expected an expression, found `;`',
      '11:20 MP103 expected an expression, found `)`',
      '11:37 MP103 expected `)`, found `;`',
      '13:9 MP103 expected a statement, found `else`',
      '14:12 MP103 expected `:=`, found `;`',
      '15:17 MP103 expected `]`, found `;`',
      '16:19 MP103 expected an argument, found `)`',
      '17:14 MP103 expected a name, found `;`',
      '18:16 MP103 expected a statement, found `;`',
      '19:15 MP103 expected `:=`, found `3`',
      '20:11 MP103 expected `:=`, found `=`',
      '22:47 MP103 expected `write`, found `}`',
      '23:13 MP103 expected `)`, found `{`',
      '24:18 MP103 expected an expression, found `)`',
      '25:16 MP103 expected `via`, found `vai`',
      '26:17 MP103 expected an expression, found `;`',
      '27:19 MP103 expected `== instance`, variables or the body of the process, found `=`',
    ]);
  });

  it('suggest words for misspelt ones', () => {
    const text = 'varables z;\narchetype X() { l: yeild 3; awiat TRUE; }';
    const { diagnostics } = parseModule(new Source('Test.tla', moduleText(`(* --mpcal A {\n${text}\n} *)`)));
    expect(diagnostics.map((one) => one.hint)).toEqual([
      ...['variables', 'yield', 'await'].map((word) => `did you mean \`${word}\`?`),
    ]);
  });

  it('show which brace is open', () => {
    expect(problems('archetype X() { l: while (TRUE) { skip; }\narchetype Y() { l: skip; }')).toEqual([
      '5:1 MP103 expected `}`, found `archetype`',
    ]);
  });

  it('leave the other definitions of a define section alone', () => {
    const text = 'define { F(x) == x +\n G == 1\n H == (1\n K == 2 }\nvariables y;';
    expect(problems(text)).toEqual([
      '4:20 MP103 expected an expression after this',
      '6:8 MP103 expected `)` after this',
    ]);
  });
});
