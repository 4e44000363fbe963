import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Resource } from '../../../runtime/kernel/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { compileText, evaluate, load, run, show } from './harness.ts';

const folder = new URL('../../oracle/mpcal/', import.meta.url);

function oracleSpec(name: string): string {
  return readFileSync(new URL(`${name}.tla`, folder), 'utf8');
}

/** A mailbox per index: reads wait until something is there. */
class Mailboxes extends Resource {
  private readonly boxes = new Map<string, Mailbox>();

  override index(index: Value): Resource {
    const key = show(index);
    let box = this.boxes.get(key);
    if (box === undefined) this.boxes.set(key, (box = new Mailbox()));
    return box;
  }

  box(index: Value): Mailbox {
    return this.index(index) as Mailbox;
  }

  override commit(): void {}
  override abort(): void {}
}

class Mailbox extends Resource {
  messages: Value[] = [];
  private taken = 0;
  private sent: Value[] = [];

  protected override readValue(): Value | undefined {
    const message = this.messages[this.taken];
    if (message !== undefined) this.taken += 1;
    return message;
  }

  protected override writeValue(value: Value): boolean {
    this.sent.push(value);
    return true;
  }

  override commit(): void {
    this.messages = [...this.messages.slice(this.taken), ...this.sent];
    this.taken = 0;
    this.sent = [];
  }

  override abort(): void {
    this.taken = 0;
    this.sent = [];
  }
}

describe("the oracle's specs", () => {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.tla') && !file.endsWith('.pluscal.tla'))
    .map((file) => file.replace(/\.tla$/, ''));

  it.each(names)('%s compiles', (name) => {
    const { value, diagnostics } = compileText(oracleSpec(name));
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(value?.typescript).toContain('MPCalArchetype');
  });
});

describe('archetypes of the oracle, run alone', () => {
  it('ProcRef: procedures with references in both orders, and recursion', async () => {
    const { label, refs } = await run(load(oracleSpec('ProcRef')), 'Carrier', {
      refs: { a: 3, b: 1 },
      values: { load: 2 },
    });
    expect([label, refs]).toEqual([undefined, { a: 2, b: 5 }]);
  });

  it('Shuffle: simultaneous assignments of references and elements', async () => {
    const { refs } = await run(load(oracleSpec('Shuffle')), 'Mixer', {
      refs: { p: 5, q: 7, log: evaluate('<<>>') as Value },
    });
    expect([refs['p'], refs['q'], show(refs['log'] ?? 0)]).toEqual([
      6,
      8,
      '<<<<5, 8>>, <<1, 1>>, <<8, 6>>, <<2, 3>>>>',
    ]);
  });

  it('TwoViews: a loop over two labels', async () => {
    const { refs } = await run(load(oracleSpec('TwoViews')), 'Adder', {
      refs: { cell: 0 },
      values: { step: 2 },
      constants: { Rounds: 4 },
    });
    expect(refs['cell']).toBe(8);
  });

  it('Board: references with two indices, and a choice', async () => {
    const exports = load(oracleSpec('Board'));
    const { refs } = await run(exports, 'Player', {
      refs: {
        board: evaluate('[r \\in 1..1 |-> [c \\in 1..1 |-> "free"]]') as Value,
        points: evaluate('[m \\in {"x", "o"} |-> 0]') as Value,
        seen: evaluate('[p \\in (1..1) \\X (1..1) |-> 0]') as Value,
      },
      values: { mark: 'x' },
      constants: { Side: 1 },
    });
    expect(['board', 'points', 'seen'].map((name) => show(refs[name] ?? 0))).toEqual([
      '<<<<"x">>>>',
      show(evaluate('[o |-> 0, x |-> 2]') as Value),
      show(evaluate('<<1, 1>> :> 2') as Value),
    ]);
  });

  it('LockService: the server answers requests from its mailbox, then waits', async () => {
    const net = new Mailboxes();
    for (const text of [
      '[from |-> 1, kind |-> "lock"]',
      '[from |-> 2, kind |-> "lock"]',
      '[from |-> 1, kind |-> "unlock"]',
    ])
      net.box(0).messages.push(evaluate(text) as Value);
    const { label } = await run(load(oracleSpec('LockService')), 'ALock', {
      self: 0,
      refs: { net },
      constants: { Clients: evaluate('{1, 2}') as Value, Turns: 1 },
    });
    expect([label, net.box(1).messages, net.box(2).messages]).toEqual([
      'ALock.serve',
      ['granted'],
      ['granted'],
    ]);
  });
});
