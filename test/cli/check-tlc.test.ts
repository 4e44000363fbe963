import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readTlcOutput } from '../../cli/checking/tlc-output.ts';
import { toTlaString } from '../../runtime/index.ts';
import { counterConfig, counterSpec, folderWith, jsonOf } from './check-spec.ts';
import { toolOutput } from './fake-java.ts';
import { runIn } from './harness.ts';

const counter = { 'Counter.tla': counterSpec, 'Counter.cfg': counterConfig };
const jar = process.env['TLA2TOOLS_JAR'];
const hasTlc = jar !== undefined && spawnSync('java', ['-version']).status === 0;

const statistics = [
  2199,
  '1,234 states generated, 567 distinct states found, 0 states left on queue.',
] as const;

describe('the output of TLC', () => {
  it('is read where nothing is wrong', () => {
    const depth = [2194, 'The depth of the complete state graph search is 10.'] as const;
    const text = toolOutput([
      [2193, 'Model checking completed. No error has been found.'],
      statistics,
      depth,
    ]);
    expect(readTlcOutput(text)).toMatchObject({ result: 'ok', generated: 1234, distinct: 567, depth: 10 });
  });

  it('is read with a trace, values over several lines included', () => {
    const text = toolOutput([
      [2110, 'Invariant InRange is violated.'],
      [2217, '1: <Initial predicate>\n/\\ x = 0\n/\\ pc = <<"raise",\n  "raise">>\n'],
      [
        2217,
        '2: <raise(1) line 30, col 16 to line 33, col 60 of module Counter>\n/\\ x = 1\n/\\ pc = (1 :> "put" @@ 2 :> "raise")\n',
      ],
      statistics,
    ]);
    const { result, violated, trace } = readTlcOutput(text);
    expect([result, violated]).toEqual(['invariant', 'InRange']);
    expect(
      trace?.states.map(({ values }) => [...values].map(([name, value]) => `${name}: ${toTlaString(value)}`)),
    ).toEqual([
      ['x: 0', 'pc: <<"raise", "raise">>'],
      ['x: 1', 'pc: <<"put", "raise">>'],
    ]);
  });

  it.each([
    ['a deadlock', [[2114, 'Deadlock reached.']], { result: 'deadlock' }],
    [
      'a step that a property forbids',
      [[2112, 'Action property Grows is violated.']],
      { result: 'property', violated: 'Grows', isLiveness: false },
    ],
    [
      'a behaviour that a property forbids',
      [[2116, 'Temporal properties were violated.']],
      { result: 'property', violated: undefined, isLiveness: true },
    ],
    ['an assumption', [[2104, 'Assumption line 4 is false.']], { result: 'assumption' }],
    ['an error', [[1000, 'TLC threw an unexpected exception.']], { result: 'error' }],
    ['nothing at all', [], { result: undefined }],
  ] as const)('is read with %s', (_, messages, expected) => {
    expect(readTlcOutput(toolOutput(messages))).toMatchObject(expected);
  });

  it.each([
    ['stuttering', [2218, '2: Stuttering'], { kind: 'stuttering' }],
    ['a lasso', [2122, '1: Back to state: <raise(1)>'], { kind: 'lasso', backTo: 0, step: undefined }],
  ] as const)('is read with %s', (_, last, end) => {
    const text = toolOutput([
      [2116, 'Temporal properties were violated.'],
      [2217, '1: <Initial predicate>\nx = 0\n'],
      last,
    ]);
    expect(readTlcOutput(text).trace?.end).toEqual(end);
  });
});

describe('mpcal-ts check --engine tlc', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('says what is missing without the jar: exit code 1', async () => {
    vi.stubEnv('TLA2TOOLS_JAR', '');
    const { code, error } = await runIn(folderWith(counter), 'check', 'Counter.tla', '--engine', 'tlc');
    expect(code).toBe(1);
    expect(error).toContain('set TLA2TOOLS_JAR to the path of tla2tools.jar');
  });

  it('says so when the jar is not where it should be', async () => {
    vi.stubEnv('TLA2TOOLS_JAR', '/nowhere/tla2tools.jar');
    const { code, error } = await runIn(folderWith(counter), 'check', 'Counter.tla', '--engine', 'tlc');
    expect(code).toBe(1);
    expect(error).toContain('/nowhere/tla2tools.jar');
  });

  it.runIf(hasTlc)('gives what TLC finds, at the labels of the source', async () => {
    const args = ['check', 'Counter.tla', '--engine', 'tlc'];
    expect((await jsonOf(folderWith(counter), ...args)).report).toMatchObject({
      result: 'ok',
      distinct: 55,
      depth: 10,
    });
    const { code, report } = await jsonOf(folderWith(counter), ...args, '--inv', 'Small');
    expect([code, report['result'], report['violated'], report['traceLength']]).toEqual([
      12,
      'invariant',
      'Small',
      5,
    ]);
  });

  it.runIf(!hasTlc)('is not tested against TLC here: TLA2TOOLS_JAR is not set, or there is no Java', () => {
    expect(hasTlc).toBe(false);
  });
});
