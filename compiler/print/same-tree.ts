import { Source } from '../source/index.ts';

/** Whether two parts of syntax trees are the same but for the places where they stand. */
export function sameTree(first: unknown, second: unknown): boolean {
  const pending: [unknown, unknown][] = [[first, second]];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const [a, b] = pair;
    if (Object.is(a, b)) continue;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    const [left, right] = [partsOf(a), partsOf(b)];
    if (left.size !== right.size) return false;
    for (const [key, child] of left) {
      if (!right.has(key)) return false;
      pending.push([child, right.get(key)]);
    }
  }
  return true;
}

function partsOf(node: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(node).filter(([key, child]) => child !== undefined && !isPlace(key, child)));
}

function isPlace(key: string, child: unknown): boolean {
  if (key === 'bullets' || key === 'translation' || key === 'pluscalTranslation') return true;
  return typeof child === 'object' && child !== null && 'source' in child && child.source instanceof Source;
}
