import { LocalSharedVariable } from 'mpcal-ts/runtime';
import type { CommitScope, Value } from 'mpcal-ts/runtime';

/** A shared variable that tells when a section has changed it. */
class ObservedVariable extends LocalSharedVariable {
  private readonly onChange: (value: Value) => void;

  constructor(initial: Value, onChange: (value: Value) => void) {
    super(initial);
    this.onChange = onChange;
  }

  override commit(scope: CommitScope): void {
    const before = this.value;
    super.commit(scope);
    if (this.value !== before) this.onChange(this.value);
  }
}

/** A variable shared by the archetypes of this process; `onChange` is called with each newly committed value and must not throw. */
export function newObservedVariable(initial: Value, onChange: (value: Value) => void): LocalSharedVariable {
  return new ObservedVariable(initial, onChange);
}
