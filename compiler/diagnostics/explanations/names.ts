import type { Explanation } from './explanation.ts';

/** MP2xx: names and modules. */
export const nameExplanations = {
  MP201: {
    meaning:
      'A name is used that nothing gives a meaning to at this place: it is misspelt, defined further down, or belongs to a module that EXTENDS does not list.',
    examples: {
      kind: 'units',
      wrong: 'VARIABLE count\nInit == coutn = 0',
      right: 'VARIABLE count\nInit == count = 0',
    },
  },
  MP202: {
    meaning: 'An operator is used with more or fewer arguments than its definition has parameters.',
    examples: {
      kind: 'units',
      wrong: 'Add(a, b) == a + b\nThree == Add(3)',
      right: 'Add(a, b) == a + b\nThree == Add(1, 2)',
    },
  },
  MP203: {
    meaning:
      'A name is given a meaning where it has one already. In TLA+ no bound name, parameter or definition hides another one.',
    examples: {
      kind: 'units',
      wrong: 'VARIABLE n\nAll(S) == \\A n \\in S : n > 0',
      right: 'VARIABLE n\nAll(S) == \\A m \\in S : m > 0',
    },
  },
  MP204: {
    meaning:
      'EXTENDS or INSTANCE names a module that is no standard module, and for which there is no file `Name.tla` beside the spec or in a folder of `--module-path`.',
    examples: {
      kind: 'module',
      wrong: '---- MODULE Example ----\nEXTENDS Natruals\nTwo == 2\n====',
      right: '---- MODULE Example ----\nEXTENDS Naturals\nTwo == 2\n====',
    },
  },
  MP205: {
    meaning: 'Modules extend or instantiate each other in a circle, so none of them can come first.',
    examples: {
      kind: 'module',
      wrong: '---- MODULE Example ----\nEXTENDS Circle\n====',
      right: '---- MODULE Example ----\nEXTENDS Line\n====',
    },
    modules: {
      Example: '---- MODULE Example ----\nEXTENDS Circle\n====\n',
      Circle: '---- MODULE Circle ----\nEXTENDS Example\n====\n',
      Line: '---- MODULE Line ----\nEnd == TRUE\n====\n',
    },
  },
  MP206: {
    meaning:
      'RECURSIVE announces an operator so that its definition can use it. The definition has to follow, in the same module or LET, with the name as announced.',
    examples: {
      kind: 'units',
      wrong: 'RECURSIVE Sum(_)\nTotal(n) == IF n = 0 THEN 0 ELSE n',
      right: 'RECURSIVE Sum(_)\nSum(n) == IF n = 0 THEN 0 ELSE n + Sum(n - 1)',
    },
  },
  MP207: {
    meaning:
      'A value stands where an operator is wanted, or an operator where a value is. A parameter written `Op(_)` takes the name of an operator, a LAMBDA or an operator symbol.',
    examples: {
      kind: 'units',
      wrong: 'Apply(Op(_), x) == Op(x)\nOne == Apply(1, 1)',
      right: 'Apply(Op(_), x) == Op(x)\nOne == Apply(LAMBDA n : n, 1)',
    },
  },
  MP208: {
    meaning:
      'Some names belong to every algorithm or to its translation: `pc`, `stack`, `self`, and in PlusCal `vars`, `ProcSet`, `Init`, `Next`, `Spec`, `Termination`. A variable or parameter needs another one.',
    examples: {
      kind: 'mpcal',
      wrong: 'archetype Worker(ref out)\nvariables stack = 1;\n{ work: out := stack }',
      right: 'archetype Worker(ref out)\nvariables pile = 1;\n{ work: out := pile }',
    },
  },
  MP209: {
    meaning:
      'The name exists but not for this place. Archetypes, procedures and mapping macros do not see the global variables: they get what they need as parameters, which is what makes them modular.',
    examples: {
      kind: 'mpcal',
      wrong:
        'variables total = 0;\narchetype Worker() { work: total := 1 }\nprocess (w = 1) == instance Worker();',
      right:
        'variables total = 0;\narchetype Worker(ref sum) { work: sum := 1 }\nprocess (w = 1) == instance Worker(ref total);',
    },
  },
  MP210: {
    meaning:
      'A constant of the spec has no value in the configuration file, so there is nothing to compute with. Say `CONSTANT Name = value` or `Name <- Operator`.',
    examples: undefined,
  },
  MP211: {
    meaning:
      'What the configuration names is no formula of the kind that is wanted: an invariant speaks about one state, a property about behaviours, a constraint about a state. Initial states are those of the algorithm (`Init`) or some of them, or any that are described by `v = e` and `v \\in S` of every variable, from left to right.',
    examples: undefined,
  },
  MP212: {
    meaning:
      'After a defined operator, `!` leads to parts of its definition: `Op!2` is the second item of a list or the second operand, `Op!(e)` the body of a quantifier or constructor with `e` for the bound name, `Op!name` what a label or a LET calls so. The definition has no such part, or is not complete yet where the name stands.',
    examples: {
      kind: 'units',
      wrong: 'Bounds(n) == /\\ n > 0\n             /\\ n < 9\nSmall == Bounds(5)!3',
      right: 'Bounds(n) == /\\ n > 0\n             /\\ n < 9\nSmall == Bounds(5)!2',
    },
  },
  MP213: {
    meaning:
      'Expressions are constant, about one state, about a step (with primes), or about behaviours (temporal formulas), and not each of them has a meaning everywhere: only what is about one state can be primed, only constants assumed, and [] and <> stand before an action only as [][A]_v and <><<A>>_v.',
    examples: {
      kind: 'units',
      wrong: "VARIABLE n\nStep == n' = 1\nAlways == []Step",
      right: "VARIABLE n\nStep == n' = 1\nAlways == [][Step]_n",
    },
  },
} as const satisfies Readonly<Record<string, Explanation>>;
