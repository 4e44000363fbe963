import { describe, expect, it } from 'vitest';
import { standardCatalogue } from '../../../compiler/emit/standard-catalogue.ts';
import { catalogue } from '../../../runtime/tla/modules/catalogue.ts';
import * as runtime from '../../../runtime/tla/index.ts';

describe("the compiler's copy of the catalogue of standard operators", () => {
  it("is the runtime's", () => {
    const rows = Object.entries(catalogue).flatMap(([module, operators]) =>
      Object.entries(operators).map(([operator, { tsName, result, fallible, isConstant }]) => {
        const traits = [result === 'boolean' ? 'b' : '', fallible ? 'f' : '', isConstant ? 'c' : ''].join('');
        return [`${module}!${operator}`, [tsName, traits]];
      }),
    );
    expect(Object.fromEntries(standardCatalogue)).toEqual(Object.fromEntries(rows));
  });

  it('names only what the runtime exports', () => {
    const missing = [...standardCatalogue.values()].filter(([name]) => !(name in runtime));
    expect(missing).toEqual([]);
  });
});
