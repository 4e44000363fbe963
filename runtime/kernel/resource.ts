import type { Value } from '../tla/index.ts';
import type { Waiter } from './waiter.ts';

/**
 * One run of a critical section's body, as its resources see it. A resource never keeps it beyond the attempt, except as the owner
 * of a commit under way.
 */
export interface Attempt {
  /** The context's `self`. */
  readonly self: Value;
  /** Registers `resource` as touched: it takes part in this attempt's commit or abort, and a blocked section parks on it. */
  touch(resource: Resource): void;
}

/** What a committing section hands to its resources. */
export interface CommitScope {
  /** Registers durable changes: `participant.collect` is called when the next atomic batch is put together. */
  durable(participant: DurableParticipant): void;
  /**
   * Registers an effect that leaves the process (a message, an answer, an output): it runs, in order of registration, once every durable
   * change registered before it, by any section of the same durability domain, is synced; at once if there is none.
   */
  release(effect: () => void): void;
}

/** Something with durable state. */
export interface DurableParticipant {
  /** Adds to `batch` the operations that bring the disk to the participant's present committed state. Called once per batch it is dirty in. */
  collect(batch: WriteBatch): void;
}

export interface WriteBatch {
  put(key: string, value: Uint8Array): void;
  delete(key: string): void;
}

/** The answer to `preCommit`: true to go on, false to veto (the section is abandoned and tried again). */
export type Verdict = boolean | Promise<boolean>;

/**
 * What an archetype's reference parameters are bound to. The kernel and generated code call the public methods; an implementation
 * supplies the methods documented as "implementor's". All of `readValue`, `writeValue` and `index` are synchronous: a resource that
 * must wait answers BLOCKED (`undefined` from reads and `index`, `false` from writes), starts what it needs, and calls `wake()` when
 * trying again makes sense. A blocked section is then run again from its start.
 *
 * Life of a section: any number of reads and writes (which must see the section's own earlier writes); then either `abort`, which
 * leaves the resource as if it had never been touched, or `preCommit` and, unless some resource vetoes, `commit`.
 * At most one attempt has a resource touched at any time, except while an asynchronous commit is under way: then the resource is
 * locked by its owner and everybody else is answered BLOCKED.
 */
export abstract class Resource {
  /** Kernel's: the serial number of the attempt that touched this resource last. */
  touchMark = 0;
  /** Kernel's: the attempt whose asynchronous commit holds this resource. */
  owner: Attempt | undefined = undefined;
  private waiters: Set<Waiter> | undefined = undefined;

  /** True if `preCommit` may veto or answers asynchronously; the kernel then keeps what it needs to undo. Constant over a resource's life. */
  get mayVeto(): boolean {
    return false;
  }

  /** Reads the resource; undefined means blocked. */
  read(attempt: Attempt): Value | undefined {
    attempt.touch(this);
    if (this.owner !== undefined && this.owner !== attempt) return undefined;
    return this.readValue(attempt);
  }

  /** Writes the resource; false means blocked. */
  write(attempt: Attempt, value: Value): boolean {
    attempt.touch(this);
    if (this.owner !== undefined && this.owner !== attempt) return false;
    return this.writeValue(value, attempt);
  }

  /** Reads the resource at one index. Overridden where the elements are no resources of their own (a variable that holds a function). */
  readAt(attempt: Attempt, index: Value): Value | undefined {
    const child = this.index(index, attempt);
    if (child === undefined) {
      attempt.touch(this);
      return undefined;
    }
    return child.read(attempt);
  }

  /** Writes the resource at one index; see `readAt`. */
  writeAt(attempt: Attempt, index: Value, value: Value): boolean {
    const child = this.index(index, attempt);
    if (child === undefined) {
      attempt.touch(this);
      return false;
    }
    return child.write(attempt, value);
  }

  /** Reads at several indices, the outermost first; `indices` has at least two. */
  readPath(attempt: Attempt, indices: readonly Value[]): Value | undefined {
    const parent = this.descend(attempt, indices);
    return parent?.readAt(attempt, indices[indices.length - 1] as Value);
  }

  writePath(attempt: Attempt, indices: readonly Value[], value: Value): boolean {
    const parent = this.descend(attempt, indices);
    return parent === undefined
      ? false
      : parent.writeAt(attempt, indices[indices.length - 1] as Value, value);
  }

  /** Implementor's: the value, as this section sees it; undefined when it is not there yet. */
  protected readValue(_attempt: Attempt): Value | undefined {
    throw new UnsupportedOperation(this, 'read');
  }

  /** Implementor's: takes a value; false when there is no room for it now. */
  protected writeValue(_value: Value, _attempt: Attempt): boolean {
    throw new UnsupportedOperation(this, 'write');
  }

  /** Implementor's: the resource at an index; undefined when it is not there yet. The same index gives the same resource. */
  index(_index: Value, _attempt: Attempt): Resource | undefined {
    throw new UnsupportedOperation(this, 'index');
  }

  /** Implementor's: may this section commit as far as this resource is concerned? A resource that said yes must be able to commit. */
  preCommit(_attempt: Attempt): Verdict {
    return true;
  }

  /** Implementor's: makes the section's changes final. Called for every touched resource, also those only read. */
  abstract commit(scope: CommitScope): void | Promise<void>;

  /** Implementor's: forgets the section's changes. Called for every touched resource of an abandoned attempt. */
  abstract abort(): void;

  /** Releases what the resource holds in the outside world. May be called more than once. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Implementor's hook: a blocked section has parked on this resource (a timer arms itself here). */
  protected onParked(): void {}

  /** Wakes every section parked on this resource; to be called after any change that could make a blocked section go on. */
  wake(): void {
    if (this.waiters === undefined || this.waiters.size === 0) return;
    for (const waiter of [...this.waiters]) waiter.wake();
  }

  /** Kernel's. */
  park(waiter: Waiter): void {
    (this.waiters ??= new Set()).add(waiter);
    this.onParked();
  }

  /** Kernel's. */
  unpark(waiter: Waiter): void {
    this.waiters?.delete(waiter);
  }

  /** True while some section is parked here. */
  protected get hasParked(): boolean {
    return this.waiters !== undefined && this.waiters.size > 0;
  }

  private descend(attempt: Attempt, indices: readonly Value[]): Resource | undefined {
    let resource: Resource | undefined = this;
    for (let position = 0; position < indices.length - 1 && resource !== undefined; position += 1) {
      const parent: Resource = resource;
      resource = parent.index(indices[position] as Value, attempt);
      if (resource === undefined) attempt.touch(parent);
    }
    return resource;
  }
}

/** The spec does to a resource what the resource is not for, such as writing an input channel. */
export class UnsupportedOperation extends Error {
  readonly code = 'RESOURCE_UNSUPPORTED_OPERATION';

  constructor(resource: Resource, operation: 'read' | 'write' | 'index') {
    super(
      `${resource.constructor.name} does not support ${operation}; bind the parameter to another resource`,
    );
    this.name = 'UnsupportedOperation';
  }
}
