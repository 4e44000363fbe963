import type { Attempt, Resource } from '../kernel/resource.ts';
import { ValueMap } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { closedError } from './errors.ts';
import { ResourceMap } from './resource-map.ts';

export interface IncrementalMapOptions {
  /** Whether the resources made may veto a commit or answer asynchronously; the kernel has to know before there are any. Default false. */
  readonly mayVeto?: boolean;
}

/** A resource for every index, made when the index is first used. */
export class IncrementalMap extends ResourceMap {
  private readonly map = new ValueMap<Resource>();
  private readonly make: (index: Value) => Resource;
  private readonly vetoes: boolean;

  constructor(make: (index: Value) => Resource, options: IncrementalMapOptions = {}) {
    super();
    this.make = make;
    this.vetoes = options.mayVeto ?? false;
  }

  override get mayVeto(): boolean {
    return this.vetoes;
  }

  override index(index: Value, _attempt: Attempt): Resource {
    const known = this.map.get(index);
    if (known !== undefined) return known;
    if (this.isClosed) throw closedError('incremental map');
    const made = this.make(index);
    this.map.set(index, made);
    return made;
  }

  protected override elements(): Iterable<Resource> {
    return this.map.values();
  }
}

/** A map whose resources `make` makes on first use; they are kept, also when the section that used them first is abandoned. */
export function newIncrementalMap(
  make: (index: Value) => Resource,
  options: IncrementalMapOptions = {},
): IncrementalMap {
  return new IncrementalMap(make, options);
}
