import { shown } from '../syntax/print.ts';

/** A tree as text, without the places where its parts stand; `brackets: false` leaves parentheses out as well. */
export function shapeOf(tree: unknown, options: { readonly brackets: boolean } = { brackets: true }): string {
  return JSON.stringify(shown(options.brackets ? tree : withoutBrackets(tree)));
}

function withoutBrackets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBrackets);
  if (typeof value !== 'object' || value === null) return value;
  if ('source' in value) return value;
  if ('kind' in value && value.kind === 'parenthesized' && 'inner' in value)
    return withoutBrackets(value.inner);
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withoutBrackets(child)]));
}
