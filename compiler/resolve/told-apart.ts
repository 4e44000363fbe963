/** Something declared whose name may clash with another's. */
export interface Declared {
  readonly written: string;
  /** The process, archetype or procedure that it belongs to. */
  readonly owner: string;
}

/**
 * Different names for what is declared, as pcal.trans chooses them: where one is taken, `x_`, then `x_` with as many letters of the owner as it takes.
 * `declared` comes in the order in which one gives way to what comes later, so that of several the last keeps its name. `isTaken` tells of names
 * that others have for good, `otherwise` makes one where letters do not suffice.
 */
export function toldApart<T extends Declared>(
  declared: readonly T[],
  isTaken: (one: T, name: string) => boolean,
  otherwise: (one: T, isFree: (name: string) => boolean) => string,
): ReadonlyMap<T, string> {
  const names = new Map(declared.map((one) => [one, one.written]));
  const uses = new Map<string, number>();
  const count = (name: string, change: number): void => {
    uses.set(name, (uses.get(name) ?? 0) + change);
  };
  for (const name of names.values()) count(name, 1);
  for (const one of declared) {
    const { written, owner } = one;
    const isFree = (name: string): boolean => (uses.get(name) ?? 0) === 0 && !isTaken(one, name);
    count(written, -1);
    const candidates = [
      written,
      ...Array.from({ length: owner.length + 1 }, (_, letters) => `${written}_${owner.slice(0, letters)}`),
    ];
    const chosen = candidates.find(isFree) ?? otherwise(one, isFree);
    names.set(one, chosen);
    count(chosen, 1);
  }
  return names;
}
