import { toTlaString } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { BLOCKED, DONE } from './archetype.ts';
import type { ArchetypeInterface, Frame, MPCalArchetype, MPCalCriticalSection } from './archetype.ts';
import { bindConstants, bindParameters } from './binding.ts';
import { blockedSignal } from './blocked-signal.ts';
import { FairChooser } from './chooser.ts';
import type { Chooser } from './chooser.ts';
import { settingsOf } from './config.ts';
import type { ConstantOperator, MPCalContextConfig } from './config.ts';
import type { DurableStore } from './durable-store.ts';
import { ArchetypeError, ContextConfigError } from './errors.ts';
import { frameVariable } from './variable-resource.ts';
import { nodeEnvironment } from './node-environment.ts';
import type { Attempt, CommitScope, DurableParticipant, Resource } from './resource.ts';
import { Scheduler } from './scheduler.ts';
import type { Runnable } from './scheduler.ts';
import type { Waiter } from './waiter.ts';

/** Touch marks are unique over all contexts of the process. */
let lastTouchMark = 0;

let processScheduler: Scheduler | undefined;

/** The scheduler of contexts that name none. */
function defaultScheduler(): Scheduler {
  return (processScheduler ??= new Scheduler(nodeEnvironment()));
}

/** After this many vetoes in a row a section waits before it tries again. */
const vetoesBeforeBackoff = 2;
const longestBackoffMilliseconds = 64;

type Phase = 'new' | 'ready' | 'running' | 'parked' | 'committing' | 'backoff' | 'ended';

/**
 * Runs one instance of an archetype. Each turn the scheduler gives it evaluates one critical section: attempts under one assignment of
 * choices after the other until one gets through and commits, or all are blocked and the context parks on what they touched.
 * Bodies store variables only at their end and resources keep a section's changes aside, so that an abandoned attempt leaves nothing.
 */
export class MPCalContext implements ArchetypeInterface, Attempt, Waiter, Runnable, CommitScope {
  readonly self: Value;
  readonly archetype: MPCalArchetype;
  readonly constants: readonly Value[];
  readonly constantOperators: readonly ConstantOperator[];
  readonly memo: (Value | undefined)[];
  private readonly scheduler: Scheduler;
  private readonly store: DurableStore | undefined;
  private readonly chooser: Chooser;
  private readonly sections: readonly MPCalCriticalSection[];
  /** True if some bound resource may veto or commit asynchronously: frames are then saved before each attempt. */
  private readonly savesFrame: boolean;

  private phase: Phase = 'new';
  private label: number;
  private frame: Frame;
  /** The frame a call or return of the present attempt leads to. */
  private nextFrame: Frame | undefined = undefined;

  private touchMark = 0;
  private readonly touched: Resource[] = [];
  /** What the blocked attempts of the present evaluation touched; while parked, what the context is parked on. */
  private readonly parkedOn = new Set<Resource>();

  private readonly effects: (() => void)[] = [];
  private vetoes = 0;
  private stopRequested = false;
  private finish: ((error: unknown) => void) | undefined = undefined;
  private ended: Promise<void> | undefined = undefined;

  constructor(self: Value, archetype: MPCalArchetype, configs: readonly MPCalContextConfig[]) {
    const settings = settingsOf(configs);
    this.self = self;
    this.archetype = archetype;
    const { constants, constantOperators } = bindConstants(archetype, settings);
    this.constants = constants;
    this.constantOperators = constantOperators;
    this.memo = new Array<Value | undefined>(archetype.module.memoSize).fill(undefined);
    this.scheduler = settings.scheduler ?? defaultScheduler();
    this.store = settings.durableStore;
    this.chooser = settings.chooser ?? new FairChooser(() => this.scheduler.environment.random());
    this.sections = archetype.jumpTable;
    this.savesFrame = [...settings.refParams.values()].some((resource) => resource.mayVeto);
    this.label = archetype.jumpTable.findIndex((section) => section.name === archetype.label);
    if (this.label < 0)
      throw new ContextConfigError(`${archetype.name}: the jump table has no label ${archetype.label}`);
    this.frame = bindParameters(archetype, settings);
  }

  /**
   * Starts the archetype; resolves when it is done or stopped. Rejects with an ArchetypeError when an assertion, an evaluation or a
   * resource fails, and with a DurabilityError when the context's durability domain is lost. May be called once.
   */
  run(): Promise<void> {
    if (this.phase !== 'new')
      throw new ContextConfigError(`${this.archetype.name}: a context runs only once`);
    this.ended = new Promise((resolve, reject) => {
      this.finish = (error) => {
        if (error === undefined) resolve();
        else reject(error as Error);
      };
    });
    // Listening tells at once of a failure that has already happened; the context has then ended before it began.
    if (this.store !== undefined) {
      const stopListening = this.store.onFailure((error) => this.end(error));
      this.ended.then(stopListening, stopListening);
    }
    if (!this.isEnded()) this.start();
    return this.ended;
  }

  /** Stops between two sections: a commit under way is finished first. Resolves when the context has ended. */
  async stop(): Promise<void> {
    this.stopRequested = true;
    if (this.phase === 'new') this.phase = 'ended';
    else if (this.phase !== 'committing' && this.phase !== 'running') this.end(undefined);
    await this.ended?.catch(() => undefined);
  }

  /** The label the context is at, or undefined when it has ended. */
  get currentLabel(): string | undefined {
    return this.isEnded() ? undefined : this.sections[this.label]?.name;
  }

  private isEnded(): boolean {
    return this.phase === 'ended';
  }

  private start(): void {
    try {
      this.archetype.preAmble(this, this.frame as never);
    } catch (error) {
      this.end(new ArchetypeError(`${this.archetype.name} (initial values)`, this.self, error));
      return;
    }
    this.makeReady();
  }

  private makeReady(): void {
    this.phase = 'ready';
    this.scheduler.makeReady(this);
  }

  private end(error: unknown): void {
    if (this.phase === 'ended') return;
    this.unparkAll();
    this.phase = 'ended';
    this.finish?.(error);
  }

  // --- evaluation of a section ---

  runSection(): void {
    if (this.phase !== 'ready') return;
    if (this.stopRequested) {
      this.end(undefined);
      return;
    }
    this.phase = 'running';
    const section = this.sections[this.label] as MPCalCriticalSection;
    this.chooser.beginEvaluation(this.label);
    for (;;) {
      const saved = this.savesFrame ? copyOf(this.frame) : undefined;
      const next = this.attempt(section);
      if (next === undefined) return;
      if (next !== BLOCKED) {
        this.parkedOn.clear();
        this.commitAttempt(next, saved);
        return;
      }
      for (const resource of this.touched) this.parkedOn.add(resource);
      this.abortTouched();
      if (!this.chooser.advance()) {
        this.park();
        return;
      }
    }
  }

  /** Runs the body once: the next label, BLOCKED, or undefined if it failed and the context has ended. */
  private attempt(section: MPCalCriticalSection): number | undefined {
    lastTouchMark += 1;
    this.touchMark = lastTouchMark;
    this.nextFrame = undefined;
    this.chooser.beginAttempt();
    try {
      return section.body(this, this.frame as never);
    } catch (error) {
      if (error === blockedSignal) return BLOCKED;
      this.abortTouched();
      this.end(new ArchetypeError(section.name, this.self, error));
      return undefined;
    }
  }

  private park(): void {
    if (this.stopRequested) {
      this.end(undefined);
      return;
    }
    this.phase = 'parked';
    for (const resource of this.parkedOn) {
      // Parking may itself find that the wait is over.
      if (this.phase !== 'parked') return;
      resource.park(this);
    }
  }

  wake(): void {
    if (this.phase !== 'parked') return;
    this.unparkAll();
    this.makeReady();
  }

  private unparkAll(): void {
    for (const resource of this.parkedOn) resource.unpark(this);
    this.parkedOn.clear();
  }

  private abortTouched(): void {
    for (const resource of this.touched) {
      if (resource.owner === undefined) resource.abort();
    }
    this.touched.length = 0;
    this.effects.length = 0;
  }

  // --- commit ---

  private commitAttempt(next: number, saved: Frame | undefined): void {
    let agreed = true;
    let pending: Promise<boolean>[] | undefined;
    try {
      for (const resource of this.touched) {
        const verdict = resource.preCommit(this);
        if (verdict === false) agreed = false;
        else if (verdict !== true) (pending ??= []).push(verdict);
      }
    } catch (error) {
      this.failCommit(error);
      return;
    }
    if (pending === undefined) {
      if (agreed) this.commitTouched(next);
      else this.veto(saved);
      return;
    }
    this.lockTouched();
    Promise.all(pending).then(
      (verdicts) => {
        if (this.isEnded()) return;
        this.unlockTouched();
        if (agreed && verdicts.every(Boolean)) this.commitTouched(next);
        else this.veto(saved);
      },
      (error: unknown) => this.failCommit(error),
    );
  }

  private commitTouched(next: number): void {
    let pending: Promise<void>[] | undefined;
    try {
      for (const resource of this.touched) {
        const answer = resource.commit(this);
        if (answer !== undefined) (pending ??= []).push(answer);
      }
    } catch (error) {
      this.failCommit(error);
      return;
    }
    if (pending === undefined) {
      this.finishCommit(next);
      return;
    }
    this.lockTouched();
    Promise.all(pending).then(
      () => {
        if (this.isEnded()) return;
        this.unlockTouched();
        this.finishCommit(next);
      },
      (error: unknown) => this.failCommit(error),
    );
  }

  private finishCommit(next: number): void {
    this.touched.length = 0;
    this.releaseEffects();
    this.advanceTo(next);
  }

  /** Effects follow all durable changes of their section, whatever the order in which resources committed. */
  private releaseEffects(): void {
    for (const effect of this.effects) {
      if (this.store === undefined) effect();
      else this.store.release(effect);
    }
    this.effects.length = 0;
  }

  private advanceTo(next: number): void {
    this.chooser.committed();
    this.vetoes = 0;
    if (this.nextFrame !== undefined) this.frame = this.nextFrame;
    if (next === DONE || this.stopRequested) {
      this.end(undefined);
      return;
    }
    this.label = next;
    this.makeReady();
  }

  private veto(saved: Frame | undefined): void {
    this.abortTouched();
    if (saved !== undefined) Object.assign(this.frame, saved);
    if (this.stopRequested) {
      this.end(undefined);
      return;
    }
    this.vetoes += 1;
    if (this.vetoes <= vetoesBeforeBackoff) {
      this.makeReady();
      return;
    }
    const { environment } = this.scheduler;
    const limit = Math.min(2 ** (this.vetoes - vetoesBeforeBackoff), longestBackoffMilliseconds);
    this.phase = 'backoff';
    environment.clock.setTimer(environment.random() * limit, () => {
      if (this.phase === 'backoff') this.makeReady();
    });
  }

  private failCommit(error: unknown): void {
    const label = this.sections[this.label]?.name ?? this.archetype.name;
    this.unlockTouched();
    this.abortTouched();
    this.end(new ArchetypeError(label, this.self, error));
  }

  private lockTouched(): void {
    this.phase = 'committing';
    for (const resource of this.touched) resource.owner = this;
  }

  private unlockTouched(): void {
    for (const resource of this.touched) {
      if (resource.owner !== this) continue;
      resource.owner = undefined;
      resource.wake();
    }
  }

  durable(participant: DurableParticipant): void {
    if (this.store === undefined) {
      throw new ContextConfigError(
        `${this.archetype.name}(${toTlaString(this.self)}) writes a durable resource but belongs to no durability domain: add withDurability`,
      );
    }
    this.store.markDirty(participant);
  }

  release(effect: () => void): void {
    this.effects.push(effect);
  }

  // --- what bodies call ---

  touch(resource: Resource): void {
    if (resource.touchMark === this.touchMark) return;
    resource.touchMark = this.touchMark;
    this.touched.push(resource);
  }

  read(resource: Resource): Value | undefined {
    return resource.read(this);
  }

  readAt(resource: Resource, index: Value): Value | undefined {
    return resource.readAt(this, index);
  }

  readPath(resource: Resource, indices: readonly Value[]): Value | undefined {
    return resource.readPath(this, indices);
  }

  write(resource: Resource, value: Value): boolean {
    return resource.write(this, value);
  }

  writeAt(resource: Resource, index: Value, value: Value): boolean {
    return resource.writeAt(this, index, value);
  }

  writePath(resource: Resource, indices: readonly Value[], value: Value): boolean {
    return resource.writePath(this, indices, value);
  }

  readNested(resource: Resource, indices: readonly Value[]): Value {
    const value =
      indices.length === 0
        ? resource.read(this)
        : indices.length === 1
          ? resource.readAt(this, indices[0] as Value)
          : resource.readPath(this, indices);
    if (value === undefined) throw blockedSignal;
    return value;
  }

  choose(site: number, ceiling: number): number {
    return this.chooser.choose(site, ceiling);
  }

  localRef(frame: Frame, name: string): Resource {
    return frameVariable(frame, name);
  }

  call(callee: Frame, entry: number, returnLabel: number): number {
    callee.caller = this.frame;
    callee.returnLabel = returnLabel;
    this.nextFrame = callee;
    return entry;
  }

  tailCall(callee: Frame, entry: number): number {
    callee.caller = this.frame.caller;
    callee.returnLabel = this.frame.returnLabel;
    this.nextFrame = callee;
    return entry;
  }

  return(): number {
    const { caller, returnLabel } = this.frame;
    if (caller !== undefined) this.nextFrame = caller;
    return returnLabel;
  }

  print(value: Value): void {
    const line = toTlaString(value);
    this.effects.push(() => this.scheduler.environment.print(line));
  }
}

/** A copy of a frame's fields, to put back after a veto. */
function copyOf(frame: Frame): Frame {
  return Object.assign(Object.create(Object.getPrototypeOf(frame) as object) as Frame, frame);
}

/** A context that will run `archetype` as process `self`. All that is wrong with the configuration is reported at once. */
export function newMPCalContext(
  self: Value,
  archetype: MPCalArchetype,
  ...configs: readonly MPCalContextConfig[]
): MPCalContext {
  return new MPCalContext(self, archetype, configs);
}
