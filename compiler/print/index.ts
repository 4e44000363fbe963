/** Syntax trees to text. */
export { print } from './print.ts';
