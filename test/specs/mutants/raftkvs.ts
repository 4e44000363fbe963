import { mutants } from '../raftkvs/mutants.ts';
import type { SpecMutant } from './mutant.ts';

/** What finds a mutant in the model, and what it may find first. */
type Found = Pick<SpecMutant, 'model' | 'constants' | 'walks' | 'caughtBy'>;

const elections = { model: 'MC_election.cfg', caughtBy: ['ElectionSafety'] } as const;

/** Few elections and one client, so that random walks get far within the terms of a leader. */
const calm = { ExploreFail: 'FALSE', NumClients: '1', NumRequests: '3', MaxElections: '3' };
const walks = { num: 2000, depth: 150, seed: 1 };

/** Those that the model shows. The others take longer behaviours or a look from outside: the simulation of the compiled servers finds them. */
const found: Readonly<Record<string, Found>> = {
  'cut-always': {
    model: 'SIM.cfg',
    constants: calm,
    walks,
    caughtBy: ['error', 'LeaderStateOK', 'CommittedOnQuorum'],
  },
  'no-step-down': elections,
  'vote-twice': elections,
  'vote-forgotten': elections,
  'half-quorum': { ...elections, constants: { NumServers: '2' } },
  'conflict-kept': { model: 'SIM.cfg', constants: calm, walks, caughtBy: ['LeaderStateOK', 'LogMatching'] },
  'any-match': { model: 'SIM.cfg', constants: calm, walks, caughtBy: ['LeaderStateOK', 'LogMatching'] },
  'match-shrinks': { model: 'SIM.cfg', constants: calm, walks, caughtBy: ['MatchIndexGrows'] },
  'log-not-cut-on-disk': { model: 'SIM.cfg', constants: calm, walks, caughtBy: ['plogOK'] },
  'answer-early': { model: 'SIM.cfg', constants: calm, walks, caughtBy: ['AnswersOK'] },
  'leader-not-written': { model: 'MC_two.cfg', caughtBy: ['plogOK'] },
};

export const raftkvsMutants: readonly SpecMutant[] = mutants.map(({ name, defect, edits, caughtBy }) => ({
  name: name.replaceAll('-', '_'),
  defect,
  edits,
  ...(found[name] ?? { model: 'SIM.cfg', caughtBy, isCaughtElsewhere: true }),
}));
