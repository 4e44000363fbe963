/**
 * `mpcal-ts/runtime`: what generated code imports and host programs use.
 * Values and operators of TLA+, the kernel that runs archetypes, and the resources their parameters are bound to.
 */
export * from './tla/index.ts';
export * from './kernel/index.ts';
export * from './net/index.ts';
export * from './resources/index.ts';
