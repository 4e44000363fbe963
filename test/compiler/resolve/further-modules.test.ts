import { describe, expect, it } from 'vitest';
import { moduleOf, resolve, shown } from './helpers.ts';

const further = '---- MODULE Further ----\nEXTENDS Naturals\nCONSTANT K\nPlus(x) == x + K\n====\n';

describe('a module behind the main one in its file', () => {
  it('is found by those that need it', () => {
    const text = `${moduleOf('I == INSTANCE Further WITH K <- 1\nV == I!Plus(2)')}notes\n\n${further}`;
    expect(shown(resolve(text).diagnostics)).toEqual([]);
  });

  it('yields to a file of its name', () => {
    const text = `${moduleOf('I == INSTANCE Further\nV == I!Other')}${further}`;
    const { diagnostics } = resolve(text, { Further: '---- MODULE Further ----\nOther == 1\n====\n' });
    expect(shown(diagnostics)).toEqual([]);
  });

  it('is none if it is behind a comment sign', () => {
    const text = `${moduleOf('I == INSTANCE Further WITH K <- 1')}\\*---- MODULE Further ----\n\\*====\n`;
    expect(shown(resolve(text).diagnostics)).toEqual(['MP204 «Further»: There is no module Further.']);
  });

  it('has its problems reported where it stands', () => {
    const text = `${moduleOf('I == INSTANCE Further')}---- MODULE Further ----\nA == missing\n====\n`;
    expect(shown(resolve(text).diagnostics)).toEqual(['MP201 «missing»: missing is not defined.']);
  });

  it('keeps its algorithm and its markers to itself', () => {
    const text = `${moduleOf('A == 1')}---- MODULE Further ----\n(* --mpcal Other { } *)\n\\* END TRANSLATION\n====\n`;
    const { spec, diagnostics } = resolve(text);
    expect(shown(diagnostics)).toEqual([]);
    expect(spec.algorithm).toBeUndefined();
  });
});

describe('an instance of a module that extends another', () => {
  const base = '---- MODULE Base ----\nEXTENDS Naturals\nCONSTANT K\nVARIABLE x\nIs == x = K\n====\n';
  const user = '---- MODULE User ----\nEXTENDS Base\nMore(n) == x + K + n\n====\n';

  it('gives the other one’s constants and variables their meaning in both', () => {
    const text = moduleOf('VARIABLE y\nI == INSTANCE User WITH K <- 1, x <- y\nV == I!Is /\\ I!More(1) = 2');
    expect(shown(resolve(text, { Base: base, User: user }).diagnostics)).toEqual([]);
  });

  it('does so for each argument of the instance', () => {
    const text = moduleOf(
      'VARIABLE y\nI(k) == INSTANCE User WITH K <- k, x <- y + k\nV == I(1)!More(1) = I(2)!More(3)',
    );
    expect(shown(resolve(text, { Base: base, User: user }).diagnostics)).toEqual([]);
  });

  it('does not offer them as its own', () => {
    const text = moduleOf('VARIABLE y\nI == INSTANCE User WITH K <- 1, x <- y\nV == I!x');
    expect(shown(resolve(text, { Base: base, User: user }).diagnostics)).toEqual([
      'MP201 «x»: Instance I has no x.',
    ]);
  });
});

describe('a comment that mentions an algorithm', () => {
  it('is none without anything that could be its body', () => {
    const { spec, diagnostics } = resolve(moduleOf('(* What an --algorithm is for. *)\nInit == TRUE'));
    expect(shown(diagnostics)).toEqual([]);
    expect(spec.algorithm).toBeUndefined();
  });
});
