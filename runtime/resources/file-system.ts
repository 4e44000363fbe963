import { resolve, sep } from 'node:path';
import type { Attempt, Resource } from '../kernel/resource.ts';
import { isString } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { closedError, ResourceError } from './errors.ts';
import { nodeFileAccess } from './file-access.ts';
import type { FileAccess } from './file-access.ts';
import { FileResource } from './file-resource.ts';
import { abbreviated } from './function-value.ts';
import { ResourceMap } from './resource-map.ts';

/** The files under a directory; the index is the path within it. */
export class FileSystem extends ResourceMap {
  private readonly root: string;
  private readonly access: FileAccess;
  private readonly files = new Map<string, FileResource>();

  constructor(root: string, access: FileAccess) {
    super();
    this.root = root;
    this.access = access;
  }

  override get mayVeto(): boolean {
    return true;
  }

  override index(index: Value, _attempt: Attempt): FileResource {
    const path = this.pathOf(index);
    const known = this.files.get(path);
    if (known !== undefined) return known;
    if (this.isClosed) throw closedError(`file system ${this.root}`);
    const file = new FileResource(path, this.access);
    this.files.set(path, file);
    return file;
  }

  protected override elements(): Iterable<Resource> {
    return this.files.values();
  }

  private pathOf(index: Value): string {
    if (!isString(index)) {
      throw new ResourceError(
        'RESOURCE_FILE',
        `a file's path is a string, but it is given as ${abbreviated(index)}`,
      );
    }
    const path = resolve(this.root, index);
    const below = this.root.endsWith(sep) ? this.root : this.root + sep;
    if (!path.startsWith(below) || index.includes('\0')) {
      throw new ResourceError(
        'RESOURCE_FILE',
        `${abbreviated(index)} is no path of a file under ${this.root}`,
      );
    }
    return path;
  }
}

/**
 * The files under the directory `root`, each a string. Paths that lead out of it are an error, and so is reading a file that is not there.
 */
export function newFileSystem(root: string, access?: FileAccess): FileSystem {
  const absolute = resolve(root);
  return new FileSystem(absolute, access ?? nodeFileAccess(absolute));
}
