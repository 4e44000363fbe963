import { Source } from '../source/index.ts';
import type { Span } from '../source/index.ts';
import type { Module } from '../syntax/index.ts';

/** A part of a syntax tree as plain data for JSON. */
export type JsonTree =
  null | boolean | number | string | readonly JsonTree[] | { readonly [key: string]: JsonTree };

/**
 * A syntax tree as data: every node is an object with its `kind`, the fields that its type in compiler/syntax has, and its `span`; a span
 * is `{ start, end }`, each with `offset` (UTF-16 units from 0), `line` and `column` (from 1). Numbers are strings of digits, since they
 * may be of any size; fields that are undefined are left out.
 */
export function treeToJson(tree: Module): JsonTree {
  return toJson(tree);
}

function toJson(value: unknown): JsonTree {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value as JsonTree;
  if ('source' in value && value.source instanceof Source) return spanToJson(value as Span);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, child]) => child !== undefined)
      .map(([key, child]) => [key, toJson(child)]),
  );
}

function spanToJson({ source, start, end }: Span): JsonTree {
  const place = (offset: number): JsonTree => {
    const { line, column } = source.positionAt(offset);
    return { offset, line, column };
  };
  return { start: place(start), end: place(end) };
}
