import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runProgram } from '../../cli/program.ts';
import { counterConfig, counterSpec, folderWith, jsonOf } from './check-spec.ts';
import { folderWithJava, toolOutput } from './fake-java.ts';
import type { Message } from './fake-java.ts';
import { runIn } from './harness.ts';
import type { Outcome } from './harness.ts';

const safeConfig = counterConfig.replace('PROPERTY Full\n', '');
const counter = { 'Counter.tla': counterSpec, 'Counter.cfg': safeConfig };
const distributed = ['check', 'Counter.tla', '--engine', 'tlc', '--tlc-distributed'] as const;

const completed: readonly Message[] = [
  [2193, 'Model checking completed. No error has been found.'],
  [2199, '120 states generated, 55 distinct states found, 0 states left on queue.'],
  [2194, 'The depth of the complete state graph search is 10.'],
];

interface Cast {
  /** What the coordinator says when as many workers have joined as it waits for. */
  readonly messages?: readonly Message[];
  /** How many it waits for. */
  readonly awaited?: number;
  /** What the coordinator does instead. */
  readonly coordinator?: readonly string[];
  /** What a worker does instead. */
  readonly worker?: readonly string[];
}

const ready = toolOutput([[7000, 'TLC server at this machine is ready']]);
const registered = toolOutput([[7001, 'Registration for worker at rmi completed.']]);
const untilTold = ['while [ ! -e "$FOLDER/finished" ]; do sleep 0.02; done', 'exit 0'];
const join1 = 'echo joined >> "$FOLDER/joined"';

/** A folder where `java` plays pcal.trans, the coordinator or a worker; who they were is in `pids`. */
function playedIn({ messages, awaited, coordinator, worker }: Cast): string {
  const files = {
    ...counter,
    joined: '',
    pids: '',
    ready,
    registered,
    output: toolOutput(messages ?? completed),
  };
  return folderWithJava(files, [
    'case "$*" in *pcal.trans*) exit 0;; esac',
    'echo $$ >> "$FOLDER/pids"',
    'case "$*" in *"tlc2.tool.distributed.TLCServer -tool "*)',
    ...(coordinator ?? [
      'cat "$FOLDER/ready"',
      `while [ $(wc -l < "$FOLDER/joined") -lt ${awaited ?? 0} ]; do sleep 0.02; done`,
      `for each in $(cat "$FOLDER/joined"); do cat "$FOLDER/registered"; done`,
      'cat "$FOLDER/output"; touch "$FOLDER/finished"; exit 0',
    ]),
    ';; *)',
    ...(worker ?? [join1, ...untilTold]),
    ';; esac',
  ]);
}

/** The lines of a file, of which there is one at least. */
function linesOf(folder: string, file: string): readonly string[] {
  return readFileSync(join(folder, file), 'utf8').trim().split('\n');
}

function stillRunning(folder: string): readonly string[] {
  return linesOf(folder, 'pids').filter((pid) => existsSync(`/proc/${pid}`));
}

/** Runs the program; the file `told` is there as soon as it has told something on the side. */
async function runTelling(folder: string, ...args: readonly string[]): Promise<Omit<Outcome, 'out'>> {
  const error: string[] = [];
  const code = await runProgram(args, {
    out: () => undefined,
    error: (text) => {
      error.push(text);
      if (text.startsWith("TLC's worker")) writeFileSync(join(folder, 'told'), '');
    },
    color: false,
    workingDirectory: folder,
  });
  return { code, error: error.join('') };
}

describe('mpcal-ts check --engine tlc --tlc-distributed', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('runs a coordinator and as many workers as asked for, on this machine alone', async () => {
    const folder = playedIn({ awaited: 2 });
    const { code, report, error } = await jsonOf(
      folder,
      ...distributed,
      '2',
      '--workers',
      '3',
      '--no-deadlock',
    );
    expect([code, error]).toEqual([0, '']);
    expect(report).toMatchObject({ result: 'ok', distinct: 55, generated: 120, depth: 10, workers: 6 });
    const [translator, ...others] = linesOf(folder, 'arguments');
    expect(translator).toContain('pcal.trans');
    const jar = `${folder}/tla2tools.jar`;
    const worker = `-XX:+UseParallelGC -Djava.rmi.server.hostname=127.0.0.1 -Dtlc2.tool.distributed.TLCWorker.threadCount=3 -cp ${jar} tlc2.tool.distributed.TLCWorker 127.0.0.1`;
    expect(others.toSorted()).toEqual(
      [
        `-XX:+UseParallelGC -Djava.rmi.server.hostname=127.0.0.1 -cp ${jar} tlc2.tool.distributed.TLCServer -tool -deadlock -config Counter.cfg Counter.tla`,
        worker,
        worker,
      ].toSorted(),
    );
    expect(stillRunning(folder)).toEqual([]);
  });

  it('maps the trace of what a worker found to the labels of the source', async () => {
    const own = await jsonOf(folderWith(counter), 'check', 'Counter.tla', '--inv', 'Small');
    const { states } = own.report['trace'] as {
      readonly states: readonly { readonly values: Readonly<Record<string, string>> }[];
    };
    const told = states.map(({ values }, index): Message => {
      const conjuncts = Object.entries(values).map(([name, value]) => `/\\ ${name} = ${value}`);
      return [2217, `${index + 1}: <raise>\n${conjuncts.join('\n')}\n`];
    });
    const found: Message = [
      1000,
      'TLC threw an unexpected exception.\ntlc2.tool.WorkerException\n: Error: Invariant Small is violated.',
    ];
    const folder = playedIn({ awaited: 1, messages: [found, ...told] });
    const { code, report } = await jsonOf(folder, ...distributed, '1', '--inv', 'Small');
    expect([code, report['result'], report['violated']]).toEqual([12, 'invariant', 'Small']);
    expect(report['trace']).toEqual(own.report['trace']);
  });

  it('goes on without a worker that dies, and says so', async () => {
    const folder = playedIn({
      awaited: 1,
      worker: [
        'if mkdir "$FOLDER/first" 2> /dev/null; then kill -9 $$; fi',
        'while [ ! -e "$FOLDER/told" ]; do sleep 0.02; done',
        join1,
        ...untilTold,
      ],
    });
    const { code, error } = await runTelling(folder, ...distributed, '2');
    expect(code).toBe(0);
    expect(error).toMatch(/^TLC's worker [12] was ended by SIGKILL\n$/);
  });

  it('ends when no worker is left: exit code 1', async () => {
    const folder = playedIn({
      awaited: 3,
      worker: ['echo "RemoteException: no such object"', 'exit 1'],
    });
    const { code, out, error } = await runIn(folder, ...distributed, '2');
    expect([code, out]).toEqual([1, '']);
    expect(error).toContain('no worker of TLC is left: the last ended with code 1\nRemoteException');
    expect(stillRunning(folder)).toEqual([]);
  });

  it('ends when workers were told to end and the coordinator does not: exit code 1', async () => {
    const folder = playedIn({ awaited: 3, worker: ['exit 0'] });
    const { code, error } = await runIn(folder, ...distributed, '2', '--tlc-wait', '1');
    expect(code).toBe(1);
    expect(error).toContain('no worker of TLC is left: the last ended with code 0');
    expect(stillRunning(folder)).toEqual([]);
  });

  it('ends when the coordinator never comes up: exit code 1', async () => {
    const folder = playedIn({ coordinator: ['exec sleep 60'], worker: ['exec sleep 60'] });
    const { code, error } = await runIn(folder, ...distributed, '1', '--tlc-wait', '1');
    expect(code).toBe(1);
    expect(error).toContain("TLC's coordinator was not ready for workers after 1 s; --tlc-wait");
    expect(stillRunning(folder)).toEqual([]);
  });

  it('tells in its words why the coordinator ended: exit code 1', async () => {
    const folder = playedIn({
      coordinator: ['echo "java.rmi.server.ExportException: Port already in use: 10997"; exit 1'],
      worker: ['exec sleep 60'],
    });
    const { code, error } = await runIn(folder, ...distributed, '1');
    expect(code).toBe(1);
    expect(error).toContain('TLC ended with code 1 and without a verdict');
    expect(error).toContain('Port already in use');
    expect(stillRunning(folder)).toEqual([]);
  });

  it('says what other machines are to run, and goes on without workers of its own', async () => {
    const folder = playedIn({});
    const args = ['--tlc-host', 'big.local', '--tlc-port', '4000', '--tlc-fpsets', '2'] as const;
    const { code, error } = await runIn(folder, ...distributed, '0', ...args);
    expect(code).toBe(0);
    const java = 'java -Djava.rmi.server.hostname=THAT_MACHINE -Dtlc2.tool.distributed.TLCServer.port=4000';
    expect(error).toContain(`${java} -cp tla2tools.jar tlc2.tool.distributed.TLCWorker big.local\n`);
    expect(error).toContain('TLC waits for 2 sets of fingerprints');
    expect(error).toContain(
      `${java} -cp tla2tools.jar tlc2.tool.distributed.fp.DistributedFPSet big.local\n`,
    );
    const coordinator = linesOf(folder, 'arguments').at(-1);
    expect(coordinator).toContain('-Djava.rmi.server.hostname=big.local');
    expect(coordinator).toContain('-Dtlc2.tool.distributed.TLCServer.port=4000');
    expect(coordinator).toContain('-Dtlc2.tool.distributed.TLCServer.expectedFPSetCount=2');
  });

  it('waits for workers elsewhere when its own have died', async () => {
    const folder = playedIn({
      coordinator: [
        'cat "$FOLDER/ready"',
        'while [ ! -e "$FOLDER/told" ]; do sleep 0.02; done',
        'cat "$FOLDER/output"; exit 0',
      ],
      worker: ['exit 1'],
    });
    const { code, error } = await runTelling(folder, ...distributed, '1', '--tlc-host', 'big.local');
    expect(code).toBe(0);
    expect(error).toContain("TLC's worker 1 ended with code 1");
  });

  it('is interrupted with all that runs, and says what there was: exit code 130', async () => {
    const progress: Message = [
      2200,
      'Progress(4) at 12:00: 31 states generated, 20 distinct states found, 7 left',
    ];
    const folder = playedIn({
      messages: [progress],
      coordinator: ['cat "$FOLDER/ready" "$FOLDER/output"; touch "$FOLDER/begun"; exec sleep 60'],
      worker: [join1, 'exec sleep 60'],
    });
    const out: string[] = [];
    const error: string[] = [];
    let interrupt: () => void = () => undefined;
    const running = runProgram([...distributed, '2', '--json'], {
      out: (text) => out.push(text),
      error: (text) => error.push(text),
      color: false,
      workingDirectory: folder,
      onInterrupt: (callback) => {
        interrupt = callback;
        return () => undefined;
      },
    });
    while (!existsSync(join(folder, 'begun')) || linesOf(folder, 'joined').length < 2) await pause(10);
    interrupt();
    expect([await running, error]).toEqual([130, []]);
    expect(JSON.parse(out.join(''))).toMatchObject({
      result: 'incomplete',
      distinct: 20,
      generated: 31,
      message: 'TLC was stopped before its end; nothing wrong was found so far',
    });
    expect(stillRunning(folder)).toEqual([]);
  });

  it('takes its Javas along when it is told to end by a signal', async () => {
    const folder = playedIn({
      coordinator: ['cat "$FOLDER/ready"; touch "$FOLDER/begun"; exec sleep 60'],
      worker: [join1, 'exec sleep 60'],
    });
    const killed = vi.spyOn(process, 'kill').mockReturnValue(true);
    const before = process.listenerCount('SIGTERM');
    const running = runIn(folder, ...distributed, '1');
    while (!existsSync(join(folder, 'begun')) || linesOf(folder, 'joined')[0] !== 'joined') await pause(10);
    process.emit('SIGTERM', 'SIGTERM');
    expect(killed.mock.calls).toEqual([[process.pid, 'SIGTERM']]);
    killed.mockRestore();
    await running;
    expect(stillRunning(folder)).toEqual([]);
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  it('refuses properties of whole behaviours, and says who checks them', async () => {
    const folder = playedIn({});
    const { code, error } = await runIn(folder, ...distributed, '1', '--prop', 'Full', '--prop', 'Grows');
    expect(code).toBe(1);
    expect(error).toContain(
      "TLC's distributed mode does not check properties of whole behaviours, only safety: Full;",
    );
    expect(existsSync(join(folder, 'arguments'))).toBe(false);
  });

  it('takes properties that are safety', async () => {
    const { code, report } = await jsonOf(playedIn({}), ...distributed, '1', '--prop', 'Grows');
    expect([code, report['result']]).toEqual([0, 'ok']);
  });

  it.each([
    [['--tlc-distributed', '1'], '--engine tlc asks for it'],
    [['--engine', 'tlc', '--tlc-host', 'here'], '--tlc-distributed N asks for it'],
    [['--engine', 'tlc', '--tlc-distributed', '0'], '--tlc-host lets others join'],
    [['--engine', 'tlc', '--tlc-distributed', '1.5'], 'expected a number of workers from 0 to 256'],
    [['--engine', 'tlc', '--tlc-distributed', '1', '--tlc-host', 'a b'], 'expected the name or address'],
    [['--engine', 'tlc', '--tlc-distributed', '1', '--tlc-fpsets', '1'], 'reach this one by --tlc-host'],
    [['--engine', 'tlc', '--tlc-distributed', '1', '--tlc-port', '70000'], 'from 1 to 65535'],
  ])('calls %j wrong usage', async (args, expected) => {
    const { code, error } = await runIn(folderWith(counter), 'check', 'Counter.tla', ...args);
    expect(code).toBe(2);
    expect(error).toContain(expected);
  });
});
