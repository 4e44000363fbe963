import type { Value } from '../../../runtime/tla/index.ts';
import type { Row, RowLayout } from './row-layout.ts';

/** Turns rows into values, one after the other: of each only what differs from the one before. */
export class Inflater {
  private readonly rows: RowLayout;
  private readonly slotCount: number;
  private readonly parts: Value[];
  private readonly values: Value[];

  constructor(rows: RowLayout, slotCount: number) {
    this.rows = rows;
    this.slotCount = slotCount;
    this.parts = new Array<Value>(rows.size).fill(-1);
    this.values = new Array<Value>(slotCount).fill(false);
  }

  /** The values of a row, by slot; until the next call. */
  valuesOf(row: Row): readonly Value[] {
    const { rows, parts, values } = this;
    for (let slot = 0; slot < this.slotCount; slot += 1) {
      const first = rows.firstPart(slot);
      const end = first + rows.partCount(slot);
      let differs = false;
      for (let part = first; part < end; part += 1) {
        if (parts[part] === row[part]) continue;
        parts[part] = row[part] as Value;
        differs = true;
      }
      if (differs) values[slot] = rows.valueIn(row, slot);
    }
    return values;
  }
}
