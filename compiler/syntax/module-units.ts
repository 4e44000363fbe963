import type { Diagnostic } from '../diagnostics/index.ts';
import type { Span } from '../source/index.ts';
import type { Algorithm } from './algorithms.ts';
import { SyntaxFailure } from './cursor.ts';
import { startsDefinition } from './definition-heads.ts';
import { ExpressionParser } from './expression-parser.ts';
import type { Expression, Name } from './expressions.ts';
import { tokenSpan } from './lexer.ts';
import type { Token, TokenText } from './lexer.ts';
import type { Module, Unit } from './modules.ts';
import * as t from './tokens.ts';

/** Tokens a unit begins with, when they stand first on their line. */
const unitWords = new Set([
  t.Constant,
  t.VariableWord,
  t.Assume,
  t.Theorem,
  t.UseOrHide,
  t.Local,
  t.InstanceWord,
  t.Recursive,
]);

/** The algorithm of a module, with the place in the text where it stands among the units. */
export interface PlacedAlgorithm {
  readonly algorithm: Algorithm;
  readonly start: number;
}

/** A module as the units tell it; `closed` says whether its `====` was found. */
export type ReadModule = Omit<Module, 'translation' | 'pluscalTranslation'> & { readonly closed: boolean };

/** Reads the units of a module (Specifying Systems, section 17.5). */
export class ModuleReader {
  private readonly text: TokenText;
  private readonly parser: ExpressionParser;
  private readonly diagnostics: Diagnostic[];
  private algorithm: PlacedAlgorithm | undefined;

  constructor(text: TokenText, diagnostics: Diagnostic[], algorithm: PlacedAlgorithm | undefined) {
    this.text = text;
    this.diagnostics = diagnostics;
    this.parser = new ExpressionParser(text, diagnostics);
    this.algorithm = algorithm;
  }

  /** Parts of the module that could not be read. */
  get broken(): readonly Span[] {
    return this.parser.broken;
  }

  /** The module at the present position, which is at its `----`. */
  module(): ReadModule {
    const start = this.parser.startOffset;
    let name: Name = { kind: 'name', text: '', span: tokenSpan(this.text.source, this.parser.peek()) };
    const units: Unit[] = [];
    let extended: readonly Name[] = [];
    this.recovering(() => {
      this.parser.expect(t.Dashes);
      this.parser.expect(t.ModuleWord);
      name = this.parser.name('the name of the module');
      this.parser.expect(t.Dashes);
      if (this.parser.accept(t.Extends)) extended = this.names('the name of a module');
    });
    while (!this.atEnd()) {
      this.placeAlgorithm(units, this.parser.startOffset);
      this.recovering(() => this.unit(units));
    }
    this.placeAlgorithm(units, this.parser.at(t.ModuleEnd) ? this.parser.startOffset : Infinity);
    const closed = this.parser.accept(t.ModuleEnd) !== undefined;
    // A comment that is never closed has swallowed the end, and has been reported.
    if (!closed && this.text.comments.every((comment) => comment.closed)) {
      this.report(() => this.parser.fail('expected `====` at the end of the module'));
    }
    return { kind: 'module', name, extends: extended, units, closed, span: this.parser.spanFrom(start) };
  }

  /** Units without a module around them, to the end of the text. */
  units(): readonly Unit[] {
    const units: Unit[] = [];
    while (!this.atEnd()) this.recovering(() => this.unit(units));
    if (this.parser.at(t.ModuleEnd)) this.report(() => this.parser.fail('there is no module to end here'));
    return units;
  }

  private atEnd(): boolean {
    return this.parser.at(t.ModuleEnd) || this.text.tokens[this.parser.position] === undefined;
  }

  private placeAlgorithm(units: Unit[], offset: number): void {
    if (this.algorithm === undefined || this.algorithm.start >= offset) return;
    const { algorithm } = this.algorithm;
    this.algorithm = undefined;
    units.push({ kind: 'algorithmUnit', algorithm, span: algorithm.span });
  }

  private names(purpose: string): Name[] {
    const names: Name[] = [];
    do {
      if (startsDefinition(this.text, this.parser.position)) this.parser.fail(`expected ${purpose}`);
      names.push(this.parser.name(purpose));
    } while (this.parser.accept(t.Comma));
    return names;
  }

  private unit(units: Unit[]): void {
    const { parser } = this;
    const first = parser.peek();
    const start = first.startOffset;
    switch (first.tokenType) {
      case t.Dashes:
        if (parser.at(t.ModuleWord, 1)) this.nestedModule(units);
        else parser.advance();
        return;
      case t.Constant: {
        parser.advance();
        const constants = parser.parameterList();
        units.push({ kind: 'constants', constants, span: parser.spanFrom(start) });
        return;
      }
      case t.VariableWord: {
        parser.advance();
        const names = this.names('the name of a variable');
        units.push({ kind: 'variables', names, span: parser.spanFrom(start) });
        return;
      }
      case t.Assume:
        parser.advance();
        units.push(this.assumption(start));
        return;
      case t.Theorem:
      case t.UseOrHide:
        this.skipProof(units, first);
        return;
      case t.InstanceWord:
        units.push(parser.read(parser.instance(false, start)));
        return;
      case t.Local:
        parser.advance();
        if (parser.at(t.InstanceWord)) units.push(parser.read(parser.instance(true, start)));
        else units.push(this.definition(true, first));
        return;
      default:
        if (!parser.atDefinition()) parser.fail('expected a definition or a declaration');
        units.push(this.definition(false, first));
    }
  }

  private nestedModule(units: Unit[]): void {
    const { closed, ...inner } = this.module();
    if (!closed) this.parser.position = this.text.tokens.length;
    const module: Module = { ...inner, translation: undefined, pluscalTranslation: undefined };
    units.push({ kind: 'nestedModule', module, span: module.span });
  }

  private assumption(start: number): Unit {
    const { parser } = this;
    let name: Name | undefined;
    if (parser.atName() && parser.at(t.DefinedAs, 1)) {
      name = parser.name();
      parser.advance();
    }
    const body = parser.read(parser.expression());
    return { kind: 'assume', name, body, span: parser.spanFrom(start) };
  }

  private definition(local: boolean, first: Token): Unit {
    const { parser } = this;
    return parser.read(
      parser.definition(local, first.startOffset, (failure): Expression => {
        this.note(failure);
        const bodyStart = parser.startOffset;
        this.skipUnit(first);
        const span = parser.spanFrom(bodyStart);
        parser.broken.push(span);
        return { kind: 'error', span };
      }),
    );
  }

  /** A theorem with its proof, as far as the next thing that can only be a unit of the module. */
  private skipProof(units: Unit[], first: Token): void {
    this.parser.advance();
    this.skipUnit(first);
    units.push({ kind: 'skipped', span: this.parser.spanFrom(first.startOffset) });
  }

  /** Moves to where the next unit begins: a line no further right than this unit that begins like one, or a line across the module. */
  private skipUnit(first: Token): void {
    for (; this.parser.position < this.text.tokens.length; this.parser.position += 1) {
      const token = this.text.tokens[this.parser.position];
      if (token === undefined || token === first || !token.firstOnLine) continue;
      if (token.tokenType === t.Dashes || token.tokenType === t.ModuleEnd) return;
      if (token.column > first.column) continue;
      if (unitWords.has(token.tokenType) || startsDefinition(this.text, token.index)) return;
    }
  }

  /** Runs a step; after a failure it has been reported and the position is at the next unit. */
  private recovering(step: () => void): void {
    const before = this.parser.position;
    const first = this.text.tokens[before] ?? this.text.endToken;
    try {
      step();
    } catch (failure) {
      this.note(failure);
      this.parser.forget();
      if (this.parser.position === before) this.parser.position += 1;
      this.skipUnit(first);
      this.parser.broken.push(this.parser.spanFrom(first.startOffset));
    }
  }

  private report(step: () => void): void {
    try {
      step();
    } catch (failure) {
      this.note(failure);
    }
  }

  private note(failure: unknown): void {
    if (!(failure instanceof SyntaxFailure)) throw failure;
    this.diagnostics.push(failure.diagnostic);
  }
}
