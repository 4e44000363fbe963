import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowReceiver, RowSender } from '../../../../checker/model/rows/courier.ts';
import type { Row } from '../../../../checker/model/rows/row-layout.ts';
import { RowLayout } from '../../../../checker/model/rows/row-layout.ts';
import type { Value } from '../../../../runtime/index.ts';
import { sameValue } from '../../../../runtime/index.ts';
import { keys, states } from './generators.ts';

const layout = (capacity: number): RowLayout => new RowLayout(3, new Map([[1, keys]]), capacity);

describe('rows that are sent to another thread', () => {
  it.each([
    [1 << 20, 1 << 20],
    [1 << 20, 6],
    [6, 1 << 20],
    [6, 6],
  ])('are the rows of the same values there (room for %i here, for %i there)', (here, there) => {
    const [from, to] = [layout(here), layout(there)];
    const sender = new RowSender(from);
    const receiver = new RowReceiver(to);
    // Other numbers than the sender's.
    to.rowOf(['something', 'else', 17]);
    fc.assert(
      fc.property(fc.array(states, { minLength: 1, maxLength: 8 }), (sent) => {
        for (const values of sent) sender.add(from.rowOf(values));
        const received: Row[] = [];
        receiver.receive(structuredClone(sender.message()), (row) => received.push(row.slice()));
        expect(received).toHaveLength(sent.length);
        for (const [place, row] of received.entries()) {
          const expected = to.rowOf(sent[place] as readonly Value[]);
          const differing = row.filter(
            (part, at) => part !== expected[at] && !sameValue(part, expected[at] as Value),
          );
          expect(differing).toEqual([]);
        }
      }),
      { seed: 14, numRuns: 200 },
    );
  });

  it('are sent without what was sent before', () => {
    const from = layout(1 << 20);
    const sender = new RowSender(from);
    const row = from.rowOf(['a', 'b', 'c']);
    sender.add(row);
    expect(sender.message().numbers).toHaveLength(2);
    sender.add(row);
    sender.add(row);
    const { numbers, words } = sender.message();
    expect(numbers).toHaveLength(0);
    expect(words).toHaveLength(2 * row.length);
  });
});
