/** Variables that are not global, in the order in which they give way to what comes later, as in pcal.trans. */
const kinds = ['process variable', 'procedure variable', 'parameter'] as const;

export interface LocalName {
  readonly written: string;
  readonly kind: (typeof kinds)[number];
  /** The process, archetype or procedure that it belongs to. */
  readonly owner: string;
}

/**
 * The names of TLA+ variables for locals, all different: of several with one name all but the last become `x_`, then `x_` with as many letters of
 * the owner as it takes, then `x_owner2` and so on. `globals` are names that stay as they are. In the order of `locals`, which is that of the text.
 */
export function distinctNames(globals: ReadonlySet<string>, locals: readonly LocalName[]): readonly string[] {
  const names = locals.map(({ written }) => written);
  const uses = new Map<string, number>();
  const count = (name: string, change: number): void => {
    uses.set(name, (uses.get(name) ?? 0) + change);
  };
  for (const name of names) count(name, 1);
  const isFree = (name: string): boolean => (uses.get(name) ?? 0) === 0 && !globals.has(name);
  const order = [...locals.keys()].sort((a, b) => rankOf(locals[a]) - rankOf(locals[b]) || a - b);
  for (const place of order) {
    const { written, owner } = locals[place] as LocalName;
    count(written, -1);
    let chosen = written;
    for (let letters = 0; !isFree(chosen); letters += 1)
      chosen =
        letters <= owner.length
          ? `${written}_${owner.slice(0, letters)}`
          : `${written}_${owner}${letters - owner.length + 1}`;
    names[place] = chosen;
    count(chosen, 1);
  }
  return names;
}

function rankOf(local: LocalName | undefined): number {
  return local === undefined ? 0 : kinds.indexOf(local.kind);
}
