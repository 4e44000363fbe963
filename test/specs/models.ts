/** A configuration under specs/<system>/models/ and what it must show. */
export interface CheckedModel {
  readonly system: string;
  readonly config: string;
  readonly result: 'ok' | 'property' | 'incomplete';
  readonly violated?: string;
  /** Random walks instead of all states. */
  readonly walks?: { readonly num: number; readonly depth: number; readonly seed: number };
  /** Ends within seconds, so that tests check it. */
  readonly isQuick: boolean;
}

export const checkedModels: readonly CheckedModel[] = [
  { system: 'locksvc', config: 'MC.cfg', result: 'ok', isQuick: true },
  { system: 'locksvc', config: 'MC_safety.cfg', result: 'ok', isQuick: true },
  { system: 'locksvc', config: 'MC_zero.cfg', result: 'ok', isQuick: true },
  { system: 'dqueue', config: 'MC.cfg', result: 'ok', isQuick: true },
  { system: 'dqueue', config: 'MC_wide.cfg', result: 'ok', isQuick: true },
  {
    system: 'dqueue',
    config: 'MC_no_consumer.cfg',
    result: 'property',
    violated: 'EverythingArrives',
    isQuick: true,
  },
  { system: 'raftkvs', config: 'MC_small.cfg', result: 'ok', isQuick: false },
  { system: 'raftkvs', config: 'MC_two.cfg', result: 'ok', isQuick: true },
  { system: 'raftkvs', config: 'MC_sessions.cfg', result: 'ok', isQuick: false },
  { system: 'raftkvs', config: 'MC_reads.cfg', result: 'ok', isQuick: false },
  { system: 'raftkvs', config: 'MC_three.cfg', result: 'ok', isQuick: false },
  { system: 'raftkvs', config: 'MC_diverged.cfg', result: 'ok', isQuick: false },
  { system: 'raftkvs', config: 'LIVE_follow.cfg', result: 'ok', isQuick: true },
  { system: 'raftkvs', config: 'LIVE.cfg', result: 'ok', isQuick: false },
  { system: 'raftkvs', config: 'LIVE_fail.cfg', result: 'property', violated: 'ClientsOK', isQuick: true },
  {
    system: 'raftkvs',
    config: 'LIVE_election.cfg',
    result: 'property',
    violated: 'ElectionLiveness',
    isQuick: true,
  },
];

export const walkedModels: readonly CheckedModel[] = [
  {
    system: 'raftkvs',
    config: 'SIM.cfg',
    result: 'incomplete',
    walks: { num: 1000, depth: 400, seed: 1 },
    isQuick: false,
  },
  {
    system: 'raftkvs',
    config: 'SIM_five.cfg',
    result: 'incomplete',
    walks: { num: 300, depth: 400, seed: 1 },
    isQuick: false,
  },
];
