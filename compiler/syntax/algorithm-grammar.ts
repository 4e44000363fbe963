import type { Diagnostic } from '../diagnostics/index.ts';
import { errorAt } from '../diagnostics/index.ts';
import type {
  Algorithm,
  ArchetypeDefinition,
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
} from './algorithms.ts';
import type { IToken } from './chevrotain.ts';
import type { Span } from '../source/index.ts';
import type { Expression, Name } from './expressions.ts';
import type { Token, TokenText } from './lexer.ts';
import type { Definition } from './modules.ts';
import type { AlgorithmStart } from './regions.ts';
import { StatementGrammar } from './statement-grammar.ts';
import * as t from './tokens.ts';

/** An algorithm under construction. */
interface Sections {
  readonly variables: StateVariable[];
  readonly define: Definition[];
  readonly macros: MacroDefinition[];
  readonly procedures: ProcedureDefinition[];
  readonly mappingMacros: MappingMacroDefinition[];
  readonly archetypes: ArchetypeDefinition[];
  readonly processes: ProcessDefinition[];
  readonly instances: InstanceDeclaration[];
  body: readonly Statement[] | undefined;
}

/** `(P \in S)` or `(P = e)` */
interface ProcessHead {
  readonly name: Name;
  readonly relation: '=' | '\\in';
  readonly id: Expression;
}

/** PlusCal algorithms in both syntaxes (PlusCal manual, appendix A) and Modular PlusCal blocks. */
export class AlgorithmGrammar extends StatementGrammar {
  constructor(validate = false) {
    super(validate);
    this.performSelfAnalysis();
  }

  /** Reads an algorithm whose text begins behind the word `algorithm` or `mpcal`. */
  parseAlgorithm(text: TokenText, start: AlgorithmStart): Algorithm {
    this.begin(text, true);
    this.braces = this.next(t.LeftBrace, 1) || start.dialect === 'mpcal';
    return this.algorithm(start);
  }

  /** What the last text was reported for, and where its last token ends. */
  get result(): {
    readonly diagnostics: readonly Diagnostic[];
    readonly broken: readonly Span[];
    readonly end: number;
  } {
    return { diagnostics: this.diagnostics, broken: this.expressions.broken, end: this.ahead(-1).endOffset };
  }

  private readonly algorithm = this.RULE('algorithm', (start: AlgorithmStart): Algorithm => {
    const sections = emptySections();
    let name: Name | undefined;
    const rest = (): void => {
      name = this.SUBRULE(this.identifier);
      this.OPTION(() => this.CONSUME(t.LeftBrace));
      this.SUBRULE(this.sections, { ARGS: [sections] });
      this.SUBRULE(this.algorithmEnd);
    };
    if (this.RECORDING_PHASE) rest();
    else
      this.attempt(
        rest,
        () => undefined,
        () => undefined,
      );
    return this.ACTION(() => {
      this.reportBodyBesideProcesses(sections);
      const span = { source: this.text.source, start: start.start, end: this.ahead(-1).endOffset };
      const missing: Name = { kind: 'name', text: '', span: start.head };
      const { dialect, options } = start;
      const fair = start.fair || options.includes('wfNext');
      const processes = withFairness(sections.processes, options);
      const syntax = this.braces ? 'c' : 'p';
      return {
        kind: 'algorithm',
        dialect,
        syntax,
        fair,
        options,
        name: name ?? missing,
        ...sections,
        processes,
        span,
      };
    });
  });

  private readonly algorithmEnd = this.RULE('algorithmEnd', () =>
    this.OR([
      { ALT: () => this.CONSUME(t.RightBrace) },
      {
        ALT: () => {
          this.CONSUME(t.EndWord);
          this.CONSUME(t.AlgorithmWord);
          this.OPTION(() => this.CONSUME(t.Semicolon));
        },
      },
    ]),
  );

  private readonly sections = this.RULE('sections', (into: Sections): void => {
    if (this.RECORDING_PHASE) {
      this.MANY(() => this.SUBRULE(this.section, { ARGS: [into] }));
      return;
    }
    while (!this.next(t.EOF) && !this.next(t.RightBrace) && !this.next(t.EndWord)) {
      this.attempt(
        () => this.SUBRULE1(this.section, { ARGS: [into] }),
        () => this.skipSection(),
        () => undefined,
      );
    }
  });

  /** Moves to the next section, or to what looks like the end of the algorithm. */
  private skipSection(): void {
    do this.SKIP_TOKEN();
    while (!this.next(t.EOF) && !(this.atSection() && this.ahead().firstOnLine));
  }

  private readonly section = this.RULE('section', (into: Sections): void => {
    this.OR([
      { ALT: () => addAll(into?.variables, this.SUBRULE(this.variables)) },
      { ALT: () => this.SUBRULE(this.define, { ARGS: [into] }) },
      { ALT: () => addAll(into?.macros, [this.SUBRULE(this.macro)]) },
      { ALT: () => addAll(into?.procedures, [this.SUBRULE(this.procedure)]) },
      { ALT: () => addAll(into?.archetypes, [this.SUBRULE(this.archetype)]) },
      { ALT: () => addAll(into?.mappingMacros, [this.SUBRULE(this.mappingMacro)]) },
      { ALT: () => this.SUBRULE(this.process, { ARGS: [into] }) },
      { ALT: () => this.SUBRULE(this.mainBody, { ARGS: [into] }) },
    ]);
    this.OPTION(() => this.CONSUME(t.Semicolon));
  });

  private readonly mainBody = this.RULE('mainBody', (into: Sections): void => {
    const first = this.LA(1);
    const body = this.SUBRULE(this.body);
    if (this.RECORDING_PHASE) return;
    if (into.body !== undefined)
      this.diagnostics.push(errorAt('MP103', this.name(first).span, 'an algorithm has one body'));
    into.body = body;
  });

  /** What is an algorithm of one process has no others. */
  private reportBodyBesideProcesses({ body, processes, instances }: Sections): void {
    const [process] = [...processes, ...instances];
    if (body === undefined || process === undefined) return;
    const related = body.slice(0, 1).map(({ span }) => ({ span, message: 'the body begins here' }));
    const message = 'an algorithm has either a body or processes';
    this.diagnostics.push(errorAt('MP103', process.name.span, message, { related }));
  }

  /** `variables x = 1, y \in S; z;` */
  private readonly variables = this.RULE('variables', (): StateVariable[] => {
    const list: StateVariable[] = [];
    this.CONSUME(t.VariablesWord);
    this.MANY({
      GATE: () => !this.atSection(),
      DEF: () => {
        list.push(this.SUBRULE(this.stateVariable));
        this.OPTION(() =>
          this.OR([{ ALT: () => this.CONSUME(t.Semicolon) }, { ALT: () => this.CONSUME(t.Comma) }]),
        );
      },
    });
    return list;
  });

  private readonly stateVariable = this.RULE('stateVariable', (): StateVariable => {
    const first = this.LA(1);
    const name = this.SUBRULE(this.identifier);
    const initial = this.SUBRULE(this.initialValue);
    return { kind: 'stateVariable', name, initial, span: this.spanFrom(first) };
  });

  private readonly initialValue = this.RULE('initialValue', (): StateVariable['initial'] =>
    this.OPTION(() => {
      const relation = this.SUBRULE(this.relation);
      const value = this.SUBRULE(this.expression);
      return { relation, value };
    }),
  );

  /** `define { ... }` or `define ... end define` */
  private readonly define = this.RULE('define', (into: Sections): void => {
    this.CONSUME(t.DefineWord);
    this.OPTION(() => this.CONSUME(t.LeftBrace));
    this.MANY({
      GATE: () => !this.next(t.RightBrace) && !this.next(t.EndWord),
      DEF: () => {
        const first = this.LA(1) as Token;
        const local = this.OPTION2(() => this.CONSUME(t.Local)) !== undefined;
        const definition = this.SUBRULE(this.definition, { ARGS: [local, first] });
        into?.define.push(definition);
      },
    });
    this.OR([
      { ALT: () => this.CONSUME(t.RightBrace) },
      {
        ALT: () => {
          this.CONSUME(t.EndWord);
          this.CONSUME2(t.DefineWord);
        },
      },
    ]);
  });

  private readonly macro = this.RULE('macro', (): MacroDefinition => {
    const first = this.CONSUME(t.MacroWord);
    const name = this.SUBRULE(this.identifier);
    const params = this.SUBRULE(this.parameters);
    const body = this.SUBRULE(this.body);
    this.SUBRULE(this.bodyEnd, { ARGS: [t.MacroWord] });
    return { kind: 'macro', name, params, body, span: this.spanFrom(first) };
  });

  /** `end macro`, `end procedure` or `end process`, in P syntax. */
  private readonly bodyEnd = this.RULE('bodyEnd', (word: typeof t.MacroWord): void => {
    this.OPTION({
      GATE: () => !this.braces,
      DEF: () => {
        this.CONSUME(t.EndWord);
        if (this.RECORDING_PHASE) this.CONSUME(t.MacroWord);
        else this.CONSUME1(word);
      },
    });
  });

  private readonly procedure = this.RULE('procedure', (): ProcedureDefinition => {
    const first = this.CONSUME(t.ProcedureWord);
    const name = this.SUBRULE(this.identifier);
    const params = this.SUBRULE(this.parameters);
    const variables = this.SUBRULE(this.localVariables);
    const body = this.SUBRULE(this.body);
    this.SUBRULE(this.bodyEnd, { ARGS: [t.ProcedureWord] });
    return { kind: 'procedure', name, params, variables, body, span: this.spanFrom(first) };
  });

  private readonly archetype = this.RULE('archetype', (): ArchetypeDefinition => {
    const first = this.CONSUME(t.ArchetypeWord);
    const name = this.SUBRULE(this.identifier);
    const params = this.SUBRULE(this.parameters);
    const variables = this.SUBRULE(this.localVariables);
    const body = this.SUBRULE(this.body);
    return { kind: 'archetype', name, params, variables, body, span: this.spanFrom(first) };
  });

  private readonly localVariables = this.RULE('localVariables', (): readonly StateVariable[] => {
    const list: StateVariable[] = [];
    this.MANY(() => list.push(...listed(this.SUBRULE(this.variables))));
    return list;
  });

  /** `(a, ref b[_], c = 1)` */
  private readonly parameters = this.RULE('parameters', (): Parameter[] => {
    const params: Parameter[] = [];
    this.CONSUME(t.LeftParenthesis);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => params.push(this.SUBRULE(this.parameter)) });
    this.CONSUME(t.RightParenthesis);
    return params;
  });

  private readonly parameter = this.RULE('parameter', (): Parameter => {
    const first = this.LA(1);
    const ref = this.OPTION(() => this.CONSUME(t.RefWord)) !== undefined;
    const name = this.SUBRULE(this.identifier);
    const arity = this.SUBRULE(this.mappingArity);
    const initial = this.SUBRULE(this.initialValue);
    return { kind: 'parameter', ref, name, arity, initial, span: this.spanFrom(first) };
  });

  /** `mapping macro M { read { ... } write { ... } }` */
  private readonly mappingMacro = this.RULE('mappingMacro', (): MappingMacroDefinition => {
    const first = this.CONSUME(t.MappingWord);
    this.CONSUME(t.MacroWord);
    const name = this.SUBRULE(this.identifier);
    this.CONSUME(t.LeftBrace);
    const readWord = this.CONSUME(t.ReadWord);
    const read = this.SUBRULE(this.block);
    const readSpan = this.spanFrom(readWord);
    const writeWord = this.CONSUME(t.WriteWord);
    const write = this.SUBRULE2(this.block);
    const writeSpan = this.spanFrom(writeWord);
    this.CONSUME(t.RightBrace);
    return { kind: 'mappingMacro', name, read, readSpan, write, writeSpan, span: this.spanFrom(first) };
  });

  /** `fair+ process (P \in S)` with a body, or `== instance A(...)`. */
  private readonly process = this.RULE('process', (into: Sections): void => {
    const first = this.LA(1);
    const fairness = this.SUBRULE(this.fairness);
    this.CONSUME(t.ProcessWord);
    const head = this.SUBRULE(this.processHead);
    this.OR([
      {
        ALT: () => {
          const instance = this.SUBRULE(this.instance, { ARGS: [first, fairness, head] });
          into?.instances.push(instance);
        },
      },
      {
        ALT: () => {
          const variables = this.SUBRULE(this.localVariables);
          const body = this.SUBRULE(this.body);
          this.SUBRULE(this.bodyEnd, { ARGS: [t.ProcessWord] });
          into?.processes.push({
            kind: 'process',
            fairness,
            ...head,
            variables,
            body,
            span: this.spanFrom(first),
          });
        },
      },
    ]);
  });

  private readonly fairness = this.RULE('fairness', (): FairnessKind => {
    let fairness: FairnessKind = 'unfair';
    this.OPTION(() => {
      this.CONSUME(t.FairWord);
      fairness = this.OPTION2(() => this.CONSUME(t.Plus)) === undefined ? 'weak' : 'strong';
    });
    return fairness;
  });

  private readonly processHead = this.RULE('processHead', (): ProcessHead => {
    const bracket = this.OPTION(() => this.CONSUME(t.LeftParenthesis));
    const name = this.SUBRULE(this.identifier);
    const relation = this.SUBRULE(this.relation);
    const id = this.SUBRULE(this.expression);
    this.OPTION2({ GATE: () => bracket !== undefined, DEF: () => this.CONSUME(t.RightParenthesis) });
    return { name, relation, id };
  });

  private readonly instance = this.RULE(
    'instance',
    (first: IToken, fairness: FairnessKind, head: ProcessHead): InstanceDeclaration => {
      this.CONSUME(t.DefinedAs);
      this.CONSUME(t.InstanceOfWord);
      const archetype = this.SUBRULE(this.identifier);
      const args = this.SUBRULE(this.callArguments);
      const mappings: MappingClause[] = [];
      this.MANY({
        GATE: () => !this.next(t.MacroWord, 1),
        DEF: () => mappings.push(this.SUBRULE(this.mappingClause)),
      });
      return {
        kind: 'archetypeInstance',
        fairness,
        ...head,
        archetype,
        args,
        mappings,
        span: this.spanFrom(first),
      };
    },
  );

  /** `mapping x[_] via M` or `mapping @2[_] via M` */
  private readonly mappingClause = this.RULE('mappingClause', (): MappingClause => {
    const first = this.CONSUME(t.MappingWord);
    const target = this.OR<MappingClause['target']>([
      { ALT: () => ({ kind: 'byName', name: this.SUBRULE(this.identifier) }) },
      {
        ALT: () => {
          const sign = this.CONSUME(t.AtSign);
          const position = this.CONSUME(t.WholeNumber);
          return { kind: 'byPosition', position: Number(position.image), span: this.spanFrom(sign) };
        },
      },
    ]);
    const arity = this.SUBRULE(this.mappingArity);
    this.CONSUME(t.ViaWord);
    const macro = this.SUBRULE2(this.identifier);
    return { kind: 'mappingClause', target, arity, macro, span: this.spanFrom(first) };
  });
}

/**
 * Adds what a rule has read; nothing while the library records the grammar. The rule stands among the arguments, so that it is recorded
 * though there is nothing to add to.
 */
function addAll<T>(list: T[] | undefined, items: readonly T[]): void {
  list?.push(...listed(items));
}

/** What a rule lists; nothing while the library records the grammar. */
function listed<T>(items: readonly T[]): readonly T[] {
  return Array.isArray(items) ? items : [];
}

/** The options `wf` and `sf` say what processes are that say nothing of their fairness themselves. */
function withFairness(
  processes: readonly ProcessDefinition[],
  options: readonly string[],
): readonly ProcessDefinition[] {
  const fairness = options.includes('sf') ? 'strong' : options.includes('wf') ? 'weak' : 'unfair';
  return processes.map((process) => (process.fairness === 'unfair' ? { ...process, fairness } : process));
}

function emptySections(): Sections {
  return {
    variables: [],
    define: [],
    macros: [],
    procedures: [],
    mappingMacros: [],
    archetypes: [],
    processes: [],
    instances: [],
    body: undefined,
  };
}
