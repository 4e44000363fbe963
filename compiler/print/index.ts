/** Syntax trees to text, and texts laid out anew. */
export { algorithmText } from './algorithm-printer.ts';
export { algorithmOf, formatSpec } from './format.ts';
export { print } from './print.ts';
export { treeToJson } from './json.ts';
export type { JsonTree } from './json.ts';
