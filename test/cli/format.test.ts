import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runIn, temporaryFolder } from './harness.ts';

const untidy = `Above
---- MODULE Sum ----
EXTENDS   Naturals
(* --algorithm Sum { variables x=0 ; \\* the sum
{ a: while(x<3){x:=x+1}; } } and more *)
Odd   == x % 2
====
Below
`;

const tidy = `Above
---- MODULE Sum ----
EXTENDS   Naturals
(* --algorithm Sum {
    variables
        x = 0;  \\* the sum

    {
    a:
        while (x < 3) {
            x := x + 1;
        };
    }
} and more *)
Odd   == x % 2
====
Below
`;

function folderWith(text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'Sum.tla'), text);
  return folder;
}

const read = (folder: string): string => readFileSync(join(folder, 'Sum.tla'), 'utf8');

test('lays out the algorithm and leaves the rest of the file as it is', async () => {
  const folder = folderWith(untidy);
  expect(await runIn(folder, 'format', 'Sum.tla')).toMatchObject({ code: 0, out: 'laid out Sum.tla\n' });
  expect(read(folder)).toBe(tidy);
});

test('does not write a read-only file', async () => {
  const folder = folderWith(untidy);
  chmodSync(join(folder, 'Sum.tla'), 0o444);
  const outcome = await runIn(folder, 'format', 'Sum.tla');
  expect(outcome).toMatchObject({ code: 1 });
  expect(outcome.error).toContain('the file is read-only');
  expect(read(folder)).toBe(untidy);
});

test('has nothing to do the second time', async () => {
  const folder = folderWith(tidy);
  expect(await runIn(folder, 'format', 'Sum.tla')).toMatchObject({
    code: 0,
    out: 'Sum.tla is laid out already\n',
  });
  expect(read(folder)).toBe(tidy);
});

test('tells with --check whether the file would change, and does not change it', async () => {
  const folder = folderWith(untidy);
  expect(await runIn(folder, 'format', 'Sum.tla', '--check')).toMatchObject({
    code: 1,
    out: 'Sum.tla would be laid out anew\n',
  });
  expect(read(folder)).toBe(untidy);
  expect(await runIn(folderWith(tidy), 'format', 'Sum.tla', '--check')).toMatchObject({ code: 0 });
});

test('only shows the result with --stdout', async () => {
  const folder = folderWith(untidy);
  expect(await runIn(folder, 'format', 'Sum.tla', '--stdout')).toMatchObject({ code: 0, out: tidy });
  expect(read(folder)).toBe(untidy);
});

test('does not take --check and --stdout together', async () => {
  expect(await runIn(folderWith(untidy), 'format', 'Sum.tla', '--check', '--stdout')).toMatchObject({
    code: 2,
  });
});

test('keeps the line ends of Windows', async () => {
  const folder = folderWith(untidy.replaceAll('\n', '\r\n'));
  await runIn(folder, 'format', 'Sum.tla');
  expect(read(folder)).toBe(tidy.replaceAll('\n', '\r\n'));
});

test('leaves a spec that cannot be read alone', async () => {
  const broken = untidy.replace('x:=x+1', 'x:=x+');
  const folder = folderWith(broken);
  const outcome = await runIn(folder, 'format', 'Sum.tla');
  expect(outcome.code).toBe(1);
  expect(outcome.error).toContain('MP103');
  expect(read(folder)).toBe(broken);
});

test('leaves a file without an algorithm alone', async () => {
  const folder = folderWith('---- MODULE Sum ----\n====\n');
  expect(await runIn(folder, 'format', 'Sum.tla')).toMatchObject({ code: 0 });
});
