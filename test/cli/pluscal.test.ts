import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readForRewriting, rewrite } from '../../cli/files.ts';
import { runIn, temporaryFolder } from './harness.ts';

const block = `--mpcal Counter {
    archetype A(ref c) { step: c := c + 1; }
    variables n = 0;
    process (P = 1) == instance A(ref n);
}`;

const markers = '\\* BEGIN PLUSCAL TRANSLATION\n\\* END PLUSCAL TRANSLATION\n';

function specText(after: string): string {
  return `---- MODULE Counter ----\nEXTENDS Naturals\n(*\n${block}\n${after}====\n`;
}

function folderWith(text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'Counter.tla'), text);
  return folder;
}

const read = (folder: string): string => readFileSync(join(folder, 'Counter.tla'), 'utf8');

const form = `--algorithm Counter {
    variables
        n = 0;

    process (P = 1)
    {
    step:
        n := n + 1;
    }
}
`;

test('writes the PlusCal between markers that it puts into the comment behind the Modular PlusCal', async () => {
  const folder = folderWith(specText('*)\n'));
  expect(await runIn(folder, 'pluscal', 'Counter.tla')).toMatchObject({
    code: 0,
    out: 'wrote the PlusCal form into Counter.tla\n',
  });
  expect(read(folder)).toBe(
    specText(`\n\\* BEGIN PLUSCAL TRANSLATION\n${form}\\* END PLUSCAL TRANSLATION\n*)\n`),
  );
});

test('puts the PlusCal into a comment of its own where the markers stand outside of one', async () => {
  const folder = folderWith(specText(`*)\n${markers}`));
  await runIn(folder, 'pluscal', 'Counter.tla');
  expect(read(folder)).toBe(
    specText(`*)\n\\* BEGIN PLUSCAL TRANSLATION\n(*\n${form}*)\n\\* END PLUSCAL TRANSLATION\n`),
  );
});

test.each([
  ['without markers', specText('*)\n')],
  ['with markers in the comment', specText(`${markers}*)\n`)],
  ['with markers behind the comment', specText(`*)\n${markers}`)],
  ['with the line ends of Windows', specText(`*)\n${markers}`).replaceAll('\n', '\r\n')],
])('changes nothing the second time: %s', async (_, text) => {
  const folder = folderWith(text);
  await runIn(folder, 'pluscal', 'Counter.tla');
  const once = read(folder);
  expect(once).not.toBe(text);
  expect(await runIn(folder, 'pluscal', 'Counter.tla')).toMatchObject({
    code: 0,
    out: 'the PlusCal form in Counter.tla is current\n',
  });
  expect(read(folder)).toBe(once);
});

test('replaces what an earlier run has written', async () => {
  const stale = '\\* BEGIN PLUSCAL TRANSLATION\n--algorithm Old { }\n\\* END PLUSCAL TRANSLATION\n*)\n';
  const folder = folderWith(specText(stale));
  await runIn(folder, 'pluscal', 'Counter.tla');
  expect(read(folder)).not.toContain('Old');
  expect(read(folder)).toContain(form);
});

test('only shows the PlusCal with --stdout', async () => {
  const text = specText('*)\n');
  const folder = folderWith(text);
  expect(await runIn(folder, 'pluscal', 'Counter.tla', '--stdout')).toMatchObject({ code: 0, out: form });
  expect(read(folder)).toBe(text);
});

test('leaves a spec with errors alone', async () => {
  const text = specText('*)\n').replace('c + 1', 'd + 1');
  const folder = folderWith(text);
  const outcome = await runIn(folder, 'pluscal', 'Counter.tla');
  expect(outcome.code).toBe(1);
  expect(outcome.error).toContain('MP201');
  expect(read(folder)).toBe(text);
});

test('leaves a spec with markers in the wrong order alone', async () => {
  const text = specText('*)\n\\* END PLUSCAL TRANSLATION\n\\* BEGIN PLUSCAL TRANSLATION\n');
  const folder = folderWith(text);
  const outcome = await runIn(folder, 'pluscal', 'Counter.tla');
  expect(outcome.code).toBe(1);
  expect(outcome.error).toContain('MP107');
  expect(read(folder)).toBe(text);
});

test('says that there is nothing to write where there is no Modular PlusCal', async () => {
  const folder = folderWith('---- MODULE Counter ----\n====\n');
  const outcome = await runIn(folder, 'pluscal', 'Counter.tla');
  expect(outcome.code).toBe(1);
  expect(outcome.error).toContain('there is no Modular PlusCal in this module');
});

test('does not write a read-only file', async () => {
  const text = specText('*)\n');
  const folder = folderWith(text);
  chmodSync(join(folder, 'Counter.tla'), 0o444);
  const outcome = await runIn(folder, 'pluscal', 'Counter.tla');
  expect(outcome).toMatchObject({ code: 1 });
  expect(outcome.error).toContain('the file is read-only');
  expect(read(folder)).toBe(text);
});

test('does not write a file that has changed since it was read, and leaves nothing behind', () => {
  const folder = folderWith('old');
  const spec = readForRewriting(join(folder, 'Counter.tla'));
  writeFileSync(join(folder, 'Counter.tla'), 'changed');
  expect(() => {
    rewrite(spec, 'new');
  }).toThrow('has changed in the meantime');
  expect(read(folder)).toBe('changed');
  expect(readdirSync(folder)).toEqual(['Counter.tla']);
});

test('writes what a link points to and keeps its permissions', () => {
  const folder = folderWith('old');
  mkdirSync(join(folder, 'links'));
  chmodSync(join(folder, 'Counter.tla'), 0o640);
  symlinkSync(join(folder, 'Counter.tla'), join(folder, 'links', 'Link.tla'));
  rewrite(readForRewriting(join(folder, 'links', 'Link.tla')), 'new');
  expect(read(folder)).toBe('new');
  expect(statSync(join(folder, 'Counter.tla')).mode & 0o777).toBe(0o640);
});

test('refuses a file that is no text', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'Counter.tla'), Buffer.from([0x2d, 0xff, 0xfe, 0x00]));
  const outcome = await runIn(folder, 'pluscal', 'Counter.tla');
  expect(outcome).toMatchObject({ code: 1 });
  expect(outcome.error).toContain('it is no text in UTF-8');
});

test('says which file it cannot read', async () => {
  const outcome = await runIn(temporaryFolder(), 'pluscal', 'Missing.tla');
  expect(outcome.code).toBe(1);
  expect(outcome.error).toContain('Missing.tla');
});
