import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { check } from '../../../checker/index.ts';
import { checkedModels } from '../models.ts';
import { mutantFiles, systems } from './files.ts';

const specs = fileURLToPath(new URL('../../../specs/', import.meta.url));

describe.each(Object.entries(systems))('the mutants of %s', (system, mutants) => {
  const folder = `${specs}${system}/mutants/`;
  const files = mutantFiles(system, mutants);

  it('are what the spec and the table give (otherwise: make mutants)', () => {
    for (const { name, text } of files) {
      expect(existsSync(folder + name), name).toBe(true);
      expect(readFileSync(folder + name, 'utf8'), name).toBe(text);
    }
  });

  it('are all in the table', () => {
    expect(readdirSync(folder).sort()).toEqual(files.map(({ name }) => name).sort());
  });

  it('are all in the README', () => {
    const text = readFileSync(`${specs}${system}/README.md`, 'utf8');
    for (const { name } of mutants) expect(text).toContain(`| \`${name}\` |`);
  });
});

describe('a mutant is caught:', () => {
  for (const [system, mutants] of Object.entries(systems)) {
    if (system === 'raftkvs') continue;
    it.each(mutants)(`${system} $name, where $defect`, async ({ name, caughtBy }) => {
      const file = `${specs}${system}/mutants/${name}`;
      const { result, violated } = await check({ spec: `${file}.tla`, config: `${file}.cfg` });
      expect(caughtBy).toContain(violated ?? result);
    });
  }
});

describe('a model shows what it must:', () => {
  it.each(checkedModels.filter(({ isQuick }) => isQuick))(
    '$system $config',
    async (model) => {
      const { system, config, result, violated } = model;
      const folder = `${specs}${system}/`;
      const report = await check({ spec: `${folder}${system}.tla`, config: `${folder}models/${config}` });
      expect([report.result, report.violated]).toEqual([result, violated]);
    },
    120_000,
  );
});
