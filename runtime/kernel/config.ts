import type { Value } from '../tla/index.ts';
import type { Chooser } from './chooser.ts';
import type { DurableStore } from './durable-store.ts';
import { ContextConfigError } from './errors.ts';
import type { Resource } from './resource.ts';
import type { Scheduler } from './scheduler.ts';

/** An operator given for a constant with parameters. */
export type ConstantOperator = (...args: Value[]) => Value;

/** What the configurations of a context add up to. */
export interface ContextSettings {
  readonly constants: Map<string, Value>;
  readonly constantOperators: Map<string, ConstantOperator>;
  readonly refParams: Map<string, Resource>;
  readonly valueParams: Map<string, Value>;
  scheduler: Scheduler | undefined;
  durableStore: DurableStore | undefined;
  chooser: Chooser | undefined;
}

/** One piece of a context's configuration. */
export type MPCalContextConfig = (settings: ContextSettings) => void;

function setOnce<T>(map: Map<string, T>, what: string, name: string, value: T): void {
  if (map.has(name)) throw new ContextConfigError(`${what} ${name} is given twice`);
  map.set(name, value);
}

/** Gives a constant of the spec its value. */
export function defineConstantValue(name: string, value: Value): MPCalContextConfig {
  return (settings) => setOnce(settings.constants, 'constant', name, value);
}

/** Gives a constant of the spec that has parameters its meaning; it must be a function of its arguments. */
export function defineConstantOperator(name: string, operator: ConstantOperator): MPCalContextConfig {
  return (settings) => setOnce(settings.constantOperators, 'constant operator', name, operator);
}

/** Binds a reference parameter of the archetype, by its name in the spec (`net`). */
export function ensureArchetypeRefParam(name: string, resource: Resource): MPCalContextConfig {
  return (settings) => setOnce(settings.refParams, 'reference parameter', name, resource);
}

/** Binds a value parameter of the archetype, by its name in the spec. */
export function ensureArchetypeValueParam(name: string, value: Value): MPCalContextConfig {
  return (settings) => setOnce(settings.valueParams, 'value parameter', name, value);
}

/** Several configurations as one. */
export function ensureMPCalContextConfigs(...configs: readonly MPCalContextConfig[]): MPCalContextConfig {
  return (settings) => {
    for (const config of configs) config(settings);
  };
}

/** Runs the context on this scheduler and its environment; without it, on one scheduler per process over Node's environment. */
export function withScheduler(scheduler: Scheduler): MPCalContextConfig {
  return (settings) => {
    settings.scheduler = scheduler;
  };
}

/** The durability domain the context belongs to: its effects wait for the domain's changes. Needed if it touches durable resources. */
export function withDurability(store: DurableStore): MPCalContextConfig {
  return (settings) => {
    settings.durableStore = store;
  };
}

/** Answers the context's choices otherwise than fairly: for simulation and replay. */
export function withChooser(chooser: Chooser): MPCalContextConfig {
  return (settings) => {
    settings.chooser = chooser;
  };
}

/** Puts configurations together. */
export function settingsOf(configs: readonly MPCalContextConfig[]): ContextSettings {
  const settings: ContextSettings = {
    constants: new Map(),
    constantOperators: new Map(),
    refParams: new Map(),
    valueParams: new Map(),
    scheduler: undefined,
    durableStore: undefined,
    chooser: undefined,
  };
  ensureMPCalContextConfigs(...configs)(settings);
  return settings;
}
