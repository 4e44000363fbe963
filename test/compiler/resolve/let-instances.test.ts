import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../../compiler/evaluation.ts';
import { Source } from '../../../compiler/source/index.ts';
import { codes, moduleOf, resolve } from './helpers.ts';

const pool =
  '---- MODULE Pool ----\nEXTENDS Naturals\nCONSTANT Size, Op(_)\nHalf == Size \\div 2\nBoth(x) == Op(x) + Half\n====\n';

describe('INSTANCE inside LET', () => {
  it('may be given what is local there', () => {
    const text = moduleOf(
      'F(n) == \\A m \\in 1..n : LET P == INSTANCE Pool WITH Size <- m, Op <- LAMBDA x : x + n IN P!Both(m) > 0',
    );
    expect(codes(resolve(text, { Pool: pool }).diagnostics)).toEqual([]);
  });

  it('may have parameters', () => {
    const text = moduleOf('Op(x) == x\nF(n) == LET P(Size) == INSTANCE Pool IN P(n)!Half + P(1)!Both(n)');
    expect(codes(resolve(text, { Pool: pool }).diagnostics)).toEqual([]);
  });

  it('reports what the module needs and is not given', () => {
    const text = moduleOf('F(n) == LET P == INSTANCE Pool WITH Size <- n IN P!Half');
    expect(codes(resolve(text, { Pool: pool }).diagnostics)).toEqual(['MP201 «Pool»']);
  });

  it('reports a module that does not exist, once', () => {
    expect(codes(resolve(moduleOf('F == LET P == INSTANCE Nowhere IN P!x')).diagnostics)).toEqual([
      'MP204 «Nowhere»',
    ]);
  });

  it('leaves what is not used out of what is compiled', () => {
    const spec = new Source('Test.tla', moduleOf('F(n) == LET P == INSTANCE Steps WITH v <- n IN P!Twice'));
    const steps =
      "---- MODULE Steps ----\nEXTENDS Naturals\nVARIABLE v\nTwice == 2 * v\nNext == v' = Twice\n====\n";
    const { diagnostics } = compileExpression(new Source('expression', 'F(2)'), {
      spec,
      findModule: (name) => (name === 'Steps' ? new Source('Steps.tla', steps) : undefined),
    });
    expect(codes(diagnostics)).toEqual([]);
  });
});

describe('an instance of a standard module', () => {
  it('may have a name and parameters', () => {
    const text = moduleOf(
      'S == INSTANCE Sequences\nP(n) == INSTANCE FiniteSets\nx == S!Len(<<1>>) + P(3)!Cardinality({})',
      'Naturals',
    );
    expect(codes(resolve(text).diagnostics)).toEqual([]);
  });

  it('takes the arguments of its operators only', () => {
    const text = moduleOf('P(n) == INSTANCE FiniteSets\nx == P(3)!Cardinality({}, 1)', 'Naturals');
    expect(codes(resolve(text).diagnostics)).toEqual(['MP202 «Cardinality»']);
  });
});

describe('an instance of a module with an algorithm', () => {
  const translated = (translation: string): string =>
    `---- MODULE Clock ----\nEXTENDS Naturals\n(* --algorithm Clock { variable h = 1; { t: h := 2 } } *)\n\\* BEGIN TRANSLATION\n${translation}\n\\* END TRANSLATION\nOk == h > 0\n====\n`;

  it('has what the translation in its file defines', () => {
    const text = moduleOf('VARIABLE h, pc\nC == INSTANCE Clock\nSpec == C!Init /\\ C!Ok', 'Naturals');
    const clock = translated('VARIABLES h, pc\nInit == h = 1 /\\ pc = "t"');
    expect(codes(resolve(text, { Clock: clock }).diagnostics)).toEqual([]);
  });

  it('is reported without a translation', () => {
    const text = moduleOf('VARIABLE h\nC == INSTANCE Clock', 'Naturals');
    expect(codes(resolve(text, { Clock: translated('') }).diagnostics)).toEqual(['MP801 «Clock»']);
  });
});

describe('modules that come with the compiler', () => {
  it('give way to a file of their name', () => {
    const text = moduleOf('x == Path(1)', 'Graphs');
    const own = '---- MODULE Graphs ----\nPath(a) == a\n====\n';
    expect(codes(resolve(text, { Graphs: own }).diagnostics)).toEqual([]);
  });

  it('do so only if they are not part of the language', () => {
    const own = '---- MODULE Sequences ----\n====\n';
    expect(codes(resolve(moduleOf('x == Len(<<>>)'), { Sequences: own }).diagnostics)).toEqual([]);
  });

  it('may have their names defined anew, unless they are part of the language', () => {
    expect(
      codes(resolve(moduleOf('Max(S) == S\nLen(s) == s', 'Sequences, FiniteSetsExt')).diagnostics),
    ).toEqual(['MP203 «Len»']);
  });

  it.each([
    'RealTime',
    'Combinatorics',
    'Bitwise',
    'Relation',
    'Graphs',
    'UndirectedGraphs',
    'TLAPS',
    'Apalache',
    'IOUtils',
  ])('%s is one of them', (name) => {
    expect(codes(resolve(moduleOf('x == 1', name)).diagnostics)).toEqual([]);
  });
});
