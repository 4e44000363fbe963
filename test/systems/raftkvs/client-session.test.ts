import { describe, expect, it } from 'vitest';
import { runSession } from '../../../systems/raftkvs/client-session.ts';
import type {
  KeyValueStore,
  SessionOptions,
  SessionSummary,
} from '../../../systems/raftkvs/client-session.ts';

function mapStore(): KeyValueStore {
  const map = new Map<string, string>();
  return {
    get: (key) => Promise.resolve(map.get(key)),
    put: (key, value) => {
      map.set(key, value);
      return Promise.resolve();
    },
  };
}

async function* linesOf(text: string): AsyncGenerator<string> {
  yield* text.split('\n');
}

interface Outcome {
  readonly printed: readonly string[];
  readonly complaints: readonly string[];
  readonly summary: SessionSummary;
}

async function run(
  text: string,
  store: KeyValueStore,
  options: Partial<SessionOptions> = {},
): Promise<Outcome> {
  const printed: string[] = [];
  const complaints: string[] = [];
  const summary = await runSession(linesOf(text), store, {
    print: (line) => printed.push(line),
    complain: (line) => complaints.push(line),
    patienceMilliseconds: 3000,
    every: () => () => undefined,
    numberLines: true,
    ...options,
  });
  return { printed, complaints, summary };
}

describe('a session', () => {
  it('answers puts and gets in the order of the lines', async () => {
    const { printed } = await run('put a 1\nget a\nput a 2\nget a\nget b', mapStore());
    expect(printed).toEqual(['a 1', 'a 1', 'a 2', 'a 2', 'key not found']);
  });

  it('quotes answers that would not be one word', async () => {
    const { printed } = await run('put "a key" "two\\nlines"\nget "a key"', mapStore());
    expect(printed[1]).toBe('"a key" "two\\nlines"');
  });

  it('goes on after a line it does not understand, and names it', async () => {
    const { printed, complaints, summary } = await run('fetch a\nput a 1', mapStore());
    expect(complaints).toEqual(['line 1: no such command: fetch; type help for a list']);
    expect(printed).toEqual(['a 1']);
    expect(summary).toEqual({ answered: 1, unanswered: 0, unreadable: 1 });
  });

  it('ends at quit', async () => {
    const { printed } = await run('put a 1\nquit\nput a 2', mapStore());
    expect(printed).toEqual(['a 1']);
  });

  it('goes on after a request that failed, and counts it', async () => {
    const store = { ...mapStore(), put: () => Promise.reject(new Error('no answer in 5 ms')) };
    const { complaints, summary } = await run('put a 1\nget a', store);
    expect(complaints).toEqual(['line 1: no answer in 5 ms']);
    expect(summary).toEqual({ answered: 1, unanswered: 1, unreadable: 0 });
  });

  it('says that no majority can be reached while it waits, and stops saying so with the answer', async () => {
    let tick: (() => void) | undefined;
    const every = (_milliseconds: number, action: () => void): (() => void) => {
      tick = action;
      return () => (tick = undefined);
    };
    const store = {
      ...mapStore(),
      get: () => {
        tick?.();
        tick?.();
        return Promise.resolve('1');
      },
    };
    const { complaints, printed } = await run('get a', store, { every, numberLines: false });
    expect(complaints).toEqual([
      'no answer for 3 s: a majority of the servers cannot be reached; still trying',
      'no answer for 6 s: a majority of the servers cannot be reached; still trying',
    ]);
    expect(printed).toEqual(['a 1']);
    expect(tick).toBeUndefined();
  });

  it('prompts before every line', async () => {
    let prompts = 0;
    await run('put a 1\n\nget a', mapStore(), { prompt: () => (prompts += 1) });
    expect(prompts).toBe(4);
  });
});
