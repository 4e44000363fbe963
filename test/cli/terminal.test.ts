import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { bearClosing } from '../../cli/terminal.ts';

describe('a stream of the terminal', () => {
  const failure = (code: string): Error => Object.assign(new Error(`write ${code}`), { code });

  it('may be closed by who reads it', () => {
    const stream = new PassThrough();
    bearClosing(stream);
    expect(() => stream.emit('error', failure('EPIPE'))).not.toThrow();
  });

  it('throws what else goes wrong', () => {
    const stream = new PassThrough();
    bearClosing(stream);
    expect(() => stream.emit('error', failure('ENOSPC'))).toThrow('write ENOSPC');
  });
});
