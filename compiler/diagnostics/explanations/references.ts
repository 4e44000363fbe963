import type { Explanation } from './explanation.ts';

const plain = 'mapping macro Plain { read { yield $variable } write { yield $value } }\n';

/** MP6xx: references and mappings. MP7xx: instances and calls. MP8xx: not supported. */
export const referenceExplanations = {
  MP601: {
    meaning:
      'A parameter `ref x[_]` stands for a family of resources, one for each index; only with all its indices does it denote something to read or write.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Node(ref net[_]) { send: net := 1 }',
      right: 'archetype Node(ref net[_]) { send: net[2] := 1 }',
    },
  },
  MP602: {
    meaning:
      'A write has more indices than the parameter has `[_]`. To change a part, it would have to read the rest and write it back: say so, with a `with`.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Node(ref table) { set: table[1] := 5 }',
      right: 'archetype Node(ref table) { set: with (old = table) { table := [old EXCEPT ![1] = 5] } }',
    },
  },
  MP603: {
    meaning:
      'A reference that is handed on keeps its number of `[_]`: in the parameter, in the argument and in what receives it.',
    examples: {
      kind: 'mpcal',
      wrong:
        'procedure Send(ref to) { s: to := 1; return }\narchetype Node(ref net[_]) { a: call Send(ref net[_]) }',
      right:
        'procedure Send(ref to[_]) { s: to[1] := 1; return }\narchetype Node(ref net[_]) { a: call Send(ref net[_]) }',
    },
  },
  MP604: {
    meaning: 'A parameter with `ref` takes `ref` and a variable, one without takes a value.',
    examples: {
      kind: 'mpcal',
      wrong: 'variables x = 0;\narchetype Node(n) { a: print n }\nprocess (p = 1) == instance Node(ref x);',
      right:
        'variables x = 0;\narchetype Node(ref n) { a: print n }\nprocess (p = 1) == instance Node(ref x);',
    },
  },
  MP605: {
    meaning:
      'A mapping says how a reference argument of this instance is read and written. It names the variable that is passed by `ref`, or its position as `@1`.',
    examples: {
      kind: 'mpcal',
      wrong: `variables x = 0, y = 0;\n${plain}archetype Node(ref n) { a: n := 1 }\nprocess (p = 1) == instance Node(ref x) mapping y via Plain;`,
      right: `variables x = 0;\n${plain}archetype Node(ref n) { a: n := 1 }\nprocess (p = 1) == instance Node(ref x) mapping x via Plain;`,
    },
  },
  MP606: {
    meaning: 'Two mappings of an instance speak about one argument; each argument has at most one.',
    examples: {
      kind: 'mpcal',
      wrong: `variables x = 0;\n${plain}archetype Node(ref n) { a: n := 1 }\nprocess (p = 1) == instance Node(ref x) mapping x via Plain mapping @1 via Plain;`,
      right: `variables x = 0;\n${plain}archetype Node(ref n) { a: n := 1 }\nprocess (p = 1) == instance Node(ref x) mapping x via Plain;`,
    },
  },
  MP607: {
    meaning: 'A mapping has as many `[_]` as the argument it maps: it is applied to each element.',
    examples: {
      kind: 'mpcal',
      wrong: `variables x = <<0>>;\n${plain}archetype Node(ref n[_]) { a: n[1] := 1 }\nprocess (p = 1) == instance Node(ref x[_]) mapping x via Plain;`,
      right: `variables x = <<0>>;\n${plain}archetype Node(ref n[_]) { a: n[1] := 1 }\nprocess (p = 1) == instance Node(ref x[_]) mapping x[_] via Plain;`,
    },
  },
  MP608: {
    meaning:
      'The read body of a mapping macro yields what is read, the write body what is stored; on every path through it, exactly once.',
    examples: {
      kind: 'mpcal',
      wrong:
        'mapping macro Queue {\n  read { await $variable # <<>>; }\n  write { yield Append($variable, $value) }\n}',
      right:
        'mapping macro Queue {\n  read { await $variable # <<>>; yield Head($variable) }\n  write { yield Append($variable, $value) }\n}',
    },
  },
  MP609: {
    meaning:
      'The reads of a mapped variable happen before the expression is evaluated, once for each place in the text. An index that a quantifier or a function constructor binds is not known by then.',
    examples: {
      kind: 'mpcal',
      wrong: `variables x = <<0>>;\n${plain}archetype Node(ref n[_]) { a: await \\A i \\in {1} : n[i] = 0 }\nprocess (p = 1) == instance Node(ref x[_]) mapping x[_] via Plain;`,
      right: `variables x = <<0>>;\n${plain}archetype Node(ref n[_]) { a: with (i \\in {1}) { await n[i] = 0 } }\nprocess (p = 1) == instance Node(ref x[_]) mapping x[_] via Plain;`,
    },
  },
  MP701: {
    meaning: 'An instance names an archetype that the block does not have.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Node() { a: skip }\nprocess (p = 1) == instance Nod();',
      right: 'archetype Node() { a: skip }\nprocess (p = 1) == instance Node();',
    },
  },
  MP702: {
    meaning: 'A mapping names a mapping macro that the block does not have.',
    examples: {
      kind: 'mpcal',
      wrong: `variables x = 0;\n${plain}archetype Node(ref n) { a: n := 1 }\nprocess (p = 1) == instance Node(ref x) mapping x via Plan;`,
      right: `variables x = 0;\n${plain}archetype Node(ref n) { a: n := 1 }\nprocess (p = 1) == instance Node(ref x) mapping x via Plain;`,
    },
  },
  MP703: {
    meaning: 'A call names a procedure that the algorithm does not have. Macros are called without `call`.',
    examples: {
      kind: 'mpcal',
      wrong: 'procedure Work() { w: return }\narchetype Node() { a: call Wrok() }',
      right: 'procedure Work() { w: return }\narchetype Node() { a: call Work() }',
    },
  },
  MP801: {
    meaning:
      'The text is correct TLA+ or PlusCal, but not something that can be computed here: an archetype cannot evaluate primes, temporal formulas, unbounded quantifiers or numbers that are no exact integers.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Node(ref n) { a: await \\E x : x > n }',
      right: 'archetype Node(ref n) { a: await \\E x \\in 1..10 : x > n }',
    },
  },
} as const satisfies Readonly<Record<string, Explanation>>;
