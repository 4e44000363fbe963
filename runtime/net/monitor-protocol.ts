/**
 * The frames between a failure detector (dials) and a monitor (answers).
 *
 * - watch: any number of mailbox ids, encoded; they are numbered from 0 in the order they were first told
 * - poll: the number of the poll, from 1
 * - states: the number of the poll answered (0 when sent unasked, since a state has changed), then 1 or 0 for each id watched: alive or not
 */
export const monitorFrames = { watch: 1, poll: 2, states: 3 } as const;

/** Ids one detector may watch at one monitor. */
export const watchLimit = 4096;
