import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, watch } from 'node:fs';
import { mkdir, open, readFile, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { reasonOf, ResourceError } from './errors.ts';

/** A file's new content, on disk beside the file and synced, but not yet in its place. */
export interface StagedFile {
  /** Puts the content in place, durably and in one step. */
  publish(): void;
  discard(): Promise<void>;
}

/** What the file system resource does to files: a seam, so that simulation can supply its own. Paths are absolute. */
export interface FileAccess {
  read(path: string): Promise<string>;
  stage(path: string, content: string): Promise<StagedFile>;
  /** Calls `changed` when the file may have changed, `failed` if that can no longer be told; answers how to stop. */
  watch(path: string, changed: () => void, failed: (error: unknown) => void): () => void;
}

/** Node's files under `root`, which is created when the first file is written. Symbolic links must not lead out of it. */
export function nodeFileAccess(root: string): FileAccess {
  async function requireInside(path: string): Promise<void> {
    const [realRoot, real] = await Promise.all([realpath(root), realpath(path)]);
    if (real === realRoot || real.startsWith(realRoot + sep)) return;
    throw new ResourceError('RESOURCE_FILE', `${path} leads out of ${root} through a symbolic link`);
  }

  return {
    async read(path) {
      await requireInside(path);
      return readFile(path, 'utf8');
    },

    async stage(path, content) {
      const directory = dirname(path);
      await mkdir(root, { recursive: true });
      await requireInside(directory);
      const temporary = join(directory, `.${basename(path)}.${randomUUID()}.tmp`);
      const discard = (): Promise<void> => rm(temporary, { force: true });
      try {
        const file = await open(temporary, 'wx');
        try {
          await file.writeFile(content, 'utf8');
          await file.sync();
        } finally {
          await file.close();
        }
      } catch (error) {
        await discard();
        throw error;
      }
      return {
        discard,
        publish() {
          renameSync(temporary, path);
          // The new name is durable only once its directory is.
          const handle = openSync(directory, 'r');
          try {
            fsyncSync(handle);
          } finally {
            closeSync(handle);
          }
        },
      };
    },

    watch(path, changed, failed) {
      try {
        const watcher = watch(path, { persistent: false }, changed);
        watcher.on('error', failed);
        return () => watcher.close();
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') changed();
        else failed(error);
        return () => {};
      }
    },
  };
}

/** The failure of an operation on a file, in words that name the file. */
export function fileError(path: string, attempted: string, error: unknown): ResourceError {
  if (error instanceof ResourceError) return error;
  return new ResourceError('RESOURCE_FILE', `the file ${path} cannot be ${attempted}: ${reasonOf(error)}`, {
    cause: error,
  });
}
