import { errorAt } from '../diagnostics/index.ts';
import type { Span } from '../source/index.ts';
import type { Definition, Expression, LetExpression, Name, OperatorParameter } from '../syntax/index.ts';
import { copyTree } from './copy.ts';
import { parameterSymbol } from './expressions.ts';
import type { ExpressionResolver, ResolveLet, Subexpression } from './expressions.ts';
import { bareName } from './instances.ts';
import { findLabel } from './labelled-parts.ts';
import { arityOf, declare, isSymbol } from './naming.ts';
import type { Findings } from './naming.ts';
import { boundPart, operatorPart, partCount, partsText, positionedPart, whole } from './parts.ts';
import type { Part } from './parts.ts';
import { Scope } from './scope.ts';
import type { InstanceEntry } from './scope.ts';
import type { DefinitionSymbol, OperatorDefinitionSymbol, OperatorParameterSymbol } from './symbols.ts';

/** Where a definition stands, as far as it matters for those derived from it. */
export interface DefinitionPlace {
  readonly scope: Scope;
  readonly level: 'top' | 'let';
  /** Called for every definition that is derived from one at this place. */
  readonly derived: (base: DefinitionSymbol, symbol: OperatorDefinitionSymbol) => void;
}

/** A definition that is complete. */
interface Home {
  readonly context: DefinitionPlace;
  readonly found: Map<string, Subexpression>;
}

/**
 * Names of subexpressions (TLA+2, section 6): `Op(a)!2!(b)!lab(c)`. For each path an operator is defined beside `Op` whose body is the
 * part that the path leads to, and whose parameters are those of `Op` and of all that is bound on the way; so a name of a subexpression is
 * an application like any other, and what stands in LETs on the way is around the part as well.
 */
export class SubexpressionNames {
  private readonly findings: Findings;
  private readonly expressions: ExpressionResolver;
  private readonly resolveLet: ResolveLet;
  private readonly homes = new Map<DefinitionSymbol, Home>();

  constructor(findings: Findings, expressions: ExpressionResolver, resolveLet: ResolveLet) {
    this.findings = findings;
    this.expressions = expressions;
    this.resolveLet = resolveLet;
  }

  /** To be called when a definition is complete. */
  completed(symbol: DefinitionSymbol, context: DefinitionPlace): void {
    this.homes.set(symbol, { context, found: new Map() });
  }

  /** Finds what `path` leads to from a definition; reports if there is no such thing (MP212). `at` is where the definition is named. */
  select(base: DefinitionSymbol, at: Name, path: readonly Name[]): Subexpression | undefined {
    const home = this.homes.get(base);
    if (home === undefined) {
      this.findings.report(
        errorAt('MP212', at.span, `${base.name} has no parts yet: its definition ends further down.`, {
          ...(base.span === undefined ? {} : { related: [{ span: base.span, message: 'defined here' }] }),
          hint: 'Name its parts below the definition.',
        }),
      );
      return undefined;
    }
    const key = path.map(({ text }) => (text === '@' || text === '' ? '()' : text)).join('!');
    const known = home.found.get(key);
    if (known !== undefined) return known;
    const before = this.findings.diagnostics.length;
    const walk = new Walk(this.findings, this.resolveLet, this.homes, base, home.context.scope);
    const reached = walk.along(at, path);
    // The definitions around the part have been resolved where they stand, with what is wrong in them.
    this.findings.diagnostics.length = before;
    if ('message' in reached) {
      this.findings.report(
        errorAt('MP212', reached.span, reached.message, {
          ...(base.span === undefined
            ? {}
            : { related: [{ span: base.span, message: `${base.name} is defined here` }] }),
          hint:
            reached.hint ??
            'Parts are counted from 1 in the order they stand in; a part with a label goes by that.',
        }),
      );
      return undefined;
    }
    const found = this.define(base, home, key, walk, reached.body);
    home.found.set(key, found);
    return found;
  }

  private define(
    base: DefinitionSymbol,
    { context }: Home,
    key: string,
    walk: Walk,
    part: Expression,
  ): Subexpression {
    const before = this.findings.diagnostics.length;
    const inner = copyTree(part);
    this.expressions.expression(inner, walk.scope);
    this.findings.diagnostics.length = before;
    const body = walk.lets.reduceRight<Expression>(
      (around, definitions) => ({ kind: 'let', definitions, body: around, span: part.span }),
      inner,
    );
    const name: Name = { kind: 'name', text: `${base.name}!${key}`, span: part.span };
    const symbol: OperatorDefinitionSymbol = {
      kind: 'operator',
      name: name.text,
      span: part.span,
      definition: {
        kind: 'operatorDefinition',
        local: true,
        name,
        fixity: 'name',
        params: walk.params,
        body,
        comment: undefined,
        span: part.span,
      },
      params: walk.symbols,
      level: context.level,
      recursive: false,
    };
    this.findings.declarations.set(name, symbol);
    context.derived(base, symbol);
    return { symbol, counts: walk.counts };
  }
}

/** Why a path leads nowhere. */
interface Failure {
  readonly span: Span;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** The way from a definition to a part of it. */
class Walk {
  /** Where the names of the part that has been reached are looked up. */
  scope: Scope;
  readonly params: OperatorParameter[] = [];
  readonly symbols: OperatorParameterSymbol[] = [];
  /** Resolved copies of the definitions of LETs on the way, outermost first. */
  readonly lets: (readonly Definition[])[] = [];
  readonly counts: number[] = [];
  private readonly findings: Findings;
  private readonly resolveLet: ResolveLet;
  private readonly homes: ReadonlyMap<DefinitionSymbol, Home>;
  private part: Part | undefined;
  private instance: InstanceEntry | undefined;
  /** Whether the part is all that a name stands for. */
  private isBody = true;

  constructor(
    findings: Findings,
    resolveLet: ResolveLet,
    homes: ReadonlyMap<DefinitionSymbol, Home>,
    base: DefinitionSymbol,
    scope: Scope,
  ) {
    this.findings = findings;
    this.resolveLet = resolveLet;
    this.homes = homes;
    this.scope = scope;
    this.enter(base, scope);
    this.counts.push(this.params.length);
  }

  along(at: Name, path: readonly Name[]): { readonly body: Expression } | Failure {
    let last = at;
    for (const step of path) {
      const before = this.params.length;
      const failure = this.step(step);
      if (failure !== undefined) return failure;
      this.counts.push(this.params.length - before);
      last = step;
    }
    return this.end(last);
  }

  /** The part as an expression; an operator given as an argument, applied to parameters of its own. */
  private end(last: Name): { readonly body: Expression } | Failure {
    const { part } = this;
    if (part === undefined)
      return { span: last.span, message: `${last.text} is an instance of a module, not a value.` };
    if (part.kind === 'caseArm' || part.kind === 'otherArm') {
      return {
        span: last.span,
        message: 'An arm of a CASE is no expression.',
        hint: 'Its condition is `!1`, its value `!2`.',
      };
    }
    const operator = operatorPart(part, (application) => {
      const symbol = this.findings.references.get(application);
      return symbol === undefined ? 0 : arityOf(symbol);
    });
    if (operator === undefined) return { body: part as Expression };
    const before = this.params.length;
    this.bind(operator.names);
    const final = this.counts.length - 1;
    this.counts[final] = (this.counts[final] ?? 0) + this.params.length - before;
    return { body: operator.body };
  }

  private step(step: Name): Failure | undefined {
    if (this.instance !== undefined) return this.member(step, this.instance);
    const { text } = step;
    if (text === ':') {
      if (this.isBody) return undefined;
      return { span: step.span, message: '`!:` stands behind the name of an operator only.' };
    }
    this.isBody = false;
    const part = this.part === undefined ? undefined : whole(this.part);
    if (part === undefined) return { span: step.span, message: 'There is nothing to select from.' };
    if (text === '' || text === '@') return this.bound(part, step);
    if (/^[0-9]+$/.test(text) || text === '<<' || text === '>>') return this.position(part, step);
    return this.named(part, this.part ?? part, step);
  }

  private bound(part: Part, step: Name): Failure | undefined {
    const found = boundPart(part);
    if (found === undefined) {
      return {
        span: step.span,
        message: `\`!${step.text === '' ? '(...)' : step.text}\` is about bound names, but ${partsText(part)} binds none.`,
      };
    }
    this.bind(found.names);
    this.part = found.body;
    return undefined;
  }

  private position(part: Part, step: Name): Failure | undefined {
    const count = partCount(part);
    const { text } = step;
    if ((text === '<<' || text === '>>') && (count < 1 || count > 2)) {
      return {
        span: step.span,
        message: `\`!${text}\` selects an operand of one or two, but ${partsText(part)} has ${count}.`,
        hint: count > 2 ? 'Select it by its number: `!1`, `!2`, ...' : undefined,
      };
    }
    const position = text === '<<' ? 1 : text === '>>' ? count : Number(text);
    if (position < 1 || position > count) {
      const range =
        count === 0 ? 'has no numbered parts' : count === 1 ? 'has part 1 only' : `has parts 1 to ${count}`;
      return { span: step.span, message: `There is no part ${text}: ${partsText(part)} ${range}.` };
    }
    if (part.kind === 'let') this.around(part);
    this.part = positionedPart(part, position);
    if (this.part === undefined) return { span: step.span, message: 'OTHER has no condition.' };
    return undefined;
  }

  /** What a label or a LET calls so. */
  private named(part: Part, labelled: Part, step: Name): Failure | undefined {
    for (let around: Part = part; around.kind === 'let'; around = whole(around.body)) {
      const found = around.definitions.some(
        (definition) => definition.kind !== 'recursive' && definition.name.text === step.text,
      );
      const scope = this.around(around);
      if (found) return this.local(scope, step);
      if (whole(around.body).kind !== 'let') {
        return this.label(around.body, step);
      }
    }
    return this.label(labelled, step);
  }

  private label(part: Part, step: Name): Failure | undefined {
    const { found, labels, isTwice } = findLabel(part, step.text);
    if (found === undefined) {
      return {
        span: step.span,
        message: `There is no label ${step.text} in the definition, and no LET of that part defines it.`,
        hint: labels.length === 0 ? undefined : `Labels are ${labels.join(', ')}.`,
      };
    }
    if (isTwice)
      return { span: step.span, message: `The label ${step.text} stands in the definition twice.` };
    const wanted = found.frames.flatMap((frame) => (frame.kind === 'names' ? frame.names : []));
    const { params } = found.labelled;
    const isComplete =
      params.length === wanted.length &&
      wanted.every((name) => params.some(({ text }) => text === name.text));
    if (!isComplete) {
      const text =
        wanted.length === 0 ? step.text : `${step.text}(${wanted.map((name) => name.text).join(', ')})`;
      return {
        span: step.span,
        message: `The label ${step.text} does not list the names that are bound around it.`,
        hint: `Write it as ${text} ::.`,
      };
    }
    // The label's parameters in its own order; each is looked up in the scope of the frame that binds it.
    const bound = new Map(params.map((name) => [name.text, this.parameter({ ...name })] as const));
    for (const frame of found.frames) {
      if (frame.kind === 'let') this.around(frame.node);
      else {
        this.scope = new Scope(this.scope);
        for (const name of frame.names) {
          const symbol = bound.get(name.text);
          if (symbol !== undefined) this.scope.define(name.text, symbol);
        }
      }
    }
    this.part = found.labelled.body;
    return undefined;
  }

  /** A definition of a LET. */
  private local(scope: Scope, step: Name): Failure | undefined {
    const entry = scope.own(step.text)?.entry;
    if (entry?.kind === 'instance') {
      this.part = undefined;
      this.instance = entry;
      return undefined;
    }
    if (entry === undefined || !isSymbol(entry) || (entry.kind !== 'operator' && entry.kind !== 'function'))
      return { span: step.span, message: `${step.text} is no definition.` };
    this.enter(entry, scope);
    return undefined;
  }

  private member(step: Name, instance: InstanceEntry): Failure | undefined {
    const entry = instance.members.get(step.text)?.entry;
    if (entry?.kind === 'instance') {
      this.instance = entry;
      return undefined;
    }
    const home = entry?.kind === 'operator' || entry?.kind === 'function' ? this.homes.get(entry) : undefined;
    if (home === undefined || (entry?.kind !== 'operator' && entry?.kind !== 'function'))
      return { span: step.span, message: `Instance ${instance.name} has no definition ${step.text}.` };
    this.instance = undefined;
    this.enter(entry, home.context.scope);
    return undefined;
  }

  /** Goes into the body of a definition. */
  private enter(symbol: DefinitionSymbol, scope: Scope): void {
    this.isBody = true;
    this.scope = new Scope(scope, { fresh: true });
    if (symbol.kind === 'function') {
      const { bounds, body, span } = symbol.definition;
      this.part = { kind: 'functionConstructor', bounds, body, span };
      return;
    }
    const { params, body } = symbol.definition;
    for (const { name, arity } of params) {
      const own = { ...name };
      declare(own, this.parameter(own, arity), this.scope, this.findings);
    }
    this.part = body;
  }

  /** Makes parameters of names that are bound around the part. */
  private bind(names: readonly Name[]): void {
    this.scope = new Scope(this.scope);
    for (const name of names) {
      const own = { ...name };
      declare(own, this.parameter(own), this.scope, this.findings);
    }
  }

  private parameter(name: Name, arity = 0): OperatorParameterSymbol {
    const symbol = parameterSymbol(name, arity);
    this.findings.declarations.set(name, symbol);
    this.params.push({ kind: 'operatorParameter', name, arity, span: name.span });
    this.symbols.push(symbol);
    return symbol;
  }

  /** Puts copies of the definitions of a LET around what follows. */
  private around(node: LetExpression): Scope {
    const definitions = copyTree(node.definitions);
    this.lets.push(definitions);
    const scope = this.resolveLet({ ...node, definitions, body: bareName(noName(node)) }, this.scope);
    this.scope = scope;
    return scope;
  }
}

function noName({ span }: LetExpression): Name {
  return { kind: 'name', text: '', span };
}
