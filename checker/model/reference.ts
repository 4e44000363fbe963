import type { Value } from '../../runtime/index.ts';
import type { Machine } from './machine.ts';

/** What a reference parameter stands for in a model: a variable, through a mapping macro or not. */
export interface Reference {
  read(machine: Machine): Value | undefined;
  readPath(machine: Machine, indices: readonly Value[]): Value | undefined;
  write(machine: Machine, value: Value): boolean;
  writePath(machine: Machine, indices: readonly Value[], value: Value): boolean;
}
