import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import { showValue } from './text.ts';

/** One thing wrong with a configuration file. */
export interface ConfigProblem {
  /** Path of the key, such as `servers.2.mailboxAddr`; empty for the file as a whole. */
  readonly key: string;
  /** What the file has there; undefined when the key is missing. */
  readonly value: unknown;
  /** What was expected, completing "expected ...". */
  readonly expected: string;
  /** A way out, where there is one to suggest. */
  readonly hint?: string;
  /** Place in the file, both from 1. */
  readonly line: number;
  readonly column: number;
}

/** A configuration that cannot be used; names everything that is wrong with it. */
export class ConfigError extends Error {
  readonly code = 'RAFTKVS_CONFIG';
  readonly problems: readonly ConfigProblem[];

  constructor(fileName: string, problems: readonly ConfigProblem[], options?: ErrorOptions) {
    super(problems.map((problem) => describe(fileName, problem)).join('\n'), options);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

function describe(fileName: string, { key, value, expected, hint, line, column }: ConfigProblem): string {
  const subject = key === '' ? '' : `${key}: `;
  const found = value === undefined ? 'but it is missing' : `but found ${showValue(value)}`;
  return `${fileName}:${line}:${column}: ${subject}expected ${expected}, ${found}${hint === undefined ? '' : ` (${hint})`}`;
}

/** A parsed file that knows where its keys stand. */
export interface ConfigText {
  /** The file's content as plain data; undefined when it is no YAML, and then `problems` says why. */
  readonly content: unknown;
  readonly problems: readonly ConfigProblem[];
  /** Place of the key at `path`, or of the innermost enclosing key that exists. */
  position(path: readonly PropertyKey[]): { readonly line: number; readonly column: number };
}

/** Reads YAML, keeping positions. Ids may be written as numbers: paths compare keys as text. */
export function readConfigText(text: string): ConfigText {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    strict: true,
    uniqueKeys: true,
    prettyErrors: false,
  });
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = document.errors.map((error) => ({
    key: '',
    value: lineAt(text, place(error.pos[0]).line),
    expected: `well-formed YAML: ${error.message}`,
    ...place(error.pos[0]),
  }));
  return {
    content: problems.length > 0 ? undefined : (document.toJS() as unknown),
    problems,
    position: (path) => place(offsetOf(document, path)),
  };
}

function lineAt(text: string, line: number): string {
  return text.split('\n')[line - 1]?.trim() ?? '';
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of path) {
    if (!isMap(node)) break;
    const pair: Pair<unknown, unknown> | undefined = node.items.find(
      (item) => isPair(item) && keyText(item.key) === String(key),
    );
    if (pair === undefined) break;
    offset = startOf(pair.key) ?? offset;
    node = pair.value;
  }
  return offset;
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function startOf(key: unknown): number | undefined {
  return isNode(key) ? (key as Node).range?.[0] : undefined;
}
