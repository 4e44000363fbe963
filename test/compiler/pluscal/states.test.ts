import { describe, expect, test } from 'vitest';
import { formOf, found, modelProblemsOf, moduleWith, textOf } from './forms.ts';

interface Expected {
  readonly spec: string;
  readonly cfg: string;
  readonly distinct?: number;
  readonly depth?: number;
  readonly initial: number;
  readonly exhaustive: boolean;
  readonly result: string;
}

const oracle = (JSON.parse(textOf('test/oracle/expected.json')) as readonly Expected[]).filter(({ spec }) =>
  spec.startsWith('mpcal/'),
);

describe('the PlusCal form has the states that TLC found', () => {
  test.each(oracle.map((one) => [one.cfg, one] as const))('%s', async (_, expected) => {
    const form = formOf(textOf(`test/oracle/${expected.spec}`));
    const outcome = await found(form.standalone, textOf(`test/oracle/${expected.cfg}`));
    expect(outcome).toMatchObject({ initial: expected.initial, result: expected.result });
    if (expected.exhaustive)
      expect(outcome).toMatchObject({ distinct: expected.distinct, depth: expected.depth });
  });
});

describe('the PlusCal form has the states of the Modular PlusCal', () => {
  test.each([
    ['specs/locksvc/locksvc.tla', 'specs/locksvc/models/MC_safety.cfg'],
    ['specs/dqueue/dqueue.tla', 'specs/dqueue/models/MC.cfg'],
  ])('%s', async (spec, config) => {
    const text = textOf(spec);
    const modular = await found(text, textOf(config));
    expect(await found(formOf(text).standalone, textOf(config))).toEqual(modular);
    expect(modular.distinct).toBeGreaterThan(100);
  });

  test('specs/raftkvs/raftkvs.tla, one server and one client that puts once', async () => {
    const text = textOf('specs/raftkvs/raftkvs.tla');
    const config = textOf('specs/raftkvs/models/MC_small.cfg')
      .replace('NumClients = 2', 'NumClients = 1')
      .replace('NumRequests = 2', 'NumRequests = 1')
      .replace('{"put", "get"}', '{"put"}')
      .replace('MaxClientTimeouts = 1', 'MaxClientTimeouts = 0');
    const modular = await found(text, config);
    expect(await found(formOf(text).standalone, config)).toEqual(modular);
    expect(modular).toMatchObject({ result: 'ok' });
    expect(modular.distinct).toBeGreaterThan(100);
  });
});

test('an operator speaks of the state before the step in the Modular PlusCal and in the PlusCal form', async () => {
  const text = moduleWith(
    `--mpcal Test {
    variables x = 1; y = 0; z = 0;
    define { Seen == x + 10 }
    process (P = 1) { l: x := 2; y := Seen; x := 3; z := Seen + x; }
}`,
    'Kept == pc[1] = "Done" => x = 3 /\\ y = 11 /\\ z = 14',
  ).replace('\n*)', '\n*)\n\\* BEGIN TRANSLATION\n\\* END TRANSLATION');
  const config = 'SPECIFICATION Spec\nINVARIANT Kept';
  const modular = await found(text, config);
  expect(modular).toMatchObject({ result: 'ok', distinct: 2 });
  expect(await found(formOf(text).standalone, config)).toEqual(modular);
});

const marked = (text: string): string =>
  text.replace('\n*)', '\n*)\n\\* BEGIN TRANSLATION\n\\* END TRANSLATION');

describe('a procedure that changes a local of its caller', () => {
  const modular = (instances: string): string =>
    marked(
      moduleWith(`--mpcal Test {
    procedure Add(ref to, n) { s: to := to + n; t: if (n > 1) { call Add(ref to, n - 1); return; } else { return; }; }
    archetype A(ref p) variables k = self; l = 0; {
      a: call Add(ref k, 2);
      b: call Add(ref l, 1);
      c: p := p + k * l;
    }
    variables x = 0;
    ${instances}
}`),
    );

  test.each([
    ['of a set', 'process (P \\in 1..2) == instance A(ref x);', 2],
    ['of one', 'process (P = 3) == instance A(ref x);', 1],
    ['of several', 'process (P \\in 1..2) == instance A(ref x); process (Q = 3) == instance A(ref x);', 3],
  ])(
    'through a reference has the states of the PlusCal form, in a process %s',
    async (_, instances, processes) => {
      const text = modular(instances);
      const states = await found(text, undefined);
      // Each process has the states of a, s, t, s, t, b, s, t, c and Done.
      expect(states).toMatchObject({ result: 'ok', depth: 9 * processes + 1 });
      expect(await found(formOf(text).standalone, undefined)).toEqual(states);
    },
  );

  const algorithm = (global: string, local: string, name: string, other: string): string =>
    marked(
      moduleWith(`--algorithm Test {
    variables x = 0${global};
    procedure Add(n) { s: ${name} := ${name} + n; x := x + ${name}; return; }
    procedure Twice() { t: call Add(1); u: ${name} := ${name} + 1; call Add(2); return; }
    process (P \\in 1..2)${local} { l: call Twice(); m: ${name} := ${name} * 2; }
    process (Q = 3) { q: ${other}; }
}`),
    );

  test('by its name changes that of the process which runs it', async () => {
    const asLocal = algorithm('', ' variables k = self;', 'k', 'x := x + 1');
    const asFunction = algorithm(', k = [p \\in 1..2 |-> p]', '', 'k[self]', 'x := x + 1');
    const states = await found(asFunction, undefined);
    expect(states).toMatchObject({ result: 'ok', initial: 1 });
    expect(states.distinct).toBeGreaterThan(50);
    expect(await found(asLocal, undefined)).toEqual(states);
  });

  test('is reported if a process that has no such local calls it', () => {
    const text = algorithm('', ' variables k = self;', 'k', 'call Add(1)');
    expect(modelProblemsOf(text)).toEqual([
      'MP801 k := k + n: k is a local of another process, so it cannot be assigned here.',
    ]);
  });

  test('is a plain variable for all if there is one such process', async () => {
    const text = marked(
      moduleWith(
        `--algorithm Test {
    procedure Add() { s: k := k + 1; return; }
    process (P = 1) variables k = 0; { l: call Add(); }
    process (Q = 2) { q: call Add(); }
}`,
        'Both == (\\A p \\in 1..2 : pc[p] = "Done") => k = 2',
      ),
    );
    expect(await found(text, 'SPECIFICATION Spec\nINVARIANT Both')).toMatchObject({
      result: 'ok',
      distinct: 9,
    });
  });
});
