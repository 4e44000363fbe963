import type { Declared } from '../resolve/index.ts';
import { toldApart } from '../resolve/index.ts';

/** Variables that are not global, in the order in which they give way to what comes later, as in pcal.trans. */
const kinds = ['process variable', 'procedure variable', 'parameter'] as const;

export interface LocalName extends Declared {
  readonly kind: (typeof kinds)[number];
}

/**
 * The names of TLA+ variables for locals, all different: what `toldApart` says, then `x_owner2` and so on. `globals` are names that stay as they
 * are. In the order of `locals`, which is that of the text.
 */
export function distinctNames(globals: ReadonlySet<string>, locals: readonly LocalName[]): readonly string[] {
  const rankOf = ({ kind }: LocalName): number => kinds.indexOf(kind);
  const names = toldApart(
    locals.toSorted((a, b) => rankOf(a) - rankOf(b)),
    (_, name) => globals.has(name),
    ({ written, owner }, isFree) => {
      for (let number = 2; ; number += 1)
        if (isFree(`${written}_${owner}${number}`)) return `${written}_${owner}${number}`;
    },
  );
  return locals.map((local) => names.get(local) ?? local.written);
}
