import { describe, expect, it } from 'vitest';
import { folderWith } from './check-spec.ts';
import { runIn } from './harness.ts';

const spec = `---- MODULE Printing ----
EXTENDS Naturals, Sequences, TLC
(*--algorithm Printing
variable x = 0;
begin
l: while x < 2 do
     print <<"at", x>>;
     x := x + 1;
   end while;
end algorithm; *)
Small == PrintT("x is " \\o ToString(x)) /\\ x < 3
====
`;
const printed = ['<<"at", 0>>', '<<"at", 1>>'];

describe('what a spec prints', () => {
  it('comes before the report, in the order of the search, by one thread', async () => {
    const folder = folderWith({ 'Printing.tla': spec });
    const { out, code } = await runIn(folder, 'check', 'Printing.tla', '--inv', 'Small', '--workers', '2');
    const lines = out.split('\n');
    expect(lines.filter((line) => line.startsWith('<<'))).toEqual(printed);
    expect(lines.filter((line) => line.startsWith('"x is '))).toEqual([
      '"x is 0"',
      '"x is 1"',
      '"x is 2"',
      '"x is 2"',
    ]);
    expect(lines.indexOf('Nothing wrong was found')).toBe(6);
    expect(out).toContain('One thread searched: what is printed by several would be mixed up');
    expect(code).toBe(0);
  });

  it('is no part of one JSON object', async () => {
    const folder = folderWith({ 'Printing.tla': spec });
    const { out, error } = await runIn(folder, 'check', 'Printing.tla', '--json');
    expect(JSON.parse(out)).toMatchObject({ result: 'ok', distinct: 4 });
    expect(error.split('\n').filter((line) => line !== '')).toEqual(printed);
  });

  it('is printed by several threads, too, where only statements print', async () => {
    const folder = folderWith({ 'Printing.tla': spec });
    const { out } = await runIn(folder, 'check', 'Printing.tla', '--workers', '2');
    expect(out.split('\n').filter((line) => line.startsWith('<<'))).toEqual(printed);
    expect(out).toContain('2 workers');
  });

  it('is printed on walks, too', async () => {
    const folder = folderWith({ 'Printing.tla': spec });
    const { out } = await runIn(
      folder,
      'simulate',
      'Printing.tla',
      '--num',
      '1',
      '--inv',
      'Small',
      '--workers',
      '2',
    );
    expect(out.split('\n').filter((line) => line.startsWith('<<'))).toEqual(printed);
    expect(out).toContain('1 worker');
  });
});
