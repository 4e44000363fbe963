import { describe, expect, it } from 'vitest';
import { standardModules } from '../../../compiler/resolve/index.ts';
import { catalogue } from '../../../runtime/tla/modules/catalogue.ts';

const arities = { value: 0, operator1: 1, operator2: 2 } as const;

describe('the table of standard modules', () => {
  it.each(Object.keys({ ...standardModules, ...catalogue }))(
    'has the operators of %s that the runtime has, with the same parameters',
    (module) => {
      const known = standardModules[module]?.operators ?? {};
      const implemented = Object.fromEntries(
        Object.entries(catalogue[module] ?? {}).map(([operator, { params }]) => [
          operator,
          params.map((kind) => arities[kind]),
        ]),
      );
      expect(known).toEqual(implemented);
    },
  );

  it('extends modules that are in the table', () => {
    const missing = Object.values(standardModules)
      .flatMap((module) => module.extends)
      .filter((name) => standardModules[name] === undefined);
    expect(missing).toEqual([]);
  });
});
