import { spanText } from '../source/index.ts';
import type { Span } from '../source/index.ts';
import type {
  Algorithm,
  ArchetypeDefinition,
  Definition,
  FairnessKind,
  InstanceDeclaration,
  MacroDefinition,
  MappingClause,
  MappingMacroDefinition,
  Parameter,
  ProcedureDefinition,
  ProcessDefinition,
  StateVariable,
  Statement,
} from '../syntax/index.ts';
import { alone } from './brackets.ts';
import { align, concat, fill, group, nest, softLine } from './document.ts';
import type { Doc } from './document.ts';
import { commentAbove, definitionDoc, expressionDoc } from './expression-printer.ts';
import { callArgumentDoc, StatementPrinter, step } from './statement-printer.ts';
import type { Trivia } from './trivia.ts';
import { Writer } from './writer.ts';

interface Section {
  readonly start: number;
  readonly print: () => void;
}

export interface AlgorithmLayout {
  /** The column in which the algorithm's first and last lines begin, from 0. */
  readonly column: number;
  /** What else stands in the text that is printed anew; without it sections come in the order that PlusCal asks for. */
  readonly trivia?: Trivia;
}

/** An algorithm from `--` to its last bracket or word. The first line is not indented. */
export function algorithmText(algorithm: Algorithm, { column, trivia }: AlgorithmLayout): string {
  return new AlgorithmPrinter(algorithm, new Writer(algorithm.span.source, column, trivia))
    .print()
    .trimStart();
}

class AlgorithmPrinter {
  private readonly algorithm: Algorithm;
  private readonly writer: Writer;
  private readonly statements: StatementPrinter;
  private readonly braces: boolean;
  /** How far sections are indented. */
  private readonly indent: number;

  constructor(algorithm: Algorithm, writer: Writer) {
    this.algorithm = algorithm;
    this.writer = writer;
    this.braces = algorithm.syntax === 'c';
    this.statements = new StatementPrinter(writer, this.braces);
    this.indent = this.braces ? step : 0;
  }

  print(): string {
    const { algorithm, writer, indent } = this;
    writer.put(0, `${this.headWords()} ${algorithm.name.text}${this.braces ? ' {' : ''}`);
    for (const { start, print } of this.sections()) {
      if (this.writer.trivia !== undefined) {
        writer.dangling(indent, this.commentsBelongTo(start));
        writer.separate();
        writer.leading(indent, start);
      } else writer.separate();
      print();
    }
    if (this.writer.trivia !== undefined) writer.dangling(indent, algorithm.span.end);
    writer.put(0, this.braces ? '}' : 'end algorithm;');
    return writer.text();
  }

  /** Comments on the line on which the last section ends are about that one. */
  private commentsBelongTo(start: number): number {
    const { source } = this.algorithm.span;
    const previous = this.writer.trivia?.tokenBefore(start);
    if (previous === undefined) return 0;
    const from = previous.start + previous.text.length;
    const lineEnd = /[\r\n]/.exec(source.text.slice(from))?.index;
    return lineEnd === undefined ? start : Math.min(start, from + lineEnd);
  }

  private headWords(): string {
    const { dialect, fair, span } = this.algorithm;
    if (dialect === 'mpcal') return '--mpcal';
    // Options outside of the algorithm may make it fair without the word.
    const written = /^--(fair\s+)?algorithm\b/.exec(spanText(span));
    const withWord = written === null ? fair : written[1] !== undefined;
    return withWord ? '--fair algorithm' : '--algorithm';
  }

  private sections(): readonly Section[] {
    const { algorithm, indent } = this;
    const at = <T extends { readonly span: Span }>(
      items: readonly T[],
      print: (item: T) => void,
    ): Section[] =>
      items.map((item) => ({
        start: item.span.start,
        print: () => {
          print(item);
        },
      }));
    const variables = this.grouped(algorithm.variables, ['variable', 'variables'], 1, (group_) => {
      this.variables(group_, indent);
    });
    const define = this.grouped(algorithm.define, ['define'], this.braces ? 2 : 1, (group_) => {
      this.define(group_);
    });
    const macros = at(algorithm.macros, (macro) => {
      this.macro(macro);
    });
    const procedures = at(algorithm.procedures, (procedure) => {
      this.body('procedure', procedure);
    });
    const mappingMacros = at(algorithm.mappingMacros, (macro) => {
      this.mappingMacro(macro);
    });
    const archetypes = at(algorithm.archetypes, (archetype) => {
      this.body('archetype', archetype);
    });
    const processes = at(algorithm.processes, (process) => {
      this.process(process);
    });
    const instances = at(algorithm.instances, (instance) => {
      this.instance(instance);
    });
    const main =
      algorithm.body === undefined
        ? []
        : [{ start: this.mainStart(algorithm.body), print: () => this.main() }];
    const definitions = [define, macros, procedures, mappingMacros, archetypes];
    const all = algorithm.dialect === 'mpcal' ? [...definitions, variables] : [variables, ...definitions];
    const sections = [...all, processes, instances, main].flat();
    return this.writer.trivia === undefined ? sections : sections.sort((a, b) => a.start - b.start);
  }

  /** Items that stand under one keyword, which is so many tokens before the first of them. */
  private grouped<T extends { readonly span: Span }>(
    items: readonly T[],
    words: readonly string[],
    distance: number,
    print: (items: readonly T[]) => void,
  ): readonly Section[] {
    const groups: { readonly start: number; readonly items: T[] }[] = [];
    for (const item of items) {
      const keyword = this.writer.trivia?.tokenBefore(item.span.start, distance - 1);
      const isFirst = groups.length === 0 || (keyword !== undefined && words.includes(keyword.text));
      if (isFirst) groups.push({ start: keyword?.start ?? item.span.start, items: [item] });
      else groups.at(-1)?.items.push(item);
    }
    return groups.map((group_) => ({
      start: group_.start,
      print: () => {
        print(group_.items);
      },
    }));
  }

  private mainStart(body: readonly Statement[]): number {
    const first = body[0]?.span.start ?? this.algorithm.span.end;
    return this.writer.trivia?.tokenBefore(first)?.start ?? first;
  }

  private main(): void {
    const { algorithm, writer, indent, braces } = this;
    writer.put(indent, braces ? '{' : 'begin');
    const end = writer.trivia === undefined ? undefined : algorithm.span.end;
    this.statements.statements(algorithm.body ?? [], indent + step, end);
    if (braces) writer.put(indent, '}');
  }

  // --- declarations ---

  private variables(variables: readonly StateVariable[], indent: number): void {
    const { writer } = this;
    if (variables.length === 0) return;
    writer.put(indent, 'variables');
    for (const variable of variables) {
      writer.leading(indent + step, variable.span.start);
      writer.put(
        indent + step,
        this.statements.item(variable.span, indent + step, variableDoc(variable), ';'),
      );
    }
  }

  private define(definitions: readonly Definition[]): void {
    const { writer, indent } = this;
    writer.put(indent, this.braces ? 'define {' : 'define');
    for (const definition of definitions) {
      writer.leading(indent + step, definition.span.start);
      const local = definition.kind !== 'recursive' && definition.local ? 'LOCAL ' : '';
      writer.put(
        indent + step,
        writer.trivia === undefined
          ? writer.layout(indent + step, concat(commentAbove(definition), local, definitionDoc(definition)))
          : this.statements.item(
              definition.span,
              indent + step,
              concat(local, definitionDoc(definition)),
              '',
            ),
      );
    }
    const last = definitions.at(-1)?.span.end ?? 0;
    const closing = writer.trivia?.tokenFrom(last)?.start;
    if (closing !== undefined) writer.dangling(indent + step, closing);
    writer.put(indent, this.braces ? '}' : 'end define;');
  }

  private macro({ name, params, body, span }: MacroDefinition): void {
    const { writer, indent, braces } = this;
    this.head(span, `macro ${name.text}`, params, braces ? ' {' : '');
    if (!braces) writer.put(indent, 'begin');
    this.statements.statements(body, indent + step, span.end);
    writer.put(indent, braces ? '}' : 'end macro;');
  }

  /** `word name(params)`; as it is written if there are comments among the parameters. */
  private head(span: Span, words: string, params: readonly Parameter[], after: string): void {
    const { writer, indent } = this;
    const last = params.at(-1)?.span.end;
    if (last !== undefined && writer.trivia?.isCommented(span.start, last) === true) {
      writer.put(indent, `${words}(`);
      params.forEach((param, index) => {
        writer.leading(indent + step, param.span.start);
        const comma = index === params.length - 1 ? '' : ',';
        writer.put(
          indent + step,
          this.statements.item(param.span, indent + step, parameterDoc(param), comma),
        );
      });
      writer.put(indent, `)${after}`);
      return;
    }
    const list = fill(',', params.map(parameterDoc));
    writer.put(
      indent,
      writer.layout(indent, group(`${words}(`, nest(step, softLine, list), softLine, ')'), after),
    );
  }

  private body(word: 'procedure' | 'archetype', definition: ProcedureDefinition | ArchetypeDefinition): void {
    this.head(definition.span, `${word} ${definition.name.text}`, definition.params, '');
    this.rest(word, definition.variables, definition.body, definition.span);
  }

  /** Variables and statements of a body. */
  private rest(
    word: string,
    variables: readonly StateVariable[],
    body: readonly Statement[],
    span: Span,
  ): void {
    const { writer, indent, braces } = this;
    const firstVariable = variables[0]?.span.start;
    if (firstVariable !== undefined && writer.trivia !== undefined) {
      const keyword = writer.trivia.tokenBefore(firstVariable);
      if (keyword !== undefined) writer.dangling(indent, keyword.start);
    }
    this.variables(variables, indent);
    const first = body[0]?.span.start;
    const opening = first === undefined ? undefined : writer.trivia?.tokenBefore(first)?.start;
    if (opening !== undefined) writer.dangling(indent + (variables.length > 0 ? step : 0), opening);
    writer.put(indent, braces ? '{' : 'begin');
    this.statements.statements(body, indent + step, span.end);
    writer.put(indent, braces ? '}' : `end ${word};`);
  }

  private mappingMacro({ name, read, readSpan, write, writeSpan, span }: MappingMacroDefinition): void {
    const { writer, indent } = this;
    writer.put(indent, `mapping macro ${name.text} {`);
    this.statements.block('read', read, readSpan, indent + step);
    this.statements.block('write', write, writeSpan, indent + step);
    writer.dangling(indent + step, span.end);
    writer.put(indent, '}');
  }

  // --- processes ---

  private process(process: ProcessDefinition): void {
    const { writer, indent } = this;
    writer.put(indent, writer.layout(indent, this.processHead(process)));
    this.rest('process', process.variables, process.body, process.span);
  }

  private processHead({ fairness, name, relation, id, span }: ProcessDefinition | InstanceDeclaration): Doc {
    const words = `${fairnessText(fairness, span)}process `;
    const bare = !this.braces;
    const place = bare ? { ...alone, inStatement: true } : alone;
    const head = concat(`${name.text} ${relation} `, align(expressionDoc(id, place)));
    return bare ? concat(words, head) : concat(`${words}(`, head, ')');
  }

  private instance(instance: InstanceDeclaration): void {
    const { writer, indent } = this;
    const { args, mappings, archetype, span } = instance;
    const lastArgument = args.at(-1)?.span.end ?? instance.archetype.span.end;
    if (writer.trivia?.isCommented(span.start, lastArgument) === true) {
      const head = concat(this.processHead(instance), ` == instance ${archetype.text}(`);
      writer.put(indent, writer.layout(indent, head));
      args.forEach((argument, index) => {
        writer.leading(indent + step, argument.span.start);
        const comma = index === args.length - 1 ? '' : ',';
        writer.put(
          indent + step,
          this.statements.item(argument.span, indent + step, callArgumentDoc(argument), comma),
        );
      });
      writer.put(indent, mappings.length === 0 ? ');' : ')');
    } else {
      const list = fill(',', args.map(callArgumentDoc));
      const call = group(`${archetype.text}(`, nest(step, softLine, list), softLine, ')');
      const doc = concat(this.processHead(instance), ' == instance ', call);
      writer.put(indent, writer.layout(indent, doc, mappings.length === 0 ? ';' : ''));
    }
    mappings.forEach((mapping, index) => {
      writer.leading(indent + step, mapping.span.start);
      const end = index === mappings.length - 1 ? ';' : '';
      writer.put(indent + step, mappingText(mapping) + end);
    });
  }
}

function mappingText({ target, arity, macro }: MappingClause): string {
  const what = target.kind === 'byName' ? target.name.text : `@${target.position}`;
  return `mapping ${what}${'[_]'.repeat(arity)} via ${macro.text}`;
}

/** Options outside of the algorithm may make a process fair without the word. */
function fairnessText(fairness: FairnessKind, span: Span): string {
  if (/^process\b/.test(spanText(span))) return '';
  return fairness === 'strong' ? 'fair+ ' : fairness === 'weak' ? 'fair ' : '';
}

function variableDoc({ name, initial }: StateVariable): Doc {
  if (initial === undefined) return name.text;
  const value = expressionDoc(initial.value, { ...alone, inStatement: true });
  return concat(`${name.text} ${initial.relation} `, align(value));
}

function parameterDoc({ ref, name, arity, initial }: Parameter): Doc {
  const head = `${ref ? 'ref ' : ''}${name.text}${'[_]'.repeat(arity)}`;
  return initial === undefined
    ? head
    : concat(`${head} ${initial.relation} `, align(expressionDoc(initial.value)));
}
