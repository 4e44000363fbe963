import type { Name } from './expressions.ts';

/** Declarations by name; of several with one name, the first. For what is looked up once for every use of a name. */
export function byName<T extends { readonly name: Name }>(
  declarations: readonly T[],
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const declaration of declarations) {
    if (!found.has(declaration.name.text)) found.set(declaration.name.text, declaration);
  }
  return found;
}
