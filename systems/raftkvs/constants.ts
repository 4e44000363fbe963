import { defineConstantValue, ensureMPCalContextConfigs } from 'mpcal-ts/runtime';
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

/** The constants of the specification for a cluster as configured. */
export function raftkvsConstants(config: RaftkvsConfig): MPCalContextConfig {
  return ensureMPCalContextConfigs(
    defineConstantValue('NumServers', config.numServers),
    defineConstantValue('NumClients', config.numClients),
    defineConstantValue('ExploreFail', false),
    defineConstantValue('Debug', false),
    LeaderTimeoutConstantDefs,
    PersistentLogConstantDefs,
  );
}
