import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTlaValue, sameValue } from '../../runtime/index.ts';
import { counterConfig, counterSpec, folderWith, jsonOf } from './check-spec.ts';
import { runIn } from './harness.ts';

const counter = { 'Counter.tla': counterSpec, 'Counter.cfg': counterConfig };

/** Values of every kind, and names that the module would use itself. */
const kinds = `---- MODULE Kinds ----
EXTENDS Integers, Sequences, TLC
CONSTANTS Nil, Loop, Nodes
(* --algorithm Kinds
variables
  number = -3,
  text = "a \\"b\\" \\\\* no comment, Nil2 :> 1",
  record = [Nil |-> Nil, more |-> <<-1, <<>>, {}>>],
  mixed = 2 :> Loop @@ 5 :> Nil,
  sets = <<{1, 2}, {Nil}, Nodes, {<<n, -1>> : n \\in Nodes}, BOOLEAN>>,
  endless = <<Nat, Int, Seq({1}), [Nat -> {Nil}], [field : Nat, Other : {2}], SUBSET Int, STRING>>,
  Trace = 0;
begin
  go: Trace := Trace + 1;
      text := "";
      mixed := (Nil :> 0) @@ (Loop :> 1);
  again: goto go;
end algorithm; *)
Short == Trace < 2
====
`;
const kindsConfig = 'CONSTANTS Nil = Nil Loop = Loop Nodes = {n1, n2}\nINVARIANT Short\n';

interface ToldTrace {
  readonly states: readonly { readonly values: Readonly<Record<string, string>> }[];
}

/** What `eval` makes of an expression about the written module. */
async function evaluated(folder: string, expression: string): Promise<string> {
  const { out, error } = await runIn(folder, 'eval', expression, '-s', 'Found.tla', '-c', 'Found.cfg');
  expect(error).toBe('');
  return out.trim();
}

describe('mpcal-ts check --trace-tla', () => {
  it.each([
    ['numbers and sequences', counter, 'Counter', ['--inv', 'Small'], 'Trace'],
    [
      'values of every kind, and names that are taken',
      { 'Kinds.tla': kinds, 'Kinds.cfg': kindsConfig },
      'Kinds',
      [],
      'Trace_',
    ],
  ])('writes a module whose states are those of the trace: %s', async (_, files, name, args, sequence) => {
    const folder = folderWith(files);
    const { report } = await jsonOf(folder, 'check', `${name}.tla`, ...args, '--trace-tla', 'Found.tla');
    const { states } = report['trace'] as ToldTrace;
    expect(await evaluated(folder, `DOMAIN ${sequence} = 1..${states.length}`)).toBe('TRUE');
    for (const [index, { values }] of states.entries()) {
      for (const [variable, text] of Object.entries(values)) {
        const read = await evaluated(folder, `${sequence}[${index + 1}].${variable}`);
        expect([variable, sameValue(parseTlaValue(read), parseTlaValue(text))]).toEqual([variable, true]);
      }
    }
  });

  it('says in the module what it shows, and who took each step', async () => {
    const folder = folderWith(counter);
    await runIn(folder, 'check', 'Counter.tla', '--inv', 'Small', '--trace-tla', 'Found.tla');
    const text = readFileSync(join(folder, 'Found.tla'), 'utf8');
    expect(text).toContain(
      '---- MODULE Found ----\n\\* A trace that mpcal-ts wrote: invariant Small of Counter\nEXTENDS Integers\n',
    );
    expect(text).toContain('  \\* 1: initial\n  [ x |-> 0,\n    pc |-> <<"raise", "raise">>,\n');
    expect(text).toContain('  \\* 2: raiser(1) at raise\n');
    expect(text).toContain("  /\\ Position' = Position + 1\n  /\\ x' = Trace[Position'].x\n");
    expect(text).toContain('Spec == Init /\\ [][Next]_<<x, pc, old, Position>>');
    expect(text).not.toContain('Loop');
  });

  it('says where the trace goes back to', async () => {
    const folder = folderWith(counter);
    const { report } = await jsonOf(
      folder,
      'check',
      'Counter.tla',
      '--prop',
      'Empty',
      '--trace-tla',
      'Found.tla',
    );
    const { states, end } = report['trace'] as ToldTrace & {
      readonly end: { readonly kind: string; readonly backTo?: number };
    };
    const expected = end.kind === 'stuttering' ? states.length : (end.backTo ?? -1) + 1;
    expect(await evaluated(folder, 'Loop')).toBe(String(expected));
    expect(readFileSync(join(folder, 'Found.tla'), 'utf8')).toContain(
      `Position' = IF Position = ${states.length} THEN Loop ELSE Position + 1`,
    );
  });

  it('gives the constants of the module values by a configuration', async () => {
    const folder = folderWith({ 'Kinds.tla': kinds, 'Kinds.cfg': kindsConfig });
    await runIn(folder, 'check', 'Kinds.tla', '--trace-tla', 'Found.tla');
    expect(readFileSync(join(folder, 'Found.cfg'), 'utf8')).toBe(
      '\\* A trace that mpcal-ts wrote\nSPECIFICATION Spec\nCHECK_DEADLOCK FALSE\nCONSTANTS\n  Loop = Loop\n  Nil = Nil\n  n1 = n1\n  n2 = n2\n',
    );
  });

  it('writes nothing where nothing is wrong', async () => {
    const folder = folderWith(counter);
    expect((await runIn(folder, 'check', 'Counter.tla', '--trace-tla', 'Found.tla')).code).toBe(0);
    expect(readdirSync(folder).toSorted()).toEqual(['Counter.cfg', 'Counter.tla']);
  });

  it('writes what a simulation found, and over an older trace', async () => {
    const folder = folderWith(counter);
    const args = ['Counter.tla', '--inv', 'Small', '--trace-tla', 'Found.tla'];
    await runIn(folder, 'check', ...args);
    writeFileSync(join(folder, 'Found.tla'), '\\* A trace that mpcal-ts wrote: long ago\n');
    expect((await runIn(folder, 'simulate', ...args, '--seed', '1')).code).toBe(12);
    expect(await evaluated(folder, 'Trace[1].x')).toBe('0');
  });

  it.each([
    ['Counter.tla', 1, 'will not overwrite Counter.tla, which is no trace'],
    ['Other.tla', 1, 'will not overwrite Other.cfg, which is no trace'],
    ['Found.txt', 2, 'expected NAME.tla, not Found.txt'],
    ['a-b.tla', 2, 'expected NAME.tla, not a-b.tla'],
  ])('refuses to write %s: exit code %i', async (file, expected, message) => {
    const folder = folderWith({ ...counter, 'Other.cfg': 'SPECIFICATION Spec\n' });
    const { code, error } = await runIn(
      folder,
      'check',
      'Counter.tla',
      '--inv',
      'Small',
      '--trace-tla',
      file,
    );
    expect(code).toBe(expected);
    expect(error).toContain(message);
    expect(readFileSync(join(folder, 'Counter.tla'), 'utf8')).toBe(counterSpec);
    expect(existsSync(join(folder, 'Other.tla'))).toBe(false);
  });
});
