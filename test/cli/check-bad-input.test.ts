import { closeSync, mkdirSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeCheckpoint } from '../../cli/checking/checkpoint-file.ts';
import { runProgram } from '../../cli/program.ts';
import { folderWith, jsonOf } from './check-spec.ts';
import { runIn, temporaryFolder } from './harness.ts';

/** A counter up to Max, with a statement of one's own in its step, definitions behind it, and a configuration. */
function files({
  step = 'x := x + 1;',
  definitions = '',
  config = '',
  initial = '= 0',
}: {
  readonly step?: string;
  readonly definitions?: string;
  readonly config?: string;
  readonly initial?: string;
}): Readonly<Record<string, string>> {
  const spec = [
    '---- MODULE Bad ----',
    'EXTENDS Naturals, TLC, TLCExt, FiniteSets',
    'CONSTANT Max',
    `(* --algorithm Bad variable x ${initial};`,
    'begin',
    'a: while x < Max do',
    `     ${step}`,
    '   end while;',
    'end algorithm; *)',
    '\\* BEGIN TRANSLATION',
    '\\* END TRANSLATION',
    definitions,
    '====',
  ];
  return { 'Bad.tla': spec.join('\n'), 'Bad.cfg': `CONSTANT Max = 3\n${config}` };
}

type Parts = Parameters<typeof files>[0];

function check(
  parts: Parts,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly error: string }> {
  return runIn(folderWith(files(parts)), 'check', 'Bad.tla', ...args);
}

async function reportOf(
  parts: Parts,
  ...args: readonly string[]
): Promise<Readonly<Record<string, unknown>>> {
  return (await jsonOf(folderWith(files(parts)), 'check', 'Bad.tla', ...args)).report;
}

describe('what makes no sense in a configuration is told at its place: exit code 1', () => {
  it.each([
    [
      'a misspelt invariant',
      { config: 'INVARIANT Smal', definitions: 'Small == x < 9' },
      'Bad.cfg:2:11',
      'Did you mean Small?',
    ],
    ['a misspelt property', { config: 'PROPERTY Terminatoin' }, 'Bad.cfg:2:10', 'Terminatoin is not defined'],
    ['a constraint that there is not', { config: 'CONSTRAINT None' }, 'Bad.cfg:2:12', 'None is not defined'],
    ['a misspelt constant', { config: 'CONSTANT Maxx = 4' }, 'Bad.cfg:2:10', 'Did you mean Max?'],
    ['a keyword that there is not', { config: 'INVARIAN Small' }, 'Bad.cfg:2:1', 'Did you mean INVARIANT?'],
    [
      'an invariant with parameters',
      { config: 'INVARIANT P', definitions: 'P(n) == n = x' },
      'Bad.cfg:2:11',
      'takes 1 argument',
    ],
    [
      'an invariant with primes',
      { config: 'INVARIANT Up', definitions: "Up == x' > x" },
      'Bad.cfg:2:11',
      'Check it as a property',
    ],
    [
      'a constraint with primes',
      { config: 'CONSTRAINT Up', definitions: "Up == x' > x" },
      'Bad.cfg:2:12',
      'is about steps',
    ],
    [
      'an invariant that is temporal',
      { config: 'INVARIANT End', definitions: 'End == <>(x = 3)' },
      'Bad.cfg:2:11',
      'a temporal formula',
    ],
    [
      'a property that is no formula',
      { config: 'PROPERTY Two', definitions: 'Two == 1 + 1' },
      'Bad.cfg:2:10',
      'Two is a number',
    ],
    [
      'an invariant that is no formula',
      { config: 'INVARIANT Both', definitions: 'Both == {x}' },
      'Bad.cfg:2:11',
      'Both is a set',
    ],
    [
      'a property about steps without []',
      { config: 'PROPERTY Up', definitions: "Up == x' > x" },
      'Bad.cfg:2:10',
      'must stand under []',
    ],
  ] as const)('%s', async (_, parts, place, message) => {
    const { code, out, error } = await check(parts);
    expect([code, out]).toEqual([1, '']);
    expect(error).toContain(`${place}: error MP`);
    expect(error).toContain(message);
  });

  it('a constant without a value', async () => {
    const folder = folderWith({ ...files({}), 'Bad.cfg': '' });
    const { code, error } = await runIn(folder, 'check', 'Bad.tla');
    expect(code).toBe(1);
    expect(error).toContain('Bad.tla:3:10: error MP210: A constant has no value: Max.');
  });
});

describe('what has no value is told at its place: exit code 75', () => {
  it.each([
    [
      'a constraint that errs',
      { config: 'CONSTRAINT C', definitions: 'C == x < 2 \\/ x = "a"' },
      'x = "a" (Bad.tla:12:15)',
    ],
    [
      'an action constraint that errs',
      { config: 'ACTION_CONSTRAINT C', definitions: 'C == x\' < 2 \\/ x\' = "a"' },
      'x\' = "a" (Bad.tla:12:16)',
    ],
    [
      'a constraint that is no formula',
      { config: 'CONSTRAINT C', definitions: 'C == IF x = 1 THEN 7 ELSE TRUE' },
      'instead it is: 7\n  at C (Bad.tla:12:1)',
    ],
    [
      'a part of a property that is no formula',
      { config: 'PROPERTY P', definitions: 'P == <>(IF x = 1 THEN 7 ELSE FALSE)' },
      '(Bad.tla:12:9)',
    ],
    ['a VIEW that errs', { config: 'VIEW V', definitions: 'V == x.f' }, 'x.f (Bad.tla:12:6)'],
    [
      'an infinite set in a step',
      { step: 'with y \\in Nat do x := y; end with;' },
      'enumerate the infinite set Nat\n  at Nat (Bad.tla:7:17)',
    ],
    [
      'an infinite set of initial values',
      { initial: '\\in Nat' },
      'enumerate the infinite set Nat\n  at Nat (Bad.tla:4:35)',
    ],
    [
      'an infinite set in an invariant',
      { config: 'INVARIANT C', definitions: 'C == \\A y \\in Nat : y >= 0' },
      'the infinite set Nat\n  at \\A y \\in Nat : y >= 0 (Bad.tla:12:6)',
    ],
    ['the size of an infinite set', { step: 'x := Cardinality(Nat);' }, 'Cardinality(Nat) (Bad.tla:7:11)'],
    ['a register that nobody has set', { step: 'x := TLCGet(9);' }, 'TLCGet(9) (Bad.tla:7:11)'],
  ] as const)('%s', async (_, parts, message) => {
    const { code, out } = await check(parts);
    expect(code).toBe(75);
    expect(out).toContain(message);
  });
});

describe('a specification that is not the same each time', () => {
  it.each([
    [
      'a step',
      { step: 'x := RandomElement(1..3);' },
      'Bad.tla:7:11: error MP801: RandomElement draws at random',
    ],
    [
      'a definition that a step uses',
      { initial: '= 0; define Some == RandomElement(1..3) end define', step: 'x := x + Some;' },
      'Bad.tla:4:51',
    ],
    ['an invariant', { config: 'INVARIANT C', definitions: 'C == RandomElement(1..3) > x' }, 'Bad.tla:12:6'],
  ] as const)('is refused where %s draws at random, at its place', async (_, parts, message) => {
    const { code, out, error } = await check(parts);
    expect([code, out]).toEqual([1, '']);
    expect(error).toContain(message);
    expect(error).toContain('or simulate it');
  });

  it('may draw in a simulation, where the same seed draws the same', async () => {
    const folder = folderWith(
      files({ step: 'x := x + RandomElement(0..1);', config: 'INVARIANT C', definitions: 'C == x < 3' }),
    );
    const args = ['simulate', 'Bad.tla', '--seed', '7', '--num', '3'];
    const first = await jsonOf(folder, ...args);
    const second = await jsonOf(folder, ...args);
    expect(first.code).toBe(12);
    expect(second.report['trace']).toEqual(first.report['trace']);
  });

  it('may draw initial states, which does not make an ok', async () => {
    const parts = { initial: '\\in {RandomElement(0..2)}' };
    const report = await reportOf(parts);
    expect(report).toMatchObject({ result: 'incomplete', initial: 1 });
    expect(report['message']).toContain('RandomElement (Bad.tla:4:36)');
  });

  it('begins its counterexample with the initial state that was drawn', async () => {
    const parts = { initial: '\\in {RandomElement(0..2)}', config: 'INVARIANT C', definitions: 'C == x < 3' };
    expect(await reportOf(parts)).toMatchObject({ result: 'invariant', violated: 'C' });
  });

  it('is told where steps read registers', async () => {
    const report = await reportOf({ step: 'x := x + 1 + TLCGetOrDefault(1, 0);' });
    expect(report['notes']).toContainEqual(
      expect.stringContaining('depends on the order in which states are explored'),
    );
    expect(report['notes']).toContainEqual(expect.stringContaining('TLCGetOrDefault (Bad.tla:7:19)'));
  });

  it('is refused where its counterexample cannot be found again, at the register it reads', async () => {
    const step = 'if TLCGetAndSet(1, +, 1, 0) < 4 then x := x + 1; else x := 1; end if;';
    const { code, error } = await check({ step, config: 'INVARIANT C', definitions: 'C == x < 3' });
    expect(code).toBe(1);
    expect(error).toContain(
      'Bad.tla:7:9: error MP801: Something wrong was found, but the way there is another',
    );
  });

  it('that asks for the time of day is refused', async () => {
    const { code, error } = await check({ step: 'x := JavaTime;' });
    expect(code).toBe(1);
    expect(error).toContain('Bad.tla:7:11: error MP801: JavaTime of module TLC cannot be evaluated');
  });
});

describe('no ok is given for what was not established', () => {
  it('without an initial state', async () => {
    const report = await reportOf({ initial: '\\in {}' });
    expect(report).toMatchObject({ result: 'incomplete', distinct: 0 });
    expect(report['message']).toBe('Nothing was checked: the spec has no initial state');
  });

  it('where constraints exclude every initial state', async () => {
    const report = await reportOf({ config: 'CONSTRAINT C', definitions: 'C == x > 5' });
    expect(report).toMatchObject({ result: 'incomplete', distinct: 0 });
  });

  it.each([
    ['a constraint', { config: 'CONSTRAINT C', definitions: 'C == x < 1' }],
    ['an action constraint', { config: 'ACTION_CONSTRAINT C', definitions: "C == x' < 1" }],
  ] as const)('in silence where %s leaves nothing but initial states', async (_, parts) => {
    expect((await reportOf(parts))['notes']).toContain(
      'Only initial states were checked: no step leads to another state inside the constraints',
    );
  });

  it('in silence where nothing was asked', async () => {
    expect((await reportOf({}, '--no-deadlock'))['notes']).toEqual([
      'No invariant or property was given: steps were checked for failing evaluations and assertions only',
    ]);
  });

  it('in silence to a property whose premise never holds', async () => {
    const report = await reportOf({ config: 'PROPERTY P', definitions: 'P == (x = 9) ~> (x = 0)' });
    expect(report['result']).toBe('ok');
    expect(report['notes']).toContainEqual(expect.stringContaining('P holds, but asks for nothing'));
  });
});

describe('what surrounds a check may fail', () => {
  const long = { config: 'INVARIANT C\nCHECK_DEADLOCK FALSE', definitions: 'C == x < 4' };

  it.each([
    ['the graph', ['--dump', 'json', '--dump-to', 'file/graph.json']],
    ['the trace', ['--inv', 'x < 2', '--itf', 'file/trace.json']],
    ['a new configuration', ['--init-cfg', '-c', 'file/new.cfg']],
  ] as const)('%s cannot be written: exit code 1, with the name of the file', async (_, args) => {
    const folder = folderWith({ ...files(long), file: 'a file and no folder' });
    const { code, error } = await runIn(folder, 'check', 'Bad.tla', ...args);
    expect(code).toBe(1);
    expect(error).toContain(args.at(-1) as string);
    expect(error).not.toContain('internal error');
  });

  it('a saved search that cannot be written is told: exit code 1', async () => {
    const error: string[] = [];
    const wide = files({
      ...long,
      definitions: 'C == TRUE',
      step: 'either x := x + 1; or x := 0; end either;',
    });
    const folder = folderWith({ ...wide, 'Bad.cfg': 'CONSTANT Max = 3000\n', file: '' });
    const code = await runProgram(['check', 'Bad.tla', '--checkpoint', 'file/saved'], {
      out: () => undefined,
      error: (text) => error.push(text),
      color: false,
      workingDirectory: folder,
      onInterrupt: (callback) => {
        callback();
        return () => undefined;
      },
    });
    expect(code).toBe(1);
    expect(error.join('')).toContain('cannot save the search to');
  });

  it('a saved search on a full disk leaves nothing behind', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'searches'));
    const full = function* (): Generator<Uint8Array> {
      yield new Uint8Array([1]);
      const device = openSync('/dev/full', 'w');
      try {
        writeSync(device, 'more');
      } finally {
        closeSync(device);
      }
    };
    await expect(writeCheckpoint(join(folder, 'searches', 'saved'), full())).rejects.toThrow(
      /cannot save the search to .*: ENOSPC/,
    );
    expect(readdirSync(join(folder, 'searches'))).toEqual([]);
  });
});
