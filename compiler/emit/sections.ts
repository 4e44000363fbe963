import type { ArchetypeParameterSymbol } from '../resolve/index.ts';
import type { Span } from '../source/index.ts';
import type { Core, CoreArgument, IfStep, JumpTarget, Section, Step } from '../lower/index.ts';
import { anyCore, coreChildren, endsPath } from '../lower/index.ts';
import { Block } from './block.ts';
import { forEachStep, stepExpressions } from './definitions.ts';
import { atLeast, level } from './emitted.ts';
import type { ExpressionEmitting } from './emitted.ts';
import type { Doc } from './layout.ts';
import { blockOf, callOf, group, indent, line, list, mark } from './layout.ts';
import type { ModuleContext } from './module-context.ts';
import { fieldNameFor, quote } from './names.ts';
import { specialNames } from './special-names.ts';
import { emitCall } from './section-calls.ts';
import type { Caller } from './section-calls.ts';
import type { BodyContext, MappingBody, StateSymbol } from './section-context.ts';
import {
  beginsWhere,
  isMappedVariable,
  isStateSymbol,
  mappedVariableIn,
  merge,
  placeComment,
  readValues,
  unless,
} from './section-helpers.ts';
import { assignedIn, evaluates, isGoingOn, isOnDemand } from './section-paths.ts';
import { shortText } from './site-table.ts';

/** Emits a critical section as a function of `iface` and the frame, named `name`. */
export function emitSection(
  section: Section,
  name: string,
  context: BodyContext,
  emitter: ExpressionEmitting,
): Doc {
  return new SectionEmitter(section, name, context, emitter).emit();
}

/**
 * Emits the read or write body of a mapping macro as a function of `iface`, the `target` it maps and, for a write, the value. It answers what is
 * read, undefined if it is blocked; or whether the value was written.
 */
export function emitMappingBody(
  steps: readonly Step[],
  mapping: MappingBody,
  context: BodyContext,
  emitter: ExpressionEmitting,
): Doc {
  const section: Section = { label: '', fairness: 'none', span: context.body.span, body: steps };
  return new SectionEmitter(section, '', { ...context, mapping }, emitter).emitMapping();
}

class SectionEmitter implements Caller {
  private readonly section: Section;
  private readonly name: string;
  readonly context: BodyContext;
  readonly emitter: ExpressionEmitting;
  readonly module: ModuleContext;
  private readonly root: Block;
  /** The JavaScript locals that hold variables of the frame. */
  readonly locals = new Map<StateSymbol, string>();
  private readonly assignedAnywhere = new Set<object>();
  /** In a mapping macro: the locals that hold `$variable` and what is yielded. */
  private mapped = { variable: '', result: '' };
  private mappedChanges = false;

  constructor(section: Section, name: string, context: BodyContext, emitter: ExpressionEmitting) {
    this.section = section;
    this.name = name;
    this.context = context;
    this.emitter = emitter;
    this.module = emitter.module;
    this.root = new Block(undefined, this.module.isTaken);
  }

  emit(): Doc {
    const { module, root, section } = this;
    this.loadVariables();
    this.steps(section.body, root, new Set());
    const parameter = (name: 'iface' | 'frame', type: string): Doc => [
      root.parameterName(name),
      module.typed ? `: ${type}` : '',
    ];
    return mark(section.span, [
      `function ${this.name}`,
      list(
        '(',
        [
          parameter('iface', module.typed ? module.useType('ArchetypeInterface') : ''),
          parameter('frame', this.context.frameClass),
        ],
        ')',
      ),
      module.annotation('number'),
      ' ',
      blockOf(root.statements),
    ]);
  }

  emitMapping(): Doc {
    const { root, section } = this;
    const mapping = this.context.mapping ?? 'read';
    const iface = root.use('iface');
    const [target = '', value = '', variable = '', result = ''] = [
      'target',
      'value',
      'variable',
      'result',
    ].map((name) => root.declare(name));
    root.bind(specialNames.value, value);
    root.bind(specialNames.variable, variable);
    this.mapped = { variable, result: mapping === 'read' ? result : variable };
    const mapped = mappedVariableIn(section.body);
    this.mappedChanges = mapped.isSet || mapping === 'write';
    const { statements } = root.capture(() => {
      this.steps(section.body, root, new Set());
    });
    root.add(`let ${variable}${mapped.isUsed ? ` = ${target}.get(${iface})` : ''};`);
    if (mapping === 'read') root.add(`let ${result};`);
    root.statements.push(...statements);
    if (this.mappedChanges) root.add(`${target}.set(${iface}, ${variable});`);
    root.add(`return ${mapping === 'read' ? result : 'true'};`);
    return [`(${iface}, ${target}, ${value}) => `, blockOf(root.statements)];
  }

  /** What the section returns when its attempt is blocked. */
  private blocked(): string {
    const { mapping } = this.context;
    if (mapping !== undefined) return mapping === 'read' ? 'return undefined;' : 'return false;';
    return `return ${this.module.use('BLOCKED')};`;
  }

  // --- variables ---

  private loadVariables(): void {
    const used = new Set<object>();
    const assigned = this.assignedAnywhere;
    const visit = (core: CoreArgument): void => {
      if (core.kind === 'name') used.add(core.symbol);
      if (core.kind === 'nestedRead') used.add(core.parameter);
      coreChildren(core).forEach(visit);
    };
    forEachStep(this.section.body, (step) => {
      if (step.kind === 'set') assigned.add(step.target);
      stepExpressions(step).forEach(visit);
    });
    const { params } = this.context.body;
    for (const parameter of params)
      if (parameter.ref && used.has(parameter)) this.root.bind(parameter, this.field(parameter));
    for (const symbol of this.variables(new Set([...used, ...assigned]))) {
      const local = this.root.declare(symbol.name);
      this.root.bind(symbol, local);
      this.locals.set(symbol, local);
      this.root.add(`${assigned.has(symbol) ? 'let' : 'const'} ${local} = ${this.field(symbol)};`);
    }
  }

  /** Those of the symbols mentioned that are variables with a place of their own. */
  private variables(mentioned: ReadonlySet<object>): readonly StateSymbol[] {
    const { places, body } = this.context;
    if (places !== undefined)
      return ([...mentioned] as StateSymbol[]).filter(
        (symbol) => isStateSymbol(symbol) && places.load(symbol, this.root) !== undefined,
      );
    const own: readonly StateSymbol[] = [
      ...body.params.filter((parameter) => !parameter.ref),
      ...body.variables.map((variable) => variable.symbol),
    ];
    return own.filter((symbol) => mentioned.has(symbol));
  }

  field(symbol: StateSymbol): string {
    const place = this.context.places?.load(symbol, this.root);
    return place ?? `${this.root.use('frame')}.${fieldNameFor(symbol.name)}`;
  }

  private target(symbol: StateSymbol): string {
    return this.context.places?.store(symbol, this.root) ?? this.field(symbol);
  }

  /** Puts assigned variables back. */
  store(assigned: ReadonlySet<StateSymbol>, block: Block): void {
    for (const [symbol, local] of this.locals)
      if (assigned.has(symbol)) block.add(`${this.target(symbol)} = ${local};`);
  }

  // --- steps ---

  /**
   * Emits steps; `assigned` are the variables that may have been assigned before, and grows. `around` is the statement around them whose
   * place has been noted already.
   */
  private steps(steps: readonly Step[], block: Block, assigned: Set<StateSymbol>, around?: Span): void {
    let commented = around;
    steps.forEach((step, position) => {
      const isStatement = step.kind !== 'jump' || step.isGoto;
      if (isStatement && !beginsWhere(step.span, commented)) block.add(placeComment(step.span));
      commented = step.span;
      const { statements } = block.capture(() => {
        if (step.kind !== 'bind' && step.kind !== 'choose') {
          this.step(step, block, assigned);
          return;
        }
        // What such a step binds is visible in its body only; at the end of a block that needs no braces.
        const inner = position === steps.length - 1 ? block : new Block(block);
        if (step.kind === 'bind') this.bind(step, inner, assigned);
        else this.choose(step, inner, assigned);
        if (inner !== block) block.add(blockOf(inner.statements));
      });
      block.statements.push(...statements.map((statement) => mark(step.span, statement)));
    });
  }

  private nested(steps: readonly Step[], block: Block, assigned: Set<StateSymbol>): Doc {
    const inner = new Block(block);
    this.steps(steps, inner, assigned);
    return blockOf(inner.statements);
  }

  private step(step: Step, block: Block, assigned: Set<StateSymbol>): void {
    const { emitter, module } = this;
    switch (step.kind) {
      case 'read': {
        const call = this.access('read', step.parameter, step.indices, undefined, block);
        const name = block.declare(step.temporary.hint);
        block.bind(step.temporary, name);
        block.add([`const ${name} = `, mark(step.access, call), ';']);
        block.add(`if (${name} === undefined) ${this.blocked()}`);
        return;
      }
      case 'write': {
        const call = this.settled(step.value, block, () =>
          this.access('write', step.parameter, step.indices, step.value, block),
        );
        block.add(unless(call, this.blocked()));
        return;
      }
      case 'evaluate': {
        const value = this.settled(step.value, block, () => emitter.value(step.value, block));
        const name = block.declare(step.temporary.hint);
        block.bind(step.temporary, name, module.types.of(step.value));
        block.add([`const ${name} = `, value, ';']);
        return;
      }
      case 'set': {
        const local = this.locals.get(step.target);
        if (local === undefined) throw new Error(`emitting: ${step.target.name} is not in scope`);
        this.settled(step.value, block, () => {
          emitter.emitTo(step.value, block, (leaf, place) => {
            place.add([`${local} = `, emitter.value(leaf, place), ';']);
          });
        });
        assigned.add(step.target);
        return;
      }
      case 'if':
        this.if(step, block, assigned);
        return;
      case 'either':
        this.either(step, block, assigned);
        return;
      case 'await': {
        const condition = atLeast(emitter.condition(step.condition, block), level.unary);
        block.add(unless(condition, this.blocked()));
        return;
      }
      case 'assert':
        this.assert(step, block);
        return;
      case 'print':
        block.add([`${block.use('iface')}.print(`, emitter.value(step.value, block), ');']);
        return;
      case 'jump':
        this.jump(step.target, step.span, assigned, block);
        return;
      case 'call':
        emitCall(step, this, assigned, block);
        return;
      case 'return':
        this.store(assigned, block);
        block.add(`return ${block.use('iface')}.return();`);
        return;
      case 'setMapped':
      case 'yield': {
        if (this.context.mapping === undefined)
          throw new Error(`emitting: a step ${step.kind} in the wrong place`);
        const { variable, result } = this.mapped;
        const local = step.kind === 'setMapped' ? variable : result;
        block.add([
          `${local} = `,
          this.settled(step.value, block, () => emitter.value(step.value, block)),
          ';',
        ]);
        return;
      }
      case 'bind':
      case 'choose':
        throw new Error(`emitting: a step ${step.kind} in the wrong place`);
    }
  }

  /** A read or write through `iface`, by the number of indices. */
  private access(
    verb: 'read' | 'write',
    parameter: ArchetypeParameterSymbol,
    indices: readonly Core[],
    value: Core | undefined,
    block: Block,
  ): Doc {
    const keys = indices.map((index) => this.emitter.value(index, block));
    const [only] = keys;
    const suffix = keys.length === 0 ? '' : keys.length === 1 ? 'At' : 'Path';
    const at: readonly Doc[] =
      keys.length === 0 ? [] : keys.length === 1 ? [only ?? ''] : [list('[', keys, ']')];
    const written = value === undefined ? [] : [this.emitter.value(value, block)];
    return callOf(`${block.use('iface')}.${verb}${suffix}`, [this.field(parameter), ...at, ...written]);
  }

  private if(step: IfStep, block: Block, assigned: Set<StateSymbol>): void {
    const condition = this.emitter.condition(step.condition, block);
    const inThen = new Set(assigned);
    const then = this.nested(step.then, block, inThen);
    if (step.then.length > 0 && endsPath(step.then) && isGoingOn(step.else)) {
      block.add(['if (', condition.doc, ') ', then]);
      this.steps(step.else, block, assigned);
      return;
    }
    const inElse = new Set(assigned);
    if (step.then.length === 0)
      block.add(['if (!', atLeast(condition, level.unary), ') ', this.nested(step.else, block, inElse)]);
    else block.add(['if (', condition.doc, ') ', then, this.otherwise(step.else, block, inElse)]);
    if (!endsPath(step.then)) merge(assigned, inThen);
    if (!endsPath(step.else)) merge(assigned, inElse);
  }

  /** ` else ...`; a lone `if` in it whose condition needs no statements goes on the same line. */
  private otherwise(steps: readonly Step[], block: Block, assigned: Set<StateSymbol>): Doc {
    if (steps.length === 0) return '';
    const [only] = steps;
    if (steps.length === 1 && only?.kind === 'if' && only.then.length > 0) {
      const inner = new Block(block);
      const condition = this.emitter.condition(only.condition, inner);
      if (inner.statements.length === 0) {
        const inThen = new Set(assigned);
        const inElse = new Set(assigned);
        const body = new Block(block);
        body.add(placeComment(only.span));
        this.steps(only.then, body, inThen);
        const rest = this.otherwise(only.else, block, inElse);
        if (!endsPath(only.then)) merge(assigned, inThen);
        if (!endsPath(only.else)) merge(assigned, inElse);
        return [' else if (', condition.doc, ') ', blockOf(body.statements), rest];
      }
    }
    return [' else ', this.nested(steps, block, assigned)];
  }

  private either(step: Extract<Step, { kind: 'either' }>, block: Block, assigned: Set<StateSymbol>): void {
    const after: Set<StateSymbol>[] = [];
    const last = step.branches.length - 1;
    const cases = step.branches.map((branch, position): Doc => {
      const inside = new Set(assigned);
      const inner = new Block(block);
      this.steps(branch, inner, inside);
      if (!endsPath(branch)) after.push(inside);
      if (position < last && !endsPath(branch)) inner.add('break;');
      return [position < last ? `case ${position}: ` : 'default: ', blockOf(inner.statements)];
    });
    const choice = `${block.use('iface')}.choose(${step.choice}, ${step.branches.length})`;
    const note = this.context.noteChoice?.({ kind: 'either', name: undefined, span: step.span });
    const noted = note === undefined ? choice : `${block.use('iface')}.noteChoice(${note}, ${choice})`;
    block.add([`switch (${noted}) `, blockOf(cases)]);
    merge(assigned, ...after);
  }

  private choose(step: Extract<Step, { kind: 'choose' }>, inner: Block, assigned: Set<StateSymbol>): void {
    const { module } = this;
    const site = module.site(step.set.span);
    const set = inner.declare(`${step.symbol.name}_set`);
    inner.add([`const ${set} = `, this.emitter.value(step.set, inner), ';']);
    const count = inner.declare(`${step.symbol.name}_count`);
    inner.add([`const ${count} = `, callOf(module.use('elementCount'), [set, site]), ';']);
    inner.add(`if (${count} === 0) ${this.blocked()}`);
    const name = inner.declare(step.symbol.name);
    const binding = inner.bind(step.symbol, name);
    const body = inner.capture(() => {
      this.steps(step.body, inner, assigned, step.span);
    }).statements;
    const choice = `${inner.use('iface')}.choose(${step.choice}, ${count})`;
    const note = this.context.noteChoice?.({ kind: 'with', name: step.symbol.name, span: step.span });
    const element = callOf(module.use('elementAt'), [set, choice, site]);
    if (note !== undefined)
      inner.add([
        `const ${name} = `,
        callOf(`${inner.use('iface')}.noteChoice`, [String(note), element]),
        ';',
      ]);
    else if (binding.uses === 0) inner.add(`${choice};`);
    else inner.add([`const ${name} = `, element, ';']);
    inner.statements.push(...body);
  }

  /** `with (x = e)`: like a LET, evaluated at once if the body certainly does so before anything else can happen. */
  private bind(step: Extract<Step, { kind: 'bind' }>, inner: Block, assigned: Set<StateSymbol>): void {
    const { emitter, module } = this;
    const { symbol, value, body } = step;
    const known = value.kind === 'temporary' ? inner.lookup(value.temporary) : undefined;
    if (known !== undefined) {
      inner.alias(symbol, known);
      this.steps(body, inner, assigned, step.span);
      return;
    }
    const isEager = emitter.isSafe(value, inner) || evaluates(body, symbol, module.strictness);
    const name = inner.declare(symbol.name);
    const before = inner.capture(() =>
      isEager
        ? this.settled(value, inner, () => emitter.value(value, inner))
        : this.settled(
            value,
            inner,
            () => callOf(module.use('lazy'), [emitter.closure([], value, inner)]),
            assignedIn(body),
          ),
    );
    const binding = inner.bind(symbol, name, module.types.of(value), !isEager);
    const inside = inner.capture(() => {
      this.steps(body, inner, assigned, step.span);
    }).statements;
    if (binding.uses > 0)
      inner.statements.push(...before.statements, [`const ${name} = `, before.result, ';']);
    inner.statements.push(...inside);
  }

  /**
   * Emits an expression of which parts may be evaluated later: all of it while variables in `changing` are assigned, or functions and
   * sets in it whose elements are computed on demand. Variables that have changed by then are copied first, so that it keeps the values of
   * this moment.
   */
  private settled<T>(core: Core, block: Block, emit: () => T, changing: ReadonlySet<object> = new Set()): T {
    const needed = this.neededLater(core, changing);
    const copied = needed.size === 0 ? [] : [...this.locals].filter(([symbol]) => needed.has(symbol));
    for (const [symbol, local] of copied) {
      const copy = block.declare(local);
      block.add(`const ${copy} = ${local};`);
      block.bind(symbol, copy);
    }
    const copiesMapped = this.mappedChanges && anyCore(core, isMappedVariable);
    if (copiesMapped) {
      const copy = block.declare('variable');
      block.add(`const ${copy} = ${this.mapped.variable};`);
      block.bind(specialNames.variable, copy);
    }
    const result = emit();
    for (const [symbol, local] of copied) block.bind(symbol, local);
    if (copiesMapped) block.bind(specialNames.variable, this.mapped.variable);
    return result;
  }

  /** The variables that parts of an expression may read when they have changed since. */
  private neededLater(core: Core, changing: ReadonlySet<object>): ReadonlySet<object> {
    const needed = new Set<object>();
    const visit = (node: CoreArgument, isLater: boolean): void => {
      if (node.kind === 'name') {
        const { symbol } = node;
        if (changing.has(symbol) || (isLater && this.assignedAnywhere.has(symbol))) needed.add(symbol);
        return;
      }
      const inside = isLater || isOnDemand(node);
      for (const child of coreChildren(node)) visit(child, inside);
    };
    visit(core, false);
    return needed;
  }

  private assert(step: Extract<Step, { kind: 'assert' }>, block: Block): void {
    const { module, emitter } = this;
    const condition = atLeast(emitter.condition(step.condition, block), level.unary);
    const values = readValues(step.condition, block);
    const failure = callOf(module.use('failAssertion'), [
      quote(`assertion failed: ${shortText(step.condition.span)}`),
      list('[', values, ']'),
      module.site(step.condition.span),
    ]);
    block.add(group(['if (!', condition, ')', indent([line, failure, ';'])]));
  }

  // --- ends of paths ---

  labelOf(target: JumpTarget, span: Span): Doc {
    const { module } = this;
    switch (target.kind) {
      case 'section':
        return module.label(this.context.body.name, target.label);
      case 'done':
        return module.use('DONE');
      case 'fellOff':
        return callOf(module.use('fail'), [
          quote('no-return'),
          quote(`procedure ${this.context.body.name} came to its end without return`),
          '[]',
          module.site(span),
        ]);
    }
  }

  private jump(target: JumpTarget, span: Span, assigned: Set<StateSymbol>, block: Block): void {
    this.store(assigned, block);
    block.add(['return ', this.labelOf(target, span), ';']);
  }
}
