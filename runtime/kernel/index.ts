/** The kernel: runs archetypes against resources. See ARCHITECTURE.md, "The kernel". */
export { BLOCKED, DONE, Frame } from './archetype.ts';
export type {
  ArchetypeInterface,
  LabelFairness,
  MPCalArchetype,
  MPCalCriticalSection,
  MPCalJumpTable,
  MPCalModule,
  MPCalProc,
  MPCalProcTable,
} from './archetype.ts';
export { FairChooser } from './chooser.ts';
export type { Chooser } from './chooser.ts';
export {
  defineConstantOperator,
  defineConstantValue,
  ensureArchetypeRefParam,
  ensureArchetypeValueParam,
  ensureMPCalContextConfigs,
  withChooser,
  withDurability,
  withScheduler,
} from './config.ts';
export type { ConstantOperator, MPCalContextConfig } from './config.ts';
export { newMPCalContext } from './context.ts';
export type { MPCalContext } from './context.ts';
export { DurabilityError, DurableStore } from './durable-store.ts';
export { ArchetypeError, ContextConfigError } from './errors.ts';
export { VariableResource } from './variable-resource.ts';
export { nodeEnvironment } from './node-environment.ts';
export { Resource, UnsupportedOperation } from './resource.ts';
export type { Attempt, CommitScope, DurableParticipant, Verdict, WriteBatch } from './resource.ts';
export { Scheduler } from './scheduler.ts';
export type { Runnable, SchedulerOptions } from './scheduler.ts';
export type { Clock, Environment, Storage, StorageOperation, Timer } from './seams.ts';
export type { Waiter } from './waiter.ts';
