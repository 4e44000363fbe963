/** Draws a whole number from 0 to below `count`. */
export type Draw = (count: number) => number;

/** Equal seeds draw equal numbers (mulberry32). */
export function drawFrom(seed: number): Draw {
  let state = seed | 0;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
}

export interface RandomSpec {
  readonly spec: string;
  readonly config: string;
  /** The same configuration, but with `Noise`, an invariant that prints: nothing is remembered then. */
  readonly unremembered: string;
}

interface Kind {
  /** The arguments of the functions. */
  readonly keys: readonly string[];
  readonly domain: string;
}

const KINDS: readonly Kind[] = [
  { keys: ['0', '1', '2'], domain: '0..2' },
  { keys: ['1', '2', '3'], domain: '1..3' },
  { keys: ['"a"', '"b"'], domain: '{"a", "b"}' },
  { keys: ['m1', 'm2'], domain: 'Models' },
  { keys: ['<<0, 1>>', '<<1, 0>>'], domain: '{<<0, 1>>, <<1, 0>>}' },
  { keys: ['{}', '{1}'], domain: 'SUBSET {1}' },
];

/**
 * A small algorithm that reads and writes functions in all manners, with invariants, action properties, a view and constraints that do so.
 * Numbers stay below three, so that there are finitely many states; what does not make sense for the values at hand fails.
 */
export function randomSpec(draw: Draw): RandomSpec {
  const one = <T>(items: readonly T[]): T => items[draw(items.length)] as T;
  const kind = one(KINDS);
  const { keys, domain } = kind;
  const isModular = draw(2) === 0;
  const withSymmetry = domain === 'Models' && draw(2) === 0;
  const selves = domain === 'Models' ? 'Models' : `{${keys.slice(0, 2).join(', ')}}`;
  const functions = ['f', 'g'];
  const bound: string[] = [];
  /** Inside sections, where `self` and locals have a meaning; otherwise they are functions of processes. */
  let isInside = true;
  /** Whether names may be primed. */
  let isAction = false;
  let fresh = 0;
  const prime = (name: string): string => (isAction && draw(2) === 0 ? `${name}'` : name);

  /** A variable of which an element follows: in an archetype, also as a reference parameter that takes indices. */
  const byIndex = (name: string): string =>
    isInside && isModular && ['f', 'g', 'nest'].includes(name) && draw(2) === 0 ? `${name}At` : prime(name);
  const key = (): string => {
    const names = [...(isInside ? ['self'] : []), ...bound];
    if (names.length > 0 && draw(3) > 0) return one(names);
    return withSymmetry ? `(CHOOSE k \\in ${domain} : TRUE)` : one(keys);
  };
  const binding = (make: (name: string) => string): string => {
    fresh += 1;
    const name = `x${fresh}`;
    bound.push(name);
    const text = make(name);
    bound.pop();
    return text;
  };
  const whole = (depth: number): string => {
    const named = (): string =>
      draw(4) > 0 ? prime(one(functions)) : isInside ? 'own' : `${prime('own')}[${key()}]`;
    if (depth === 0) return named();
    return one<() => string>([
      named,
      named,
      () => `[${whole(depth - 1)} EXCEPT ![${key()}] = ${number(depth - 1)}]`,
      () =>
        `[${whole(depth - 1)} EXCEPT ![${key()}] = (@ + 1) % 3, ![${key()}] = (@ + ${number(depth - 1)}) % 3]`,
      () => binding((name) => `[${name} \\in ${domain} |-> ${number(depth - 1)}]`),
      () => `(${key()} :> ${number(depth - 1)} @@ ${whole(depth - 1)})`,
      () => `${byIndex('nest')}[${key()}]`,
      () => `${prime('box')}.fun`,
      () => `(IF ${truth(depth - 1)} THEN ${whole(depth - 1)} ELSE ${whole(depth - 1)})`,
      () => `Bump(${whole(depth - 1)}, ${key()})`,
      () => `Map(LAMBDA v : (v + ${number(0)}) % 3, ${whole(depth - 1)})`,
      () => `(LET h == ${whole(depth - 1)} IN [h EXCEPT ![${key()}] = h[${key()}]])`,
      () => `(CHOOSE h \\in {${whole(depth - 1)}, ${whole(depth - 1)}} : h[${key()}] >= 0)`,
      () => (draw(6) === 0 ? `Drop(${whole(depth - 1)}, ${key()})` : named()),
      () => `(IF ${prime('log')} = <<>> THEN ${named()} ELSE Head(${prime('log')}))`,
    ])();
  };
  const number = (depth: number): string => {
    if (depth === 0)
      return one<() => string>([
        () => one(['0', '1', '2']),
        () => prime('n'),
        () => `${byIndex(one(functions))}[${key()}]`,
        () => `${byIndex('nest')}[${key()}][${key()}]`,
        () => `${prime('box')}.num`,
      ])();
    return one<() => string>([
      () => `${whole(depth - 1)}[${key()}]`,
      () => `((${number(depth - 1)} + ${number(depth - 1)}) % 3)`,
      () => `(Cardinality(DOMAIN ${whole(depth - 1)}) % 3)`,
      () => `(IF ${truth(depth - 1)} THEN ${number(depth - 1)} ELSE ${number(depth - 1)})`,
      () => `(Sum(${whole(depth - 1)}, ${domain}) % 3)`,
      () => `(Len(${prime('log')}) % 3)`,
      () => `(Cardinality({${whole(depth - 1)}, ${whole(depth - 1)}, ${prime('f')}}) % 3)`,
      () => `${byIndex('nest')}[${key()}][${key()}]`,
    ])();
  };
  const truth = (depth: number): string => {
    const simple = (): string => `${number(0)} ${one(['=', '#', '<'])} ${number(0)}`;
    if (depth === 0) return simple();
    return one<() => string>([
      simple,
      () => `${whole(depth - 1)} = ${whole(depth - 1)}`,
      () => `${whole(depth - 1)} # ${whole(depth - 1)}`,
      () => `${whole(depth - 1)} \\in [${domain} -> 0..${String(draw(3))}]`,
      () => binding((name) => `(\\E ${name} \\in ${domain} : ${truth(depth - 1)})`),
      () => binding((name) => `(\\A ${name} \\in ${domain} : ${truth(depth - 1)})`),
      () => `${key()} \\in DOMAIN ${whole(depth - 1)}`,
      () => `DOMAIN ${whole(depth - 1)} = ${domain}`,
      () => `${prime('nest')} = ${prime('nest')}`,
      () => `${whole(depth - 1)} \\in {${prime('nest')}[k] : k \\in ${domain}}`,
      () => `(~(${truth(depth - 1)}) /\\ ${truth(depth - 1)})`,
      () => `${prime('box')} = [num |-> ${number(0)}, fun |-> ${whole(depth - 1)}]`,
      () => `${whole(depth - 1)} \\in ${prime('bag')}`,
    ])();
  };
  /** Variables that never get a value that may be of another shape, as far as the text tells: these are kept by their elements. */
  const shaped = new Set(['f', 'g', 'own', 'nest'].filter(() => draw(4) > 0));
  const domainOf = (depth: number): string =>
    one<() => string>([
      () => domain,
      () => domain,
      () => domain,
      () => domain,
      () => domain,
      () => `DOMAIN ${whole(depth)}`,
      () => `${domain} \\ {${key()}}`,
    ])();
  const value = (name: string, depth: number): string => {
    if (!shaped.has(name)) return whole(depth);
    const literal = (): string => {
      const keys = domainOf(0);
      return binding((bound) => `[${bound} \\in ${keys} |-> ${number(depth)}]`);
    };
    if (depth === 0) return one<() => string>([() => name, literal])();
    return one<() => string>([
      literal,
      () => `[${value(name, depth - 1)} EXCEPT ![${key()}] = ${number(depth)}]`,
      () =>
        `[${value(name, depth - 1)} EXCEPT ![${key()}] = (@ + 1) % 3, ![${key()}] = ${number(depth - 1)}]`,
      () => `IF ${truth(depth - 1)} THEN ${value(name, depth - 1)} ELSE ${value(name, depth - 1)}`,
      () => {
        fresh += 1;
        const old = `old${String(fresh)}`;
        return `LET ${old} == ${value(name, depth - 1)} IN [${name} EXCEPT ![${key()}] = ${old}[${key()}]]`;
      },
    ])();
  };
  const target = (): string => one(['f', 'g', 'own', 'f', 'g']);
  /** In an archetype only a reference parameter that takes indices gives access to elements to be written. */
  const element = (name: string): string => (isModular && name !== 'own' ? `${name}At` : name);
  const assignment = (): readonly [string, string] =>
    one<() => readonly [string, string]>([
      () => {
        const name = target();
        return [name, `${element(name)}[${key()}] := ${number(2)}`];
      },
      () => {
        const name = target();
        return [name, `${element(name)}[${key()}] := ${number(1)}`];
      },
      () => {
        const name = target();
        return [name, `${name} := ${value(name, 2)}`];
      },
      () => {
        const name = target();
        return [name, `${name} := [${name} EXCEPT ![${key()}] = ${number(1)}, ![${key()}] = (@ + 1) % 3]`];
      },
      () => {
        if (!isModular) return ['nest', `nest[${key()}][${key()}] := ${number(1)}`];
        const at = `nestAt[${key()}]`;
        return ['nest', `${at} := [${at} EXCEPT ![${key()}] = ${number(1)}]`];
      },
      () => ['nest', `${element('nest')}[${key()}] := ${whole(1)}`],
      () => [
        'box',
        isModular
          ? `box := [box EXCEPT !.fun[${key()}] = ${number(1)}]`
          : `box.fun[${key()}] := ${number(1)}`,
      ],
      () => ['box', isModular ? `box := [box EXCEPT !.num = ${number(1)}]` : `box.num := ${number(1)}`],
      () => ['box', `box := [num |-> ${number(1)}, fun |-> ${whole(1)}]`],
      () => [
        'log',
        `log := ${one([`<<${whole(1)}>>`, `IF Len(log) > 1 THEN Tail(log) ELSE Append(log, ${whole(1)})`, '<<>>'])}`,
      ],
      () => ['bag', `bag := ${one([`{${whole(1)}}`, `bag \\ {${whole(1)}}`, `{${whole(0)}, ${whole(1)}}`])}`],
      () => ['n', `n := ${number(2)}`],
    ])();
  /** Gives values to variables of `free` only, and takes out those that got one: a section of plain PlusCal gives each variable at most one. */
  const statement = (depth: number, free: Set<string>): string => {
    const branches = (): readonly [string, string] => {
      const inOther = new Set(free);
      const texts = [statement(depth - 1, free), statement(depth - 1, inOther)] as const;
      for (const name of free) if (!inOther.has(name)) free.delete(name);
      return texts;
    };
    const simple = (): string => {
      const assigned: string[] = [];
      const withElements = new Set<string>();
      const assignable = isModular ? new Set(free) : free;
      for (let tries = 1 + draw(4); tries > 0; tries -= 1) {
        const [name, text] = assignment();
        const isElement = /^\w+\[/.test(text);
        if (!assignable.delete(name) && !(isElement && withElements.has(name))) continue;
        assigned.push(text);
        if (isElement) withElements.add(name);
      }
      return assigned.length === 0 ? 'skip;' : `${assigned.join(' || ')};`;
    };
    const chosenIn = (choice: string, body: string): string =>
      isModular ? `with (${choice}) { ${body} };` : `with ${choice} do ${body} end with;`;
    if (depth === 0) return simple();
    return one<() => string>([
      simple,
      simple,
      () => {
        const condition = truth(1);
        const [one, other] = branches();
        return isModular
          ? `if (${condition}) { ${one} } else { ${other} };`
          : `if ${condition} then ${one} else ${other} end if;`;
      },
      () => {
        const [one, other] = branches();
        return isModular ? `either { ${one} } or { ${other} };` : `either ${one} or ${other} end either;`;
      },
      () => binding((name) => chosenIn(`${name} \\in ${domain}`, statement(depth - 1, free))),
      () => (draw(3) === 0 ? `await ${truth(1)};` : simple()),
      () => {
        const chosen = whole(1);
        fresh += 1;
        const name = `kept${String(fresh)}`;
        functions.push(name);
        const text = chosenIn(`${name} = ${chosen}`, statement(depth - 1, free));
        functions.pop();
        return text;
      },
    ])();
  };
  const initially = (): string => {
    fresh += 1;
    return `[i${String(fresh)} \\in ${domain} |-> ${String(draw(2))}]`;
  };
  const labels = ['a', 'b', 'c'];
  const sections = labels.map((label) => {
    const free = new Set(['f', 'g', 'own', 'nest', 'box', 'log', 'bag', 'n']);
    const lines = Array.from({ length: 1 + draw(3) }, () => statement(2, free));
    return `${label}: ${lines.join('\n   ')}${draw(3) === 0 ? ` goto ${one(labels)};` : ''}`;
  });
  const globals = `variables f = ${initially()}, g = ${initially()}, nest = [i \\in ${domain} |-> ${initially()}],
  box = [num |-> 0, fun |-> ${initially()}], log = <<>>, bag = {}, n = 0;`;
  const body = `variable own = ${initially()};
${isModular ? '{' : 'begin'}
${sections.join('\n')}`;
  const algorithm = isModular
    ? `--mpcal A {
archetype A(ref f, ref g, ref nest, ref fAt[_], ref gAt[_], ref nestAt[_], ref box, ref log, ref bag, ref n)
${body}
}
${globals}
process (p \\in ${selves}) == instance A(ref f, ref g, ref nest, ref f[_], ref g[_], ref nest[_], ref box, ref log, ref bag, ref n);
}`
    : `--algorithm A
${globals}
process p \\in ${selves}
${body}
end process
end algorithm;`;
  isInside = false;
  const invariants = Array.from({ length: 4 }, (_, place) => `Inv${String(place)} == ${truth(2)}`);
  const view = `View == <<${whole(1)}, ${number(1)}, pc, own, nest>>`;
  const constraint = `Con == ${truth(1)}`;
  isAction = true;
  const actions = Array.from({ length: 3 }, (_, place) => `Act${String(place)} == ${truth(2)}`);
  const properties = actions.map((_, place) => `Prop${String(place)} == [][Act${String(place)}]_<<f, own>>`);
  const spec = `---- MODULE Spec ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS m1, m2
Models == {m1, m2}
Sym == Permutations(Models)
Bump(h, k) == [h EXCEPT ![k] = (@ + 1) % 3]
Map(F(_), h) == [k \\in DOMAIN h |-> F(h[k])]
Drop(h, k) == [j \\in DOMAIN h \\ {k} |-> h[j]]
RECURSIVE Sum(_, _)
Sum(h, S) == IF S = {} THEN 0 ELSE LET k == CHOOSE k \\in S : TRUE IN h[k] + Sum(h, S \\ {k})
(* ${algorithm} *)
Noise == PrintT(0)
${[...invariants, view, constraint, ...actions, ...properties].join('\n')}
====`;
  const config = `SPECIFICATION Spec
CONSTANTS m1 = m1
m2 = m2
INVARIANTS Inv0 Inv1 Inv2 Inv3
ACTION_CONSTRAINTS Act0 Act1 Act2
CONSTRAINT Con
${draw(3) === 0 ? 'VIEW View' : ''}
${withSymmetry ? 'SYMMETRY Sym' : ''}`;
  return { spec, config, unremembered: `${config}\nINVARIANT Noise` };
}
