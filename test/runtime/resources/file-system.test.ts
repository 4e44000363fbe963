import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFileAccess } from '../../../runtime/resources/file-access.ts';
import { newFileSystem } from '../../../runtime/resources/file-system.ts';
import type { FileSystem } from '../../../runtime/resources/file-system.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { codeOf, Harness, until } from './harness.ts';
import type { ParkedSection } from './harness.ts';
import { resourceSuite } from './resource-suite.ts';

resourceSuite(
  'a file',
  { reads: 'value', writes: 'updates', indexable: true, suspends: true, afterClose: 'error' },
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'mpcal-file-'));
    await writeFile(join(directory, 'file'), 'before');
    return {
      resource: newFileSystem(directory),
      harness: new Harness(),
      samples: ['first', 'second'],
      readIndex: 'file',
      writeIndex: 'file',
      dispose: () => rm(directory, { recursive: true, force: true }),
    };
  },
);

describe('a file system', () => {
  let directory = '';
  let root = '';
  let files: FileSystem;
  let harness: Harness;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'mpcal-files-'));
    root = join(directory, 'root');
    await mkdir(root);
    files = newFileSystem(root);
    harness = new Harness();
  });

  afterEach(async () => {
    await files.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function read(path: string): Promise<Value> {
    for (;;) {
      const attempt = harness.attempt();
      const value = files.readAt(attempt, path);
      if (value !== undefined) {
        attempt.commitNow();
        return value;
      }
      const parked = attempt.park();
      await until(() => parked.woken);
    }
  }

  async function write(path: string, text: string): Promise<void> {
    const attempt = harness.attempt();
    files.writeAt(attempt, path, text);
    expect(await attempt.commit()).toBe(true);
  }

  it('writes whole files, and leaves nothing else in the directory', async () => {
    await write('a', 'one');
    await write('a', 'two');
    expect(await readFile(join(root, 'a'), 'utf8')).toBe('two');
    expect(await readdir(root)).toEqual(['a']);
  });

  it('creates its directory when the first file is written', async () => {
    await rm(root, { recursive: true });
    await write('a', 'text');
    expect(await readFile(join(root, 'a'), 'utf8')).toBe('text');
  });

  it('keeps text as it is', async () => {
    const text = 'línea\n\u{1f600}\u0000\r\n';
    await write('a', text);
    expect(await read('a')).toBe(text);
  });

  it('sees, section by section, what others write', async () => {
    await writeFile(join(root, 'a'), 'one');
    expect(await read('a')).toBe('one');
    await writeFile(join(root, 'a'), 'two');
    expect(await read('a')).toBe('two');
  });

  it('treats different spellings of a path as one file', async () => {
    await mkdir(join(root, 'sub'));
    const attempt = harness.attempt();
    files.writeAt(attempt, 'sub/../sub/./a', 'text');
    expect(files.readAt(attempt, 'sub/a')).toBe('text');
    attempt.abort();
  });

  it('does not show a file before its section is durable, and shows sections the new content', async () => {
    await writeFile(join(root, 'a'), 'old');
    const durable = { collect: () => undefined };
    harness.domain.durable(durable);
    await write('a', 'new');
    expect(await readFile(join(root, 'a'), 'utf8')).toBe('old');
    expect(await read('a')).toBe('new');
    await harness.domain.sync();
    expect(await readFile(join(root, 'a'), 'utf8')).toBe('new');
    expect(await read('a')).toBe('new');
  });

  it('lets one section read several files', async () => {
    await writeFile(join(root, 'a'), '1');
    await writeFile(join(root, 'b'), '2');
    let seen: readonly (Value | undefined)[] = [];
    await until(() => {
      const attempt = harness.attempt();
      const a = files.readAt(attempt, 'a');
      seen = a === undefined ? [] : [a, files.readAt(attempt, 'b')];
      attempt.park().leave();
      return seen.length === 2 && !seen.includes(undefined);
    });
    expect(seen).toEqual(['1', '2']);
  });

  async function parkedOn(path: string): Promise<ParkedSection> {
    await read(path);
    for (;;) {
      const attempt = harness.attempt();
      const blocked = files.readAt(attempt, path) === undefined;
      const parked = attempt.park();
      if (!blocked) return parked;
      await until(() => parked.woken);
    }
  }

  it('wakes a section that waits for another content when the file is changed from outside', async () => {
    await writeFile(join(root, 'a'), 'no');
    const parked = await parkedOn('a');
    expect(parked.woken).toBe(false);
    await writeFile(join(root, 'a'), 'go');
    await until(() => parked.woken);
    expect(await read('a')).toBe('go');
  });

  it('wakes a section when the file was changed between being read and being watched', async () => {
    const access = nodeFileAccess(root);
    await writeFile(join(root, 'a'), 'no');
    files = newFileSystem(root, { ...access, watch: () => () => undefined });
    await until(() => {
      const attempt = harness.attempt();
      const value = files.readAt(attempt, 'a');
      attempt.abort();
      return value !== undefined;
    });
    await writeFile(join(root, 'a'), 'go');
    const attempt = harness.attempt();
    expect(files.readAt(attempt, 'a')).toBe('no');
    const parked = attempt.park();
    await until(() => parked.woken);
    expect(await read('a')).toBe('go');
  });

  it('wakes a waiting section when the file is removed, and the section learns of it', async () => {
    await writeFile(join(root, 'a'), 'no');
    const parked = await parkedOn('a');
    await rm(join(root, 'a'));
    await until(() => parked.woken);
    await expect(read('a')).rejects.toMatchObject({ code: 'RESOURCE_FILE' });
  });

  it('reports a file that is not there, and reads it once it is', async () => {
    await expect(read('a')).rejects.toMatchObject({
      code: 'RESOURCE_FILE',
      message: expect.stringMatching(/a cannot be read: ENOENT/) as string,
    });
    await writeFile(join(root, 'a'), 'here');
    expect(await read('a')).toBe('here');
  });

  it('fails the section that writes where it cannot', async () => {
    const attempt = harness.attempt();
    files.writeAt(attempt, 'missing/a', 'text');
    await expect(attempt.commit()).rejects.toMatchObject({ code: 'RESOURCE_FILE' });
    attempt.abort();
    expect(await readdir(root)).toEqual([]);
  });

  it('removes what was prepared when another resource vetoes', async () => {
    const attempt = harness.attempt();
    files.writeAt(attempt, 'a', 'text');
    for (const resource of attempt.touched) await resource.preCommit(attempt);
    expect((await readdir(root)).length).toBe(1);
    attempt.abort();
    let left = ['?'];
    await until(() => {
      void readdir(root).then((names) => (left = names));
      return left.length === 0;
    });
  });

  it('removes what was prepared when its section ended before it was ready', async () => {
    const attempt = harness.attempt();
    files.writeAt(attempt, 'a', 'text');
    const verdicts = [...attempt.touched].map((resource) => resource.preCommit(attempt));
    attempt.abort();
    await Promise.all(verdicts);
    let left = ['?'];
    await until(() => {
      void readdir(root).then((names) => (left = names));
      return left.length === 0;
    });
    await write('a', 'later');
    expect(await readdir(root)).toEqual(['a']);
  });

  it.each(['../outside', '..', '/etc/hostname', '', '.', 'a/../..', 'a\u0000b'])(
    'refuses the path %j',
    (path) => {
      expect(codeOf(() => files.readAt(harness.attempt(), path))).toBe('RESOURCE_FILE');
    },
  );

  it('refuses an index that is no string, and a value that is none', () => {
    expect(codeOf(() => files.readAt(harness.attempt(), 1))).toBe('RESOURCE_FILE');
    expect(codeOf(() => files.writeAt(harness.attempt(), 'a', 1))).toBe('RESOURCE_BAD_VALUE');
  });

  it('refuses symbolic links that lead out of the directory', async () => {
    await writeFile(join(directory, 'secret'), 'secret');
    await symlink(join(directory, 'secret'), join(root, 'link'));
    await symlink(directory, join(root, 'up'));
    await expect(read('link')).rejects.toMatchObject({ code: 'RESOURCE_FILE' });
    await expect(write('up/secret', 'changed')).rejects.toMatchObject({ code: 'RESOURCE_FILE' });
    expect(await readFile(join(directory, 'secret'), 'utf8')).toBe('secret');
  });

  it('fails later sections when a committed file could not be put in its place', async () => {
    const access = nodeFileAccess(root);
    const failing = newFileSystem(root, {
      ...access,
      stage: () =>
        Promise.resolve({
          publish: () => {
            throw new Error('disk gone');
          },
          discard: () => Promise.resolve(),
        }),
    });
    const attempt = harness.attempt();
    failing.writeAt(attempt, 'a', 'text');
    await attempt.commit();
    expect(() => failing.readAt(harness.attempt(), 'a')).toThrow(/disk gone/);
  });
});
