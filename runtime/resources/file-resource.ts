import { Resource } from '../kernel/resource.ts';
import type { Attempt, CommitScope, Verdict } from '../kernel/resource.ts';
import { isString } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { closedError, ResourceError } from './errors.ts';
import { fileError } from './file-access.ts';
import type { FileAccess, StagedFile } from './file-access.ts';
import { abbreviated } from './function-value.ts';

/**
 * One file, as a string. A read blocks its section until the content is there. A write is on disk, synced, before its section commits, and
 * takes the file's place in one step when the section's effects are released. A section that has read the file and waits is woken when the
 * file changes, through this resource or otherwise.
 */
export class FileResource extends Resource {
  private readonly path: string;
  private readonly files: FileAccess;
  /** What was read from disk; kept until a section that saw it commits, or the file changes. */
  private content: string | undefined = undefined;
  private loading = false;
  /** Why the last load failed: for the section that asked for it. */
  private loadFailure: ResourceError | undefined = undefined;
  private stopWatching: (() => void) | undefined = undefined;
  /** The present section's content. */
  private written: string | undefined = undefined;
  private staged: StagedFile | undefined = undefined;
  /** Counts the ends of sections, so that a staging that outlives its section is noticed. */
  private sections = 0;
  /** What was committed and is not in place yet. */
  private unpublished: string | undefined = undefined;
  private publishing = 0;
  /** The file is not what a committed section made it: nothing can be said about it any more. */
  private broken: ResourceError | undefined = undefined;
  private closed = false;

  constructor(path: string, files: FileAccess) {
    super();
    this.path = path;
    this.files = files;
  }

  override get mayVeto(): boolean {
    return true;
  }

  override preCommit(_attempt: Attempt): Verdict {
    return this.written === undefined ? true : this.stage(this.written, this.sections);
  }

  override commit(scope: CommitScope): void {
    this.sections += 1;
    const { written, staged } = this;
    this.forget();
    if (written === undefined || staged === undefined) return;
    this.written = undefined;
    this.staged = undefined;
    this.unpublished = written;
    this.publishing += 1;
    scope.release(() => this.publish(staged));
    this.wake();
  }

  override abort(): void {
    this.sections += 1;
    this.written = undefined;
    if (this.staged !== undefined) this.discard(this.staged);
    this.staged = undefined;
  }

  override close(): Promise<void> {
    if (!this.closed) {
      this.closed = true;
      this.forget();
      this.wake();
    }
    return Promise.resolve();
  }

  protected override readValue(_attempt: Attempt): Value | undefined {
    this.requireUsable();
    const known = this.written ?? this.unpublished ?? this.content;
    if (known !== undefined) return known;
    const failure = this.loadFailure;
    if (failure !== undefined) {
      this.loadFailure = undefined;
      throw failure;
    }
    this.load();
    return undefined;
  }

  protected override writeValue(value: Value, _attempt: Attempt): boolean {
    this.requireUsable();
    if (!isString(value)) {
      throw new ResourceError(
        'RESOURCE_BAD_VALUE',
        `the file ${this.path} takes a string, but ${abbreviated(value)} is written to it`,
      );
    }
    this.written = value;
    return true;
  }

  protected override onParked(): void {
    if (this.content === undefined || this.stopWatching !== undefined || this.closed) return;
    const changed = (): void => {
      this.forget();
      this.wake();
    };
    const seen = this.content;
    const stop = this.files.watch(this.path, changed, (error) => {
      this.broken = fileError(this.path, 'watched', error);
      changed();
    });
    if (this.content === undefined) {
      stop();
      return;
    }
    this.stopWatching = stop;
    // The file may have changed between being read and being watched.
    this.files.read(this.path).then(
      (now) => {
        if (this.stopWatching === stop && now !== seen) changed();
      },
      () => {
        if (this.stopWatching === stop) changed();
      },
    );
  }

  private requireUsable(): void {
    if (this.closed) throw closedError(`file ${this.path}`);
    if (this.broken !== undefined) throw this.broken;
  }

  private load(): void {
    if (this.loading) return;
    this.loading = true;
    this.files
      .read(this.path)
      .then(
        (content) => (this.content = content),
        (error: unknown) => (this.loadFailure = fileError(this.path, 'read', error)),
      )
      .finally(() => {
        this.loading = false;
        this.wake();
      })
      .catch(() => undefined);
  }

  private forget(): void {
    this.content = undefined;
    this.stopWatching?.();
    this.stopWatching = undefined;
  }

  private async stage(content: string, section: number): Promise<boolean> {
    let staged: StagedFile;
    try {
      staged = await this.files.stage(this.path, content);
    } catch (error) {
      throw fileError(this.path, 'written', error);
    }
    if (this.sections === section) this.staged = staged;
    else this.discard(staged);
    return true;
  }

  private publish(staged: StagedFile): void {
    try {
      staged.publish();
    } catch (error) {
      this.broken = fileError(this.path, 'written', error);
      this.wake();
    }
    this.publishing -= 1;
    if (this.publishing === 0) this.unpublished = undefined;
  }

  /** A temporary file that cannot be removed does no harm but for its space. */
  private discard(staged: StagedFile): void {
    staged.discard().catch(() => undefined);
  }
}
