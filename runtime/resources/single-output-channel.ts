import { Resource } from '../kernel/resource.ts';
import type { Attempt, CommitScope } from '../kernel/resource.ts';
import type { Value } from '../tla/index.ts';
import { closedError } from './errors.ts';

/** Takes one value, for the host program that waits for an archetype's result. A second write fails with RESOURCE_CLOSED. */
export class SingleOutputChannel extends Resource {
  private written: Value | undefined = undefined;
  private committed = false;
  private closed = false;
  private readonly outcome: Promise<Value>;
  private resolve: (value: Value) => void = () => {};
  private reject: (error: Error) => void = () => {};

  constructor() {
    super();
    this.outcome = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // A host that never asks for the value is not at fault when there is none.
    this.outcome.catch(() => {});
  }

  /** Host's: the value, once its section is durable; rejects with RESOURCE_CLOSED if the channel is closed without one. */
  receive(): Promise<Value> {
    return this.outcome;
  }

  override commit(scope: CommitScope): void {
    const value = this.written;
    if (value === undefined) return;
    this.written = undefined;
    this.committed = true;
    scope.release(() => this.resolve(value));
  }

  override abort(): void {
    this.written = undefined;
  }

  override close(): Promise<void> {
    if (!this.closed && !this.committed) this.reject(closedError('single output channel'));
    this.closed = true;
    return Promise.resolve();
  }

  protected override writeValue(value: Value, _attempt: Attempt): boolean {
    if (this.closed || this.committed || this.written !== undefined) {
      throw closedError('single output channel');
    }
    this.written = value;
    return true;
  }
}

export function newSingleOutputChannel(): SingleOutputChannel {
  return new SingleOutputChannel();
}
