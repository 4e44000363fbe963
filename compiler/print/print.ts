import type { Expression } from '../syntax/index.ts';
import { layout } from './document.ts';
import { expressionDoc } from './expression-printer.ts';

export const pageWidth = 100;
export function print(expression: Expression): string {
  return layout(expressionDoc(expression), { width: pageWidth, column: 0 });
}
