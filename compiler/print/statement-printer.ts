import { spanText } from '../source/index.ts';
import type { Span } from '../source/index.ts';
import type {
  CallArgument,
  Expression,
  IfStatement,
  Label,
  SingleAssignment,
  Statement,
  WithBinding,
} from '../syntax/index.ts';
import { alone } from './brackets.ts';
import { align, concat, fill, group, join, line } from './document.ts';
import type { Doc } from './document.ts';
import { expressionDoc, pathDoc } from './expression-printer.ts';
import type { Writer } from './writer.ts';

/** How far a block is indented. Labels stand a step left of their statements. */
export const step = 4;

const inStatement = { ...alone, inStatement: true };

type Simple = Exclude<Statement, { kind: 'if' | 'while' | 'either' | 'with' | 'block' }>;

/** Statements in C or P syntax. */
export class StatementPrinter {
  private readonly writer: Writer;
  private readonly braces: boolean;

  constructor(writer: Writer, braces: boolean) {
    this.writer = writer;
    this.braces = braces;
  }

  /** The statements of a block; their labels stand a step further left. `end` is the offset where the block ends, if that is known. */
  statements(statements: readonly Statement[], indent: number, end: number | undefined): void {
    for (const statement of statements) this.statement(statement, indent);
    if (end !== undefined) this.writer.dangling(indent, end);
  }

  private statement(statement: Statement, indent: number): void {
    const { writer } = this;
    if (statement.label !== undefined) {
      writer.leading(indent - step, statement.span.start);
      writer.put(indent - step, labelText(statement.label));
    }
    const start = startOf(statement);
    writer.leading(indent, start);
    switch (statement.kind) {
      case 'if':
        this.ifStatement(statement, indent);
        return;
      case 'while':
        this.head(indent, 'while', statement.condition, start, this.braces ? '{' : 'do');
        this.statements(statement.body, indent + step, this.endOf(statement));
        writer.put(indent, this.braces ? '};' : 'end while;');
        return;
      case 'either':
        this.either(statement, indent);
        return;
      case 'with':
        this.with(statement, indent, start);
        return;
      case 'block':
        writer.put(indent, '{');
        this.statements(statement.body, indent + step, this.endOf(statement));
        writer.put(indent, '};');
        return;
      default:
        writer.put(indent, this.simple(statement, indent, start));
    }
  }

  private endOf(statement: Statement): number {
    return statement.span.end;
  }

  /** Where a block ends that is not the last of its statement: at the bracket or word behind its last statement. */
  private endOfBranch(branch: readonly Statement[], whole: Span): number | undefined {
    const last = branch.at(-1);
    if (last === undefined) return undefined;
    const token = this.writer.trivia?.tokenFrom(last.span.end);
    const closes = token !== undefined && ['}', 'else', 'elsif', 'or', 'end'].includes(token.text);
    return closes && token.start < whole.end ? token.start : undefined;
  }

  // --- statements without statements inside ---

  /** One statement with its `;`. If there are comments in it, as it is written. */
  private simple(statement: Simple, indent: number, start: number): string {
    const { writer } = this;
    const { trivia } = writer;
    const { end } = statement.span;
    if (trivia?.isCommented(start, end) === true) {
      trivia.takeBefore(end);
      return `${trivia.moved({ ...statement.span, start }, indent)};`;
    }
    return writer.layout(indent, simpleDoc(statement), ';');
  }

  /** The only statement of a block that can stand on a line together with what is around it. */
  private oneLiner(
    branch: readonly Statement[],
    indent: number,
    from: number,
    end: number,
  ): string | undefined {
    const [only] = branch;
    if (!this.braces || only === undefined || branch.length > 1 || only.label !== undefined) return undefined;
    switch (only.kind) {
      case 'if':
      case 'while':
      case 'either':
      case 'with':
      case 'block':
      case 'errorStatement':
        return undefined;
      default: {
        if (this.writer.trivia?.isCommented(from, end) === true) return undefined;
        const text = this.writer.layout(indent, simpleDoc(only), ';');
        return text.includes('\n') ? undefined : text;
      }
    }
  }

  // --- compound statements ---

  /** `word (condition) opening` */
  private head(indent: number, word: string, condition: Expression, from: number, opening: string): void {
    this.writer.put(indent, this.headText(indent, word, condition, from, opening));
  }

  private headText(
    indent: number,
    word: string,
    condition: Expression,
    from: number,
    opening: string,
  ): string {
    const { writer, braces } = this;
    const open = braces ? `${word} (` : `${word} `;
    const close = `${braces ? ')' : ''} ${opening}`;
    const { trivia } = writer;
    if (trivia?.isCommented(Math.max(from, condition.span.start), condition.span.end) === true) {
      writer.dangling(indent, condition.span.start);
      trivia.takeBefore(condition.span.end);
      return `${open}${trivia.moved(condition.span, indent + open.length)}${close}`;
    }
    const place = braces ? alone : inStatement;
    return writer.layout(indent, concat(open, align(expressionDoc(condition, place))), close);
  }

  private ifStatement(statement: IfStatement, indent: number): void {
    const { writer, braces } = this;
    const start = startOf(statement);
    if (statement.else === undefined) {
      const inner = this.oneLiner(statement.then, indent, start, statement.span.end);
      if (inner !== undefined && writer.trivia?.isCommented(start, statement.span.end) !== true) {
        const text = `${this.headText(indent, 'if', statement.condition, start, '{')} ${inner} };`;
        if (writer.fitsOnLine(indent, text)) {
          writer.put(indent, text);
          return;
        }
      }
    }
    let current = statement;
    this.head(indent, 'if', current.condition, start, braces ? '{' : 'then');
    for (;;) {
      const otherwise: readonly Statement[] | undefined = current.else;
      const end = otherwise === undefined ? current.span.end : this.endOfBranch(current.then, current.span);
      this.statements(current.then, indent + step, end);
      if (otherwise === undefined) break;
      const [only] = otherwise;
      if (otherwise.length === 1 && only?.kind === 'if' && only.label === undefined) {
        current = only;
        this.head(
          indent,
          braces ? '} else if' : 'elsif',
          only.condition,
          only.span.start,
          braces ? '{' : 'then',
        );
        continue;
      }
      writer.put(indent, braces ? '} else {' : 'else');
      this.statements(otherwise, indent + step, statement.span.end);
      break;
    }
    writer.put(indent, braces ? '};' : 'end if;');
  }

  private either(statement: Extract<Statement, { kind: 'either' }>, indent: number): void {
    const { writer, braces } = this;
    const { start, end } = statement.span;
    const short = statement.branches.map((branch) => this.oneLiner(branch, indent, start, end));
    if (short.every((text) => text !== undefined)) {
      const text = `either { ${short.join(' } or { ')} };`;
      if (writer.fitsOnLine(indent, text)) {
        writer.put(indent, text);
        return;
      }
    }
    statement.branches.forEach((branch, index) => {
      if (braces) writer.put(indent, index === 0 ? 'either {' : '} or {');
      else writer.put(indent, index === 0 ? 'either' : 'or');
      const isLast = index === statement.branches.length - 1;
      this.statements(branch, indent + step, isLast ? end : this.endOfBranch(branch, statement.span));
    });
    writer.put(indent, braces ? '};' : 'end either;');
  }

  private with(statement: Extract<Statement, { kind: 'with' }>, indent: number, start: number): void {
    const { writer, braces } = this;
    const { bindings, body, span } = statement;
    const last = bindings.at(-1) as WithBinding;
    const commented = writer.trivia?.isCommented(start, last.span.end) === true;
    const place = braces ? alone : inStatement;
    const flat = join(
      ', ',
      bindings.map((binding) => bindingDoc(binding, place)),
    );
    const head = writer.layout(indent, concat(braces ? 'with (' : 'with ', flat), braces ? ') {' : ' do');
    if (!commented && writer.fitsOnLine(indent, head)) {
      const inner = this.oneLiner(body, indent, start, span.end);
      const text = `${head} ${inner ?? ''} };`;
      if (inner !== undefined && writer.fitsOnLine(indent, text)) {
        writer.put(indent, text);
        return;
      }
      writer.put(indent, head);
    } else {
      writer.put(indent, braces ? 'with (' : 'with');
      bindings.forEach((binding, index) => {
        const after = index === bindings.length - 1 ? '' : ',';
        writer.leading(indent + step, binding.span.start);
        writer.put(indent + step, this.item(binding.span, indent + step, bindingDoc(binding, place), after));
      });
      writer.put(indent, braces ? ') {' : 'do');
    }
    this.statements(body, indent + step, span.end);
    writer.put(indent, braces ? '};' : 'end with;');
  }

  /** Something on lines of its own; as it is written if there are comments in it. */
  item(span: Span, indent: number, doc: Doc, after: string): string {
    const { trivia } = this.writer;
    if (trivia?.isCommented(span.start, span.end) !== true) return this.writer.layout(indent, doc, after);
    trivia.takeBefore(span.end);
    return trivia.moved(span, indent) + after;
  }

  /** A block of a mapping macro: `read { ... }`. */
  block(word: string, body: readonly Statement[], span: Span, indent: number): void {
    const { writer } = this;
    writer.leading(indent, span.start);
    const inner = this.oneLiner(body, indent, span.start, span.end);
    const text = `${word} { ${inner ?? ''} }`;
    if (inner !== undefined && writer.fitsOnLine(indent, text)) {
      writer.put(indent, text);
      return;
    }
    writer.put(indent, `${word} {`);
    this.statements(body, indent + step, span.end);
    writer.put(indent, '}');
  }
}

/** Where a statement begins behind its label. */
function startOf({ label, span }: Statement): number {
  if (label === undefined || label.span.source !== span.source) return span.start;
  const between = /(?:\s|\\\*.*|\(\*[^]*?\*\))*/y;
  between.lastIndex = label.span.end;
  between.exec(span.source.text);
  return between.lastIndex > span.end ? span.start : between.lastIndex;
}

function labelText({ name, fairness }: Label): string {
  return `${name.text}:${fairness === 'strong' ? '+' : fairness === 'unfair' ? '-' : ''}`;
}

function assignmentDoc({ target, value }: SingleAssignment): Doc {
  return concat(target.name.text, pathDoc(target.path), ' := ', align(expressionDoc(value, inStatement)));
}

function simpleDoc(statement: Simple): Doc {
  const expression = (value: Expression): Doc => align(expressionDoc(value, inStatement));
  switch (statement.kind) {
    case 'assign':
      return group(align(join(concat(line, '|| '), statement.assignments.map(assignmentDoc))));
    case 'await':
      return concat('await ', expression(statement.condition));
    case 'print':
      return concat('print ', expression(statement.value));
    case 'assert':
      return concat('assert ', expression(statement.condition));
    case 'yield':
      return concat('yield ', expression(statement.value));
    case 'skip':
      return 'skip';
    case 'return':
      return 'return';
    case 'goto':
      return `goto ${statement.target.text}`;
    case 'call':
      return concat('call ', callDoc(statement.procedure.text, statement.args.map(callArgumentDoc)));
    case 'macroCall':
      return callDoc(
        statement.macro.text,
        statement.args.map((argument) => expressionDoc(argument)),
      );
    case 'errorStatement':
      return spanText(statement.span);
  }
}

/** `P(a, b)` */
export function callDoc(name: string, args: readonly Doc[]): Doc {
  return group(`${name}(`, align(fill(',', args)), ')');
}

export function callArgumentDoc(argument: CallArgument): Doc {
  return argument.kind === 'refArgument'
    ? `ref ${argument.name.text}${'[_]'.repeat(argument.arity)}`
    : expressionDoc(argument.value);
}

function bindingDoc({ name, relation, value }: WithBinding, place: typeof alone): Doc {
  return concat(`${name.text} ${relation} `, align(expressionDoc(value, place)));
}
