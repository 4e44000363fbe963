import { BLOCKED, DONE, Frame, Resource, VariableResource } from '../../../runtime/kernel/index.ts';
import type {
  ArchetypeInterface,
  Attempt,
  CommitScope,
  DurableParticipant,
  MPCalArchetype,
  MPCalCriticalSection,
  Verdict,
  WriteBatch,
} from '../../../runtime/kernel/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';

export { BLOCKED, DONE };

/** A frame for hand-written archetypes: any reference parameter, any variable. */
export class TestFrame extends Frame {
  [name: string]: unknown;
  counter = 0;
}

export type Body = (iface: ArchetypeInterface, frame: TestFrame) => number;

/** An archetype from its sections' bodies, in jump table order; the first is the entry. */
export function archetypeOf(
  name: string,
  bodies: Readonly<Record<string, Body>>,
  params: {
    readonly refs?: readonly string[];
    readonly values?: readonly string[];
    readonly constants?: readonly string[];
  } = {},
): MPCalArchetype {
  const jumpTable: MPCalCriticalSection[] = Object.entries(bodies).map(([label, body]) => ({
    name: `${name}.${label}`,
    fairness: 'none',
    body: body as MPCalCriticalSection['body'],
  }));
  return {
    name,
    label: jumpTable[0]?.name ?? '',
    requiredRefParams: (params.refs ?? []).map((param) => `${name}.${param}`),
    requiredValParams: (params.values ?? []).map((param) => `${name}.${param}`),
    module: { name: 'Test', constantNames: params.constants ?? [], constantOperatorNames: [], memoSize: 0 },
    jumpTable,
    procTable: [],
    locals: ['counter'],
    newFrame: () => new TestFrame(),
    preAmble: () => undefined,
  };
}

/** A variable shared by contexts, with counters of what the kernel did to it. */
export class Shared extends VariableResource {
  value: Value;
  commits = 0;
  aborts = 0;

  constructor(value: Value) {
    super();
    this.value = value;
  }

  protected override load(): Value {
    return this.value;
  }

  protected override store(value: Value): void {
    this.value = value;
  }

  override commit(scope: CommitScope): void {
    this.commits += 1;
    super.commit(scope);
  }

  override abort(): void {
    this.aborts += 1;
    super.abort();
  }
}

/** A shared number that is also durable: one key, its value as text. */
export class DurableNumber extends Shared implements DurableParticipant {
  readonly key: string;

  constructor(key: string, value: Value = 0) {
    super(value);
    this.key = key;
  }

  protected override store(value: Value, scope?: CommitScope): void {
    super.store(value);
    scope?.durable(this);
  }

  collect(batch: WriteBatch): void {
    batch.put(this.key, new TextEncoder().encode(String(this.value)));
  }
}

/** Writes leave the process: what has been seen outside, in order. */
export class Outside extends Resource {
  readonly seen: Value[] = [];
  private pending: Value[] = [];

  protected override writeValue(value: Value): boolean {
    this.pending.push(value);
    return true;
  }

  override commit(scope: CommitScope): void {
    for (const value of this.pending) scope.release(() => this.seen.push(value));
    this.pending = [];
  }

  override abort(): void {
    this.pending = [];
  }
}

/** Gives its preCommit and commit the answers the test prepares. */
export class Answering extends Resource {
  readonly verdicts: Verdict[] = [];
  commitAnswer: Promise<void> | undefined = undefined;
  readonly log: string[] = [];
  value: Value = 0;
  private pending: Value | undefined;

  override get mayVeto(): boolean {
    return true;
  }

  protected override readValue(): Value {
    return this.pending ?? this.value;
  }

  protected override writeValue(value: Value): boolean {
    this.pending = value;
    return true;
  }

  override preCommit(_attempt: Attempt): Verdict {
    this.log.push('preCommit');
    return this.verdicts.shift() ?? true;
  }

  override commit(): void | Promise<void> {
    this.log.push('commit');
    this.value = this.pending ?? this.value;
    this.pending = undefined;
    return this.commitAnswer;
  }

  override abort(): void {
    this.log.push('abort');
    this.pending = undefined;
  }
}

/** Reads the shared resource `name` of a frame. */
export function resourceOf(frame: TestFrame, name: string): Resource {
  return frame[name] as Resource;
}
