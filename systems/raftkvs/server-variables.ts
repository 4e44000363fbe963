import {
  emptySet,
  emptyTuple,
  interval,
  makeFunction,
  makeRecordFromObject,
  newLocalSharedVariable,
} from 'mpcal-ts/runtime';
import type { LocalSharedVariable, Value } from 'mpcal-ts/runtime';
import { newObservedVariable } from './observed-variable.ts';

/** What somebody may want to know at once of a server's variables. */
export interface VariableObserver {
  onState(state: Value): void;
  onLeader(leader: Value): void;
}

/** The variables the archetypes of one server share, but for the durable ones, with the initial values of the specification. */
export interface ServerVariables {
  readonly state: LocalSharedVariable;
  readonly log: LocalSharedVariable;
  readonly commitIndex: LocalSharedVariable;
  readonly nextIndex: LocalSharedVariable;
  readonly matchIndex: LocalSharedVariable;
  readonly votesResponded: LocalSharedVariable;
  readonly votesGranted: LocalSharedVariable;
  readonly leader: LocalSharedVariable;
  readonly sm: LocalSharedVariable;
  readonly smDomain: LocalSharedVariable;
}

/** `Nil` of the specification. */
export const nil = 0;

/** @param log What the persistent log holds. */
export function newServerVariables(
  numServers: number,
  log: Value,
  observer: VariableObserver,
): ServerVariables {
  const servers = interval(1, numServers);
  return {
    state: newObservedVariable('follower', (state) => observer.onState(state)),
    log: newLocalSharedVariable(log),
    commitIndex: newLocalSharedVariable(0),
    nextIndex: newLocalSharedVariable(makeFunction(servers, () => 1)),
    matchIndex: newLocalSharedVariable(makeFunction(servers, () => 0)),
    votesResponded: newLocalSharedVariable(emptySet),
    votesGranted: newLocalSharedVariable(emptySet),
    leader: newObservedVariable(nil, (leader) => observer.onLeader(leader)),
    sm: newLocalSharedVariable(makeRecordFromObject({ data: emptyTuple, sessions: emptyTuple })),
    smDomain: newLocalSharedVariable(emptySet),
  };
}
