/** Specs of any size, each long in one way. */
export interface Shape {
  readonly name: string;
  readonly text: (size: number) => string;
  /** Modules beside it, by name. */
  readonly modules?: (size: number) => ReadonlyMap<string, string>;
  /** Why the square of the work is borne with: what it is done for has a limit, or is small. */
  readonly square?: string;
}

const depthIsLimited = 'every element stands in the one before, and depth has a limit';

const times = (size: number, line: (number: number) => string): string =>
  Array.from({ length: size }, (_, place) => line(place + 1)).join('\n');

const module = (units: string, algorithm = '', extended = 'Integers, Sequences, TLC'): string =>
  `---- MODULE Long ----\nEXTENDS ${extended}\n${units}\n${algorithm === '' ? '' : `(* --mpcal Long {\n${algorithm}\n} *)\n`}====\n`;

const instance = 'variables shared = 0;\nprocess (P = 1) == instance A(ref shared);';

/** An archetype with one parameter by reference, and its instance. */
const archetype = (body: string, variables = 'variables v = 0;', before = ''): string =>
  `${before}\narchetype A(ref x)\n${variables}\n{\n${body}\n}\n${instance}`;

export const shapes: readonly Shape[] = [
  { name: 'definitions', text: (n) => module(times(n, (i) => `D${i}(a) == IF a = ${i} THEN D${i > 1 ? i - 1 : ''}0(a) ELSE {a, ${i}}`).replace(/D\d*0\(a\) ELSE/g, '<<a>> ELSE')) },
  { name: 'definitions in a chain', text: (n) => module(`D0 == 0\n${times(n, (i) => `D${i} == D${i - 1} + 1`)}`, archetype(`l: v := D${n};`)) },
  { name: 'a long junction list', text: (n) => module(`Inv(f) ==\n${times(n, (i) => `  /\\ f[${i}] > ${i}`)}`) },
  { name: 'a long tuple', text: (n) => module(`T == <<\n${times(n, (i) => `${i},`)} 0>>`) },
  { name: 'constants', text: (n) => module(times(n, (i) => `CONSTANT C${i}`), archetype('l: v := C1;')) },
  { name: 'labels', text: (n) => module('', archetype(times(n, (i) => `l${i}: v := v + ${i};`))) },
  { name: 'labels with jumps', text: (n) => module('', archetype(times(n, (i) => `l${i}: if (v > ${i}) { goto l1; } else { v := ${i}; };`))) },
  { name: 'assignments in one step', text: (n) => module('', archetype(`l: skip;\n${times(n, (i) => `v := v + ${i};`)}`)) },
  { name: 'assignments to different variables in one step', text: (n) => module('', archetype(`l: skip;\n${times(n, (i) => `v${i} := ${i};`)}`, `variables\n${times(n, (i) => `v${i} = 0,`)} w = 0;`)) },
  { name: 'assignments to a reference in one step', text: (n) => module('', archetype(`l: skip;\n${times(n, (i) => `x := x + ${i};`)}`)) },
  { name: 'assignments to elements in one step', text: (n) => module('', archetype(`l: skip;\n${times(n, (i) => `v[${i}] := v[${i}] + 1;`)}`, 'variables v = [i \\in 1..9 |-> 0];')) },
  { name: 'an assignment of many parts', text: (n) => module('', archetype(`l: w := 0 ${times(n, (i) => `|| v${i} := ${i}`)};`, `variables\n${times(n, (i) => `v${i} = 0,`)} w = 0;`)) },
  { name: 'branches in one step', text: (n) => module('', archetype(`l: skip;\n${times(n, (i) => `if (v > ${i}) { v := v - 1; };`)}`)) },
  { name: 'branches around one step', text: (n) => module('', archetype(`l: if (v = 0) { v := 1; }\n${times(n, (i) => `else if (v = ${i}) { v := ${i + 1}; }`)}`)), square: depthIsLimited },
  { name: 'names bound by one with', text: (n) => module('', archetype(`l: with (${times(n, (i) => `b${i} = v + ${i}${i < n ? ',' : ''}`)}) { v := b${n}; }`)), square: depthIsLimited },
  { name: 'choices of one with', text: (n) => module('', archetype(`l: with (${times(n, (i) => `b${i} \\in {v, ${i}}${i < n ? ',' : ''}`)}) { v := b${n}; }`)), square: depthIsLimited },
  { name: 'alternatives', text: (n) => module('', archetype(`l: either { skip; }\n${times(n, (i) => `or { v := ${i}; }`)}`)) },
  { name: 'archetypes and processes', text: (n) => module('', `${times(n, (i) => `archetype A${i}(ref x) variables v = 0; { l${i}: x := x + v; }`)}\nvariables shared = 0;\n${times(n, (i) => `process (P${i} = ${i}) == instance A${i}(ref shared);`)}`) },
  { name: 'processes of one archetype', text: (n) => module('', archetype('l: x := x + v;') + `\n${times(n, (i) => `process (Q${i} = ${i + 1}) == instance A(ref shared);`)}`) },
  { name: 'procedures and calls', text: (n) => module('', archetype(times(n, (i) => `l${i}: call P${i}(ref v, ${i});`), 'variables v = 0;', times(n, (i) => `procedure P${i}(ref r, a) variables b = a; { p${i}: r := r + b; return; }`))) },
  { name: 'calls of one macro', text: (n) => module('', archetype(times(n, (i) => `l${i}: M(v, ${i});`), 'variables v = 0;', 'macro M(t, e) { with (fresh = t + e) { t := fresh; } }')) },
  { name: 'macros', text: (n) => module('', archetype('l: M1(v);', 'variables v = 0;', times(n, (i) => `macro M${i}(t) { t := t + ${i}; }`))) },
  { name: 'modules that extend each other', text: () => module('X == A1', '', 'M1'), modules: (n) => new Map(Array.from({ length: n }, (_, i) => [`M${i + 1}`, `---- MODULE M${i + 1} ----\n${i + 1 < n ? `EXTENDS M${i + 2}` : ''}\nA${i + 1} == ${i + 1}\n====\n`])), square: 'a chain of modules has a limit' },
  { name: 'nested modules with instances', text: (n) => module(times(n, (i) => `---- MODULE N${i} ----\nCONSTANT c\nT == c + ${i}\n====\nI${i} == INSTANCE N${i} WITH c <- ${i}\nU${i} == I${i}!T`).replace(/^/, 'E == 1\n')) },
  { name: 'a long string', text: (n) => module(`S == "${'abcdefghij'.repeat(10 * n)}"`) },
  { name: 'a long comment', text: (n) => module(`(* ${'words and (* inner *) words\n'.repeat(4 * n)} *)\nS == 1`) },
  { name: 'line comments', text: (n) => module('', archetype(times(n, (i) => `\\* comment ${i}\nl${i}: v := ${i}; \\* behind`))) },
  { name: 'nested blocks of LET', text: (n) => module(`L == LET ${times(n, (i) => `a${i} == ${i === 1 ? '1' : `a${i - 1}`}`)} IN a${n}`), square: 'every definition has the set of those that it evaluates' },
  { name: 'unknown names', text: (n) => module(times(n, (i) => `D${i} == unknown${i}`)) },
  { name: 'syntax errors', text: (n) => module(times(n, (i) => `D${i} == (1 +`)) },
  { name: 'syntax errors in statements', text: (n) => module('', archetype(times(n, (i) => `l${i}: v := ;`))) },
  { name: 'broken rules', text: (n) => module('', archetype(times(n, () => 'l: goto nowhere;'))) },
]; // prettier-ignore
