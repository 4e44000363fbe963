import type { Attempt, Resource } from '../kernel/resource.ts';
import { ValueMap } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { ResourceError } from './errors.ts';
import { abbreviated } from './function-value.ts';
import { ResourceMap } from './resource-map.ts';

/** A fixed set of resources, one per index. */
export class HashMap extends ResourceMap {
  private readonly map = new ValueMap<Resource>();
  private readonly keys: Value[] = [];
  private readonly vetoes: boolean;

  constructor(entries: Iterable<readonly [Value, Resource]>) {
    super();
    let vetoes = false;
    for (const [index, resource] of entries) {
      if (this.map.get(index) !== undefined) {
        throw new ResourceError(
          'RESOURCE_BAD_OPTION',
          `the hash map has two resources for ${abbreviated(index)}`,
        );
      }
      this.map.set(index, resource);
      this.keys.push(index);
      vetoes ||= resource.mayVeto;
    }
    this.vetoes = vetoes;
  }

  override get mayVeto(): boolean {
    return this.vetoes;
  }

  override index(index: Value, _attempt: Attempt): Resource {
    return this.map.get(index) ?? this.missing(index);
  }

  protected override elements(): Iterable<Resource> {
    return this.map.values();
  }

  private missing(index: Value): never {
    const known = this.keys.map(abbreviated);
    const shown = known.length > 8 ? [...known.slice(0, 8), `... ${known.length} in all`] : known;
    throw new ResourceError(
      'RESOURCE_INDEX_OUTSIDE_DOMAIN',
      `the hash map has no resource for ${abbreviated(index)}; it has {${shown.join(', ')}}`,
    );
  }
}

/** A map from indices to resources; an index that is not in it is an error. Closes its resources when it is closed. */
export function newHashMap(entries: Iterable<readonly [Value, Resource]>): HashMap {
  return new HashMap(entries);
}
