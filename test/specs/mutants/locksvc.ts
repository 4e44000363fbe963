import type { SpecMutant } from './mutant.ts';

const unlock = 'net[server] := [mtype |-> UnlockRequest, msource |-> self];';

export const locksvcMutants: readonly SpecMutant[] = [
  {
    name: 'no_queue',
    defect: 'the lock is granted to whoever asks',
    edits: [['if (waiting = <<>>) {', 'if (TRUE) {']],
    model: 'MC.cfg',
    caughtBy: ['MutualExclusion', 'HolderIsFirst'],
  },
  {
    name: 'last_come',
    defect: 'the newest waiting client is served first',
    edits: [
      [
        'waiting := Tail(waiting);',
        'waiting := IF Len(waiting) < 2 THEN <<>>\n                               ELSE <<waiting[Len(waiting)]>> \\o SubSeq(waiting, 2, Len(waiting) - 1);',
      ],
    ],
    model: 'MC.cfg',
    caughtBy: ['FirstComeFirstServed'],
  },
  {
    name: 'unserved',
    defect: 'the newest waiting client is served first, and nobody looks at the queue',
    edits: [
      [
        'waiting := Tail(waiting);',
        'waiting := IF Len(waiting) < 2 THEN <<>>\n                               ELSE <<waiting[Len(waiting)]>> \\o SubSeq(waiting, 2, Len(waiting) - 1);',
      ],
    ],
    model: 'MC.cfg',
    properties: 'INVARIANTS MutualExclusion HolderIsFirst NobodyWaitsTwice\nPROPERTY EveryoneServed',
    caughtBy: ['EveryoneServed'],
  },
  {
    name: 'early_unlock',
    defect: 'a client reports leaving before it leaves',
    edits: [
      ['hasLock[self] := TRUE;', `hasLock[self] := TRUE;\n                ${unlock}`],
      [`hasLock[self] := FALSE;\n            ${unlock}`, 'hasLock[self] := FALSE;'],
    ],
    model: 'MC.cfg',
    caughtBy: ['MutualExclusion', 'HolderIsFirst'],
  },
  {
    name: 'forgets_next',
    defect: 'the server does not wake the next client',
    edits: [['if (waiting # <<>>) {', 'if (FALSE) {']],
    model: 'MC.cfg',
    caughtBy: ['deadlock'],
  },
  {
    name: 'counted_twice',
    defect: 'a client that asks stands in the queue twice',
    edits: [
      ['waiting := Append(waiting, m.msource);', 'waiting := Append(Append(waiting, m.msource), m.msource);'],
    ],
    model: 'MC.cfg',
    caughtBy: ['NobodyWaitsTwice', 'FirstComeFirstServed'],
  },
  {
    name: 'lazy_server',
    defect: 'nothing makes the server go on',
    edits: [['fair process (Server', 'process (Server']],
    model: 'MC.cfg',
    caughtBy: ['EveryoneServed'],
  },
];
