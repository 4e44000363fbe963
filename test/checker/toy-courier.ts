import type { Model } from '../../checker/model/index.ts';
import { RowLayout } from '../../checker/model/rows/row-layout.ts';
import { RowReceiver, RowSender } from '../../checker/model/rows/index.ts';

/** How models by hand, whose states are the values of so many slots, send states to other threads. */
export function toyCourier(slotCount: number): Pick<Model, 'newSender' | 'newReceiver'> {
  const rows = new RowLayout(slotCount, new Map());
  return {
    newSender: () => {
      const sender = new RowSender(rows);
      return {
        add: (state) => {
          sender.add(rows.rowOf(state));
        },
        message: () => sender.message(),
      };
    },
    newReceiver: () => {
      const receiver = new RowReceiver(rows);
      return {
        receive: (message, visit) => {
          receiver.receive(message, (row) => {
            visit(rows.valuesOf(row));
          });
        },
      };
    },
  };
}
