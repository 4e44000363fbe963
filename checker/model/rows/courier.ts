import type { TlaTuple, Value } from '../../../runtime/tla/index.ts';
import { decodeValue, encodeValue, makeTupleFrom } from '../../../runtime/tla/index.ts';
import type { State, StateMessage, StateReceiver, StateSender } from '../model.ts';
import type { Row, RowLayout } from './row-layout.ts';

/** Sends rows: the numbers as they are, and before the first use of a number what it stands for. */
export class RowSender implements StateSender {
  private readonly rows: RowLayout;
  /** By number: 1 if the receiver knows it. */
  private known = new Uint8Array(1 << 10);
  private words = new Int32Array(1 << 12);
  private length = 0;
  private newNumbers: number[] = [];
  private newValues: Value[] = [];
  /** Values without a number, which are sent each time. In the words they are -1, -2, ... */
  private unnumbered: Value[] = [];

  constructor(rows: RowLayout) {
    this.rows = rows;
  }

  add(row: State): void {
    const { size } = this.rows;
    if (this.length + row.length > this.words.length) {
      const larger = new Int32Array(Math.max(this.words.length * 2, this.length + row.length));
      larger.set(this.words);
      this.words = larger;
    }
    const { words } = this;
    let at = this.length;
    for (let part = 0; part < size; part += 1) {
      const content = row[part] as Value;
      if (typeof content !== 'number') words[at++] = -this.unnumbered.push(this.rows.valueOf(content));
      else {
        if (content !== 0 && this.known[content] !== 1) this.introduce(content);
        words[at++] = content;
      }
    }
    words[at++] = row[size] as number;
    words[at++] = row[size + 1] as number;
    this.length = at;
  }

  message(): StateMessage {
    const values = [...this.newValues, ...this.unnumbered];
    const message = {
      words: this.words.slice(0, this.length),
      numbers: Int32Array.from(this.newNumbers),
      values: encodeValue(makeTupleFrom(values)),
    };
    this.length = 0;
    this.newNumbers = [];
    this.newValues = [];
    this.unnumbered = [];
    return message;
  }

  private introduce(number: number): void {
    if (number >= this.known.length) {
      const larger = new Uint8Array(Math.max(this.known.length * 2, number + 1));
      larger.set(this.known);
      this.known = larger;
    }
    this.known[number] = 1;
    this.newNumbers.push(number);
    this.newValues.push(this.rows.valueOf(number));
  }
}

/** Receives what one sender sends. */
export class RowReceiver implements StateReceiver {
  private readonly rows: RowLayout;
  /** By the sender's number: what stands in rows here. The first is that of parts that hold nothing. */
  private readonly contents: Value[] = [0];

  constructor(rows: RowLayout) {
    this.rows = rows;
  }

  receive({ words, numbers, values }: StateMessage, visit: (row: Row) => void): void {
    const { rows, contents } = this;
    const { size } = rows;
    const sent = (decodeValue(values) as TlaTuple).toArray();
    for (let place = 0; place < numbers.length; place += 1)
      contents[numbers[place] as number] = rows.partOf(sent[place] as Value);
    const row: Value[] = new Array<Value>(size + 2).fill(0);
    for (let at = 0; at < words.length; at += size + 2) {
      for (let part = 0; part < size; part += 1) {
        const word = words[at + part] as number;
        row[part] = (
          word >= 0 ? contents[word] : rows.contentAt(part, sent[numbers.length - 1 - word] as Value)
        ) as Value;
      }
      row[size] = words[at + size] as number;
      row[size + 1] = words[at + size + 1] as number;
      visit(row);
    }
  }
}
