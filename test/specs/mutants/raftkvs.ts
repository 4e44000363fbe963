import { mutants } from '../raftkvs/mutants.ts';
import type { SpecMutant } from './mutant.ts';

/** What finds a mutant in the model, and what it may find first. */
type Found = Pick<SpecMutant, 'model' | 'constants' | 'properties' | 'caughtBy'>;

const elections = { model: 'MC_election.cfg', caughtBy: ['ElectionSafety'] } as const;
const sessions = { model: 'MC_sessions.cfg' } as const;

/** A second message may overtake the first. */
const overtaking = { model: 'MC_two.cfg', constants: { BufferSize: '2' } } as const;
const diverged = { model: 'MC_diverged.cfg' } as const;
const followed = { model: 'LIVE_follow.cfg', caughtBy: ['FollowersFollow'] } as const;

/** Those that a model shows. The others take longer behaviours or a look from outside: the simulation of the compiled servers finds them. */
const found: Readonly<Record<string, Found>> = {
  'cut-always': { ...overtaking, caughtBy: ['LeaderStateOK', 'CommittedOnQuorum'] },
  'no-sessions': { ...sessions, caughtBy: ['AppliedOnce'] },
  'merge-order': { ...sessions, caughtBy: ['LastPutWins', 'ReadsOK'] },
  'no-step-down': elections,
  'vote-twice': elections,
  'vote-forgotten': elections,
  'stale-log-vote': { model: 'MC_three.cfg', caughtBy: ['LeaderCompleteness'] },
  'commit-old-term': { ...diverged, caughtBy: ['LeaderCompleteness'] },
  'half-quorum': { ...elections, constants: { NumServers: '2' } },
  'conflict-kept': { ...diverged, caughtBy: ['LeaderStateOK', 'LogMatching'] },
  'commit-ahead': {
    ...diverged,
    constants: { NumRequests: '1', BufferSize: '1', MaxAppendEntries: '1' },
    caughtBy: ['error', 'StateMachineSafety'],
  },
  'hint-as-match': { ...diverged, caughtBy: ['LeaderStateOK'] },
  'match-shrinks': { ...overtaking, caughtBy: ['MatchIndexGrows'] },
  'any-match': { ...diverged, caughtBy: ['LeaderStateOK', 'LogMatching'] },
  'stale-votes': { ...elections, constants: { MaxElections: '3' } },
  'log-not-cut-on-disk': { ...diverged, caughtBy: ['plogOK'] },
  'answer-early': { ...overtaking, caughtBy: ['AnswersOK'] },
  'read-too-early': { model: 'MC_reads.cfg', caughtBy: ['ReadsOK'] },
  'leader-not-written': { model: 'MC_two.cfg', caughtBy: ['plogOK'] },
  'not-written-in-the-end': {
    model: 'MC_two.cfg',
    constants: { MaxElections: '2', MaxTerm: '2' },
    caughtBy: ['plogOK'],
  },
  'heartbeat-silent': followed,
  'lost-for-ever': followed,
};

export const raftkvsMutants: readonly SpecMutant[] = mutants.map(({ name, defect, edits, caughtBy }) => ({
  name: name.replaceAll('-', '_'),
  defect,
  edits,
  ...(found[name] ?? { model: 'SIM.cfg', caughtBy, isCaughtElsewhere: true }),
}));
