import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../cli/program.ts';
import type { Outcome } from './harness.ts';
import { temporaryFolder } from './harness.ts';

/** Runs what the lines say, as a script. */
async function script(lines: readonly string[], ...args: readonly string[]): Promise<Outcome> {
  return scriptIn(temporaryFolder(), lines, ...args);
}

async function scriptIn(
  folder: string,
  lines: readonly string[],
  ...args: readonly string[]
): Promise<Outcome> {
  const out: string[] = [];
  const error: string[] = [];
  const code = await runProgram(['repl', ...args], {
    out: (text) => out.push(text),
    error: (text) => error.push(text),
    color: false,
    workingDirectory: folder,
    keyboard: { input: Readable.from([lines.join('\n')]), screen: undefined },
  });
  return { code, out: out.join(''), error: error.join('') };
}

describe('repl', () => {
  it('answers one expression after the other, and ends with the input', async () => {
    expect(await script(['1 + 1', '{2, 1}'])).toEqual({ code: 0, out: '2\n{1, 2}\n', error: '' });
  });

  it('keeps definitions of values, operators, infix operators and functions', async () => {
    const lines = [
      'x == 3',
      'f(a) == a + x',
      'a ++ b == f(a) * b',
      'g[n \\in 1..3] == n * n',
      'f(4) ++ g[2]',
    ];
    expect((await script(lines)).out).toBe('40\n');
  });

  it('reads on up to an empty line where a line is not all', async () => {
    expect((await script(['f(n) ==', '  LET m == n', '  IN  m + 1', '', 'f(1)'])).out).toBe('2\n');
  });

  it('reads bullets up to an empty line', async () => {
    expect((await script(['/\\ TRUE', '/\\ FALSE', '', '\\/ FALSE', '\\/ TRUE'])).out).toBe('FALSE\nTRUE\n');
  });

  it('reads a recursive definition with its announcement', async () => {
    const lines = ['RECURSIVE F(_)', 'F(n) == IF n = 0 THEN 1 ELSE n * F(n - 1)', '', 'F(5)'];
    expect((await script(lines)).out).toBe('120\n');
  });

  it('lets a new definition take the place of an old one, for those that use it too', async () => {
    expect((await script(['x == 1', 'y == x + 1', 'x == 10', 'y'])).out).toBe('11\n');
  });

  it('lets a new definition use what was defined after the old one', async () => {
    expect((await script(['x == 1', 'z == 2', 'x == z * 3', 'x'])).out).toBe('6\n');
  });

  it('keeps the old definition where the new one makes no sense', async () => {
    const { out, error } = await script(['x == 1', 'x == nothing', 'x']);
    expect(out).toBe('1\n');
    expect(error).toContain('input 2:1:6: error MP201: nothing is not defined.');
  });

  it('goes on after an error, and says in the end that there was one', async () => {
    const { code, out, error } = await script(['Head(<<>>)', '1 +)', '7']);
    expect([code, out]).toEqual([1, '7\n']);
    expect(error).toContain('input 1:1:1: error: Attempted to apply Head to the empty sequence.');
    expect(error).toContain('input 2:1:4: error MP103');
  });

  it('stops at :quit', async () => {
    expect((await script(['1', ':quit', '2'])).out).toBe('1\n');
  });

  it('lists definitions', async () => {
    expect((await script(['x == 1', 'f(a) == a', ':definitions'])).out).toBe('x == 1\nf(a) == a\n');
  });

  it('explains itself', async () => {
    expect((await script([':help'])).out).toContain(':quit');
  });

  it('says which commands there are not', async () => {
    expect(await script([':nothing'])).toMatchObject({
      code: 1,
      error: 'there is no :nothing; :help says what there is\n',
    });
  });

  it('passes over comments', async () => {
    expect(await script(['\\* nothing', '1 \\* one'])).toEqual({ code: 0, out: '1\n', error: '' });
  });

  it('knows the definitions of a spec', async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'S.tla'),
      '---- MODULE S ----\nEXTENDS Naturals\nCONSTANT N\nAll == 1..N\n====\n',
    );
    writeFileSync(join(folder, 'S.cfg'), 'CONSTANT N = 2');
    const lines = ['More == All \\cup {N + 1}', 'More'];
    expect((await scriptIn(folder, lines, '-s', 'S.tla', '-c', 'S.cfg')).out).toBe('{1, 2, 3}\n');
  });

  it('prompts on a terminal, shows where an input goes on, and ends with Ctrl-D', async () => {
    const input = new PassThrough();
    const screen = new PassThrough();
    const out: string[] = [];
    const ended = runProgram(['repl'], {
      out: (text) => {
        out.push(text);
        // Ctrl-D after the answer.
        if (text === '3\n') input.write('\u0004');
      },
      error: (text) => out.push(text),
      color: false,
      workingDirectory: '.',
      keyboard: { input, screen },
    });
    input.write('1 +\r2\r\r');
    expect(await ended).toBe(0);
    expect(out.at(-1)).toBe('3\n');
    const shown = String(screen.read());
    expect(shown).toContain('tla> ');
    expect(shown).toContain('...> ');
  });

  it('remembers what was typed from one session to the next', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'history');
    writeFileSync(path, '1 + 1\n20 + 20\n');
    const input = new PassThrough();
    const out: string[] = [];
    const ended = runProgram(['repl', '--history', 'history'], {
      out: (text) => {
        out.push(text);
        if (text === '40\n') input.write('7\r');
        if (text === '7\n') input.write('\u0004');
      },
      error: (text) => out.push(text),
      color: false,
      workingDirectory: folder,
      keyboard: { input, screen: new PassThrough() },
    });
    // The line before, by the arrow up.
    input.write('\u001b[A\r');
    expect(await ended).toBe(0);
    expect(out.slice(1)).toEqual(['40\n', '7\n']);
    expect(readFileSync(path, 'utf8')).toBe('1 + 1\n20 + 20\n7\n');
  });

  it('leaves the history alone where a script speaks', async () => {
    const folder = temporaryFolder();
    expect((await scriptIn(folder, ['1 + 1'], '--history', 'history')).out).toBe('2\n');
    expect(existsSync(join(folder, 'history'))).toBe(false);
  });
});
