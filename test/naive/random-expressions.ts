/** The types of the expressions that are made up. */
export type Type =
  | { readonly kind: 'integer' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'string' }
  | { readonly kind: 'set'; readonly of: Type }
  | { readonly kind: 'sequence'; readonly of: Type }
  | { readonly kind: 'function'; readonly from: Type; readonly to: Type }
  | { readonly kind: 'tuple'; readonly parts: readonly Type[] }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Type>> };

interface Name {
  readonly text: string;
  readonly type: Type;
}

const int: Type = { kind: 'integer' };
const bool: Type = { kind: 'boolean' };
const str: Type = { kind: 'string' };
const setOf = (of: Type): Type => ({ kind: 'set', of });
const seqOf = (of: Type): Type => ({ kind: 'sequence', of });

/**
 * Makes well-typed constant expressions of a list of numbers: each decision takes one, and 0, the shortest way to go on, where there are no
 * more. So a shorter list with smaller numbers is a simpler expression.
 */
export class ExpressionMaker {
  private readonly numbers: readonly number[];
  private position = 0;
  private names = 0;

  constructor(numbers: readonly number[]) {
    this.numbers = numbers;
  }

  /** An expression of a type of its own choice. */
  expression(depth: number): string {
    return this.of(this.type(2), depth, []);
  }

  private below(limit: number): number {
    const number = this.numbers[this.position] ?? 0;
    this.position += 1;
    return number % limit;
  }

  private one<T>(alternatives: readonly T[]): T {
    return alternatives[this.below(alternatives.length)] as T;
  }

  private fresh(): string {
    this.names += 1;
    return `n${this.names}`;
  }

  private type(depth: number): Type {
    const simple = [int, bool, str];
    if (depth === 0) return this.one(simple);
    switch (this.below(8)) {
      case 3:
        return setOf(this.type(depth - 1));
      case 4:
        return seqOf(this.type(depth - 1));
      case 5:
        return { kind: 'function', from: this.one(simple), to: this.type(depth - 1) };
      case 6:
        return { kind: 'tuple', parts: [this.type(depth - 1), this.type(0)] };
      case 7:
        return { kind: 'record', fields: { a: this.type(depth - 1), b: this.type(0) } };
      default:
        return this.one(simple);
    }
  }

  // ---- expressions of a type

  private of(type: Type, depth: number, scope: readonly Name[]): string {
    const fitting = scope.filter((name) => sameType(name.type, type));
    if (fitting.length > 0 && this.below(3) === 1) return this.one(fitting).text;
    if (depth <= 0) return this.leaf(type);
    const next = depth - 1;
    const again = (of: Type, names: readonly Name[] = scope): string => this.of(of, next, names);
    const any = (): string | undefined => this.anyType(type, next, scope);
    return (this.below(3) === 2 ? any() : undefined) ?? this.ofKind(type, again, scope);
  }

  private leaf(type: Type): string {
    switch (type.kind) {
      case 'integer':
        return this.one(['1', '0', '2', '3', '5', '-1', '(-2)']).replace(/^-1$/, '(-1)');
      case 'boolean':
        return this.one(['TRUE', 'FALSE']);
      case 'string':
        return this.one(['"a"', '""', '"b"', '"ab"']);
      case 'set':
        return this.one([
          () => '{}',
          () => `{${this.leaf(type.of)}}`,
          () => `{${this.leaf(type.of)}, ${this.leaf(type.of)}}`,
        ])();
      case 'sequence':
        return this.one([
          () => '<<>>',
          () => `<<${this.leaf(type.of)}>>`,
          () => `<<${this.leaf(type.of)}, ${this.leaf(type.of)}>>`,
        ])();
      case 'function':
        return `(${this.leaf(type.from)} :> ${this.leaf(type.to)})`;
      case 'tuple':
        return `<<${type.parts.map((part) => this.leaf(part)).join(', ')}>>`;
      case 'record':
        return `[${Object.entries(type.fields)
          .map(([name, field]) => `${name} |-> ${this.leaf(field)}`)
          .join(', ')}]`;
    }
  }

  /** Constructs that give a value of any type. */
  private anyType(type: Type, depth: number, scope: readonly Name[]): string {
    const of = (other: Type, names: readonly Name[] = scope): string => this.of(other, depth, names);
    const other = this.type(1);
    const x = this.fresh();
    const y = this.fresh();
    const f = this.fresh();
    return this.one([
      () => `(IF ${of(bool)} THEN ${of(type)} ELSE ${of(type)})`,
      () => `(LET ${x} == ${of(other)} IN ${of(type, [...scope, { text: x, type: other }])})`,
      () => `(CASE ${of(bool)} -> ${of(type)} [] ${of(bool)} -> ${of(type)} [] OTHER -> ${of(type)})`,
      () => `(CASE ${of(bool)} -> ${of(type)})`,
      () => {
        const body = of(type, [...scope, { text: x, type: other }, { text: y, type }]);
        return `(LET ${f}(${x}, ${y}) == ${body} IN ${f}(${of(other)}, ${of(type)}))`;
      },
      () => {
        const body = of(type, [...scope, { text: x, type: other }]);
        return `(LET ${f}(${y}(_)) == ${y}(${of(other)}) IN ${f}(LAMBDA ${x} : ${body}))`;
      },
      () => `(CHOOSE ${x} \\in ${of(setOf(type))} : ${of(bool, [...scope, { text: x, type }])})`,
      () => `Head(${of(seqOf(type))})`,
      () => `${of(seqOf(type))}[${of(int)}]`,
      () => `[a |-> ${of(type)}, c |-> ${of(other)}].a`,
      () => `<<${of(other)}, ${of(type)}>>[2]`,
      () => `${of({ kind: 'function', from: int, to: type })}[${of(int)}]`,
      () =>
        `[${x} \\in ${of(setOf(other))} |-> ${of(type, [...scope, { text: x, type: other }])}][${of(other)}]`,
      () => {
        const pair = [...scope, { text: x, type }, { text: y, type: other }];
        return `FoldLeft(LAMBDA ${x}, ${y} : ${of(type, pair)}, ${of(type)}, ${of(seqOf(other))})`;
      },
      () => {
        const pair = [...scope, { text: x, type: other }, { text: y, type }];
        return `FoldSet(LAMBDA ${x}, ${y} : ${of(type, pair)}, ${of(type)}, ${of(setOf(other))})`;
      },
      () => {
        const step = of(type, [...scope, { text: x, type: int }, { text: y, type }]);
        return `(LET RECURSIVE ${f}(_) ${f}(${x}) == IF ${x} <= 0 THEN ${of(type)} ELSE LET ${y} == ${f}(${x} - 1) IN ${step} IN ${f}(${this.below(4)}))`;
      },
      () => {
        const step = of(type, [...scope, { text: x, type: int }, { text: y, type }]);
        return `(LET ${f}[${x} \\in 0..3] == IF ${x} = 0 THEN ${of(type)} ELSE LET ${y} == ${f}[${x} - 1] IN ${step} IN ${f}[${this.below(4)}])`;
      },
      () => `Last(${of(seqOf(type))})`,
      () => `TLCEval(${of(type)})`,
    ])();
  }

  private ofKind(
    type: Type,
    of: (type: Type, names?: readonly Name[]) => string,
    scope: readonly Name[],
  ): string {
    switch (type.kind) {
      case 'integer':
        return this.integer(of, scope);
      case 'boolean':
        return this.boolean(of, scope);
      case 'string':
        return this.one([
          () => this.leaf(type),
          () => `(${of(str)} \\o ${of(str)})`,
          () => `SubSeq(${of(str)}, ${of(int)}, ${of(int)})`,
        ])();
      case 'set':
        return this.set(type.of, of, scope);
      case 'sequence':
        return this.sequence(type.of, of, scope);
      case 'function':
        return this.function(type, of, scope);
      case 'tuple':
        return this.one([
          () => `<<${type.parts.map((part) => of(part)).join(', ')}>>`,
          () => `[${of(type)} EXCEPT ![1] = ${of(type.parts[0] as Type)}]`,
          () => `[${of(type)} EXCEPT ![2] = @]`,
        ])();
      case 'record':
        return this.one([
          () =>
            `[${Object.entries(type.fields)
              .map(([name, field]) => `${name} |-> ${of(field)}`)
              .join(', ')}]`,
          () => `[${of(type)} EXCEPT !.a = ${of(type.fields['a'] as Type)}, !.b = @]`,
          () => `([a |-> ${of(type.fields['a'] as Type)}] @@ ${of(type)})`,
        ])();
    }
  }

  private integer(of: (type: Type, names?: readonly Name[]) => string, scope: readonly Name[]): string {
    const x = this.fresh();
    return this.one([
      () => this.leaf(int),
      () => `(${of(int)} ${this.one(['+', '-', '*'])} ${of(int)})`,
      () => `(${of(int)} ${this.one(['\\div', '%'])} ${of(int)})`,
      () => `(-(${of(int)}))`,
      () => `(${of(int)} ^ ${this.below(4)})`,
      () => `Len(${of(seqOf(this.type(1)))})`,
      () => `Cardinality(${of(setOf(this.type(1)))})`,
      () => `${this.one(['Max', 'Min', 'SumSet', 'ProductSet'])}(${of(setOf(int))})`,
      () => `MapThenSumSet(LAMBDA ${x} : ${of(int, [...scope, { text: x, type: int }])}, ${of(setOf(int))})`,
      () => `Quantify(${of(setOf(int))}, LAMBDA ${x} : ${of(bool, [...scope, { text: x, type: int }])})`,
      () => `SelectInSeq(${of(seqOf(int))}, LAMBDA ${x} : ${of(bool, [...scope, { text: x, type: int }])})`,
      () => `BagCardinality(SetToBag(${of(setOf(this.type(1)))}))`,
      () => `Len(${of(str)})`,
      () => `FoldFunction(+, ${of(int)}, ${of({ kind: 'function', from: this.one([int, str]), to: int })})`,
    ])();
  }

  private boolean(of: (type: Type, names?: readonly Name[]) => string, scope: readonly Name[]): string {
    const t = this.type(1);
    const x = this.fresh();
    const y = this.fresh();
    const under = (type: Type): readonly Name[] => [...scope, { text: x, type }];
    const both = (a: Type, b: Type): readonly Name[] => [
      ...scope,
      { text: x, type: a },
      { text: y, type: b },
    ];
    return this.one([
      () => this.leaf(bool),
      () => `(${of(bool)} ${this.one(['/\\', '\\/', '=>', '<=>'])} ${of(bool)})`,
      () => `~${of(bool)}`,
      () => {
        const bullet = this.one(['/\\', '\\/']);
        return `(~ ${bullet} ${of(bool)} ${bullet} ${of(bool)})`;
      },
      () => `(${of(t)} ${this.one(['=', '#'])} ${of(t)})`,
      () => `(${of(int)} ${this.one(['<', '<=', '>', '>='])} ${of(int)})`,
      () => `(${of(t)} ${this.one(['\\in', '\\notin'])} ${of(setOf(t))})`,
      () => `(${of(setOf(t))} \\subseteq ${of(setOf(t))})`,
      () => `(${this.one(['\\A', '\\E'])} ${x} \\in ${of(setOf(t))} : ${of(bool, under(t))})`,
      () =>
        `(${this.one(['\\A', '\\E'])} ${x} \\in ${of(setOf(t))}, ${y} \\in ${of(setOf(int))} : ${of(bool, both(t, int))})`,
      () =>
        `(${this.one(['\\A', '\\E'])} <<${x}, ${y}>> \\in ${of(setOf({ kind: 'tuple', parts: [t, int] }))} : ${of(bool, both(t, int))})`,
      () => `(${of(int)} \\in ${this.one(['Nat', 'Int'])})`,
      () => `(${of(seqOf(t))} \\in Seq(${of(setOf(t))}))`,
      () => `(${of({ kind: 'function', from: int, to: t })} \\in [${of(setOf(int))} -> ${of(setOf(t))}])`,
      () => `IsPrefix(${of(seqOf(t))}, ${of(seqOf(t))})`,
      () => `Contains(${of(seqOf(t))}, ${of(t)})`,
      () => `IsInjective(${of(seqOf(t))})`,
      () => `(SetToBag(${of(setOf(t))}) \\sqsubseteq SetToBag(${of(setOf(t))}))`,
      () => `(${of(setOf(t))} \\in SUBSET (${of(setOf(t))}))`,
    ])();
  }

  private set(
    of: Type,
    make: (type: Type, names?: readonly Name[]) => string,
    scope: readonly Name[],
  ): string {
    const set = setOf(of);
    const t = this.one([int, str, of]);
    const x = this.fresh();
    const y = this.fresh();
    const under = (type: Type): readonly Name[] => [...scope, { text: x, type }];
    const common = [
      () => `{${make(of)}, ${make(of)}}`,
      () => `{${make(of)}}`,
      () => `(${make(set)} ${this.one(['\\cup', '\\cap', '\\'])} ${make(set)})`,
      () => `{${x} \\in ${make(set)} : ${make(bool, under(of))}}`,
      () => `{${make(of, under(t))} : ${x} \\in ${make(setOf(t))}}`,
      () =>
        `{${make(of, [...scope, { text: x, type: t }, { text: y, type: int }])} : ${x} \\in ${make(setOf(t))}, ${y} \\in ${make(setOf(int))}}`,
      () => `(UNION ${make(setOf(set))})`,
      () => `Range(${make(seqOf(of))})`,
      () => `ToSet(${make(seqOf(of))})`,
      () => `SymDiff(${make(set)}, ${make(set)})`,
    ];
    switch (of.kind) {
      case 'integer':
        common.push(
          () => `(${make(int)} .. ${make(int)})`,
          () => `(DOMAIN ${make(seqOf(t))})`,
        );
        break;
      case 'boolean':
        common.push(() => 'BOOLEAN');
        break;
      case 'set':
        common.push(
          () => `(SUBSET ${make(of)})`,
          () => `kSubset(${this.below(3)}, ${make(of)})`,
        );
        break;
      case 'sequence':
        common.push(
          () => `Prefixes(${make(of)})`,
          () => `BoundedSeq(${make(setOf(of.of))}, ${this.below(3)})`,
        );
        break;
      case 'function':
        common.push(() => `[${make(setOf(of.from))} -> ${make(setOf(of.to))}]`);
        break;
      case 'tuple':
        common.push(() => `(${of.parts.map((part) => make(setOf(part))).join(' \\X ')})`);
        break;
      case 'record':
        common.push(
          () =>
            `[${Object.entries(of.fields)
              .map(([name, field]) => `${name} : ${make(setOf(field))}`)
              .join(', ')}]`,
        );
        break;
      case 'string':
        common.push(() => `(DOMAIN ${make({ kind: 'function', from: str, to: t })})`);
        break;
    }
    return this.one(common)();
  }

  private sequence(
    of: Type,
    make: (type: Type, names?: readonly Name[]) => string,
    scope: readonly Name[],
  ): string {
    const sequence = seqOf(of);
    const x = this.fresh();
    const y = this.fresh();
    const both: readonly Name[] = [...scope, { text: x, type: of }, { text: y, type: of }];
    return this.one([
      () => `<<${make(of)}, ${make(of)}>>`,
      () => `Append(${make(sequence)}, ${make(of)})`,
      () => `(${make(sequence)} \\o ${make(sequence)})`,
      () => `Tail(${make(sequence)})`,
      () => `SubSeq(${make(sequence)}, ${make(int)}, ${make(int)})`,
      () => `SelectSeq(${make(sequence)}, LAMBDA ${x} : ${make(bool, [...scope, { text: x, type: of }])})`,
      () => `[${x} \\in 1..${this.below(4)} |-> ${make(of, [...scope, { text: x, type: int }])}]`,
      () => `[${make(sequence)} EXCEPT ![${make(int)}] = ${make(of)}]`,
      () => `Reverse(${make(sequence)})`,
      () => `Remove(${make(sequence)}, ${make(of)})`,
      () => `Cons(${make(of)}, ${make(sequence)})`,
      () => `Front(${make(sequence)})`,
      () => `ReplaceAll(${make(sequence)}, ${make(of)}, ${make(of)})`,
      () =>
        of.kind === 'integer'
          ? `SortSeq(${make(sequence)}, ${this.one(['<', '>'])})`
          : `RemoveFirst(${make(sequence)}, ${make(of)})`,
      () => `(${make(sequence)} @@ ${make(sequence)})`,
      () => `FlattenSeq(${make(seqOf(sequence))})`,
      () => `RemoveFirstMatch(${make(sequence)}, LAMBDA ${x} : ${make(bool, both.slice(0, -1))})`,
    ])();
  }

  private function(
    type: Extract<Type, { kind: 'function' }>,
    make: (type: Type, names?: readonly Name[]) => string,
    scope: readonly Name[],
  ): string {
    const { from, to } = type;
    const x = this.fresh();
    const y = this.fresh();
    return this.one([
      () => `[${x} \\in ${make(setOf(from))} |-> ${make(to, [...scope, { text: x, type: from }])}]`,
      () => `(${make(from)} :> ${make(to)})`,
      () => `(${make(type)} @@ ${make(type)})`,
      () => `[${make(type)} EXCEPT ![${make(from)}] = ${make(to)}, ![${make(from)}] = @]`,
      () => `Restrict(${make(type)}, ${make(setOf(from))} \\cap DOMAIN ${make(type)})`,
      () => `RestrictDomain(${make(type)}, LAMBDA ${y} : ${make(bool, [...scope, { text: y, type: from }])})`,
      () => `RestrictValues(${make(type)}, LAMBDA ${y} : ${make(bool, [...scope, { text: y, type: to }])})`,
    ])();
  }
}

function sameType(a: Type, b: Type): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
