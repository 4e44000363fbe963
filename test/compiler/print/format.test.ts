import { describe, expect, test } from 'vitest';
import { formatSpec } from '../../../compiler/print/index.ts';
import { Source } from '../../../compiler/source/index.ts';
import { specPaths, specText } from './specs.ts';

function format(text: string): string {
  const { value, diagnostics } = formatSpec(new Source('Test.tla', text));
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return value ?? '';
}

/** An algorithm in a module, laid out; what stands around it is taken away again. */
function formatAlgorithm(algorithm: string): string {
  const before = '---- MODULE Test ----\nEXTENDS Naturals\n(*\n';
  const after = '\n*)\n====\n';
  const result = format(before + algorithm + after);
  expect(result.startsWith(before) && result.endsWith(after)).toBe(true);
  return result.slice(before.length, -after.length);
}

/** The statements of a body in C syntax, laid out. */
function formatStatements(statements: string): string {
  const lines = formatAlgorithm(`--algorithm A { variables x = 0; { ${statements} } }`).split('\n');
  return lines
    .slice(5, -2)
    .map((line) => line.slice(4))
    .join('\n');
}

describe('specs of the repository', () => {
  test.each(specPaths)('%s keeps its tree and its comments, and is left alone the second time', (path) => {
    const once = format(specText(path));
    expect(format(once)).toEqual(once);
  });
});

describe('comments at the ends of lines', () => {
  test('that begin in one column still do', () => {
    expect(
      formatAlgorithm(`--algorithm A {
    variables x = 0,        \\* one
              longer = 1,   \\* two
                            \\* and more of two
              y = 2;        \\* three
    { a: x := 1;   \\* four
         y := 2; }
}`),
    ).toBe(`--algorithm A {
    variables
        x = 0;       \\* one
        longer = 1;  \\* two
                     \\* and more of two
        y = 2;       \\* three

    {
    a:
        x := 1;  \\* four
        y := 2;
    }
}`);
  });

  test('that begin in different columns stand behind their lines', () => {
    expect(formatStatements('a: x := 1; \\* one\n x := 2 + x; \\* two\n')).toBe(`a:
    x := 1;  \\* one
    x := 2 + x;  \\* two`);
  });
});

describe('lines that would be too long', () => {
  const name = 'x'.repeat(40);
  const argument = 'y'.repeat(50);

  test('are indented instead of aligned', () => {
    expect(formatStatements(`a: ${name} := [${name} EXCEPT ![1] = F(${argument}, ${argument})];`)).toBe(`a:
    ${name} := [${name} EXCEPT
              ![1] = F(${argument},
                       ${argument})];`);
  });

  test('keep the bullets of a list in one column', () => {
    const items = [`/\\ ${argument} = 1`, `/\\ ${argument} = 2`];
    const column = ' '.repeat(`    ${name} := [${name} EXCEPT `.length);
    const text = formatStatements(
      `a: ${name} := [${name} EXCEPT ![1] =\n${column}${items[0]}\n${column}${items[1]}];`,
    );
    const columns = text.split('\n').flatMap((line) => (line.includes('/\\') ? [line.indexOf('/\\')] : []));
    expect(new Set(columns).size).toBe(1);
    expect(columns).toHaveLength(2);
  });
});

describe('layout', () => {
  test('statements stand a step right of their labels', () => {
    expect(formatStatements('a: x := 1; if (x = 1) { b: x := 2; x := x + 1 } else x := 3; c: skip')).toBe(`a:
    x := 1;
    if (x = 1) {
    b:
        x := 2;
        x := x + 1;
    } else {
        x := 3;
    };
c:
    skip;`);
  });

  test('short branches stand on one line', () => {
    expect(formatStatements('a: if (x = 1) x := 2; either skip; or { x := 3 }; with (y \\in {1}) x := y;'))
      .toBe(`a:
    if (x = 1) { x := 2; };
    either { skip; } or { x := 3; };
    with (y \\in {1}) { x := y; };`);
  });

  test('a chain of else if stays in one column', () => {
    expect(formatStatements('a: if (x = 1) {skip} else if (x = 2) {skip} else {skip}')).toBe(`a:
    if (x = 1) {
        skip;
    } else if (x = 2) {
        skip;
    } else {
        skip;
    };`);
  });

  test('bindings that do not fit on a line stand below each other', () => {
    const long = 'x + 1000000000000 + 2000000000000 + 3000000000000';
    expect(formatStatements(`a: with (y = ${long}, z = ${long}) { x := y; x := z; }`)).toBe(`a:
    with (
        y = ${long},
        z = ${long}
    ) {
        x := y;
        x := z;
    };`);
  });

  test('an algorithm in P syntax keeps its words', () => {
    expect(
      formatAlgorithm(`--fair algorithm A
variable x=0
macro m(y) begin x:=y end macro
fair process P \\in 1..2 variables z
begin a: while TRUE do if x=1 then m(1) elsif x=2 then skip else z:=1 end if end while
end process
end algorithm`),
    ).toBe(`--fair algorithm A

variables
    x = 0;

macro m(y)
begin
    x := y;
end macro;

fair process P \\in 1..2
variables
    z;
begin
a:
    while TRUE do
        if x = 1 then
            m(1);
        elsif x = 2 then
            skip;
        else
            z := 1;
        end if;
    end while;
end process;
end algorithm;`);
  });

  test('numerals and operators stay spelled as they are', () => {
    expect(formatStatements('a: x := \\hFF \\geq x \\land x =< \\b101')).toBe(
      'a:\n    x := \\hFF \\geq x \\land x =< \\b101;',
    );
  });
});

describe('comments', () => {
  test('stay above, behind and below what they stand at', () => {
    expect(
      formatStatements(`
(* first *)
a: \\* at the label
   x := 1; \\* behind
   \\* above

   \\* apart
   x := 2;
   if (x = 1) { \\* opening
      skip;
      \\* closing
   } else { (* other *) x := 3; };
   \\* the end
`),
    ).toBe(`(* first *)
a:  \\* at the label
    x := 1;  \\* behind
    \\* above

    \\* apart
    x := 2;
    if (x = 1) {  \\* opening
        skip;
        \\* closing
    } else {  (* other *)
        x := 3;
    };
    \\* the end`);
  });

  test('in an expression keep it as it is written', () => {
    expect(formatStatements('\na: x:=1; await /\\ x=1 \\* one\n               /\\ x<2;   x:=2;')).toBe(`a:
    x := 1;
    await /\\ x=1 \\* one
          /\\ x<2;
    x := 2;`);
  });

  test('stand between bindings, declarations and definitions', () => {
    expect(
      formatAlgorithm(`--algorithm A {
variables x=0; \\* a number
  \\* the other
  y \\in {1}; (* chosen *)
define { \\* operators
  \\* Doubles.
  D(n)==2*n
  (* last *) }
{ a: with (u = 1, \\* one
  v = 2) { skip; }; }
}`),
    ).toBe(`--algorithm A {
    variables
        x = 0;  \\* a number
        \\* the other
        y \\in {1};  (* chosen *)

    define {  \\* operators
        \\* Doubles.
        D(n) == 2 * n
        (* last *)
    }

    {
    a:
        with (
            u = 1,  \\* one
            v = 2
        ) {
            skip;
        };
    }
}`);
  });

  test('of several lines are moved as a whole', () => {
    expect(formatStatements('a: x := 1;\n      (* one\n           two\n       three *)\n      x := 2;'))
      .toBe(`a:
    x := 1;
    (* one
         two
     three *)
    x := 2;`);
  });
});
