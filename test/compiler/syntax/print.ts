import type { Algorithm, Module, Statement, Unit } from '../../../compiler/syntax/index.ts';

type Shown = string | readonly Shown[];

/** Fields that say where something stands and not what it is. */
const places = new Set([
  'span',
  'operatorSpan',
  'bullets',
  'readSpan',
  'writeSpan',
  'translation',
  'pluscalTranslation',
]);

/**
 * Any part of a syntax tree as an s-expression: the kind, then the fields in the order of their names. Names and plain applications are
 * their text, empty lists and fields that are undefined or false are left out.
 */
export function shown(value: unknown): Shown {
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const node = value as Readonly<Record<string, unknown>>;
  switch (node['kind']) {
    case 'name':
      return String(node['text']);
    case 'number':
      return String(node['value']);
    case 'string':
      return JSON.stringify(node['value']);
    case 'boolean':
      return node['value'] === true ? 'TRUE' : 'FALSE';
    case 'application':
      if (isEmpty(node['steps']) && isEmpty(node['args'])) return shown(node['name']);
      if (node['fixity'] !== undefined) return throughInstance(node);
      break;
    case 'infix':
    case 'prefix':
    case 'postfix':
      return [String(node['operator']), ...operands(node)];
    case 'junction':
      return [`list${String(node['operator'])}`, ...(shown(node['items']) as Shown[])];
    case 'parenthesized':
      return ['()', shown(node['inner'])];
    default:
  }
  const fields = Object.keys(node)
    .filter((key) => key !== 'kind' && !places.has(key) && !isEmpty(node[key]))
    .sort()
    .map((key): Shown => (typeof node[key] === 'boolean' ? key : [`${key}:`, shown(node[key])]));
  return [String(node['kind'] ?? 'record'), ...fields];
}

/** `(I!+ a b)`, with the arguments of instances in brackets of their own. */
function throughInstance(node: Readonly<Record<string, unknown>>): Shown {
  const steps = node['steps'] as readonly Readonly<Record<string, unknown>>[];
  const instances = steps.map((step) => [
    String(shown(step['name'])),
    ...(isEmpty(step['args']) ? [] : [shown(step['args'])]),
  ]);
  const args = shown(node['args']) as readonly Shown[];
  return [...instances.flatMap((parts) => [...parts, '!']), shown(node['name']), ...args];
}

function operands(node: Readonly<Record<string, unknown>>): Shown[] {
  return ['left', 'right', 'operand'].filter((key) => node[key] !== undefined).map((key) => shown(node[key]));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === false || (Array.isArray(value) && value.length === 0);
}

/** The s-expression on as many lines as it needs at the given width. */
export function printed(value: unknown, width = 110): string {
  return layout(shown(value), 0, width);
}

function layout(value: Shown, indent: number, width: number): string {
  const flat = flatten(value);
  if (typeof value === 'string' || indent + flat.length <= width) return flat;
  const [head, ...rest] = value;
  if (head === undefined) return '()';
  const inner = rest.map((part) => `\n${' '.repeat(indent + 2)}${layout(part, indent + 2, width)}`);
  return `(${layout(head, indent + 1, width)}${inner.join('')})`;
}

function flatten(value: Shown): string {
  return typeof value === 'string' ? value : `(${value.map(flatten).join(' ')})`;
}

export function algorithmOf(module: Module): Algorithm | undefined {
  return module.units.find((unit): unit is Unit & { kind: 'algorithmUnit' } => unit.kind === 'algorithmUnit')
    ?.algorithm;
}

/** All statements of a list, those inside others included. */
export function allStatements(statements: readonly Statement[]): readonly Statement[] {
  return statements.flatMap((statement) => [statement, ...allStatements(inner(statement))]);
}

function inner(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case 'if':
      return [...statement.then, ...(statement.else ?? [])];
    case 'while':
    case 'with':
    case 'block':
      return statement.body;
    case 'either':
      return statement.branches.flat();
    default:
      return [];
  }
}
