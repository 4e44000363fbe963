import type { ArchetypeParameterSymbol, VariableSymbol } from '../resolve/index.ts';
import type { Span } from '../source/index.ts';
import type { LoweredArchetype } from '../lower/index.ts';
import type { Block } from './block.ts';
import type { Doc } from './layout.ts';

export type StateSymbol = VariableSymbol | ArchetypeParameterSymbol;

/** What sections need to know of the procedures of the module. */
export interface ProcedureNames {
  readonly frameClass: string;
  readonly preAmble: string | undefined;
  readonly readsInPreAmble: boolean;
  readonly params: readonly ArchetypeParameterSymbol[];
  /** The constant of its first label. */
  readonly entry: string;
}

/** Where the variables of sections are, other than in the frame of an archetype: in a state that is explored. */
export interface SectionPlaces {
  /** The variable's value when the section begins; undefined for what is no variable of the body, or is read where it stands. */
  load(symbol: StateSymbol, block: Block): string | undefined;
  /** Where a path of the section leaves its value. */
  store(symbol: StateSymbol, block: Block): string;
  /** A reference of the body, for a procedure that is called. */
  handOn(parameter: ArchetypeParameterSymbol, block: Block): Doc;
  /** A reference to a variable of the body, for a procedure that is called. */
  referenceTo(symbol: StateSymbol, block: Block): Doc;
  /** The number of a procedure. */
  procedure(name: string): number;
}

/** A body of a mapping macro: what of it is being emitted. */
export type MappingBody = 'read' | 'write';

/** What the sections of one archetype or procedure share. */
export interface BodyContext {
  readonly body: LoweredArchetype;
  readonly frameClass: string;
  readonly procedure: (name: string) => ProcedureNames;
  readonly places?: SectionPlaces;
  readonly mapping?: MappingBody;
  /** Asked for the number of each choice, if the section is to tell `iface` what was chosen. */
  readonly noteChoice?: (choice: NotedChoice) => number;
}

/** A choice that a section tells of. */
export interface NotedChoice {
  readonly kind: 'either' | 'with';
  /** What a `with` binds. */
  readonly name: string | undefined;
  readonly span: Span;
}
