import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Diagnostic } from '../../../compiler/diagnostics/index.ts';
import { Source } from '../../../compiler/source/index.ts';
import { parseExpression, parseModule } from '../../../compiler/syntax/index.ts';
import type { Algorithm, Expression, Module, Unit } from '../../../compiler/syntax/index.ts';
import { algorithmOf, printed } from './print.ts';

/** An expression that has to parse. */
export function expression(text: string): Expression {
  const { value, diagnostics } = parseExpression(new Source('test.tla', text));
  expect(diagnostics.map(brief)).toEqual([]);
  return value;
}

/** An expression as an s-expression; it has to parse. */
export function tree(text: string): string {
  return printed(expression(text), Infinity);
}

/** What is wrong with an expression, one line each. */
export function problems(text: string): readonly string[] {
  return parseExpression(new Source('test.tla', text)).diagnostics.map(brief);
}

/** `2:5 MP103 message` */
export function brief(diagnostic: Diagnostic): string {
  const { line, column } = diagnostic.span.source.positionAt(diagnostic.span.start);
  return `${line}:${column} ${diagnostic.code} ${diagnostic.message}`;
}

/** A module whose units are the text; its first line is line 2. */
export function moduleText(units: string): string {
  return `---- MODULE Test ----\n${units}\n====\n`;
}

export function module(units: string): Module {
  const { value, diagnostics } = parseModule(new Source('Test.tla', moduleText(units)));
  expect(diagnostics.map(brief)).toEqual([]);
  return value;
}

export function unit(text: string): Unit {
  const { units } = module(text);
  expect(units).toHaveLength(1);
  const [only] = units;
  if (only === undefined) throw new Error('no unit');
  return only;
}

export function moduleProblems(units: string): readonly string[] {
  return parseModule(new Source('Test.tla', moduleText(units))).diagnostics.map(brief);
}

/** An algorithm, from `--` on, that has to parse. */
export function algorithm(text: string): Algorithm {
  const found = algorithmOf(module(`(*\n${text}\n*)`));
  if (found === undefined) throw new Error('no algorithm');
  return found;
}

/** What is wrong with an algorithm; its first line is line 3. */
export function algorithmProblems(text: string): readonly string[] {
  return moduleProblems(`(*\n${text}\n*)`);
}

/** The statements of a body in C syntax, as s-expressions. */
export function statements(text: string): readonly string[] {
  return (algorithm(`--algorithm A {\n{ ${text} }\n}`).body ?? []).map((one) => printed(one, Infinity));
}

/** The statements of a body in P syntax, as s-expressions. */
export function wordyStatements(text: string): readonly string[] {
  return (algorithm(`--algorithm A\nbegin ${text}\nend algorithm`).body ?? []).map((one) =>
    printed(one, Infinity),
  );
}

const oracle = new URL('../../oracle/', import.meta.url);

/** The oracle's specs, by path within the oracle. */
export function oracleSpecs(): readonly string[] {
  return ['mpcal', 'pluscal'].flatMap((folder) =>
    readdirSync(new URL(folder, oracle))
      .filter((file) => file.endsWith('.tla'))
      .map((file) => `${folder}/${file}`),
  );
}

export function oracleText(path: string): string {
  return readFileSync(new URL(path, oracle), 'utf8');
}
