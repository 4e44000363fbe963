import { toldApart } from '../resolve/index.ts';
import type { Span } from '../source/index.ts';
import { freeName } from './names.ts';
import type { FreshNames } from './names.ts';

/** What is declared, in the order in which it gives way to what comes later: as in pcal.trans, but that labels keep their names, which are values of `pc`. */
const kinds = ['process variable', 'procedure variable', 'parameter', 'label'] as const;
export type DeclaredKind = (typeof kinds)[number];

interface Entry {
  /** What stands for the name until all are known. */
  readonly id: string;
  readonly written: string;
  readonly kind: DeclaredKind;
  /** The process or procedure it belongs to. */
  readonly owner: string;
  /** Where units after the algorithm speak of it, if they do: then others have to give way. */
  readonly spokenOf: Span | undefined;
}

/** What is declared under another name than the one it has in the Modular PlusCal. */
export type Renamed = Pick<Entry, 'written' | 'kind' | 'owner' | 'spokenOf'> & { readonly name: string };

/** Names that others have. */
export interface TakenNames {
  readonly byAll: ReadonlySet<string>;
  /** Names that units after the algorithm bind: variables they do not speak of cannot have them. */
  readonly boundAfter: ReadonlySet<string>;
}

/**
 * The variables, parameters and labels of processes and procedures, which in PlusCal share one space of names. Those that clash are told apart as pcal.trans
 * does it, so that it has nothing left to rename: `x_`, then `x_` with as many letters of the process or procedure as it takes. Of several of a
 * kind the last in the text keeps its name.
 */
export class DeclaredNames {
  private readonly fresh: FreshNames;
  private readonly entries: Entry[] = [];

  constructor(fresh: FreshNames) {
    this.fresh = fresh;
  }

  /** What stands for a name until all are known. */
  add(written: string, kind: DeclaredKind, owner: string, spokenOf?: Span): string {
    const id = this.fresh.declared(written);
    this.entries.push({ id, written, kind, owner, spokenOf });
    return id;
  }

  /** The names, by what stands for them, of all that `isUsed`. `owners`: processes and procedures in the order of the text. */
  decided(
    owners: readonly string[],
    taken: TakenNames,
    isUsed: (id: string) => boolean,
  ): ReadonlyMap<string, string> {
    const place = ({ owner }: Entry): number => owners.indexOf(owner);
    const isVariableSpokenOf = ({ kind, spokenOf }: Entry): boolean =>
      kind !== 'label' && spokenOf !== undefined;
    const rank = (entry: Entry): number =>
      isVariableSpokenOf(entry) ? kinds.length : kinds.indexOf(entry.kind);
    const entries = this.entries
      .filter(({ id }) => isUsed(id))
      .sort((a, b) => rank(a) - rank(b) || place(a) - place(b));
    const names = toldApart(
      entries,
      (entry, name) =>
        taken.byAll.has(name) ||
        (entry.kind !== 'label' && !isVariableSpokenOf(entry) && taken.boundAfter.has(name)),
      ({ written }, isFree) => freeName(written, (name) => !isFree(name)),
    );
    return new Map([...names].map(([{ id }, name]) => [id, name]));
  }

  /** What does not keep its name. */
  renamed(names: ReadonlyMap<string, string>): readonly Renamed[] {
    return this.entries.flatMap(({ id, ...entry }) => {
      const name = names.get(id);
      return name === undefined || name === entry.written ? [] : [{ ...entry, name }];
    });
  }
}
