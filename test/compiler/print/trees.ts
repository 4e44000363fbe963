const places = new Set([
  'span',
  'operatorSpan',
  'bullets',
  'readSpan',
  'writeSpan',
  'translation',
  'pluscalTranslation',
  'call',
]);

/** A tree as JSON, without the places where its parts stand; `brackets: false` leaves parentheses out as well. */
export function shapeOf(tree: unknown, options: { readonly brackets: boolean } = { brackets: true }): string {
  return JSON.stringify(strip(tree, options.brackets));
}

function strip(value: unknown, brackets: boolean): unknown {
  if (typeof value === 'bigint') return `${value}`;
  if (Array.isArray(value)) return value.map((item) => strip(item, brackets));
  if (typeof value !== 'object' || value === null) return value;
  const node = value as Readonly<Record<string, unknown>>;
  if (node['kind'] === 'parenthesized' && !brackets) return strip(node['inner'], brackets);
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, child]) => !places.has(key) && child !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, strip(child, brackets)]),
  );
}
