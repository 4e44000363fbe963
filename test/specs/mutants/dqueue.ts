import type { SpecMutant } from './mutant.ts';

const room =
  'await Len($variable[$value.producer]) < BufferSize;\n            yield [$variable EXCEPT ![$value.producer] = Append(@, $value)];';
const taken = '$variable := [$variable EXCEPT ![src] = Tail(@)];';

export const dqueueMutants: readonly SpecMutant[] = [
  {
    name: 'unbounded',
    defect: 'a mailbox takes messages without looking at its room',
    edits: [[room, 'yield [$variable EXCEPT ![$value.producer] = Append(@, $value)];']],
    model: 'MC.cfg',
    caughtBy: ['BufferBounded'],
  },
  {
    name: 'lossy',
    defect: 'a full mailbox drops the message',
    edits: [
      [
        room,
        'if (Len($variable[$value.producer]) < BufferSize) {\n                yield [$variable EXCEPT ![$value.producer] = Append(@, $value)];\n            } else {\n                yield $variable;\n            };',
      ],
    ],
    model: 'MC.cfg',
    caughtBy: ['NothingLostOrInvented', 'NothingTwice'],
  },
  {
    name: 'unordered',
    defect: 'a mailbox gives the messages of a producer in any order',
    edits: [
      ['m = Head($variable[src])) {', 'i \\in DOMAIN $variable[src], m = $variable[src][i]) {'],
      [taken, '$variable := [$variable EXCEPT ![src] = SubSeq(@, 1, i - 1) \\o SubSeq(@, i + 1, Len(@))];'],
    ],
    model: 'MC_wide.cfg',
    caughtBy: ['FIFOPerProducer'],
  },
  {
    name: 'duplicating',
    defect: 'a mailbox may give a message and keep it',
    edits: [[taken, `either { ${taken} } or { skip; };`]],
    model: 'MC.cfg',
    caughtBy: ['NothingTwice'],
  },
  {
    name: 'inventing',
    defect: 'a stream gives items that nobody put there',
    edits: [['yield item;', 'yield <<item[1], item[2] + 1>>;']],
    model: 'MC.cfg',
    caughtBy: ['NothingLostOrInvented'],
  },
  {
    name: 'last_only',
    defect: 'an output forgets what was put out before',
    edits: [['write { yield Append($variable, $value); }', 'write { yield <<$value>>; }']],
    model: 'MC.cfg',
    properties: 'INVARIANTS BufferBounded FIFOPerProducer\nPROPERTIES OutputsGrow',
    caughtBy: ['OutputsGrow'],
  },
  {
    name: 'lazy_consumer',
    defect: 'nothing makes a consumer go on',
    edits: [['fair process (Consumer', 'process (Consumer']],
    model: 'MC.cfg',
    caughtBy: ['EverythingArrives'],
  },
];
