import type { Value } from '../../../runtime/tla/index.ts';
import { highShare, lowShare, spread, takeLesser } from '../fingerprint.ts';
import type { Fingerprint } from '../model.ts';
import type { SymmetricImage } from '../symmetry.ts';
import type { Row, RowLayout } from './row-layout.ts';
import { NO_ROOM } from './value-table.ts';

/** Of an image: by part, the part whose value, permuted, stands there; undefined if a slot's elements would become those of other arguments. */
type PartSources = Int32Array | undefined;

/** In the memo, that nothing is known. A number of its own, since the numbers of values are positive. */
const NOT_KNOWN = 0;

/** What a permutation makes of values, by their numbers. */
class NumberedPermutation {
  private readonly rows: RowLayout;
  private readonly image: SymmetricImage;
  readonly sources: PartSources;
  private made = new Int32Array(1 << 8);

  constructor(rows: RowLayout, image: SymmetricImage) {
    this.rows = rows;
    this.image = image;
    this.sources = partSources(rows, image);
  }

  /** The number of the permuted value, or NO_ROOM. */
  of(number: number): number {
    if (number >= this.made.length) {
      const larger = new Int32Array(Math.max(this.made.length * 2, number + 1));
      larger.set(this.made);
      this.made = larger;
    }
    const known = this.made[number] as number;
    if (known !== NOT_KNOWN) return known;
    const { rows, image } = this;
    const made = rows.table.idOf(image.permutation.of(rows.valueOf(number)));
    this.made[number] = made;
    return made;
  }

  /** The image of a row, made from its values. */
  slowly(row: Row): Row {
    const { rows, image } = this;
    const values = rows.valuesOf(row);
    return rows.rowOf(image.sources.map((source) => image.permutation.of(values[source] as Value)));
  }
}

/** Finds the least fingerprint among the images of rows; values are permuted once, by their numbers. */
export class RowSymmetry {
  private readonly rows: RowLayout;
  private readonly permutations: readonly NumberedPermutation[];
  private readonly candidate: Fingerprint = { low: 0, high: 0 };

  /** `images` are all that the symmetry makes but the state itself. */
  constructor(rows: RowLayout, images: readonly SymmetricImage[]) {
    this.rows = rows;
    this.permutations = images.map((image) => new NumberedPermutation(rows, image));
  }

  fingerprint(row: Row, into: Fingerprint): void {
    const { rows, candidate } = this;
    rows.fingerprint(row, into);
    for (const permutation of this.permutations) {
      if (!this.image(row, permutation)) rows.fingerprint(permutation.slowly(row), candidate);
      takeLesser(candidate, into);
    }
    spread(into);
  }

  /** Puts the fingerprint of the image into the candidate; false if some value has no number. */
  private image(row: Row, permutation: NumberedPermutation): boolean {
    const { sources } = permutation;
    const { table } = this.rows;
    if (sources === undefined) return false;
    let low = 0;
    let high = 0;
    for (let part = 0; part < sources.length; part += 1) {
      const content = row[sources[part] as number];
      if (typeof content !== 'number') return false;
      const number = content === 0 ? 0 : permutation.of(content);
      if (number === NO_ROOM) return false;
      low = (low + lowShare(part, table.lowOf(number))) | 0;
      high = (high + highShare(part, table.highOf(number))) | 0;
    }
    this.candidate.low = low;
    this.candidate.high = high;
    return true;
  }
}

function partSources(rows: RowLayout, { permutation, sources }: SymmetricImage): PartSources {
  const parts = new Int32Array(rows.size);
  for (const [slot, source] of sources.entries()) {
    const first = rows.firstPart(slot);
    const from = rows.firstPart(source);
    if (rows.partCount(slot) !== rows.partCount(source)) return undefined;
    parts[first] = from;
    for (const key of rows.keysOf(source)) {
      const to = rows.partAt(slot, permutation.of(key));
      if (to < 0) return undefined;
      parts[to] = rows.partAt(source, key);
    }
  }
  return parts;
}
