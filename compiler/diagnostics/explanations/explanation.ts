/**
 * A part of a spec, as far as it matters; `completeSpec` puts the rest around it.
 * `module`: a whole file. `units`: what stands between the first and the last line of a module. `mpcal`: what stands in the braces of an
 * `--mpcal` block. `pluscal`: what stands between `--algorithm Example` and `end algorithm`.
 */
export interface Example {
  readonly kind: 'module' | 'units' | 'mpcal' | 'pluscal';
  readonly text: string;
}

/** What a diagnostic means, for `mpcal-ts explain`. */
export interface Explanation {
  /** One paragraph: what the rule is, and why there is one. */
  readonly meaning: string;
  /** What is reported with the code, and the same put right. Undefined where the problem is in no spec. */
  readonly examples:
    { readonly kind: Example['kind']; readonly wrong: string; readonly right: string } | undefined;
  /** Other modules the examples need, by name. */
  readonly modules?: Readonly<Record<string, string>>;
  /** The option of `compile` without which this is not reported. */
  readonly option?: '--no-multiple-writes';
}

/** The text of a file that consists of the example and what it needs around it; the module is called `Example`. */
export function completeSpec({ kind, text }: Example): string {
  switch (kind) {
    case 'module':
      return `${text}\n`;
    case 'units':
      return `---- MODULE Example ----\nEXTENDS Integers, Sequences, FiniteSets, TLC\n${text}\n====\n`;
    case 'mpcal':
      return completeSpec({ kind: 'units', text: `(*\n--mpcal Example {\n${text}\n}\n*)` });
    case 'pluscal':
      return completeSpec({ kind: 'units', text: `(*\n--algorithm Example\n${text}\nend algorithm\n*)` });
  }
}
