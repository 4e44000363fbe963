import { cartesianProduct, functionSet, makeRecordSet, powerSet, seqSet } from './sets.ts';
import { Bool, makeSet } from './enumerated-set.ts';
import { TlaEvaluationError } from './errors.ts';
import { makeTupleFrom, recordMaker, singletonFunction } from './function-literals.ts';
import { mergeFunctions } from './function-merge.ts';
import { namedSets } from './infinite-sets.ts';
import { intervalOf } from './interval.ts';
import { modelValue } from './model-value.ts';
import type { Value } from './value.ts';

/** Text is no TLA+ value in TLC's notation; `offset` is where, in UTF-16 units from the start. */
export class TlaParseError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number, options?: ErrorOptions) {
    super(`${message} (at position ${offset + 1})`, options);
    this.name = 'TlaParseError';
    this.offset = offset;
  }
}

const TOKEN =
  /\s*(?:(-?\d+)|("(?:[^"\\]|\\.)*")|([A-Za-z0-9_]*[A-Za-z_][A-Za-z0-9_]*)|(<<|>>|\|->|->|:>|@@|\.\.|\\X|\\times|[{}[\](),:]))/suy;
const MAX_NESTING = 1000;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
};

interface Token {
  readonly kind: 'number' | 'string' | 'name' | 'symbol' | 'end';
  readonly text: string;
  readonly offset: number;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  for (;;) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    if (match === null) {
      const rest = text.slice(offset).trimStart();
      if (rest !== '') throw new TlaParseError('unexpected text', text.length - rest.length);
      tokens.push({ kind: 'end', text: 'the end', offset: text.length });
      return tokens;
    }
    const [whole, number, string, name, symbol] = match;
    const start = offset + whole.length - whole.trimStart().length;
    offset += whole.length;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, offset: start });
    else if (string !== undefined) tokens.push({ kind: 'string', text: string, offset: start });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, offset: start });
    else tokens.push({ kind: 'symbol', text: symbol as string, offset: start });
  }
}

/** Recursive descent over the notation that toTlaString writes. */
class ValueParser {
  readonly #tokens: readonly Token[];
  #position: number;
  #depth: number;

  constructor(text: string) {
    this.#tokens = tokenize(text);
    this.#position = 0;
    this.#depth = 0;
  }

  parse(): Value {
    const value = this.#value();
    if (this.#peek().kind !== 'end') this.#fail('a value ends here, but there is more');
    return value;
  }

  #peek(): Token {
    return this.#tokens[this.#position] as Token;
  }

  #fail(message: string): never {
    throw new TlaParseError(`${message}, found ${this.#peek().text}`, this.#peek().offset);
  }

  #next(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#position++;
    return token;
  }

  #accept(symbol: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'symbol' || token.text !== symbol) return false;
    this.#position++;
    return true;
  }

  #expect(symbol: string): void {
    if (!this.#accept(symbol)) this.#fail(`expected ${symbol}`);
  }

  /** A value, an interval or a product. */
  #value(): Value {
    if (++this.#depth > MAX_NESTING) this.#fail('nested too deeply');
    const first = this.#primary();
    let value = first;
    if (this.#accept('..')) {
      const high = this.#primary();
      if (typeof first !== 'number' || typeof high !== 'number')
        return this.#fail('an interval needs two integers');
      value = intervalOf(first, high);
    }
    if (this.#accept('\\X') || this.#accept('\\times')) {
      const sets = [value];
      do sets.push(this.#primary());
      while (this.#accept('\\X') || this.#accept('\\times'));
      value = cartesianProduct(sets);
    }
    this.#depth--;
    return value;
  }

  #primary(): Value {
    const token = this.#next();
    switch (token.kind) {
      case 'number':
        return this.#integer(token);
      case 'string':
        return token.text.slice(1, -1).replace(/\\(.)/gsu, (_, c: string) => ESCAPES[c] ?? c);
      case 'name':
        return this.#named(token.text);
      case 'end':
        return this.#fail('expected a value');
      case 'symbol':
        return this.#bracketed(token);
    }
  }

  #integer(token: Token): number {
    const n = Number(token.text);
    if (Number.isSafeInteger(n)) return n + 0;
    throw new TlaParseError('an integer beyond 2^53 - 1', token.offset);
  }

  #named(name: string): Value {
    switch (name) {
      case 'TRUE':
        return true;
      case 'FALSE':
        return false;
      case 'BOOLEAN':
        return Bool;
      case 'SUBSET':
        return powerSet(this.#primary());
      case 'Seq': {
        this.#expect('(');
        const elements = this.#value();
        this.#expect(')');
        return seqSet(elements);
      }
      default:
        return namedSets.find((set) => set.toString() === name) ?? modelValue(name);
    }
  }

  #bracketed(open: Token): Value {
    switch (open.text) {
      case '{':
        return makeSet(this.#list('}'));
      case '<<':
        return makeTupleFrom(this.#list('>>'));
      case '(':
        return this.#parenthesised();
      case '[':
        return this.#squareBracketed();
      default:
        throw new TlaParseError(`expected a value, found ${open.text}`, open.offset);
    }
  }

  #list(close: string): Value[] {
    const values: Value[] = [];
    if (this.#accept(close)) return values;
    do values.push(this.#value());
    while (this.#accept(','));
    this.#expect(close);
    return values;
  }

  /** `(a :> b @@ c :> d)` or a value in parentheses. */
  #parenthesised(): Value {
    const first = this.#value();
    if (this.#accept(')')) return first;
    this.#expect(':>');
    let result = singletonFunction(first, this.#value());
    while (this.#accept('@@')) {
      const key = this.#value();
      this.#expect(':>');
      result = mergeFunctions(result, singletonFunction(key, this.#value()));
    }
    this.#expect(')');
    return result;
  }

  /** `[a |-> 1, ...]`, `[a : S, ...]` or `[S -> T]`. */
  #squareBracketed(): Value {
    const token = this.#peek();
    const separator = this.#tokens[this.#position + 1]?.text;
    if (token.kind === 'name' && (separator === '|->' || separator === ':')) {
      return this.#fields(separator);
    }
    const domain = this.#value();
    this.#expect('->');
    const range = this.#value();
    this.#expect(']');
    return functionSet(domain, range);
  }

  #fields(separator: '|->' | ':'): Value {
    const names: string[] = [];
    const values: Value[] = [];
    do {
      const name = this.#next();
      if (name.kind !== 'name') throw new TlaParseError('expected a field name', name.offset);
      if (names.includes(name.text)) throw new TlaParseError(`duplicate field ${name.text}`, name.offset);
      this.#expect(separator);
      names.push(name.text);
      values.push(this.#value());
    } while (this.#accept(','));
    this.#expect(']');
    return separator === ':' ? makeRecordSet(names, values) : recordMaker(names)(values);
  }
}

/**
 * Reads a value in the notation of toTlaString, which is TLC's; other identifiers are model values. Throws
 * TlaParseError, also for text that stands for no value, such as {1, "a"}.
 */
export function parseTlaValue(text: string): Value {
  try {
    return new ValueParser(text).parse();
  } catch (error) {
    if (!(error instanceof TlaEvaluationError)) throw error;
    throw new TlaParseError(error.message, 0, { cause: error });
  }
}
