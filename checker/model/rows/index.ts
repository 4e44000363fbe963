/** States as rows of numbers: what the search copies and compares, and what is remembered of sections and formulas by what they looked at. */
export { RowReceiver, RowSender } from './courier.ts';
export type { RowEvaluator } from './row-evaluator.ts';
export type { RowExplorer } from './row-explorer.ts';
export type { Row, RowLayout } from './row-layout.ts';
export { RowSymmetry } from './row-symmetry.ts';
export { rowsOf } from './rows.ts';
export type { RowParts, Rows } from './rows.ts';
