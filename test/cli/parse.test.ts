import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runIn, temporaryFolder } from './harness.ts';

function folderWith(text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'M.tla'), text);
  return folder;
}

test('prints the syntax tree with positions as JSON', async () => {
  const { code, out } = await runIn(
    folderWith('---- MODULE M ----\nTwo == 2\n====\n'),
    'parse',
    'M.tla',
    '--json',
  );
  expect(code).toBe(0);
  const at = (offset: number, line: number, column: number): object => ({ offset, line, column });
  expect(JSON.parse(out)).toMatchObject({
    schema: 1,
    spec: 'M.tla',
    diagnostics: [],
    module: {
      kind: 'module',
      name: { kind: 'name', text: 'M' },
      units: [
        {
          kind: 'operatorDefinition',
          name: { kind: 'name', text: 'Two', span: { start: at(19, 2, 1), end: at(22, 2, 4) } },
          body: { kind: 'number', value: '2', span: { start: at(26, 2, 8), end: at(27, 2, 9) } },
        },
      ],
    },
  });
});

test('prints what can be read of a broken spec, and what is wrong with it', async () => {
  const { code, out } = await runIn(
    folderWith('---- MODULE M ----\nA == \nB == 2\n====\n'),
    'parse',
    'M.tla',
    '--json',
  );
  expect(code).toBe(1);
  const { module, diagnostics } = JSON.parse(out) as { module: { units: unknown[] }; diagnostics: unknown[] };
  expect(diagnostics).toMatchObject([{ code: 'MP103', severity: 'error' }]);
  expect(module.units).toHaveLength(2);
});

test('gives no tree where it is nested too deeply', async () => {
  const deep = `${'('.repeat(3000)}1${')'.repeat(3000)}`;
  const { code, out } = await runIn(
    folderWith(`---- MODULE M ----\nA == ${deep}\n====\n`),
    'parse',
    'M.tla',
    '--json',
  );
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ module: null, diagnostics: [{ code: 'MP109' }] });
});

test('says in a line what the file holds', async () => {
  const text = '---- MODULE M ----\nA == 1\n(* --algorithm Q { { l: skip; } } *)\n====\n';
  expect(await runIn(folderWith(text), 'parse', 'M.tla')).toMatchObject({
    code: 0,
    out: 'M.tla: module M, 2 units, PlusCal Q\n',
  });
});

test('shows problems with their places', async () => {
  const outcome = await runIn(folderWith('---- MODULE M ----\nA == (1\n====\n'), 'parse', 'M.tla');
  expect(outcome).toMatchObject({ code: 1, out: '' });
  expect(outcome.error).toContain('M.tla:2:7: error MP103');
});
