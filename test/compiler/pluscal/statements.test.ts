import { describe, expect, test } from 'vitest';
import { pluscalOf } from '../../../compiler/pluscal/index.ts';
import { Source } from '../../../compiler/source/index.ts';
import { formOf, formOfAlgorithm, moduleWith, textOf } from './forms.ts';

/** The body of the process that runs an archetype, as text. */
function bodyOf(body: string, declarations = '', instance = ''): string {
  const text = formOfAlgorithm(`--mpcal Test {
    ${declarations}
    archetype A(ref p, ref q[_]) variables a = 0; b = 1; { ${body} }
    variables x = 1; f = [i \\in 0..1 |-> 0];
    process (P = 1) == instance A(ref x, ref f[_]) ${instance};
}`);
  return text.slice(text.indexOf('process (P = 1)')).split('\n').slice(4).join('\n');
}

/** What is wrong with an algorithm. */
function problemsOf(algorithm: string, units = ''): readonly string[] {
  const { value, diagnostics } = pluscalOf(new Source('Test.tla', moduleWith(algorithm, units)), {
    findModule: () => undefined,
  });
  expect(value).toBeUndefined();
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code} ${message}`);
}

describe('several assignments in a step', () => {
  test('all but the last are names that with binds', () => {
    expect(bodyOf('l: a := a + 1; b := a; a := a + 2;')).toBe(`    {
    l:
        with (a1 = a + 1) {
            b := a1;
            a := a1 + 2;
        };
    }
}`);
  });

  test('branches that only compute are written as one value', () => {
    expect(bodyOf('l: if (b = 1) { a := 1; }; a := a + 1;')).toBe(`    {
    l:
        with (a1 = IF b = 1 THEN 1 ELSE a) { a := a1 + 1; };
    }
}`);
  });

  test('a condition that the branches change is kept', () => {
    expect(bodyOf('l: if (b = 1) { a := 1; b := 2; }; a := a + 1;')).toBe(`    {
    l:
        with (condition = b = 1) {
            if (condition) { b := 2; };
            with (a1 = IF condition THEN 1 ELSE a) { a := a1 + 1; };
        };
    }
}`);
  });

  test('a branch without assignment keeps what was computed before', () => {
    expect(bodyOf('l: a := 5; if (b = 1) { a := a + 1; };')).toBe(`    {
    l:
        if (b = 1) {
            a := 5 + 1;
        } else {
            a := 5;
        };
    }
}`);
  });

  test('what follows a choice stands in its branches', () => {
    expect(bodyOf('l: either { a := 1; } or { a := 2; }; a := a + b;')).toBe(`    {
    l:
        either { a := 1 + b; } or { a := 2 + b; };
    }
}`);
  });

  test('assignments made at once see the state before', () => {
    expect(bodyOf('l: a := b || b := a; a := a + 1;')).toBe(`    {
    l:
        with (a1 = b) {
            b := a;
            a := a1 + 1;
        };
    }
}`);
  });
});

describe('labels', () => {
  test('gotos lead out of with where a label stood in what it has to hold', () => {
    const text = bodyOf('l: a := b; a := a + 1; if (a = 1) { a := 0; m: b := 2; }; n: skip;');
    expect(text).toBe(`    {
    l:
        with (a1 = b, a2 = a1 + 1) {
            if (a2 = 1) {
                a := 0;
                goto m;
            } else {
                a := a2;
                goto n;
            };
        };
    m:
        b := 2;
        goto n;
    n:
        skip;
        goto Done;
    }
}`);
  });

  test('a loop whose condition reads through a choosing macro becomes gotos', () => {
    const coin =
      'mapping macro Coin { read { either { yield 0; } or { yield 1; }; } write { yield $value; } }';
    expect(bodyOf('l: while (p = 0) { a := 1; }; b := 2;', coin, 'mapping x via Coin')).toBe(`    {
    l:
        with (branch \\in 1..2) {
            if ((IF branch = 1 THEN 0 ELSE 1) = 0) {
                a := 1;
                goto l;
            } else {
                b := 2;
                goto Done;
            };
        };
    }
}`);
  });

  test('fairness modifiers stay', () => {
    expect(bodyOf('l:+ a := 1; m:- a := 2;')).toContain('l:+');
    expect(bodyOf('l:+ a := 1; m:- a := 2;')).toContain('m:-');
  });
});

describe('names', () => {
  test('a second instance has labels and locals of its own', () => {
    const text = formOfAlgorithm(`--mpcal Test {
    archetype A(n) variables a = n, b = a; { l: a := b; m: goto l; }
    process (P = 1) == instance A(3);
    process (Q \\in 2..3) == instance A(self);
}`);
    expect(text).toContain('variables\n        n_ = 3;\n        a_ = n_;\n        b_ = a_;');
    expect(text).toContain('l_:\n        a_ := b_;\n    m_:\n        goto l_;');
    expect(text).toContain('l:\n        a := b;\n    m:\n        goto l;');
  });

  test('a name bound in an archetype does not hide a variable of the PlusCal form', () => {
    expect(bodyOf('l: with (x \\in 0..1) { p := x; q[x] := 1; };')).toContain(
      'with (x1 \\in 0..1) {\n            x := x1;\n            f[x1] := 1;',
    );
    expect(bodyOf('l: p := Len([f \\in 1..2 |-> q[0]]);')).toContain('x := Len([f1 \\in 1..2 |-> f[0]]);');
  });

  test('a local is not called what a later unit binds, unless units speak about it', () => {
    const algorithm = `--mpcal Test {
    archetype A() variables i = 0, j = 0; { l: i := 1; j := 2; }
    process (P = 1) == instance A();
}`;
    const text = formOfAlgorithm(algorithm, 'Odd == \\A i \\in 1..2 : i < 3\nSmall == j < 9');
    expect(text).toContain('i_ := 1;');
    expect(text).toContain('j := 2;');
  });

  test('self is the identity itself in a process that has just one', () => {
    expect(bodyOf('l: a := self;')).toContain('a := 1;');
  });
});

describe('procedures', () => {
  test('are made once for each choice of references, and a tail call stays one', () => {
    const text = formOfAlgorithm(`--mpcal Test {
    procedure Add(ref to, n) { s: to := to + n; return; }
    procedure Twice(ref to) { t: call Add(ref to, 1); u: call Add(ref to, 1); return; }
    archetype A(ref p, ref q) { l: call Twice(ref p); m: call Add(ref q, 2); n: call Add(ref p, 3); }
    variables x = 0; y = 0;
    process (P = 1) == instance A(ref x, ref y);
}`);
    expect(text.match(/procedure \w+\(\w*\)/g)).toEqual([
      'procedure Twice()',
      'procedure Add(n_)',
      'procedure Add2(n_A)',
    ]);
    expect(text).toContain('call Add(1);\n        return;');
    expect(text).toContain('n:\n        call Add(3);');
  });

  test('values that a return restores are not written first', () => {
    const text = formOfAlgorithm(`--mpcal Test {
    procedure Count(ref to) variables k = 0; { s: k := k + 1; to := k; return; }
    archetype A(ref p) { l: call Count(ref p); }
    variables x = 0;
    process (P = 1) == instance A(ref x);
}`);
    expect(text).toContain('with (k1 = k + 1) {\n            x := k1;\n            return;\n        };');
  });

  test('a tail call does not save what its step has changed', () => {
    const text = formOfAlgorithm(`--mpcal Test {
    procedure Down(n) { s: n := n - 1; if (n > 0) { call Down(n); return; } else { return; }; }
    archetype A() { l: call Down(3); }
    process (P = 1) == instance A();
}`);
    expect(text).toContain('with (n1 = n - 1) {\n            if (n1 > 0) {\n                call Down(n1);');
  });
});

describe('what has no PlusCal form', () => {
  test('an algorithm without processes', () => {
    expect(problemsOf('--mpcal Test { archetype A() { l: skip; } }')).toEqual([
      'MP801 Test has no process, so it has no PlusCal form.',
    ]);
  });

  test('an initial value whose reading changes a variable', () => {
    expect(
      problemsOf(`--mpcal Test {
    mapping macro Spend { read { $variable := $variable - 1; yield $variable; } write { yield $value; } }
    archetype A(ref p) variables a = p; { l: p := a; }
    variables x = 3;
    process (P = 1) == instance A(ref x) mapping x via Spend;
}`),
    ).toEqual([
      'MP801 The PlusCal form cannot say an initial value whose reading does more than to choose and to wait.',
    ]);
  });

  test('a reference to a local of an activation that a tail call leaves, under recursion', () => {
    expect(
      problemsOf(`--mpcal Test {
    procedure Down(ref to) variables k = 0; { s: call Down(ref k); return; }
    archetype A(ref p) { l: call Down(ref p); }
    variables x = 0;
    process (P = 1) == instance A(ref x);
}`),
    ).toEqual(['MP801 The call leaves the activation that has k.']);
  });

  test('what is kept in activations and spoken of after the algorithm', () => {
    expect(
      problemsOf(
        `--mpcal Test {
    procedure Down(n) { s: n := n - 1; if (n > 0) { call Down(n); } else { return; }; t: return; }
    archetype A() { l: call Down(3); }
    process (P = 1) == instance A();
}`,
        'Small == n[1] < 4',
      ),
    ).toEqual([
      'MP801 The PlusCal form has n in records of activations, so units after the algorithm cannot speak of it.',
    ]);
  });

  test('an algorithm that is PlusCal already', () => {
    expect(problemsOf('--algorithm Test { { l: skip; } }')).toEqual([
      'MP801 there is no Modular PlusCal in this module',
    ]);
  });
});

test('modules that the translation needs and the spec does not extend are named', () => {
  const text = moduleWith(`--mpcal Test {
    procedure Stay() { s: return; }
    archetype A() { l: assert TRUE; m: call Stay(); }
    process (P = 1) == instance A();
}`).replace(', Sequences, TLC', '');
  const { value, diagnostics } = pluscalOf(new Source('Test.tla', text), { findModule: () => undefined });
  expect(value).toBeDefined();
  expect(diagnostics.map(({ code, hint }) => `${code} ${hint ?? ''}`)).toEqual([
    'MP905 Add TLC to EXTENDS.',
    'MP905 Add Sequences to EXTENDS.',
  ]);
});

test('the form of raftkvs is shorter than twice its Modular PlusCal', () => {
  const text = textOf('specs/raftkvs/raftkvs.tla');
  const modular = text.slice(text.indexOf('--mpcal'), text.indexOf('\n}\n')).split('\n').length;
  const lines = formOf(text).algorithm.split('\n').length;
  expect(lines).toBeLessThan(2 * modular);
});
