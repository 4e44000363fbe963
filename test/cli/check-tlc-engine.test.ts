import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { counterConfig, counterSpec, folderWith, jsonOf } from './check-spec.ts';
import { folderWithJava, toolOutput } from './fake-java.ts';
import type { Message } from './fake-java.ts';
import { runIn } from './harness.ts';
import type { Outcome } from './harness.ts';

/** What a Java in a folder of its own does instead of running TLC. */
interface Recorded {
  readonly messages?: readonly Message[];
  /** What TLC prints between its messages. */
  readonly text?: string;
  readonly code?: number;
  /** What the translator prints when it fails. */
  readonly translation?: string;
  readonly isKilled?: boolean;
}

const statistics: Message = [2199, '12 states generated, 9 distinct states found, 3 states left on queue.'];
const depth: Message = [2194, 'The depth of the complete state graph search is 5.'];

/** A folder with a spec, beside which `java` is a program that prints what was recorded; its arguments are kept in `arguments`. */
function recordedIn(files: Readonly<Record<string, string>>, recorded: Recorded): string {
  const output = `TLC2 Version 2.19\n${recorded.text ?? ''}${toolOutput(recorded.messages ?? [])}`;
  return folderWithJava({ ...files, output, translation: recorded.translation ?? '' }, [
    `case "$*" in *pcal.trans*) cat "$FOLDER/translation"; exit ${recorded.translation === undefined ? 0 : 1};; esac`,
    'cp *.tla *.cfg "$FOLDER/bin/"',
    'cat "$FOLDER/output"',
    recorded.isKilled === true ? 'kill -9 $$' : `exit ${recorded.code ?? 0}`,
  ]);
}

const counter = { 'Counter.tla': counterSpec, 'Counter.cfg': counterConfig };
const engine = ['check', 'Counter.tla', '--engine', 'tlc'] as const;

async function reportOf(
  recorded: Recorded,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly report: Readonly<Record<string, unknown>> }> {
  return jsonOf(recordedIn(counter, recorded), ...engine, ...args);
}

interface OwnTrace {
  readonly states: readonly {
    readonly values: Readonly<Record<string, string>>;
    readonly step: { readonly label: string } | null;
  }[];
  readonly end: { readonly kind: string; readonly backTo?: number } | null;
}

/** The messages by which TLC would tell a trace of ours. */
function stateMessages({ states, end }: OwnTrace): readonly Message[] {
  const told = states.map(({ values, step }, number): Message => {
    const action =
      step === null
        ? 'Initial predicate'
        : `${step.label} line 30, col 1 to line 33, col 9 of module Counter`;
    const conjuncts = Object.entries(values).map(([name, value]) => `/\\ ${name} = ${value}`);
    return [2217, `${number + 1}: <${action}>\n${conjuncts.join('\n')}\n`];
  });
  if (end?.kind === 'stuttering') return [...told, [2218, `${states.length + 1}: Stuttering`]];
  if (end?.kind === 'lasso') return [...told, [2122, `${(end.backTo ?? 0) + 1}: Back to state: <raise>`]];
  return told;
}

/** What our own engine finds, as JSON. */
async function ownReport(
  files: Readonly<Record<string, string>>,
  spec: string,
  ...args: readonly string[]
): Promise<{ readonly trace: OwnTrace } & Readonly<Record<string, unknown>>> {
  const { report } = await jsonOf(folderWith(files), 'check', spec, ...args);
  return report as { readonly trace: OwnTrace } & Readonly<Record<string, unknown>>;
}

const mpcal = `---- MODULE Relay ----
EXTENDS Naturals
(* --mpcal Relay {
  mapping macro Cell { read { await $variable # 0; yield $variable; } write { yield $value; } }
  archetype AForward(ref source, ref target) {
    take:
      target := source;
    give:
      source := 0;
  }
  variables a = 1, b = 0;
  process (Forward = 1) == instance AForward(ref a, ref b) mapping a via Cell;
} *)
\\* BEGIN PLUSCAL TRANSLATION
\\* END PLUSCAL TRANSLATION
Kept == a = 1
====
`;

describe('mpcal-ts check --engine tlc, by what TLC says', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('runs pcal.trans and then TLC in tool mode on the spec and its configuration', async () => {
    const folder = recordedIn(counter, { messages: [[2193, 'Model checking completed.'], statistics] });
    await runIn(folder, ...engine, '--workers', '2', '--inv', 'Small', '--const', 'Max=4', '--no-deadlock');
    const [translator, checker] = readFileSync(join(folder, 'arguments'), 'utf8').split('\n');
    expect(translator).toBe(`-cp ${folder}/tla2tools.jar pcal.trans -nocfg Counter.tla`);
    expect(checker).toContain(`-cp ${folder}/tla2tools.jar tlc2.TLC -tool`);
    expect(checker).toContain('-workers 2 -deadlock -config Counter.cfg Counter.tla');
    const config = readFileSync(join(folder, 'bin', 'Counter.cfg'), 'utf8');
    expect(config).toContain('INVARIANT Small');
    expect(config).toContain('CONSTANTS Max=4 Broken = FALSE');
    expect(config.match(/\bMax\b/g)).toHaveLength(1);
  });

  it('gives TLC the PlusCal form of Modular PlusCal', async () => {
    const folder = recordedIn(
      { 'Relay.tla': mpcal },
      { messages: [[2193, 'Model checking completed.'], statistics] },
    );
    const { code, error } = await runIn(folder, 'check', 'Relay.tla', '--engine', 'tlc');
    expect([code, error]).toEqual([0, '']);
    const given = readFileSync(join(folder, 'bin', 'Relay.tla'), 'utf8');
    expect(given).toContain('--algorithm Relay');
  });

  it('gives TLC the modules beside the spec and those of --module-path', async () => {
    const folder = recordedIn(counter, { messages: [[2193, 'Model checking completed.'], statistics] });
    for (const [place, text] of [
      ['far/Both.tla', 'far'],
      ['far/Far.tla', 'far'],
      ['Both.tla', 'near'],
    ] as const) {
      mkdirSync(join(folder, 'far'), { recursive: true });
      writeFileSync(join(folder, place), text);
    }
    expect((await runIn(folder, ...engine, '--module-path', 'far')).code).toBe(0);
    expect(readFileSync(join(folder, 'bin', 'Far.tla'), 'utf8')).toBe('far');
    expect(readFileSync(join(folder, 'bin', 'Both.tla'), 'utf8')).toBe('near');
  });

  it('ok: exit code 0', async () => {
    const { code, report } = await reportOf({
      messages: [[2193, 'Model checking completed. No error has been found.'], statistics, depth],
    });
    expect(code).toBe(0);
    expect(report).toMatchObject({ result: 'ok', distinct: 9, generated: 12, depth: 5, trace: null });
  });

  it('does not call ok what TLC says of no state at all', async () => {
    const none: Message = [2199, '0 states generated, 0 distinct states found, 0 states left on queue.'];
    const { code, report } = await reportOf({ messages: [[2193, 'Model checking completed.'], none] });
    expect([code, report['result']]).toEqual([0, 'incomplete']);
    expect(report['message']).toContain('no state');
  });

  it.each([
    ['an invariant', ['--inv', 'Small'], [2110, 'Invariant Small is violated.'], 12],
    ['a property of behaviours', ['--prop', 'Empty'], [2116, 'Temporal properties were violated.'], 13],
  ] as const)('maps the trace of %s to the labels of the source', async (_, args, verdict, expected) => {
    const own = await ownReport(counter, 'Counter.tla', ...args);
    const messages = [
      verdict,
      [2121, 'The behavior up to this point is:'],
      ...stateMessages(own.trace),
      statistics,
    ] as const;
    const { code, report } = await reportOf({ messages, code: expected }, ...args);
    expect([code, report['result'], report['violated']]).toEqual([expected, own['result'], own['violated']]);
    expect(report['notes']).toEqual([]);
    expect(report['trace']).toEqual(own.trace);
  });

  it('maps the trace of a deadlock, and says nothing of a property that is not violated', async () => {
    const files = { ...counter, 'Counter.cfg': counterConfig.replace('CHECK_DEADLOCK FALSE', '') };
    const own = await ownReport(files, 'Counter.tla');
    const messages: readonly Message[] = [
      [2114, 'Deadlock reached.'],
      ...stateMessages(own.trace),
      statistics,
    ];
    const { code, report } = await jsonOf(recordedIn(files, { messages, code: 11 }), ...engine);
    expect([code, report['result'], report['violated']]).toEqual([11, 'deadlock', null]);
    expect(report['trace']).toEqual(own.trace);
  });

  it('maps a trace of Modular PlusCal to the labels of its archetypes', async () => {
    const own = await ownReport({ 'Relay.tla': mpcal }, 'Relay.tla', '--inv', 'Kept');
    const messages: readonly Message[] = [
      [2110, 'Invariant Kept is violated.'],
      ...stateMessages(own.trace),
      statistics,
    ];
    const folder = recordedIn({ 'Relay.tla': mpcal }, { messages, code: 12 });
    const { code, report } = await jsonOf(folder, 'check', 'Relay.tla', '--engine', 'tlc', '--inv', 'Kept');
    expect([code, report['violated']]).toEqual([12, 'Kept']);
    expect(report['trace']).toEqual(own.trace);
    const last = own.trace.states.at(-1)?.step;
    expect(last).toMatchObject({ label: 'give', owner: 'AForward', place: { file: 'Relay.tla' } });
  });

  it('shows a trace as TLC gave it where the source has no such behaviour', async () => {
    const messages: readonly Message[] = [
      [2110, 'Invariant Small is violated.'],
      [2217, '1: <Initial predicate>\n/\\ x = 77\n/\\ pc = <<"raise", "raise">>\n/\\ old = <<0, 0>>\n'],
    ];
    const { code, report } = await reportOf({ messages, code: 12 }, '--inv', 'Small');
    expect([code, report['trace']]).toEqual([12, null]);
    expect(report['notes']).toContainEqual(expect.stringContaining('could not be followed in the source'));
    expect(report['notes']).toContainEqual(expect.stringContaining('x = 77'));
  });

  it.each([
    [
      'an assertion that fails',
      [2132, 'The first argument of Assert evaluated to FALSE; the second argument was:\n"no"'],
      14,
      'assert',
    ],
    [
      'an assertion that fails, as an exception',
      [1000, 'TLC threw an unexpected exception.\n: The first argument of Assert evaluated to FALSE'],
      14,
      'assert',
    ],
    [
      'an invariant without a value',
      [2111, 'Evaluating invariant InRange failed.\nAttempted to compare integer 1 with non-integer'],
      75,
      'error',
    ],
    ['an action property without a value', [2113, 'Evaluating action property Grows failed.'], 75, 'error'],
    ['an assumption without a value', [2105, 'Evaluating assumption line 4 failed.'], 75, 'error'],
    [
      'a step that does not say all',
      [2109, 'Successor state is not completely specified by action put'],
      75,
      'error',
    ],
    [
      'an exception',
      [1000, 'TLC threw an unexpected exception.\nAttempted to apply the operator overridden'],
      75,
      'error',
    ],
    [
      'a property that initial states violate',
      [2108, 'Property InRange is violated by the initial state:\nx = 5'],
      12,
      'property',
    ],
    ['an assumption that is FALSE', [2104, 'Assumption line 4, col 8 is false.'], 10, 'assumption'],
  ] as const)('%s', async (_, message, expected, result) => {
    const { code, report } = await reportOf({ messages: [message, statistics], code: expected });
    expect([code, report['result']]).toEqual([expected, result]);
    expect(report['message']).toBe(message[1]);
  });

  async function failing(recorded: Recorded): Promise<Outcome> {
    return runIn(recordedIn(counter, recorded), ...engine);
  }

  it('tells in its words what TLC cannot parse: exit code 1', async () => {
    const { code, out, error } = await failing({
      text: 'Parsing file Counter.tla\n***Parse Error***\nWas expecting "===="\n',
      code: 150,
    });
    expect([code, out]).toEqual([1, '']);
    expect(error).toContain('TLC ended with code 150 and without a verdict');
    expect(error).toContain('Was expecting "===="');
  });

  it('tells in its words what pcal.trans does not translate: exit code 1', async () => {
    const { code, error } = await failing({
      translation: 'Unrecoverable error:\n -- Missing label at line 9\n',
    });
    expect(code).toBe(1);
    expect(error).toContain('pcal.trans does not translate the PlusCal form');
    expect(error).toContain('Missing label at line 9');
  });

  it('says that TLC was killed: exit code 1', async () => {
    const { code, error } = await failing({
      messages: [[2200, 'Progress(3) at 2026-01-01: 12 states generated']],
      isKilled: true,
    });
    expect(code).toBe(1);
    expect(error).toContain('TLC was ended by SIGKILL and without a verdict');
  });

  it('says that there is no Java: exit code 1', async () => {
    const folder = recordedIn(counter, {});
    vi.stubEnv('PATH', join(folder, 'nothing'));
    const { code, error } = await runIn(folder, ...engine);
    expect(code).toBe(1);
    expect(error).toContain('--engine tlc needs Java, which cannot be run');
  });

  it.each([
    ['--dump', 'dot'],
    ['--checkpoint', 'saved'],
    ['--resume', 'saved'],
    ['--depth', '3'],
    ['--depth-first'],
    ['--memory', '1GB'],
    ['--minimize'],
    ['--coverage'],
    ['--inv', 'x < 2'],
  ])('refuses what TLC cannot do: %s', async (...args) => {
    const { code, out, error } = await runIn(recordedIn(counter, {}), ...engine, ...args);
    expect([code, out]).toEqual([1, '']);
    expect(error).toMatch(/^mpcal-ts: (?:--engine tlc checks only|TLC takes names)/);
  });

  it('calls what an exception says of an invariant, a deadlock or a step that what it is', async () => {
    const said = (text: string): Recorded => ({
      messages: [[1000, `TLC threw an unexpected exception.\n: Error: ${text}`], statistics],
    });
    const { report, code } = await reportOf(said('Invariant AssertedOften is violated.'));
    expect([code, report['result'], report['violated']]).toEqual([12, 'invariant', 'AssertedOften']);
    expect((await reportOf(said('Deadlock reached.'))).report).toMatchObject({ result: 'deadlock' });
    const action = await reportOf(said('Action property Grows is violated.'));
    expect(action.report).toMatchObject({ result: 'property', violated: 'Grows' });
  });
});
