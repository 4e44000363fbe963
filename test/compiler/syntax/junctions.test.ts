import { describe, expect, it } from 'vitest';
import { problems, tree } from './helpers.ts';

describe('junction lists', () => {
  it.each([
    ['of one kind in one column', '/\\ a\n/\\ b', '(list/\\ a b)'],
    ['inside each other', '/\\ \\/ a\n   \\/ b\n/\\ c', '(list/\\ (list\\/ a b) c)'],
    ['end at a token left of the bullet', '  /\\ a\n  /\\ b\n=> c', '(=> (list/\\ a b) c)'],
    ['end at a token below the bullet', '/\\ a\n/\\ b\n=> c', '(=> (list/\\ a b) c)'],
    ['take a bullet further right for an operator', '/\\ a\n  /\\ b\n/\\ c', '(list/\\ (/\\ a b) c)'],
    ['of the other kind in the same column follow as an operator', '/\\ a\n\\/ b', '(\\/ (list/\\ a) b)'],
    ['hold operators of any precedence', '/\\ a => b\n/\\ c', '(list/\\ (=> a b) c)'],
    ['stand behind a prefix operator', '~ /\\ a\n  /\\ b', '(~ (list/\\ a b))'],
    ['end at IN', 'LET x == /\\ a\n         /\\ b\nIN x', null],
    ['stand in brackets', '(/\\ a\n /\\ b) \\/ c', '(\\/ (() (list/\\ a b)) c)'],
    ['accept brackets further right', '/\\ (\n    a +\n b) = c\n/\\ d', null],
    ['hold quantifiers', '/\\ \\A x \\in S :\n     /\\ a\n     /\\ b\n/\\ c', null],
    ['have bullets in other spellings', '∧ a\n/\\ b\n\\land c', '(list/\\ a b c)'],
  ])('%s', (_, text, expected) => {
    if (expected === null) expect(problems(text)).toEqual([]);
    else expect(tree(text)).toBe(expected);
  });

  it('count a tab as the way to the next multiple of eight columns', () => {
    expect(tree('\t/\\ a\n        /\\ b')).toBe('(list/\\ a b)');
    expect(tree('   \t/\\ a\n        /\\ b')).toBe('(list/\\ a b)');
  });

  it('are not suspended by brackets', () => {
    expect(problems('/\\ (1 +\n2) = 3\n/\\ TRUE')).toEqual([
      '2:1 MP105 expected an expression, but `2` stands left of or below the bullet of its list',
    ]);
    expect(problems('/\\ (TRUE\n/\\ FALSE)\n/\\ TRUE')).toEqual([
      '2:1 MP105 expected `)`, but `/\\` stands left of or below the bullet of its list',
    ]);
  });
});
