/** Modular PlusCal to plain PlusCal. */
export { pluscalOf } from './pluscal.ts';
export type { PlusCalForm } from './pluscal.ts';
