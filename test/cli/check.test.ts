import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ProgressLine } from '../../cli/checking/progress.ts';
import { runProgram } from '../../cli/program.ts';
import { counterConfig, counterSpec, folderWith, jsonOf } from './check-spec.ts';
import { runIn, temporaryFolder } from './harness.ts';

const counter = { 'Counter.tla': counterSpec, 'Counter.cfg': counterConfig };

describe('mpcal-ts check', () => {
  it('says that nothing wrong was found, in what', async () => {
    const { code, out, error } = await runIn(folderWith(counter), 'check', 'Counter.tla');
    expect([code, error]).toEqual([0, '']);
    expect(out).toContain('Nothing wrong was found\n');
    expect(out).toContain('95 states generated (1 initial), 55 distinct, depth 10;');
    expect(out).toContain('Probability that a state was missed because fingerprints collided:');
  });

  it('prints one JSON object', async () => {
    const { code, report } = await jsonOf(folderWith(counter), 'check', 'Counter.tla');
    expect(code).toBe(0);
    expect(report).toMatchObject({
      spec: 'Counter',
      result: 'ok',
      violated: null,
      distinct: 55,
      generated: 95,
      depth: 10,
      initial: 1,
      traceLength: null,
      workers: 1,
      seed: null,
      trace: null,
    });
    expect(report['seconds']).toBeTypeOf('number');
  });

  it('shows how an invariant comes to be violated: exit code 12', async () => {
    const { code, out } = await runIn(folderWith(counter), 'check', 'Counter.tla', '--inv', 'Small');
    expect(code).toBe(12);
    expect(out.slice(0, out.indexOf('\n\n12 states'))).toBe(
      [
        'Invariant Small is violated',
        '',
        'State 1: initial',
        '  x = 0',
        '  pc = <<"raise", "raise">>',
        '  old = <<0, 0>>',
        '',
        'State 2: raiser(1) at raise  Counter.tla:11:1',
        '  pc[1]: "raise" -> "put"',
        '',
        'State 3: raiser(1) at put  Counter.tla:15:3',
        '  x: 0 -> 1',
        '  pc[1]: "put" -> "raise"',
        '',
        'State 4: raiser(1) at raise  Counter.tla:11:1',
        '  pc[1]: "raise" -> "put"',
        '  old[1]: 0 -> 1',
        '',
        'State 5: raiser(1) at put  Counter.tla:15:3',
        '  x: 1 -> 2',
        '  pc[1]: "put" -> "raise"',
      ].join('\n'),
    );
  });

  it('gives the same trace as JSON', async () => {
    const { code, report } = await jsonOf(folderWith(counter), 'check', 'Counter.tla', '--inv', 'Small');
    expect(code).toBe(12);
    expect(report).toMatchObject({ result: 'invariant', violated: 'Small', traceLength: 5 });
    expect(report['trace']).toMatchObject({
      format: 'mpcal-ts-trace',
      variables: expect.arrayContaining(['x', 'pc', 'old']) as unknown,
      states: expect.arrayContaining([
        expect.objectContaining({
          changes: expect.arrayContaining([{ path: 'x', before: '1', after: '2' }]) as unknown,
        }),
      ]) as unknown,
      end: null,
    });
  });

  it('takes constants from the command line before those of the configuration', async () => {
    const folder = folderWith(counter);
    const { code, report } = await jsonOf(folder, 'check', 'Counter.tla', '--const', 'Max=1');
    expect([code, report['result'], report['distinct']]).toEqual([0, 'ok', 7]);
  });

  it('does without a configuration where the command line says all there is to say', async () => {
    const folder = folderWith({ 'Counter.tla': counterSpec });
    const constants = ['--const', 'Max=3', '--const', 'Broken=FALSE'];
    const { code } = await runIn(
      folder,
      'check',
      'Counter.tla',
      '--inv',
      'InRange',
      '--no-deadlock',
      ...constants,
    );
    expect(code).toBe(0);
  });

  it('lists the constants that need values: exit code 1', async () => {
    const { code, out, error } = await runIn(
      folderWith({ 'Counter.tla': counterSpec }),
      'check',
      'Counter.tla',
    );
    expect([code, out]).toEqual([1, '']);
    expect(error).toContain('Max, Broken');
  });

  it('says so as JSON, too', async () => {
    const { code, report } = await jsonOf(folderWith({ 'Counter.tla': counterSpec }), 'check', 'Counter.tla');
    expect(code).toBe(1);
    expect(report).toEqual({ diagnostics: [expect.objectContaining({ severity: 'error' })] });
  });

  it('finds the configuration in models/', async () => {
    const { code } = await runIn('specs/locksvc', 'check', 'locksvc.tla');
    expect(code).toBe(0);
  });

  it('reports a deadlock: exit code 11', async () => {
    const folder = folderWith({
      ...counter,
      'Counter.cfg': counterConfig.replace('CHECK_DEADLOCK FALSE', ''),
    });
    const { code, report } = await jsonOf(folder, 'check', 'Counter.tla');
    expect([code, report['result']]).toEqual([11, 'deadlock']);
    expect((await runIn(folder, 'check', 'Counter.tla', '--no-deadlock')).code).toBe(0);
  });

  it('reports an assumption that is not TRUE: exit code 10', async () => {
    const spec = counterSpec.replace('CONSTANTS Max, Broken', 'CONSTANTS Max, Broken\nASSUME Max > 5');
    const { code, report, error } = await jsonOf(
      folderWith({ ...counter, 'Counter.tla': spec }),
      'check',
      'Counter.tla',
    );
    expect([code, report['result'], error]).toEqual([10, 'assumption', '']);
    expect(report['message']).toContain('Counter.tla:4:8');
  });

  it('reports an assertion that fails: exit code 14', async () => {
    const spec = counterSpec.replace('  put:\n', '  put:\n    assert x < 2;\n');
    const { code, report } = await jsonOf(
      folderWith({ ...counter, 'Counter.tla': spec }),
      'check',
      'Counter.tla',
    );
    expect([code, report['result'], report['violated']]).toEqual([14, 'assert', null]);
    expect(report['trace']).toMatchObject({ end: { kind: 'failure', step: { label: 'put' } } });
  });

  it('reports an expression that cannot be evaluated: exit code 75', async () => {
    const folder = folderWith(counter);
    const { code, report } = await jsonOf(folder, 'check', 'Counter.tla', '--inv', 'x # "a"');
    expect([code, report['result']]).toEqual([75, 'error']);
  });

  it('reports a step that a property forbids: exit code 12', async () => {
    const spec = counterSpec.replace('ELSE old + 1', 'ELSE IF x = 2 THEN 0 ELSE old + 1');
    const folder = folderWith({ ...counter, 'Counter.tla': spec });
    const { code, report } = await jsonOf(folder, 'check', 'Counter.tla', '--prop', 'Grows');
    expect([code, report['result'], report['violated']]).toEqual([12, 'property', 'Grows']);
  });

  it('reports a behaviour that goes on for ever: exit code 13', async () => {
    const { code, report } = await jsonOf(folderWith(counter), 'check', 'Counter.tla', '--prop', 'Empty');
    expect([code, report['result'], report['violated']]).toEqual([13, 'property', 'Empty']);
    expect(report['trace']).toMatchObject({ end: { kind: 'stuttering' } });
  });

  it('does not call ok what constraints have left nothing of', async () => {
    const folder = folderWith({ ...counter, 'Counter.cfg': `${counterConfig}CONSTRAINT Full0\n` });
    writeFileSync(join(folder, 'Counter.tla'), counterSpec.replace('Small ==', 'Full0 == x > 0\nSmall =='));
    const { out } = await runIn(folder, 'check', 'Counter.tla');
    expect(out).toContain('Nothing was checked: the constraints exclude every initial state');
    expect((await jsonOf(folder, 'check', 'Counter.tla')).report['result']).toBe('incomplete');
  });

  it('does not call ok what a bound has cut off', async () => {
    const { code, report } = await jsonOf(folderWith(counter), 'check', 'Counter.tla', '--depth', '3');
    expect([code, report['result'], report['depth']]).toEqual([0, 'incomplete', 3]);
  });

  it('searches depth-first', async () => {
    const { code, report } = await jsonOf(
      folderWith(counter),
      'check',
      'Counter.tla',
      '--depth-first',
      '--inv',
      'Small',
    );
    expect([code, report['result']]).toEqual([12, 'invariant']);
  });

  it('shortens what was not found breadth-first', async () => {
    const args = ['check', 'Counter.tla', '--depth-first', '--minimize', '--inv', 'Small'];
    expect((await jsonOf(folderWith(counter), ...args)).report['traceLength']).toBe(5);
  });

  it('shows extra expressions in every state', async () => {
    const args = ['check', 'Counter.tla', '--inv', 'Small', '--trace-expr', 'Max - x', '--trace-expr', "x'"];
    const { out } = await runIn(folderWith(counter), ...args);
    expect(out).toContain("  > Max - x = 3\n  > x' = 0\n");
    expect(out).toContain("  > Max - x = 2\n  > x' = 1\n");
  });

  it('shows the ALIAS of the configuration instead of the variables', async () => {
    const folder = folderWith({ ...counter, 'Counter.cfg': `${counterConfig}ALIAS View\n` });
    const { report } = await jsonOf(folder, 'check', 'Counter.tla', '--inv', 'Small');
    expect(report['trace']).toMatchObject({
      states: expect.arrayContaining([
        expect.objectContaining({ expressions: {}, alias: { twice: '4', value: '2' } }),
      ]) as unknown,
    });
    const { out } = await runIn(folder, 'check', 'Counter.tla', '--inv', 'Small');
    expect(out).toContain('State 1: initial\n  twice = 0\n  value = 0\n');
    expect(out).toContain('  twice: 2 -> 4\n  value: 1 -> 2\n');
    expect(out).not.toContain('pc');
  });

  it('follows a trace with an ALIAS again, from JSON and from ITF', async () => {
    const folder = folderWith({ ...counter, 'Counter.cfg': `${counterConfig}ALIAS View\n` });
    const args = ['check', 'Counter.tla', '--inv', 'Small'];
    const { out } = await runIn(folder, ...args, '--json', '--itf', 'trace.itf.json');
    writeFileSync(join(folder, 'trace.json'), out);
    const itf = JSON.parse(readFileSync(join(folder, 'trace.itf.json'), 'utf8')) as { vars: string[] };
    expect(itf.vars).toEqual(['twice', 'value']);
    for (const file of ['trace.json', 'trace.itf.json'])
      expect((await runIn(folder, ...args, '--replay', file)).code).toBe(12);
  });

  it('tells a misspelt ALIAS at its place in the configuration', async () => {
    const folder = folderWith({ ...counter, 'Counter.cfg': `${counterConfig}ALIAS Veiw\n` });
    const { code, error } = await runIn(folder, 'check', 'Counter.tla');
    expect(code).toBe(1);
    expect(error).toMatch(/Counter\.cfg:6:7: error MP201/);
  });

  it('says how often labels were taken', async () => {
    const { out } = await runIn(folderWith(counter), 'check', 'Counter.tla', '--coverage');
    expect(out).toMatch(/raiser\(1\) put +\d+ taken, \d+ new states +Counter\.tla:15:3/);
    expect(out).toContain('every label was taken');
  });

  it('names labels that were never taken', async () => {
    const { out } = await runIn(
      folderWith(counter),
      'check',
      'Counter.tla',
      '--coverage',
      '--const',
      'Max=0',
    );
    expect(out).toContain('never taken');
    expect(out).toContain('4 never taken');
  });

  it('writes the trace in ITF', async () => {
    const folder = folderWith(counter);
    await runIn(folder, 'check', 'Counter.tla', '--inv', 'Small', '--itf', 'trace.itf.json');
    expect(JSON.parse(readFileSync(join(folder, 'trace.itf.json'), 'utf8'))).toMatchObject({
      '#meta': { format: 'ITF', violated: 'Small' },
      vars: expect.arrayContaining(['x', 'pc', 'old']) as unknown,
      states: { length: 5, 0: { x: { '#bigint': '0' } } },
    });
  });

  it('writes no trace where there is none', async () => {
    const folder = folderWith(counter);
    await runIn(folder, 'check', 'Counter.tla', '--itf', 'trace.itf.json');
    expect(existsSync(join(folder, 'trace.itf.json'))).toBe(false);
  });

  it.each([
    ['its trace', ['--inv', 'Small', '--itf', 'nowhere/trace.json'], 'Invariant Small is violated'],
    ['the graph', ['--dump', 'dot', '--dump-to', 'nowhere/graph.dot'], 'Nothing wrong was found'],
  ])('tells what it found even if %s cannot be written', async (_, options, found) => {
    const folder = folderWith({ 'Counter.tla': counterSpec, 'Counter.cfg': counterConfig });
    const { code, out, error } = await runIn(folder, 'check', 'Counter.tla', ...options);
    expect(code).toBe(1);
    expect(out).toContain(found);
    expect(error).toContain('cannot write');
  });

  it('writes the graph for graphviz', async () => {
    const folder = folderWith(counter);
    const { code, error } = await runIn(folder, 'check', 'Counter.tla', '--const', 'Max=1', '--dump', 'dot');
    expect([code, error]).toEqual([0, 'wrote Counter.dot\n']);
    const text = readFileSync(join(folder, 'Counter.dot'), 'utf8');
    expect(text.match(/\[label="[^>]*x = /g)).toHaveLength(7);
    expect(text).toContain('[label="raise(1)"]');
  });

  it('writes the graph as JSON where it is told to', async () => {
    const folder = folderWith(counter);
    await runIn(
      folder,
      'check',
      'Counter.tla',
      '--const',
      'Max=1',
      '--dump',
      'json',
      '--dump-to',
      'graph.json',
    );
    const graph = JSON.parse(readFileSync(join(folder, 'graph.json'), 'utf8')) as Record<string, unknown[]>;
    expect(graph).toMatchObject({ format: 'mpcal-ts-graph', spec: 'Counter', initial: [0] });
    expect(graph['states']).toHaveLength(7);
    expect(graph['edges']).toContainEqual({ from: 0, to: 1, process: 'raiser', self: '1', label: 'raise' });
  });

  it('is stopped by an interruption, and does not call that ok: exit code 130', async () => {
    const out: string[] = [];
    const code = await runProgram(['check', 'test/oracle/pluscal/BakeryP.tla', '--json', '--no-warnings'], {
      out: (text) => out.push(text),
      error: () => undefined,
      color: false,
      workingDirectory: process.cwd(),
      onInterrupt: (callback) => {
        callback();
        return () => undefined;
      },
    });
    expect(code).toBe(130);
    expect(JSON.parse(out.join(''))).toMatchObject({ result: 'incomplete' });
  });

  it.each([
    [true, ['\r\u001b[Kdepth 3, 1,200 distinct, 4,500 generated, 7 queued, 90,000/s', '\r\u001b[K']],
    [false, []],
  ])('shows how far it is if there is a screen (%s), and leaves the line empty', (isLive, expected) => {
    const error: string[] = [];
    const line = new ProgressLine({
      out: () => undefined,
      error: (text) => error.push(text),
      color: false,
      isLive,
      workingDirectory: '.',
    });
    const counts = { distinct: 1200, generated: 4500, depth: 3, queued: 7 };
    line.show({ ...counts, generatedPerSecond: 90_000, elapsedMilliseconds: 50 });
    line.end();
    expect(error).toEqual(expected);
  });

  it.each([
    [0.2, '1 s'],
    [75, '75 s'],
    [290, '5 min'],
    [10_000, '3 h'],
  ])('shows how long it will go on, where that is known (%s seconds)', (secondsLeft, expected) => {
    const error: string[] = [];
    const line = new ProgressLine({
      out: () => undefined,
      error: (text) => error.push(text),
      color: false,
      isLive: true,
      workingDirectory: '.',
    });
    const counts = { distinct: 1200, generated: 4500, depth: 3, queued: 7 };
    line.show({ ...counts, generatedPerSecond: 90_000, elapsedMilliseconds: 50, secondsLeft });
    expect(error.join('')).toContain(`90,000/s, about ${expected} left`);
  });

  it.each([
    ['a spec that is not there', ['check', 'None.tla'], 1, 'cannot read'],
    ['a configuration that is not there', ['check', 'Counter.tla', '-c', 'None.cfg'], 1, 'cannot read'],
    ['an unknown invariant', ['check', 'Counter.tla', '--inv', 'InRang'], 1, 'InRange'],
    ['a constant that is none', ['check', 'Counter.tla', '--const', 'Mx=3'], 1, 'Mx'],
    ['no number of workers', ['check', 'Counter.tla', '--workers', 'many'], 2, '--workers'],
    ['no amount of memory', ['check', 'Counter.tla', '--memory', 'much'], 2, '--memory'],
    ['no depth', ['check', 'Counter.tla', '--depth', '0'], 2, '--depth'],
    ['an unknown format', ['check', 'Counter.tla', '--dump', 'svg'], 2, 'dump'],
    [
      'a place for a graph that nobody asked for',
      ['check', 'Counter.tla', '--dump-to', 'x'],
      2,
      '--dump dot',
    ],
  ] as const)('refuses %s', async (_, args, code, message) => {
    const outcome = await runIn(folderWith(counter), ...args);
    expect([outcome.code, outcome.out]).toEqual([code, '']);
    expect(outcome.error).toContain(message);
  });

  it('explains itself with examples and exit codes', async () => {
    const { code, out } = await runIn(temporaryFolder(), 'check', '--help');
    expect(code).toBe(0);
    expect(out).toContain('mpcal-ts check queue.tla');
    expect(out).toContain('13 liveness');
  });
});
