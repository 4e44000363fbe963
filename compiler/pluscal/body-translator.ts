import type { ArchetypeParameterSymbol, Bindings, Symbol } from '../resolve/index.ts';
import type {
  CallArgument,
  CallStatement,
  Expression,
  Name,
  PathStep,
  SingleAssignment,
  StateVariable,
  Statement,
  WithBinding,
} from '../syntax/index.ts';
import { accessesIn } from './accesses.ts';
import type { Access, Reference } from './accesses.ts';
import {
  asExpression,
  branching,
  changesVariable,
  countYields,
  possibilities,
  straight,
} from './mapping-macros.ts';
import type { Use, Yielded } from './mapping-macros.ts';
import type { FreshNames } from './names.ts';
import { Rewriting } from './rewriting.ts';
import type { Meanings } from './rewriting.ts';
import {
  assign,
  assignment,
  binding,
  isAtom,
  mentionsAny,
  nameOf,
  name as nameNode,
  nowhere,
  setOf,
  sizeOf,
  skip,
  valueAt,
  variable,
  walk,
  withStatement,
} from './trees.ts';
import type { Location } from './trees.ts';

/** What a call becomes. */
export interface CalledProcedure {
  readonly name: string;
  /**
   * Where the procedure's variables are kept in a list of activations: the statements that add one, with `inner` at their end. `isTail`:
   * the caller's own is left.
   */
  readonly entering?: (
    args: readonly Expression[],
    isTail: boolean,
    inner: readonly Statement[],
  ) => readonly Statement[];
}

/** The value of a variable in the initial state, as a declaration says it. */
export type Initial = NonNullable<StateVariable['initial']>;

/** What the statements of a body need to know of their surroundings. */
export interface Surroundings extends Meanings {
  readonly bindings: Bindings;
  readonly fresh: FreshNames;
  readonly referenceOf: (symbol: ArchetypeParameterSymbol) => Reference | undefined;
  readonly labelOf: (label: string) => string;
  /** The PlusCal procedure for a call, which is made if there is none yet; undefined if it cannot be made, and that is reported. */
  readonly procedureFor: (call: CallStatement) => CalledProcedure | undefined;
  /** What is done before a `return`, if anything. */
  readonly leaving: readonly Statement[];
}

/** What is assigned: a variable, or what a reference stands for. */
type Target = Location & Pick<Reference, 'mapping'>;

/** Makes what stands around the statement that uses some expressions, given those as PlusCal expressions. */
type Build = (expressions: readonly Expression[]) => readonly Statement[];

/**
 * Translates the statements of an archetype, process or procedure: accesses to references become accesses to the variables they stand for,
 * with mapping macros in their place. A variable may be assigned several times in a step of the result.
 */
export class BodyTranslator {
  private readonly around: Surroundings;
  private readonly rewriting: Rewriting;

  constructor(around: Surroundings) {
    this.around = around;
    this.rewriting = new Rewriting(around.bindings, around.fresh, around);
  }

  /**
   * The initial value of a local variable: one of a set if reads choose or wait. Undefined if reading it does anything else, so that no expression can say it.
   */
  initial({ relation, value }: Initial): Initial | undefined {
    const accesses = accessesIn(value, this.around.bindings, this.around.referenceOf);
    const values = new Map<object, Expression>();
    let isChosen = false;
    const go = (index: number): Expression | undefined => {
      const access = accesses[index];
      if (access === undefined) {
        const result = this.rewriting.rewrite(value, values);
        return isChosen && relation === '=' ? setOf(result) : result;
      }
      const { mapping } = access.reference;
      if (mapping === undefined) return go(index + 1);
      const use = this.use(access.reference, this.pathOf(access, values), undefined);
      const following = (read: Expression): Expression | undefined => {
        values.set(access.node, read);
        return go(index + 1);
      };
      const only = asExpression(mapping.read, use);
      if (only !== undefined) return following(only);
      isChosen = true;
      return possibilities(mapping.read, use, following);
    };
    const result = go(0);
    return result && { relation: isChosen ? '\\in' : relation, value: result };
  }

  /** `with` for an initial value that is computed in a step, and the statements that use it under the given name. */
  withInitial(
    name: string,
    { relation, value }: Initial,
    inner: () => readonly Statement[],
  ): readonly Statement[] {
    return this.reading([value], false, ([read = value]) => [
      withStatement([binding(name, relation, read)], inner()),
    ]);
  }

  statements(statements: readonly Statement[]): readonly Statement[] {
    return statements.flatMap((statement, index) => {
      const before = statements[index - 1];
      if (before?.kind === 'call' && isJumpAfterCall(statement)) return [];
      const next = statements[index + 1];
      return this.statement(statement, next !== undefined && isJumpAfterCall(next) ? next : undefined);
    });
  }

  /** `next`: a `return` or `goto` behind the statement, which belongs to it if it is a call. */
  private statement(statement: Statement, next: Statement | undefined): readonly Statement[] {
    const translated =
      statement.kind === 'call'
        ? this.call({ ...statement, label: undefined }, this.jump(next))
        : this.unlabelled({ ...statement, label: undefined });
    if (statement.label === undefined) return translated;
    const { label } = statement;
    const name = { ...label.name, text: this.around.labelOf(label.name.text) };
    const [first = skip(), ...rest] = translated;
    if (first.label !== undefined) return [{ ...skip(), label: { ...label, name } }, first, ...rest];
    return [{ ...first, label: { ...label, name } }, ...rest];
  }

  private jump(statement: Statement | undefined): readonly Statement[] {
    if (statement === undefined) return [];
    return statement.kind === 'return' ? [statement] : this.unlabelled(statement);
  }

  private unlabelled(statement: Statement): readonly Statement[] {
    switch (statement.kind) {
      case 'assign':
        return statement.assignments.length === 1
          ? this.single(statement.assignments[0] as SingleAssignment)
          : this.parallel(statement.assignments);
      case 'if':
        return this.reading([statement.condition], false, ([condition = statement.condition]) => [
          {
            ...statement,
            condition,
            then: orSkip(this.statements(statement.then)),
            else: statement.else === undefined ? undefined : this.statements(statement.else),
          },
        ]);
      case 'while':
        return this.reading([statement.condition], false, ([condition = statement.condition]) => [
          { ...statement, condition, body: orSkip(this.statements(statement.body)) },
        ]);
      case 'either':
        return [
          { ...statement, branches: statement.branches.map((branch) => orSkip(this.statements(branch))) },
        ];
      case 'with':
        return this.with(statement.bindings, statement.body);
      case 'await':
      case 'assert':
        return this.reading([statement.condition], true, ([condition = statement.condition]) => [
          { ...statement, condition },
        ]);
      case 'print':
        return this.reading([statement.value], true, ([value = statement.value]) => [
          { ...statement, value },
        ]);
      case 'goto':
        return [
          { ...statement, target: { ...statement.target, text: this.around.labelOf(statement.target.text) } },
        ];
      case 'call':
        return this.call(statement, []);
      case 'block':
        return this.statements(statement.body);
      case 'return':
        return [...this.around.leaving, statement];
      case 'skip':
        return [statement];
      case 'yield':
      case 'macroCall':
      case 'errorStatement':
        return [];
    }
  }

  private with(bindings: readonly WithBinding[], body: readonly Statement[]): readonly Statement[] {
    const [first, ...rest] = bindings;
    if (first === undefined) return orSkip(this.statements(body));
    return this.reading([first.value], false, ([value = first.value]) => {
      const bound = binding(this.rewriting.boundName(first.name), first.relation, value);
      return [withStatement([bound], this.with(rest, body))];
    });
  }

  private call(statement: CallStatement, after: readonly Statement[]): readonly Statement[] {
    const procedure = this.around.procedureFor(statement);
    const values = statement.args.flatMap((argument: CallArgument) =>
      argument.kind === 'valueArgument' ? [argument.value] : [],
    );
    return this.reading(values, false, (args) => {
      const { entering } = procedure ?? {};
      const call: CallStatement = {
        ...statement,
        procedure: nameNode(procedure?.name ?? statement.procedure.text),
        args:
          entering === undefined
            ? args.map((value) => ({ kind: 'valueArgument', value, span: nowhere }))
            : [],
      };
      const isTail = after.some(({ kind }) => kind === 'return');
      return entering === undefined ? [call, ...after] : entering(args, isTail, [call, ...after]);
    });
  }

  // --- assignments ---

  private single({ target, value }: SingleAssignment): readonly Statement[] {
    const indices = indicesOf(target.path);
    return this.reading([...indices, value], true, (expressions) => {
      const path = withIndices(target.path, expressions);
      return this.write(target, path, expressions.at(-1) as Expression);
    });
  }

  /** All values and indices are those before the statement; then the writes are made in order. */
  private parallel(assignments: readonly SingleAssignment[]): readonly Statement[] {
    const expressions = assignments.flatMap(({ target, value }) => [...indicesOf(target.path), value]);
    return this.reading(expressions, false, (values) => {
      let used = 0;
      const singles = assignments.map(({ target }) => {
        const count = indicesOf(target.path).length;
        const path = withIndices(target.path, values.slice(used, used + count));
        used += count + 1;
        return { target, path, value: values[used - 1] as Expression };
      });
      const targets = singles.map(({ target }) => this.targetOf(target));
      const variables = targets.map((one) => one.variable);
      const isPlain = targets.every(({ mapping }) => mapping === undefined);
      if (isPlain && new Set(variables).size === variables.length)
        return [
          assign(
            ...singles.map(({ path, value }, index) =>
              assignment(variables[index] ?? '', [...(targets[index]?.path ?? []), ...path], value),
            ),
          ),
        ];
      const held: WithBinding[] = [];
      const hold = (base: string, value: Expression): Expression => {
        if (isAtom(value) && !mentionsAny(value, variables)) return value;
        const fresh = this.around.fresh.like(base);
        held.push(binding(fresh, '=', value));
        return variable(fresh);
      };
      const fixed = singles.map(({ target, path, value }) => ({
        target,
        path: withIndices(
          path,
          indicesOf(path).map((index) => hold('index', index)),
        ),
        value: hold(target.name.text, value),
      }));
      const writes = fixed.flatMap(({ target, path, value }) => this.write(target, path, value));
      return held.length === 0 ? writes : [withStatement(held, orSkip(writes))];
    });
  }

  /** The variable that is assigned, or the reference. */
  private targetOf(target: { readonly name: Name }): Target {
    const symbol = this.around.bindings.references.get(target);
    if (symbol?.kind === 'archetypeParameter' && symbol.ref) {
      const reference = this.around.referenceOf(symbol);
      if (reference !== undefined) return reference;
    }
    const location = symbol === undefined ? undefined : this.around.locationOf(symbol);
    return { ...(location ?? { variable: target.name.text, path: [] }), mapping: undefined };
  }

  /** `path` and `value` are in PlusCal's terms. */
  private write(
    target: { readonly name: Name },
    path: readonly PathStep[],
    value: Expression,
  ): readonly Statement[] {
    const written = this.targetOf(target);
    const { mapping } = written;
    if (mapping === undefined)
      return [assign(assignment(written.variable, [...written.path, ...path], value))];
    const changes = changesVariable(mapping.write);
    return this.holding(written.variable, path, value, changes, mapping.write, (steps, held) => {
      const use = this.use(written, steps, held);
      const { place } = use;
      const yielded: Yielded = (stored) =>
        sameText(stored, place.value) ? [] : [assign(assignment(place.variable, place.path, stored))];
      const only = asExpression(mapping.write, use);
      return only === undefined ? branching(mapping.write, use, yielded) : yielded(only);
    });
  }

  /** Gives names to indices and a value that a mapping macro's body would otherwise compute several times, or too late. */
  private holding(
    accessed: string,
    path: readonly PathStep[],
    value: Expression | undefined,
    changes: boolean,
    body: readonly Statement[],
    inner: (path: readonly PathStep[], value: Expression | undefined) => readonly Statement[],
  ): readonly Statement[] {
    const held: WithBinding[] = [];
    const hold = (base: string, one: Expression, longest: number): Expression => {
      const late = changes && mentionsAny(one, [accessed]);
      if (!late && (isAtom(one) || sizeOf(one) <= longest)) return one;
      const fresh = this.around.fresh.like(base);
      held.push(binding(fresh, '=', one));
      return variable(fresh);
    };
    const steps = withIndices(
      path,
      indicesOf(path).map((index) => hold('index', index, 4)),
    );
    const uses = value === undefined ? 0 : countValues(body);
    const stored = value === undefined ? undefined : hold('value', value, uses > 1 ? 2 : 10);
    const statements = inner(steps, stored);
    return held.length === 0 ? statements : [withStatement(held, orSkip(statements))];
  }

  /** `path`: from the variable a reference stands for to the part that is accessed. */
  private use(reference: Location, path: readonly PathStep[], value: Expression | undefined): Use {
    const { bindings, fresh } = this.around;
    const location = { variable: reference.variable, path: [...reference.path, ...path] };
    const accessed = valueAt(location);
    const rewriting = new Rewriting(bindings, fresh, this.around, { variable: accessed, value });
    return { rewriting, fresh, place: { ...location, value: accessed } };
  }

  // --- reads ---

  /**
   * Reads what expressions mention, in order, and makes the statement with the values. Each read of a mapped reference comes before the
   * statement, once. `isSimple`: the statement holds no others, so that it may stand in each branch of one mapping macro.
   */
  private reading(expressions: readonly Expression[], isSimple: boolean, build: Build): readonly Statement[] {
    const accesses = accessesIn(expressions, this.around.bindings, this.around.referenceOf);
    const branchings = accesses.filter(({ reference }) => countYields(reference.mapping?.read ?? []) > 1);
    const values = new Map<object, Expression>();
    const go = (index: number): readonly Statement[] => {
      const access = accesses[index];
      if (access === undefined) return build(expressions.map((one) => this.rewriting.rewrite(one, values)));
      const later = accesses
        .slice(index + 1)
        .flatMap(({ reference }) =>
          changesVariable(reference.mapping?.read ?? []) ? [reference.variable] : [],
        );
      const use = (value: Expression): readonly Statement[] => {
        // A value that a later read changes has to be kept, and long ones are written once.
        if (!mentionsAny(value, later)) {
          values.set(access.node, value);
          return go(index + 1);
        }
        const held = this.around.fresh.like(access.reference.variable);
        values.set(access.node, variable(held));
        return [withStatement([binding(held, '=', value)], go(index + 1))];
      };
      const path = this.pathOf(access, values);
      const { mapping } = access.reference;
      if (mapping === undefined) {
        if (later.includes(access.reference.variable) && !this.dependsOnBinder(access, expressions))
          return use(this.use(access.reference, path, undefined).place.value);
        return go(index + 1);
      }
      const only = asExpression(mapping.read, this.use(access.reference, path, undefined));
      if (only !== undefined) return use(only);
      const changes = changesVariable(mapping.read);
      return this.holding(access.reference.variable, path, undefined, changes, mapping.read, (steps) => {
        const one = this.use(access.reference, steps, undefined);
        const isBranch = isSimple && branchings.length === 1;
        return countYields(mapping.read) === 1 || isBranch
          ? branching(mapping.read, one, use)
          : straight(mapping.read, one, use);
      });
    };
    return go(0);
  }

  private pathOf({ steps }: Access, values: ReadonlyMap<object, Expression>): readonly PathStep[] {
    return steps.map((step): PathStep =>
      step.kind === 'fieldAccess'
        ? { kind: 'fieldStep', name: step.field, span: nowhere }
        : {
            kind: 'indexStep',
            args: step.args.map((index) => this.rewriting.rewrite(index, values)),
            span: nowhere,
          },
    );
  }

  /** Whether an index mentions a name that the expressions bind: then it is read where it stands. */
  private dependsOnBinder({ steps }: Access, expressions: readonly Expression[]): boolean {
    const { bindings } = this.around;
    const bound = new Set<Symbol>();
    walk(expressions, (node) => {
      const symbol = node.kind === 'name' ? bindings.declarations.get(node as Name) : undefined;
      if (symbol !== undefined) bound.add(symbol);
    });
    let depends = false;
    walk(
      steps.map((step) => (step.kind === 'functionApplication' ? step.args : [])),
      (node) => {
        const symbol = bindings.references.get(node);
        if (node.kind === 'atSign' || (symbol !== undefined && bound.has(symbol))) depends = true;
      },
    );
    return depends;
  }
}

function isJumpAfterCall({ kind, label }: Statement): boolean {
  return label === undefined && (kind === 'return' || kind === 'goto');
}

function orSkip(statements: readonly Statement[]): readonly Statement[] {
  return statements.length === 0 ? [skip()] : statements;
}

/** The expressions among the steps of a path, in order. */
function indicesOf(path: readonly PathStep[]): readonly Expression[] {
  return path.flatMap((step) => (step.kind === 'indexStep' ? step.args : []));
}

/** A path with other expressions for its indices. */
function withIndices(path: readonly PathStep[], indices: readonly Expression[]): readonly PathStep[] {
  let used = 0;
  return path.map((step) => {
    if (step.kind === 'fieldStep') return step;
    const args = step.args.map((index, position) => indices[used + position] ?? index);
    used += step.args.length;
    return { ...step, args };
  });
}

function countValues(body: readonly Statement[]): number {
  let count = 0;
  walk(body, (node) => {
    if (node.kind === 'mappingSpecial' && 'name' in node && node.name === 'value') count += 1;
  });
  return count;
}

/** Whether two expressions made by the same rewriting are the same variable at the same indices. */
function sameText(first: Expression, second: Expression): boolean {
  if (first === second) return true;
  const [a, b] = [nameOf(first), nameOf(second)];
  return a !== undefined && a === b;
}
