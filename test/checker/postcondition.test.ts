import { describe, expect, it } from 'vitest';
import { checked } from './checked.ts';
import { pluscal } from './model/specs.ts';

const algorithm = 'variable x = 0; begin l: while x < 3 do x := x + 1; end while;';
const withPost = (post: string): string => pluscal(algorithm, `Post == ${post}\nLow == x < 2`);
const config = 'SPECIFICATION Spec\nPOSTCONDITION Post';

describe('POSTCONDITION', () => {
  it('is asked at the end, and TLCGet tells it what was explored', async () => {
    const post =
      'TLCGet("distinct") = 5 /\\ TLCGet("generated") = 6 /\\ TLCGet("diameter") = 5 /\\ TLCGet("queue") = 0\n' +
      '        /\\ TLCGet("stats").distinct = 5 /\\ TLCGet("config").mode = "bfs"';
    const report = await checked(withPost(post), config);
    expect(report).toMatchObject({ result: 'ok', distinct: 5, generated: 6, depth: 5 });
  });

  it('that is not TRUE is reported as an assumption, with its name and place', async () => {
    const { result, violated, message } = await checked(withPost('TLCGet("distinct") > 5'), config);
    expect([result, violated]).toEqual(['assumption', 'Post']);
    expect(message).toMatch(/^Postcondition Post is not TRUE \(Spec\.tla:\d+:\d+\)$/);
  });

  it('that cannot be evaluated is an error', async () => {
    const { result, message } = await checked(withPost('TLCGet("nothing") = 1'), config);
    expect(result).toBe('error');
    expect(message).toContain('in postcondition Post: TLCGet("nothing") was undefined');
  });

  it('is not asked where something else is wrong', async () => {
    const report = await checked(withPost('FALSE'), `${config}\nINVARIANT Low`);
    expect([report.result, report.violated]).toEqual(['invariant', 'Low']);
  });

  it('cannot be about states', async () => {
    await expect(checked(withPost('x = 3'), config)).rejects.toThrow(/MP211: Post is about states/);
  });

  it('that is misspelt is told', async () => {
    await expect(checked(withPost('TRUE'), config.replace('Post', 'Pots'))).rejects.toThrow(/MP201/);
  });
});
