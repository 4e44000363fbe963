import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { checkModel, prepareModel } from '../../../checker/index.ts';
import { pluscalOf } from '../../../compiler/pluscal/index.ts';
import type { PlusCalForm } from '../../../compiler/pluscal/index.ts';
import { Source } from '../../../compiler/source/index.ts';

const root = new URL('../../../', import.meta.url);

export function textOf(path: string): string {
  return readFileSync(fileURLToPath(new URL(path, root)), 'utf8');
}

/** The PlusCal form of a spec that has one. */
export function formOf(text: string): PlusCalForm {
  const { value, diagnostics } = pluscalOf(new Source('Test.tla', text), { findModule: () => undefined });
  expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual(
    [],
  );
  if (value === undefined) throw new Error('no form and no error');
  return value;
}

/** The PlusCal form of an algorithm, from `--mpcal` on, in a module that extends the usual ones. */
export function formOfAlgorithm(algorithm: string, units = ''): string {
  return formOf(moduleWith(algorithm, units)).algorithm;
}

export function moduleWith(algorithm: string, units = ''): string {
  return `---- MODULE Test ----\nEXTENDS Naturals, Sequences, TLC\n(*\n${algorithm}\n*)\n${units}\n====\n`;
}

/** What checking a spec finds. */
export async function found(
  text: string,
  config: string | undefined,
): Promise<{
  readonly distinct: number;
  readonly depth: number;
  readonly initial: number;
  readonly result: string;
}> {
  const { value, diagnostics } = prepareModel({
    source: new Source('Test.tla', text),
    findModule: () => undefined,
    config: config === undefined ? undefined : new Source('Test.cfg', config),
  });
  expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual(
    [],
  );
  if (value === undefined) throw new Error('no model and no error');
  const { report } = await checkModel(value);
  const { distinct, depth, initial, result } = report;
  return { distinct, depth, initial, result };
}

/** What keeps a spec from being checked, as `CODE marked text: message`. */
export function modelProblemsOf(text: string): readonly string[] {
  const { diagnostics } = prepareModel({
    source: new Source('Test.tla', text),
    findModule: () => undefined,
    config: undefined,
  });
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, span, message }) => `${code} ${span.source.text.slice(span.start, span.end)}: ${message}`);
}

/** What checking an algorithm finds; its PlusCal form has to have the same. */
export async function foundInBoth(
  algorithm: string,
  units = '',
  config = 'SPECIFICATION Spec\nCHECK_DEADLOCK FALSE',
): ReturnType<typeof found> {
  const text = moduleWith(algorithm, `\\* BEGIN TRANSLATION\n\\* END TRANSLATION\n${units}`);
  const modular = await found(text, config);
  expect(await found(formOf(text).standalone, config)).toEqual(modular);
  return modular;
}
