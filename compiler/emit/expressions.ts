import type { ConstantSymbol } from '../resolve/index.ts';
import type { Core, CoreBound, CoreExcept, CorePattern, NameSymbol } from '../lower/index.ts';
import { anyCore } from '../lower/index.ts';
import { Block } from './block.ts';
import { CallEmitter } from './calls.ts';
import { ClosureEmitter } from './closures.ts';
import { atLeast, atom, level } from './emitted.ts';
import type { ClosureParameter, EmitToOptions, Emitted, ExpressionEmitting } from './emitted.ts';
import { fusedApplication, fusedPrimitive } from './fusing.ts';
import type { FusingEmitter } from './fusing.ts';
import type { Doc } from './layout.ts';
import { blockOf, callOf, group, hardLine, indent, join, line, list, mark } from './layout.ts';
import { LetEmitter } from './lets.ts';
import { isLiteral, literalOf } from './literals.ts';
import type { ModuleContext, RuntimeValue } from './module-context.ts';
import { quote } from './names.ts';
import { shortText } from './site-table.ts';
import { recordMakerFor } from './record-makers.ts';
import { specialNames } from './special-names.ts';

/** Primitive operators that are a call of the runtime with the operands' values and the site. */
const primitiveFunctions: Readonly<Record<string, RuntimeValue>> = {
  '=': 'equals',
  '#': 'notEquals',
  '/=': 'notEquals',
  '\\in': 'memberOf',
  '\\notin': 'notMemberOf',
  '\\subseteq': 'subsetOf',
  '\\cup': 'union',
  '\\cap': 'intersection',
  '\\': 'difference',
  SUBSET: 'powerSet',
  UNION: 'bigUnion',
  DOMAIN: 'domain',
};

/** Emits expressions. What has no counterpart (primes, temporal formulas) must have been diagnosed before. */
export class ExpressionEmitter implements ExpressionEmitting, FusingEmitter {
  readonly module: ModuleContext;
  private readonly calls: CallEmitter;
  private readonly lets: LetEmitter;
  private readonly closures: ClosureEmitter;

  constructor(module: ModuleContext) {
    this.module = module;
    this.closures = new ClosureEmitter(module);
    this.calls = new CallEmitter(this);
    this.lets = new LetEmitter(this);
  }

  emit(core: Core, block: Block): Emitted {
    const emitted = this.dispatch(core, block);
    return { ...emitted, doc: mark(core.span, emitted.doc) };
  }

  value(core: Core, block: Block): Doc {
    return this.emit(core, block).doc;
  }

  private values(cores: readonly Core[], block: Block): Doc[] {
    return cores.map((core) => this.value(core, block));
  }

  condition(core: Core, block: Block): Emitted {
    return this.asCondition(this.emit(core, block), core);
  }

  private conditionApart(core: Core, block: Block): Emitted {
    return this.asCondition(this.emitApart(core, block), core);
  }

  private asCondition(emitted: Emitted, core: Core): Emitted {
    return emitted.type === 'boolean'
      ? emitted
      : atom(this.call('asBoolean', [emitted.doc, this.module.site(core.span)]), 'boolean');
  }

  private call(name: RuntimeValue, args: readonly Doc[]): Doc {
    return callOf(this.module.use(name), args);
  }

  private failure(code: string, message: string, core: Core): Emitted {
    return atom(this.call('fail', [quote(code), quote(message), '[]', this.module.site(core.span)]));
  }

  // --- one case per kind ---

  private dispatch(core: Core, block: Block): Emitted {
    const literal = literalOf(core, this.module);
    if (literal !== undefined) return literal;
    const { module } = this;
    switch (core.kind) {
      case 'integer':
      case 'string':
      case 'boolean':
        throw new Error('emitting: a literal was not recognised');
      case 'builtinSet':
        return atom(module.use(core.name === 'BOOLEAN' ? 'Bool' : 'Str'));
      case 'name':
        return this.name(core.symbol, block);
      case 'temporary':
        return this.bound(core.temporary, block, core.temporary.hint);
      case 'nestedRead': {
        const resource = this.bound(core.parameter, block, core.parameter.name).doc;
        return atom(
          callOf(`${block.use('iface')}.readNested`, [
            resource,
            list('[', this.values(core.indices, block), ']'),
          ]),
        );
      }
      case 'apply':
        return fusedApplication(core, this, block) ?? this.calls.apply(core, block);
      case 'primitive':
        return this.primitive(core, block);
      case 'tuple':
        return atom(this.call('makeTuple', this.values(core.elements, block)));
      case 'set':
        return atom(
          this.call('makeSet', [list('[', this.values(core.elements, block), ']'), module.site(core.span)]),
        );
      case 'product':
        return atom(
          this.call('cartesianProduct', [
            list('[', this.values(core.factors, block), ']'),
            module.site(core.span),
          ]),
        );
      case 'setFilter':
      case 'choose': {
        const set = this.value(core.set, block);
        const predicate = this.patternClosure([core.pattern], core.predicate, block);
        const name = core.kind === 'choose' ? 'choose' : 'setFilter';
        return atom(this.call(name, [set, predicate, module.site(core.span)]));
      }
      case 'setMap':
        return this.mapping(core, ['setMap', 'setMapMany'], block);
      case 'function':
        return this.mapping(core, ['makeFunction', 'makeFunctionMany'], block);
      case 'functionApplication':
        return (
          module.state?.functionApplication(core, block) ??
          atom(
            this.call('applyFunction', [
              this.value(core.function, block),
              this.key(core.args, block),
              module.site(core.span),
            ]),
          )
        );
      case 'functionSet':
        return atom(
          this.call('functionSet', [
            ...this.values([core.domain, core.range], block),
            module.site(core.span),
          ]),
        );
      case 'record':
        return atom(this.record(core.fields, block));
      case 'recordSet': {
        const names = core.fields.map((field) => quote(field.name));
        const sets = this.values(
          core.fields.map((field) => field.value),
          block,
        );
        return atom(
          this.call('makeRecordSet', [list('[', names, ']'), list('[', sets, ']'), module.site(core.span)]),
        );
      }
      case 'except':
        return this.except(core, block);
      case 'atSign':
        if (block.atSign === undefined) throw new Error('emitting: @ outside EXCEPT');
        block.atSign.uses += 1;
        return atom(block.atSign.text);
      case 'field':
        return atom(
          this.call('fieldOf', [this.value(core.record, block), quote(core.name), module.site(core.span)]),
        );
      case 'quantifier':
        return this.quantifier(core, block);
      case 'unbounded':
        return this.failure(
          'unbounded',
          `${core.construct} without a set cannot be evaluated: write ${core.construct} x \\in S`,
          core,
        );
      case 'if':
        return this.conditional(
          this.condition(core.condition, block),
          this.emitApart(core.then, block),
          this.emitApart(core.else, block),
          this.module.types.of(core),
        );
      case 'case':
        return this.caseExpression(core, block);
      case 'let':
        return this.lets.emit(core, block);
      case 'special':
        return this.bound(specialNames[core.name], block, `$${core.name}`);
      case 'action':
        if (module.state !== undefined) return module.state.action(core, block);
        throw new Error(`emitting: ${shortText(core.span)} has no counterpart`);
      case 'decimal':
      case 'fairness':
        throw new Error(`emitting: ${shortText(core.span)} has no counterpart`);
    }
  }

  private name(symbol: NameSymbol, block: Block): Emitted {
    switch (symbol.kind) {
      case 'constant':
        return atom(
          `${this.module.constantAccessor(symbol satisfies ConstantSymbol)}(${block.use('iface')})`,
        );
      case 'self':
        return atom(`${block.use('iface')}.self`);
      case 'translation':
        if (symbol.name === 'defaultInitValue') return atom(this.module.use('defaultInitValue'));
        if (this.module.state !== undefined) return this.module.state.translation(symbol, [], block);
        throw new Error(`emitting: ${symbol.name} has no counterpart`);
      case 'variable':
      case 'archetypeParameter':
        if (this.module.state !== undefined && block.lookup(symbol) === undefined)
          return this.module.state.variable(symbol, block);
        return this.bound(symbol, block, symbol.name);
      default:
        return this.bound(symbol, block, symbol.name);
    }
  }

  private bound(symbol: object, block: Block, name: string): Emitted {
    const binding = block.lookup(symbol);
    if (binding?.kind !== 'value') throw new Error(`emitting: ${name} is not in scope`);
    binding.uses += 1;
    return atom(binding.lazy ? `${binding.text}()` : binding.text, binding.type);
  }

  // --- operators of the language ---

  private primitive(core: Extract<Core, { kind: 'primitive' }>, block: Block): Emitted {
    const { operator, args } = core;
    const aboutSteps = this.module.state?.primitive(core, block);
    if (aboutSteps !== undefined) return aboutSteps;
    const fused = fusedPrimitive(core, this, block);
    if (fused !== undefined) return fused;
    const name = primitiveFunctions[operator];
    if (name !== undefined)
      return atom(
        this.call(name, [...this.values(args, block), this.module.site(core.span)]),
        this.module.types.of(core),
      );
    switch (operator) {
      case '/\\':
        return this.chain(args, '&&', level.and, block);
      case '\\/':
        return this.chain(args, '||', level.or, block);
      case '=>': {
        const [left, right] = pair(args);
        const negated: Doc = ['!', atLeast(this.condition(left, block), level.unary)];
        const then = atLeast(this.conditionApart(right, block), level.and);
        return { doc: group([negated, ' ||', indent([line, then])]), type: 'boolean', level: level.or };
      }
      case '<=>':
      case '\\equiv': {
        const docs = args.map((operand) => this.condition(operand, block).doc);
        return atom(this.call('equals', docs), 'boolean');
      }
      case '~':
        return {
          doc: ['!', atLeast(this.condition(args[0] as Core, block), level.unary)],
          type: 'boolean',
          level: level.unary,
        };
      default:
        throw new Error(`emitting: the operator ${operator} has no counterpart`);
    }
  }

  /** `a && b && c`: all but the first operand may not be evaluated. */
  private chain(
    args: readonly Core[],
    operator: '&&' | '||',
    own: typeof level.and | typeof level.or,
    block: Block,
  ): Emitted {
    const [only] = args;
    if (args.length === 1 && only !== undefined) return this.condition(only, block);
    const operands = args.map((operand, position) => {
      const emitted = position === 0 ? this.condition(operand, block) : this.conditionApart(operand, block);
      // JavaScript would do without the brackets; readers of mixed chains would not.
      return emitted.level === own && position === 0 ? emitted.doc : atLeast(emitted, level.unary);
    });
    const [first, ...rest] = operands;
    const doc = group([first ?? '', indent(rest.map((operand): Doc => [` ${operator}`, line, operand]))]);
    return { doc, type: 'boolean', level: own };
  }

  private conditional(condition: Emitted, then: Emitted, otherwise: Emitted, type: Emitted['type']): Emitted {
    const doc = group([
      atLeast(condition, level.or),
      indent([
        line,
        '? ',
        atLeast(then, level.conditional),
        line,
        ': ',
        atLeast(otherwise, level.conditional),
      ]),
    ]);
    return { doc, type, level: level.conditional };
  }

  private caseExpression(core: Extract<Core, { kind: 'case' }>, block: Block): Emitted {
    const type = this.module.types.of(core);
    const other = core.other === undefined ? this.noArm(core) : this.emitApart(core.other, block);
    return core.arms.reduceRight<Emitted>((rest, arm, position) => {
      const condition =
        position === 0 ? this.condition(arm.condition, block) : this.conditionApart(arm.condition, block);
      return this.conditional(condition, this.emitApart(arm.value, block), rest, type);
    }, other);
  }

  private noArm(core: Core): Emitted {
    return this.failure('case-without-match', 'no arm of this CASE applies', core);
  }

  // --- functions, records, sets ---

  private key(args: readonly Core[], block: Block): Doc {
    const [only] = args;
    return args.length === 1 && only !== undefined
      ? this.value(only, block)
      : this.call('makeTuple', this.values(args, block));
  }

  /** A record by a function of the values as they are written, so that they are evaluated in that order and need not be sorted. */
  private record(fields: Extract<Core, { kind: 'record' }>['fields'], block: Block): Doc {
    const names = fields.map((field) => field.name);
    const maker = recordMakerFor(names, this.module);
    const values = fields.map((field): Doc => [`/* ${field.name}: */ `, this.value(field.value, block)]);
    return callOf(maker, values);
  }

  private except(core: CoreExcept, block: Block): Emitted {
    const doc = core.updates.reduce<Doc>(
      (base, update) => {
        const keys = this.values(update.path, block);
        const usesOld = anyCore(update.value, (node) => node.kind === 'atSign');
        const isValue = !usesOld && this.isSafe(update.value, block);
        const change = isValue
          ? this.value(update.value, block)
          : this.closures.ofOldValue(block, (inner) => this.returned(update.value, inner));
        const [only] = keys;
        return keys.length === 1 && only !== undefined
          ? this.call('except', [base, only, change, this.module.site(core.span)])
          : this.call('exceptPath', [base, list('[', keys, ']'), change, this.module.site(core.span)]);
      },
      this.value(core.base, block),
    );
    return atom(doc);
  }

  private quantifier(core: Extract<Core, { kind: 'quantifier' }>, block: Block): Emitted {
    const name = core.quantifier === '\\A' ? 'forAll' : 'exists';
    const ranges = this.ranges(core.bounds, block);
    const nest = (position: number, inside: Block): Doc => {
      const range = ranges[position];
      if (range === undefined) throw new Error('emitting: a quantifier without bounds');
      const closure = this.closures.ofPatterns([range.pattern], inside, (inner) =>
        position === ranges.length - 1 ? this.returned(core.body, inner) : nest(position + 1, inner),
      );
      return this.call(name, [range.set, closure, this.module.site(core.span)]);
    };
    return atom(nest(0, block), 'boolean');
  }

  private mapping(
    core: Extract<Core, { kind: 'setMap' | 'function' }>,
    [one, many]: readonly [RuntimeValue, RuntimeValue],
    block: Block,
  ): Emitted {
    const ranges = this.ranges(core.bounds, block);
    const closure = this.patternClosure(
      ranges.map((range) => range.pattern),
      core.body,
      block,
    );
    const sets = ranges.map((range) => range.set);
    const [only] = sets;
    const site = this.module.site(core.span);
    return atom(
      sets.length === 1 && only !== undefined
        ? this.call(one, [only, closure, site])
        : this.call(many, [list('[', sets, ']'), closure, site]),
    );
  }

  /** One entry per pattern; a set that serves several patterns, or stands in a nest, is evaluated once, before. */
  private ranges(
    bounds: readonly CoreBound[],
    block: Block,
  ): readonly { readonly pattern: CorePattern; readonly set: Doc }[] {
    const several = bounds.reduce((count, bound) => count + bound.patterns.length, 0) > 1;
    return bounds.flatMap((bound) => {
      let set = this.value(bound.set, block);
      if (several && !this.isSafe(bound.set, block)) {
        const name = block.declare('range');
        block.add(['const ', name, ' = ', set, ';']);
        set = name;
      }
      return bound.patterns.map((pattern) => ({ pattern, set }));
    });
  }

  // --- closures ---

  private patternClosure(patterns: readonly CorePattern[], body: Core, block: Block): Doc {
    return this.closures.ofPatterns(patterns, block, (inner) => this.returned(body, inner));
  }

  predicate(filter: Extract<Core, { kind: 'setFilter' }>, block: Block): Doc {
    return this.patternClosure([filter.pattern], filter.predicate, block);
  }

  closure(params: readonly ClosureParameter[], body: Core, block: Block, result?: Doc): Doc {
    return this.closures.of(params, block, (inner) => this.returned(body, inner), result);
  }

  keyClosure(patterns: readonly CorePattern[], body: Core, block: Block): Doc {
    return this.closures.ofKey(patterns, block, (inner) => this.returned(body, inner));
  }

  /** Emits a function's body: answers the expression to return if there is nothing else to it. */
  private returned(body: Core, inner: Block): Doc | undefined {
    let only: Doc | undefined;
    const returnLeaf: Leaf = (leaf, place) => {
      const result = this.emit(leaf, place);
      if (place === inner && place.statements.length === 0) only = atLeast(result, level.conditional);
      else place.add(['return ', result.doc, ';']);
    };
    this.emitTo(body, inner, returnLeaf, { leaves: true });
    return only;
  }

  emitApart(core: Core, block: Block): Emitted {
    const inner = new Block(block);
    const emitted = this.emit(core, inner);
    if (inner.statements.length === 0) return emitted;
    return atom(
      ['(() => ', blockOf([...inner.statements, ['return ', emitted.doc, ';']]), ')()'],
      emitted.type,
    );
  }

  // --- expressions in statements ---

  emitTo(core: Core, block: Block, leaf: Leaf, options: EmitToOptions = {}): void {
    const structured = options.structured ?? definesInside;
    const branch = (value: Core): Doc => {
      const inner = new Block(block);
      this.emitTo(value, inner, leaf, options);
      return blockOf(inner.statements);
    };
    // Statements for the last alternative: no braces are needed if those before it leave.
    const last = (head: Doc, emitLast: (place: Block) => void): void => {
      if (options.leaves === true) {
        block.add(head);
        emitLast(block);
        return;
      }
      const inner = new Block(block);
      emitLast(inner);
      block.add([head, ' else ', blockOf(inner.statements)]);
    };
    if (core.kind === 'let') {
      this.lets.around(core, block, () => {
        this.emitTo(core.body, block, leaf, options);
      });
    } else if (core.kind === 'if' && structured(core)) {
      const condition = this.condition(core.condition, block).doc;
      last(['if (', condition, ') ', branch(core.then)], (place) => {
        this.emitTo(core.else, place, leaf, options);
      });
    } else if (core.kind === 'case' && structured(core)) {
      const arms = core.arms.map((arm, position): Doc => {
        const condition =
          position === 0 ? this.condition(arm.condition, block) : this.conditionApart(arm.condition, block);
        return ['if (', condition.doc, ') ', branch(arm.value)];
      });
      last(join(arms, options.leaves === true ? hardLine : ' else '), (place) => {
        if (core.other === undefined) place.add(['return ', this.noArm(core).doc, ';']);
        else this.emitTo(core.other, place, leaf, options);
      });
    } else leaf(core, block);
  }

  // --- what is cheap and cannot fail ---

  isSafe(core: Core, block: Block): boolean {
    switch (core.kind) {
      case 'integer':
      case 'string':
      case 'boolean':
      case 'builtinSet':
      case 'temporary':
      case 'atSign':
        return true;
      case 'name': {
        const binding = block.lookup(core.symbol);
        return binding === undefined || (binding.kind === 'value' && !binding.lazy);
      }
      case 'tuple':
        return core.elements.every((element) => this.isSafe(element, block));
      case 'record':
        return core.fields.every((field) => this.isSafe(field.value, block));
      case 'apply':
        return this.calls.isSafe(core, block);
      default:
        return isLiteral(core);
    }
  }
}

function pair(args: readonly Core[]): readonly [Core, Core] {
  const [left, right] = args;
  if (left === undefined || right === undefined)
    throw new Error('emitting: an infix operator without operands');
  return [left, right];
}

type Leaf = (core: Core, block: Block) => void;

/** Whether an expression in statement position is better written as statements: it defines something in one of its branches. */
export function definesInside(core: Core): boolean {
  switch (core.kind) {
    case 'let':
      return true;
    case 'if':
      return definesInside(core.then) || definesInside(core.else);
    case 'case':
      return (
        core.arms.some((arm) => definesInside(arm.value)) ||
        (core.other !== undefined && definesInside(core.other))
      );
    default:
      return false;
  }
}
