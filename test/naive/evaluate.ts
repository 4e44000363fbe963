import type {
  Core,
  CoreArgument,
  CoreBound,
  CoreDefinition,
  CorePattern,
  OperatorSymbol,
} from '../../compiler/lower/index.ts';
import { anyCore, isPatternTuple } from '../../compiler/lower/index.ts';
import type { Naive, NaiveFunction, NaiveSet } from './values.ts';
import {
  applyTo,
  asFunction,
  asSet,
  boolean,
  elementsOf,
  equal,
  fail,
  filtered,
  functionOf,
  infiniteSet,
  integer,
  itemsOf,
  setOf,
  string,
  tupleOf,
} from './values.ts';

/** An operator: takes its arguments unevaluated. */
export type Operator = (args: readonly NaiveArgument[]) => Naive;
/** A value on demand, or an operator. */
export type NaiveArgument = { readonly value: () => Naive } | { readonly operator: Operator };

/** What names stand for, innermost first. */
class Scope {
  private readonly parent: Scope | undefined;
  private readonly meanings: ReadonlyMap<object, NaiveArgument>;

  constructor(parent: Scope | undefined, meanings: ReadonlyMap<object, NaiveArgument>) {
    this.parent = parent;
    this.meanings = meanings;
  }

  find(symbol: object): NaiveArgument | undefined {
    return this.meanings.get(symbol) ?? this.parent?.find(symbol);
  }
}

/** The operators of standard modules, by module and name. */
export type Library = (module: string, name: string) => NaiveArgument | undefined;

/** More steps than a test has patience for. */
export class OutOfSteps extends Error {}

/** Evaluates expressions by walking the tree: one case per kind, everything by its definition. */
export class NaiveEvaluator {
  private readonly library: Library;
  private stepsLeft: number;

  constructor(library: Library, steps = 200_000) {
    this.library = library;
    this.stepsLeft = steps;
  }

  evaluate(core: Core): Naive {
    return this.value(core, new Scope(undefined, new Map()));
  }

  /** Definitions that may use each other, as operators by name. */
  operators(definitions: readonly CoreDefinition[]): ReadonlyMap<string, NaiveArgument> {
    const scope = this.defining(definitions, new Scope(undefined, new Map()));
    return new Map(
      definitions.map(({ symbol }) => [symbol.name, scope.find(symbol) as NaiveArgument] as const),
    );
  }

  private value(core: Core, scope: Scope, old?: Naive): Naive {
    this.stepsLeft -= 1;
    if (this.stepsLeft < 0) throw new OutOfSteps();
    const of = (inner: Core): Naive => this.value(inner, scope, old);
    const truth = (inner: Core): boolean => asTruth(of(inner));
    switch (core.kind) {
      case 'integer':
        return integer(core.value);
      case 'string':
        return string(core.value);
      case 'boolean':
        return boolean(core.value);
      case 'builtinSet':
        return core.name === 'BOOLEAN' ? setOf([boolean(false), boolean(true)]) : strings;
      case 'name':
        return this.force(scope.find(core.symbol));
      case 'apply':
        return this.apply(core.operator, core.args, scope, old);
      case 'primitive':
        return this.primitive(core.operator, core.args, of, truth);
      case 'tuple':
        return tupleOf(core.elements.map(of));
      case 'set':
        return setOf(core.elements.map(of));
      case 'product':
        return product(core.factors.map((factor) => asSet(of(factor))));
      case 'setFilter':
        return filtered(asSet(of(core.set)), (x) =>
          asTruth(this.value(core.predicate, bind(core.pattern, x, scope), old)),
        );
      case 'setMap':
        return setOf(
          this.combinations(core.bounds, scope, old).map(({ inside }) => this.value(core.body, inside, old)),
        );
      case 'function':
        return functionOf(
          this.combinations(core.bounds, scope, old).map(({ keys, inside }) => {
            return [keyOf(keys), this.value(core.body, inside, old)] as const;
          }),
        );
      case 'functionApplication': {
        const f = of(core.function);
        return applyTo(asFunction(f), keyOf(core.args.map(of)));
      }
      case 'functionSet':
        return functionSet(asSet(of(core.domain)), asSet(of(core.range)));
      case 'record':
        return functionOf(core.fields.map((field) => [string(field.name), of(field.value)] as const));
      case 'recordSet':
        return recordSet(core.fields.map((field) => ({ name: field.name, set: asSet(of(field.value)) })));
      case 'except':
        return core.updates.reduce<Naive>((base, { path, value }) => {
          const keys = path.map(of);
          return this.updated(base, keys, (before) => this.value(value, scope, before));
        }, of(core.base));
      case 'atSign':
        if (old === undefined) throw new Error('@ outside EXCEPT');
        return old;
      case 'field': {
        const record = asFunction(of(core.record));
        return applyTo(record, string(core.name));
      }
      case 'quantifier': {
        const combinations = this.combinations(core.bounds, scope, old);
        const holds = ({ inside }: { inside: Scope }): boolean => asTruth(this.value(core.body, inside, old));
        return boolean(core.quantifier === '\\A' ? combinations.every(holds) : combinations.some(holds));
      }
      case 'choose': {
        for (const x of elementsOf(asSet(of(core.set))))
          if (asTruth(this.value(core.predicate, bind(core.pattern, x, scope), old))) return x;
        return fail('no-choice');
      }
      case 'unbounded':
        return fail('unbounded');
      case 'if':
        return truth(core.condition) ? of(core.then) : of(core.else);
      case 'case': {
        for (const arm of core.arms) if (truth(arm.condition)) return of(arm.value);
        return core.other === undefined ? fail('case-without-match') : of(core.other);
      }
      case 'let':
        return this.value(core.body, this.defining(core.definitions, scope, old), old);
      default:
        throw new Error(`not a constant expression: ${core.kind}`);
    }
  }

  // ---- operators

  private primitive(
    operator: string,
    args: readonly Core[],
    of: (core: Core) => Naive,
    truth: (core: Core) => boolean,
  ): Naive {
    const [first, second] = args as [Core, Core];
    switch (operator) {
      case '/\\':
        return boolean(args.every(truth));
      case '\\/':
        return boolean(args.some(truth));
      case '=>':
        return boolean(!truth(first) || truth(second));
      case '<=>':
      case '\\equiv': {
        const [left, right] = [truth(first), truth(second)];
        return boolean(left === right);
      }
      case '~':
        return boolean(!truth(first));
    }
    const [a, b] = args.map(of) as [Naive, Naive];
    switch (operator) {
      case '=':
        return boolean(equal(a, b));
      case '#':
      case '/=':
        return boolean(!equal(a, b));
      case '\\in':
        return boolean(asSet(b).has(a));
      case '\\notin':
        return boolean(!asSet(b).has(a));
      case '\\subseteq': {
        const superset = asSet(b);
        return boolean(elementsOf(asSet(a)).every((x) => superset.has(x)));
      }
      case '\\cup': {
        // As in TLC: what is joined with the empty set is not looked at.
        if (a.tag !== 'set' && b.tag === 'set' && b.elements?.length === 0) return a;
        if (b.tag !== 'set' && a.tag === 'set' && a.elements?.length === 0) return b;
        const [s, t] = [asSet(a), asSet(b)];
        if (s.elements === undefined || t.elements === undefined)
          return infiniteSet('', (x) => s.has(x) || t.has(x));
        return setOf([...s.elements, ...t.elements]);
      }
      case '\\cap': {
        const [s, t] = [asSet(a), asSet(b)];
        return s.elements === undefined ? filtered(t, s.has) : filtered(s, t.has);
      }
      case '\\': {
        const [s, t] = [asSet(a), asSet(b)];
        return filtered(s, (x) => !t.has(x));
      }
      case 'SUBSET': {
        const base = asSet(a);
        if (base.elements === undefined) return infiniteSet('', (x) => elementsOf(asSet(x)).every(base.has));
        return setOf(base.elements.reduce<Naive[]>(withAndWithout, [setOf([])]));
      }
      case 'UNION':
        return setOf(elementsOf(asSet(a)).flatMap((member) => elementsOf(asSet(member))));
      case 'DOMAIN':
        return asFunction(a).domain;
      default:
        throw new Error(`no meaning for the operator ${operator}`);
    }
  }

  private apply(
    operator: OperatorSymbol,
    args: readonly CoreArgument[],
    scope: Scope,
    old: Naive | undefined,
  ): Naive {
    const meaning = this.meaning(operator, scope);
    if (args.length === 0) return this.force(meaning);
    if (!('operator' in meaning)) throw new Error(`${operator.name} takes no arguments`);
    return meaning.operator(args.map((argument) => this.argument(argument, scope, old)));
  }

  private meaning(operator: OperatorSymbol, scope: Scope): NaiveArgument {
    const found =
      operator.kind === 'standard' ? this.library(operator.module, operator.name) : scope.find(operator);
    if (found === undefined) throw new Error(`${operator.name} has no meaning`);
    return found;
  }

  private argument(argument: CoreArgument, scope: Scope, old: Naive | undefined): NaiveArgument {
    if (argument.kind === 'lambda')
      return {
        operator: (args) =>
          this.value(
            argument.body,
            new Scope(scope, new Map(argument.params.map((p, i) => [p, args[i] as NaiveArgument]))),
          ),
      };
    if (argument.kind !== 'operatorReference') return { value: () => this.value(argument, scope, old) };
    const { operator } = argument;
    if (typeof operator !== 'string') return this.meaning(operator, scope);
    return {
      operator: (args) => {
        const cores = args.map((_, position): Core => ({
          kind: 'integer',
          value: BigInt(position),
          span: argument.span,
        }));
        const of = (core: Core): Naive => this.force(args[cores.indexOf(core)]);
        return this.primitive(operator, cores, of, (core) => asTruth(of(core)));
      },
    };
  }

  private force(meaning: NaiveArgument | undefined): Naive {
    if (meaning === undefined || !('value' in meaning)) throw new Error('a name without a value');
    return meaning.value();
  }

  // ---- definitions

  private defining(definitions: readonly CoreDefinition[], scope: Scope, old?: Naive): Scope {
    const meanings = new Map<object, NaiveArgument>();
    const inside = new Scope(scope, meanings);
    for (const definition of definitions)
      meanings.set(definition.symbol, this.meaningOf(definition, inside, old));
    return inside;
  }

  private meaningOf(definition: CoreDefinition, inside: Scope, old: Naive | undefined): NaiveArgument {
    if (definition.kind === 'function')
      return { value: () => this.recursiveFunction(definition, inside, old) };
    const { params, body } = definition;
    if (params.length === 0) return { value: () => this.value(body, inside, old) };
    return {
      operator: (args) =>
        this.value(
          body,
          new Scope(inside, new Map(params.map((parameter, i) => [parameter, args[i] as NaiveArgument]))),
          old,
        ),
    };
  }

  /** `f[x \in S] == e`: within e, f is applied by evaluating e again. */
  private recursiveFunction(
    definition: Extract<CoreDefinition, { kind: 'function' }>,
    scope: Scope,
    old: Naive | undefined,
  ): NaiveFunction {
    const sets = definition.bounds.flatMap(({ patterns, set }) =>
      patterns.map(() => asSet(this.value(set, scope, old))),
    );
    const patterns = definition.bounds.flatMap((bound) => bound.patterns);
    const domain = sets.length === 1 ? (sets[0] as NaiveSet) : product(sets);
    const known: [Naive, Naive][] = [];
    const at = (argument: Naive): Naive => {
      const before = known.find(([key]) => equal(key, argument));
      if (before !== undefined) return before[1];
      if (!domain.has(argument)) return fail('not-in-domain');
      const parts = patterns.length === 1 ? [argument] : itemsOf(argument);
      const inside = patterns.reduce<Scope>(
        (around, pattern, i) => bind(pattern, parts[i] as Naive, around),
        new Scope(scope, new Map<object, NaiveArgument>([[definition.symbol, { value: () => self }]])),
      );
      const value = this.value(definition.body, inside, old);
      known.push([argument, value]);
      return value;
    };
    const self: NaiveFunction = {
      tag: 'function',
      get pairs() {
        return elementsOf(domain).map((key) => [key, at(key)] as const);
      },
      at,
      domain,
    };
    const usesItself = anyCore(
      definition.body,
      (node) => node.kind === 'apply' && node.operator === definition.symbol,
    );
    return usesItself ? self : functionOf(self.pairs);
  }

  // ---- EXCEPT and bounds

  private updated(base: Naive, keys: readonly Naive[], change: (old: Naive) => Naive): Naive {
    const [key, ...rest] = keys;
    if (key === undefined) return change(base);
    const f = asFunction(base);
    if (!f.domain.has(key)) return f;
    return functionOf(
      f.pairs.map(
        ([other, value]) => [other, equal(other, key) ? this.updated(value, rest, change) : value] as const,
      ),
    );
  }

  /** Every combination of elements of the bounds, the last one varying fastest. The sets are evaluated before. */
  private combinations(
    bounds: readonly CoreBound[],
    scope: Scope,
    old: Naive | undefined,
  ): { readonly keys: readonly Naive[]; readonly inside: Scope }[] {
    const ranges = bounds.flatMap(({ patterns, set }) => {
      const range = elementsOf(asSet(this.value(set, scope, old)));
      return patterns.map((pattern) => ({ pattern, range }));
    });
    return ranges.reduce<{ readonly keys: readonly Naive[]; readonly inside: Scope }[]>(
      (found, { pattern, range }) =>
        found.flatMap(({ keys, inside }) =>
          range.map((x) => ({ keys: [...keys, x], inside: bind(pattern, x, inside) })),
        ),
      [{ keys: [], inside: scope }],
    );
  }
}

export function asTruth(value: Naive): boolean {
  return value.tag === 'boolean' ? value.value : fail('not-a-boolean');
}

const strings = infiniteSet('STRING', (x) =>
  x.tag === 'string' ? true : x.tag === 'model' ? false : fail('incomparable'),
);

function keyOf(keys: readonly Naive[]): Naive {
  const [only] = keys;
  return keys.length === 1 && only !== undefined ? only : tupleOf(keys);
}

function bind(pattern: CorePattern, x: Naive, scope: Scope): Scope {
  if (!isPatternTuple(pattern)) return new Scope(scope, new Map([[pattern, { value: () => x }]]));
  const items = itemsOf(x);
  if (items.length !== pattern.length) return fail('pattern-mismatch');
  return new Scope(
    scope,
    new Map(
      pattern.map((symbol, i): [object, NaiveArgument] => [symbol, { value: () => items[i] as Naive }]),
    ),
  );
}

function withAndWithout(subsets: Naive[], x: Naive): Naive[] {
  return subsets.flatMap((subset) => [subset, setOf([...elementsOf(asSet(subset)), x])]);
}

/** `S \X T \X ...` */
function product(factors: readonly NaiveSet[]): NaiveSet {
  const has = (x: Naive): boolean => {
    const items = itemsOf(x);
    return items.length === factors.length && factors.every((factor, i) => factor.has(items[i] as Naive));
  };
  if (factors.some((factor) => factor.elements?.length === 0)) return setOf([]);
  if (factors.some((factor) => factor.elements === undefined)) return infiniteSet('', has);
  const rows = factors.reduce<Naive[][]>(
    (found, factor) => found.flatMap((row) => elementsOf(factor).map((x) => [...row, x])),
    [[]],
  );
  return { ...setOf(rows.map(tupleOf)), has };
}

/** `[S -> T]` */
function functionSet(domain: NaiveSet, range: NaiveSet): NaiveSet {
  const has = (x: Naive): boolean => {
    const f = asFunction(x);
    return equal(f.domain, domain) && f.pairs.every(([, value]) => range.has(value));
  };
  if (domain.elements === undefined) return infiniteSet('', () => fail('not-enumerable'));
  if (domain.elements.length > 0 && range.elements === undefined) return infiniteSet('', has);
  const graphs = domain.elements.reduce<(readonly [Naive, Naive])[][]>(
    (found, key) =>
      found.flatMap((graph) => elementsOf(range).map((value) => [...graph, [key, value] as const])),
    [[]],
  );
  return { ...setOf(graphs.map(functionOf)), has };
}

/** `[a : S, b : T]` */
function recordSet(fields: readonly { readonly name: string; readonly set: NaiveSet }[]): NaiveSet {
  const domain = setOf(fields.map(({ name }) => string(name)));
  const has = (x: Naive): boolean => {
    const f = asFunction(x);
    return equal(f.domain, domain) && fields.every(({ name, set }) => set.has(applyTo(f, string(name))));
  };
  if (fields.some(({ set }) => set.elements?.length === 0)) return setOf([]);
  if (fields.some(({ set }) => set.elements === undefined)) return infiniteSet('', has);
  const rows = fields.reduce<(readonly [Naive, Naive])[][]>(
    (found, { name, set }) =>
      found.flatMap((row) => elementsOf(set).map((x) => [...row, [string(name), x] as const])),
    [[]],
  );
  return { ...setOf(rows.map(functionOf)), has };
}
