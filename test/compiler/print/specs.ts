import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The paths of all specs of the repository that are in order, from its root. */
export const specPaths: readonly string[] = [
  'specs',
  'test/oracle',
  'test/golden',
  'test/compiler/resolve/accepted',
]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
      join(root, folder, path),
    ),
  )
  .filter((path) => path.endsWith('.tla') && !path.includes('mutants'))
  .map((path) => relative(root, path))
  .sort();

export function specText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
