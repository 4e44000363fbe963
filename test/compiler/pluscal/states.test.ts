import { describe, expect, test } from 'vitest';
import { formOf, found, moduleWith, textOf } from './forms.ts';

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
