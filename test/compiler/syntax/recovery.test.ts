import { describe, expect, it } from 'vitest';
import { check } from '../../../compiler/compile.ts';
import { Source } from '../../../compiler/source/index.ts';
import { algorithmProblems, brief, moduleProblems } from './helpers.ts';

const problems = (units: string): readonly string[] =>
  check(new Source('Test.tla', `---- MODULE Test ----\nEXTENDS Integers\n${units}\n====\n`), {
    findModule: () => undefined,
  }).diagnostics.map(brief);

describe('after an item of a junction list that cannot be read', () => {
  it('the next items are read', () => {
    expect(moduleProblems('A == /\\ x = (2 +\n     /\\ y = [a EXCEPT ![1] 3]\n     /\\ z = 1')).toEqual([
      '3:6 MP105 expected an expression, but `/\\` stands left of or below the bullet of its list',
      '3:28 MP103 expected `=`, found `3`',
    ]);
  });

  it('a list inside an item goes on too', () => {
    expect(moduleProblems('A == /\\ \\/ x = 1 +\n        \\/ y = 2 *\n     /\\ z = 1')).toEqual([
      '3:9 MP105 expected an expression, but `\\/` stands left of or below the bullet of its list',
      '4:6 MP105 expected an expression, but `/\\` stands left of or below the bullet of its list',
    ]);
  });
});

describe('where something is missing at the end of a unit', () => {
  it('the place is there and not at the next one', () => {
    expect(moduleProblems('A == 1 +\nVARIABLE x')).toEqual(['2:8 MP103 expected an expression after this']);
  });
});

describe('an `end` of something further out', () => {
  it('says what is not ended, once', () => {
    expect(algorithmProblems('--algorithm A\nbegin a: if TRUE then skip;\nend algorithm')).toEqual([
      '5:1 MP103 expected `end if`, found `end`',
    ]);
  });
});

describe('problems of later phases in a text with syntax errors', () => {
  it('are reported as well', () => {
    expect(problems('A == missing\nB == 1 +\nC == A(1)')).toEqual([
      '3:6 MP201 missing is not defined.',
      '4:8 MP103 expected an expression after this',
      '5:6 MP202 Operator A takes no argument, but 1 is given.',
    ]);
  });

  it('are not names that the unread part would have declared', () => {
    expect(problems('VARIABLES x y, z\nA == x + y + z')).toEqual(['3:14 MP103 expected `==`, found `,`']);
  });

  it('are not about a body with an unread part, but about others', () => {
    expect(
      problems(
        '(* --algorithm T {\n process (p = 1) { skip; a: x := ; }\n process (q = 2) { skip; goto nowhere }\n} *)',
      ),
    ).toEqual([
      '4:34 MP103 expected an expression, found `;`',
      '5:20 MP301 The first statement of process q needs a label.',
      '5:31 MP304 There is no label nowhere in process q.',
    ]);
  });
});

describe('a hint says what was probably meant', () => {
  const hint = (units: string): string | undefined =>
    check(new Source('Test.tla', `---- MODULE Test ----\n${units}\n====\n`), {
      findModule: () => undefined,
    }).diagnostics.find((diagnostic) => diagnostic.hint !== undefined)?.hint;

  it.each([
    ['A = 1', '`==` defines, `=` compares'],
    ['A == 1 == 2', '`==` defines, `=` compares'],
    ["A == 'text'", 'a string stands in double quotes: "text"'],
    ['A == !TRUE', '`~` negates, `/=` or `#` says that two values differ'],
    ['A == if TRUE then 1 else 2', 'did you mean `IF`?'],
    ['EXTEND Naturals', 'did you mean `EXTENDS`?'],
    ['VARIABLE q\nA == q=<<1>>', '`=<` is one symbol: write a space after `=`'],
    [
      '(* --algorithm A\nvariables q=<<1>>;\nbegin a: skip;\nend algorithm *)',
      '`=<` is one symbol: write a space after `=`',
    ],
    ['(* --algorithm A {\nvariable q; { a: q=<<1>> }\n} *)', '`=<` is one symbol: write a space after `=`'],
  ])('%s', (units, expected) => {
    expect(hint(units)).toBe(expected);
  });
});

describe('a misspelt statement word', () => {
  it('is recognised where it looks like a macro call', () => {
    const { diagnostics } = check(
      new Source('T.tla', '---- MODULE T ----\n(* --algorithm T {\n{ a: awiat(TRUE) }\n} *)\n====\n'),
      { findModule: () => undefined },
    );
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([['MP401', 'Did you mean await?']]);
  });
});
