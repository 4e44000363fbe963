import type { Explanation } from './explanation.ts';

/** MP3xx: labels and control flow. MP4xx: macros. MP5xx: assignments. */
export const controlExplanations = {
  MP301: {
    meaning:
      'A label is where an atomic step begins. One is needed at the beginning of every body, before a loop, after return, goto and call, and after an `if` or `either` that contains a label or a jump, since control comes back there from another step.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Counter(ref n)\n{ start: n := 0;\n  while (n < 3) { n := n + 1 } }',
      right: 'archetype Counter(ref n)\n{ start: n := 0;\n  loop: while (n < 3) { n := n + 1 } }',
    },
  },
  MP302: {
    meaning:
      'The bodies of macros, mapping macros and `with` are part of one step, so no step can begin inside them.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Worker(ref n)\n{ a: with (x \\in {1, 2}) { n := x; b: n := x + 1 } }',
      right:
        'archetype Worker(ref n)\nvariables x = 0;\n{ a: with (y \\in {1, 2}) { x := y }; n := x; b: n := x + 1 }',
    },
  },
  MP303: {
    meaning: 'Two labels of one body have the same name, so a goto or `pc` could mean either.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Worker(ref n) { a: n := 1; a: n := 2 }',
      right: 'archetype Worker(ref n) { a: n := 1; b: n := 2 }',
    },
  },
  MP304: {
    meaning: 'A goto names a label that the body it stands in does not have. It cannot leave its body.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Worker(ref n) { loop: n := 1; goto lop }',
      right: 'archetype Worker(ref n) { loop: n := 1; goto loop }',
    },
  },
  MP305: {
    meaning: 'The labels `Done` and `Error` belong to the translation: `pc` has these values at the end.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Worker(ref n) { work: n := 1; Done: n := 2 }',
      right: 'archetype Worker(ref n) { work: n := 1; finish: n := 2 }',
    },
  },
  MP306: {
    meaning:
      'The statement has no meaning here: return stands in procedures, yield in mapping macros; a mapping macro is part of a step and neither jumps nor calls nor loops, and a macro does not loop.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Worker(ref n) { work: n := 1; return }',
      right: 'procedure Work(ref n) { work: n := 1; return }',
    },
  },
  MP401: {
    meaning:
      'A statement of the form `name(...)` calls a macro, and there is none of that name. A procedure is called with `call`.',
    examples: {
      kind: 'mpcal',
      wrong: 'macro add(x) { x := x + 1 }\narchetype Worker(ref n) { work: ad(n) }',
      right: 'macro add(x) { x := x + 1 }\narchetype Worker(ref n) { work: add(n) }',
    },
  },
  MP402: {
    meaning: 'A macro is called with more or fewer arguments than it has parameters.',
    examples: {
      kind: 'mpcal',
      wrong: 'macro add(x, by) { x := x + by }\narchetype Worker(ref n) { work: add(n) }',
      right: 'macro add(x, by) { x := x + by }\narchetype Worker(ref n) { work: add(n, 1) }',
    },
  },
  MP403: {
    meaning:
      'A macro stands for its text, so one that calls itself, directly or through others, would stand for a text without end.',
    examples: {
      kind: 'mpcal',
      wrong: 'macro more(x) { x := x + 1; more(x) }\narchetype Worker(ref n) { work: n := 1 }',
      right: 'macro more(x) { x := x + 1 }\narchetype Worker(ref n) { work: more(n); more(n) }',
    },
  },
  MP404: {
    meaning:
      'A macro assigns to this parameter, so the argument has to be something that can be assigned to: a variable, with indices or fields if need be.',
    examples: {
      kind: 'mpcal',
      wrong: 'macro add(x) { x := x + 1 }\narchetype Worker(ref n) { work: add(n + 1) }',
      right: 'macro add(x) { x := x + 1 }\narchetype Worker(ref n) { work: add(n) }',
    },
  },
  MP501: {
    meaning:
      'Only variables and parameters of a body change. Constants, operators, `self` and names bound by `with` or a quantifier do not.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Worker(ref n) { work: with (x \\in {1, 2}) { x := 3 } }',
      right: 'archetype Worker(ref n) { work: with (x \\in {1, 2}) { n := x } }',
    },
  },
  MP502: {
    meaning:
      'A variable is assigned to twice in one step: by two parts of one `||`, which happen at once, or on one path from label to label, which PlusCal does not allow and --no-multiple-writes forbids.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Worker(ref n) { work: n := 1 || n := 2 }',
      right: 'archetype Worker(ref n, ref m) { work: n := 1 || m := 2 }',
    },
  },
} as const satisfies Readonly<Record<string, Explanation>>;
