import type { Events } from './simulation.ts';

/** Nothing goes wrong. */
export const calm: Events = {
  request: 0.02,
  loss: 0,
  straggling: 0,
  partition: 0,
  crash: 0,
  restart: 0,
  whim: 0,
  delay: 0.01,
  clientRestart: 0,
};

export const crashes: Events = {
  ...calm,
  loss: 0.01,
  crash: 0.0008,
  restart: 0.004,
  whim: 0.002,
  delay: 0.03,
  clientRestart: 0.0005,
};

export const partitions: Events = {
  ...crashes,
  restart: 0.01,
  straggling: 0.01,
  partition: 0.004,
  delay: 0.06,
};

/** Leaders that hold out only a short while, and few entries per term. */
export const elections: Events = {
  ...partitions,
  request: 0.004,
  straggling: 0.03,
  partition: 0.01,
  crash: 0.003,
  delay: 0.12,
};

/** Leaders that are gone before they have done anything, and clients that never wait. */
export const turmoil: Events = {
  ...partitions,
  request: 0.06,
  loss: 0.03,
  partition: 0.02,
  crash: 0.01,
  restart: 0.04,
  delay: 0.2,
  clientRestart: 0.02,
};

/** Long partitions, and clients that soon ask somebody else: two servers may think they lead, and both are asked. */
export const isolation: Events = {
  ...calm,
  request: 0.05,
  loss: 0.002,
  whim: 0.02,
  partition: 0.0006,
  delay: 0.06,
};
