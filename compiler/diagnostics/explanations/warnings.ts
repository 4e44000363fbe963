import type { Explanation } from './explanation.ts';

/** MP9xx: what is allowed and probably not meant. */
export const warningExplanations = {
  MP901: {
    meaning: 'A variable or parameter occurs nowhere. A name that begins with `_` says that this is meant.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Node(ref n, limit) { a: n := 1 }',
      right: 'archetype Node(ref n, limit) { a: n := limit }',
    },
  },
  MP902: {
    meaning:
      'No goto leads to the label and the statement before it never ends there, so its step never happens.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Node(ref n)\n{ a: n := 1; goto a;\n  b: n := 2 }',
      right: 'archetype Node(ref n)\n{ a: n := 1; if (n = 1) goto a;\n  b: n := 2 }',
    },
  },
  MP903: {
    meaning: 'An `either` with one branch, or a `with` over the empty set: there is nothing to choose.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Node(ref n) { a: with (x \\in {}) { n := x } }',
      right: 'archetype Node(ref n) { a: with (x \\in {1, 2}) { n := x } }',
    },
  },
  MP904: {
    meaning:
      'In PlusCal the locals of all processes are variables of the module, so one process can mention those of another; what it gets is the value that belongs to its own identity.',
    examples: {
      kind: 'pluscal',
      wrong:
        'process one \\in {1, 2}\nvariables mine = 0;\nbegin a: mine := 1;\nend process;\nprocess two \\in {3}\nbegin b: print mine;\nend process;',
      right:
        'process one \\in {1, 2}\nvariables mine = 0;\nbegin a: mine := 1; print mine;\nend process;\nprocess two \\in {3}\nbegin b: skip;\nend process;',
    },
  },
  MP905: {
    meaning:
      'The TLA+ that pcal.trans writes for `assert` and `print` uses operators of TLC, and for procedures those of Sequences. mpcal-ts does not need the modules; TLC cannot do without.',
    // Only `mpcal-ts pluscal` says so; compiling does not.
    examples: undefined,
  },
  MP906: {
    meaning:
      'A variable that stands in a statement has the value that the step has given it; one that stands in a definition has the value from before the step, in mpcal-ts as in what pcal.trans writes.',
    examples: {
      kind: 'pluscal',
      wrong:
        'variables x = 0, y = 0;\ndefine\n  Next10 == x + 10\nend define;\nbegin\na: x := 1;\n   y := Next10;',
      right:
        'variables x = 0, y = 0;\ndefine\n  Next10(n) == n + 10\nend define;\nbegin\na: x := 1;\n   y := Next10(x);',
    },
  },
  MP907: {
    meaning:
      'Two instances of an archetype have variables and labels of the same names; so have the procedures that PlusCal needs for one that is given different references. In PlusCal all of them are told apart, as pcal.trans does: `x_`, `x`. What stands after the algorithm speaks of all of them in Modular PlusCal and of one only in the PlusCal form.',
    // Only `mpcal-ts pluscal` says so; compiling does not.
    examples: undefined,
  },
} as const satisfies Readonly<Record<string, Explanation>>;
