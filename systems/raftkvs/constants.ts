import { defineConstantValue, emptySet, ensureMPCalContextConfigs } from 'mpcal-ts/runtime';
import type { MPCalContextConfig } from 'mpcal-ts/runtime';
import type { RaftkvsConfig } from './config.ts';

/** The commands a persistent log is written with. */
export const logConcat = 'log_concat';
export const logPop = 'log_pop';

/** What an archetype writes to the timer resource to reset it. */
export const LeaderTimeoutConstantDefs: MPCalContextConfig = ensureMPCalContextConfigs(
  defineConstantValue('LeaderTimeoutReset', true),
);

/** The commands of the persistent log resource. */
export const PersistentLogConstantDefs: MPCalContextConfig = ensureMPCalContextConfigs(
  defineConstantValue('LogConcat', logConcat),
  defineConstantValue('LogPop', logPop),
);

/** What the specification has for models only: crashes are real here, and users do as they like. */
const modelBounds = ensureMPCalContextConfigs(
  defineConstantValue('ExploreFail', false),
  defineConstantValue('PerfectDetector', false),
  defineConstantValue('RequestTypes', emptySet),
  defineConstantValue('RequestKeys', emptySet),
  ...[
    'NumRequests',
    'MaxClientTimeouts',
    'MaxElections',
    'MaxTerm',
    'MaxCommitIndex',
    'MaxNodeFail',
    'BufferSize',
  ].map((name) => defineConstantValue(name, 0)),
);

/** Log entries in one message, at most: with the largest values there are, such a message must fit into a frame. */
export const maxAppendEntries = 128;

/** Log entries a server applies in one step, at most: between two steps it handles messages. */
const maxApply = 256;

/** The constants of the specification for a cluster as configured. Those that only bound models have no effect. */
export function raftkvsConstants(config: RaftkvsConfig): MPCalContextConfig {
  return ensureMPCalContextConfigs(
    defineConstantValue('NumServers', config.numServers),
    defineConstantValue('NumClients', config.numClients),
    defineConstantValue('MaxAppendEntries', maxAppendEntries),
    defineConstantValue('MaxApply', maxApply),
    defineConstantValue('Debug', false),
    LeaderTimeoutConstantDefs,
    PersistentLogConstantDefs,
    modelBounds,
  );
}
