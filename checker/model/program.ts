import type { ModelProgram } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import * as kernel from '../../runtime/kernel/index.ts';
import * as tla from '../../runtime/tla/index.ts';
import type { Action } from './actions.ts';
import type { Machine } from './machine.ts';
import type { Target } from './reference.ts';

/** What the code of a model uses: not the resources and their libraries, which take long to load. */
const runtime = { ...tla, ...kernel };

/** Code of a model that gives a value. */
export type Evaluation = (machine: Machine) => Value;
/** Code of a critical section; see `Section` results in `machine.ts`. */
export type SectionBody = (machine: Machine) => number;
/** Code that puts initial values into `machine.next`. */
export type Initialisation = (machine: Machine) => void;

/** The read and the write body of a mapping macro. */
export type MappingBodies = readonly [
  read: (machine: Machine, target: Target) => Value | undefined,
  write: (machine: Machine, target: Target, value: Value) => boolean,
];

/** What the source of a `ModelProgram` returns. */
export interface Program {
  readonly memoSize: number;
  readonly expressions: readonly Evaluation[];
  readonly actions: readonly ((machine: Machine) => Action)[];
  readonly ids: readonly (Evaluation | undefined)[];
  readonly initShared: Initialisation;
  readonly initProcedures: Initialisation;
  readonly initOwn: readonly Initialisation[];
  readonly initCalled: readonly Initialisation[];
  readonly sections: readonly SectionBody[];
  readonly mappings: readonly MappingBodies[];
}

/** Loads generated code. The text comes from the compiler, which writes spec texts into it as quoted strings only. */
export function loadProgram(program: ModelProgram): Program {
  const load = new Function('runtime', `'use strict';\n${program.source}`) as (
    names: typeof runtime,
  ) => Program;
  return load(runtime);
}
