import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BlockStoreFailure, FileBlockStore } from '../../../checker/parallel/index.ts';
import { search } from '../../../checker/search/index.ts';
import { lattice, toyModel } from '../toy-models.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'blocks-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('a store of blocks in a file', () => {
  it('gives every block back as it was, also from places that were used before', () => {
    const store = new FileBlockStore(directory, 'test');
    const block = (length: number, fill: number) => new Uint8Array(length).fill(fill);
    const first = store.write(block(1000, 1));
    const second = store.write(block(10, 2));
    expect(store.take(first)).toEqual(block(1000, 1));
    const third = store.write(block(600, 3));
    const fourth = store.write(block(400, 4));
    expect([second, third, fourth].map((handle) => store.take(handle))).toEqual([
      block(10, 2),
      block(600, 3),
      block(400, 4),
    ]);
    store.close();
  });

  it('leaves no file behind', () => {
    const store = new FileBlockStore(directory, 'test');
    store.write(new Uint8Array(10));
    store.close();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('lets a search end as it does in memory', () => {
    const store = new FileBlockStore(directory, 'test');
    const spill = { store, memoryIsShort: () => true, blockLength: 20 };
    expect(search(toyModel(lattice(4, 6)), { spill })).toEqual(search(toyModel(lattice(4, 6))));
    store.close();
  });

  it('says where states cannot be kept', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(() => new FileBlockStore(join(file, 'below'), 'test')).toThrow(BlockStoreFailure);
    const store = new FileBlockStore(directory, 'test');
    store.close();
    expect(() => store.write(new Uint8Array(1))).toThrow(BlockStoreFailure);
  });
});
