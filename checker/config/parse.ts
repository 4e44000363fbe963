import type { Diagnostic, PhaseResult, Span } from '../../compiler/index.ts';
import type { Source } from '../../compiler/index.ts';
import { closest, errorAt, inSourceOrder } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import {
  TlaEvaluationError,
  interval,
  makeRecordFromObject,
  makeSet,
  makeTupleFrom,
  mergeFunctions,
  modelValue,
  singletonFunction,
} from '../../runtime/tla/index.ts';
import type { Config, ConfigName, ConfigReplacement, ConfigValue } from './config.ts';
import type { ConfigToken } from './tokens.ts';
import { configTokens } from './tokens.ts';

/** Reads a TLC configuration file. All problems are reported together; the value has what could be read. */
export function parseConfig(source: Source): PhaseResult<Config> {
  const { tokens, diagnostics } = configTokens(source);
  const parser = new ConfigParser(tokens);
  const value = parser.config();
  return { value, diagnostics: inSourceOrder([...diagnostics, ...parser.diagnostics]) };
}

/** Reads one `N = 3` or `N <- M`, as on the command line. */
export function parseConstant(source: Source): PhaseResult<Pick<Config, 'values' | 'replacements'>> {
  const { tokens, diagnostics } = configTokens(source);
  const parser = new ConfigParser(tokens);
  const value = parser.constant();
  return { value, diagnostics: inSourceOrder([...diagnostics, ...parser.diagnostics]) };
}

const keywords = [
  'CONSTANT', 'CONSTANTS', 'SPECIFICATION', 'INIT', 'NEXT', 'INVARIANT', 'INVARIANTS', 'PROPERTY', 'PROPERTIES', 'CONSTRAINT',
  'CONSTRAINTS', 'ACTION_CONSTRAINT', 'ACTION_CONSTRAINTS', 'SYMMETRY', 'VIEW', 'ALIAS', 'POSTCONDITION', 'CHECK_DEADLOCK', 'TYPE',
  'TYPE_CONSTRAINT',
] as const; // prettier-ignore
type Keyword = (typeof keywords)[number];

/** Abandons a statement whose problem has been reported. */
class Abandoned extends Error {}

class ConfigParser {
  readonly diagnostics: Diagnostic[] = [];
  private readonly tokens: readonly ConfigToken[];
  private position = 0;

  private readonly values: ConfigValue[] = [];
  private readonly replacements: ConfigReplacement[] = [];
  private readonly names = new Map<Keyword, ConfigName[]>();
  private checkDeadlock: boolean | undefined;

  constructor(tokens: readonly ConfigToken[]) {
    this.tokens = tokens;
  }

  config(): Config {
    while (this.present.kind !== 'end')
      this.guarded(() => {
        this.statement();
      });
    return {
      values: this.values,
      replacements: this.replacements,
      specification: this.single('SPECIFICATION'),
      init: this.single('INIT'),
      next: this.single('NEXT'),
      invariants: this.all('INVARIANT', 'INVARIANTS'),
      properties: this.all('PROPERTY', 'PROPERTIES'),
      constraints: this.all('CONSTRAINT', 'CONSTRAINTS'),
      actionConstraints: this.all('ACTION_CONSTRAINT', 'ACTION_CONSTRAINTS'),
      symmetry: this.all('SYMMETRY'),
      view: this.single('VIEW'),
      alias: this.single('ALIAS'),
      postcondition: this.single('POSTCONDITION'),
      checkDeadlock: this.checkDeadlock,
    };
  }

  constant(): Pick<Config, 'values' | 'replacements'> {
    this.guarded(() => {
      this.assignment();
      if (this.present.kind !== 'end') this.fail(`Expected the end, but found ${shown(this.present)}.`);
    });
    return { values: this.values, replacements: this.replacements };
  }

  // --- statements ---

  private statement(): void {
    const token = this.present;
    if (token.kind !== 'name' || !isKeyword(token.text)) {
      this.advance();
      this.report(
        token.span,
        `Expected a statement such as CONSTANTS or INVARIANT, but found ${shown(token)}.`,
        meantKeyword(token.text).hint,
      );
      throw new Abandoned();
    }
    this.advance();
    switch (token.text) {
      case 'CONSTANT':
      case 'CONSTANTS':
        while (!this.atStatement()) this.assignment();
        return;
      case 'CHECK_DEADLOCK':
        this.deadlock();
        return;
      case 'TYPE':
      case 'TYPE_CONSTRAINT':
        this.report(token.span, `${token.text} is not supported.`, 'Use INVARIANT or CONSTRAINT.');
        throw new Abandoned();
      default:
        this.named(token.text);
    }
  }

  private named(keyword: Keyword): void {
    if (this.atStatement()) this.fail(`Expected a name after ${keyword}, but found ${shown(this.present)}.`);
    const list = this.names.get(keyword) ?? [];
    this.names.set(keyword, list);
    while (!this.atStatement()) {
      if (this.present.text === ',') this.advance();
      list.push(this.name('a name'));
    }
  }

  private deadlock(): void {
    const token = this.present;
    if (token.text !== 'TRUE' && token.text !== 'FALSE')
      this.fail(`Expected TRUE or FALSE after CHECK_DEADLOCK, but found ${shown(token)}.`);
    this.checkDeadlock = token.text === 'TRUE';
    this.advance();
  }

  private assignment(): void {
    if (this.present.text === ',') this.advance();
    const start = this.present.span;
    const name = this.name('the name of a constant');
    const params = this.present.text === '(' ? this.point() : undefined;
    if (this.accept('<-')) {
      const module = this.scope();
      const by = this.name('the name of a definition');
      this.replacements.push({ name, by, module, span: between(start, by.span) });
      return;
    }
    if (!this.accept('=')) {
      const { hint } = meantKeyword(name.text);
      const { span } = hint === undefined ? this.present : name;
      this.report(span, `Expected = or <- after ${name.text}, but found ${shown(this.present)}.`, hint);
      throw new Abandoned();
    }
    const module = this.scope();
    const value = this.value();
    const span = between(start, this.previous.span);
    if (params === undefined) this.values.push({ name, value, module, span });
    else {
      this.report(
        span,
        `${name.text} is given a value for some arguments only.`,
        `Define an operator and write ${name.text} <- it.`,
      );
      throw new Abandoned();
    }
  }

  /** `(1, 2)` after the name of a constant operator. */
  private point(): readonly Value[] {
    this.expect('(');
    return this.list(')');
  }

  /** `[M]` */
  private scope(): ConfigName | undefined {
    const [bracket, name, close, after] = this.tokens.slice(this.position, this.position + 4);
    if (bracket?.text !== '[' || bracket.kind !== 'symbol' || name?.kind !== 'name' || close?.text !== ']')
      return undefined;
    if (after === undefined || after.kind === 'end') return undefined;
    this.position += 3;
    return { text: name.text, span: name.span };
  }

  // --- values ---

  /** A value as TLC's configuration files write them; a bare name is a model value. */
  private value(): Value {
    let value = this.joined();
    while (this.accept('@@')) {
      const right = this.joined();
      value = this.evaluated(() => mergeFunctions(value, right));
    }
    return value;
  }

  private joined(): Value {
    const first = this.atom();
    if (this.accept(':>')) {
      const result = this.atom();
      return singletonFunction(first, result);
    }
    if (this.accept('..')) {
      const high = this.atom();
      return this.evaluated(() => interval(first, high));
    }
    return first;
  }

  private atom(): Value {
    const token = this.present;
    switch (token.kind) {
      case 'number':
        this.advance();
        if (!Number.isSafeInteger(Number(token.text))) this.failAt(token.span, 'This number is too large.');
        return Number(token.text);
      case 'string':
        this.advance();
        return token.text;
      case 'name':
        if (isKeyword(token.text)) break;
        this.advance();
        if (token.text === 'TRUE' || token.text === 'FALSE') return token.text === 'TRUE';
        return modelValue(token.text);
      case 'symbol':
        if (this.accept('{')) {
          const elements = this.list('}');
          return this.evaluated(() => makeSet(elements));
        }
        if (this.accept('<<')) return makeTupleFrom(this.list('>>'));
        if (this.accept('(')) {
          const value = this.value();
          this.expect(')');
          return value;
        }
        if (this.accept('[')) return this.record();
        break;
      case 'end':
        break;
    }
    return this.fail(`Expected a value, but found ${shown(token)}.`);
  }

  private record(): Value {
    const fields: Record<string, Value> = Object.create(null) as Record<string, Value>;
    do {
      const name = this.name('the name of a field');
      this.expect('|->');
      fields[name.text] = this.value();
    } while (this.accept(','));
    this.expect(']');
    return makeRecordFromObject(fields);
  }

  private list(close: string): readonly Value[] {
    const elements: Value[] = [];
    if (this.accept(close)) return elements;
    do elements.push(this.value());
    while (this.accept(','));
    this.expect(close);
    return elements;
  }

  /** The result of combining values, which may not fit together. */
  private evaluated<T>(compute: () => T): T {
    try {
      return compute();
    } catch (error) {
      if (!(error instanceof TlaEvaluationError)) throw error;
      return this.failAt(this.previous.span, error.message);
    }
  }

  // --- tokens ---

  private get present(): ConfigToken {
    return this.tokens[Math.min(this.position, this.tokens.length - 1)] as ConfigToken;
  }

  private get previous(): ConfigToken {
    return this.tokens[Math.max(0, this.position - 1)] as ConfigToken;
  }

  private advance(): void {
    if (this.present.kind !== 'end') this.position += 1;
  }

  private accept(symbol: string): boolean {
    const { kind, text } = this.present;
    if (kind !== 'symbol' || text !== symbol) return false;
    this.advance();
    return true;
  }

  private expect(symbol: string): void {
    if (!this.accept(symbol)) this.fail(`Expected ${symbol}, but found ${shown(this.present)}.`);
  }

  private name(what: string): ConfigName {
    const { kind, text, span } = this.present;
    if (kind !== 'name' || isKeyword(text))
      return this.fail(`Expected ${what}, but found ${shown(this.present)}.`);
    this.advance();
    return { text, span };
  }

  /** Whether a statement begins here, or the file ends. */
  private atStatement(): boolean {
    const { kind, text } = this.present;
    return kind === 'end' || (kind === 'name' && isKeyword(text));
  }

  // --- problems ---

  private guarded(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof Abandoned)) throw error;
      while (!this.atStatement()) this.advance();
    }
  }

  private report(span: Span, message: string, hint?: string): void {
    this.diagnostics.push(errorAt('MP110', span, message, hint === undefined ? {} : { hint }));
  }

  private fail(message: string): never {
    return this.failAt(this.present.span, message);
  }

  private failAt(span: Span, message: string): never {
    this.report(span, message);
    throw new Abandoned();
  }

  private all(...these: readonly Keyword[]): readonly ConfigName[] {
    return these.flatMap((keyword) => this.names.get(keyword) ?? []);
  }

  private single(keyword: Keyword): ConfigName | undefined {
    const [first, second] = this.names.get(keyword) ?? [];
    if (second !== undefined)
      this.report(second.span, `${keyword} takes one name only.`, meantKeyword(second.text).hint);
    return first;
  }
}

function isKeyword(text: string): text is Keyword {
  return (keywords as readonly string[]).includes(text);
}

/** The word that begins a statement which a name most likely is a misspelling of. */
function meantKeyword(text: string): { readonly hint: string | undefined } {
  const upper = text.toUpperCase();
  const near = isKeyword(upper) ? upper : closest(upper, keywords);
  return { hint: near === undefined ? undefined : `Did you mean ${near}?` };
}

function shown(token: ConfigToken): string {
  return token.kind === 'end'
    ? token.text
    : token.kind === 'string'
      ? JSON.stringify(token.text)
      : token.text;
}

function between(first: Span, last: Span): Span {
  return { source: first.source, start: first.start, end: last.end };
}
