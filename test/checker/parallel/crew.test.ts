import { describe, expect, it } from 'vitest';
import { Source } from '../../../compiler/index.ts';
import type { SpecTexts } from '../../../checker/index.ts';
import { checkModel, prepareModel, startCrew } from '../../../checker/index.ts';
import { modulesNamed } from '../../../checker/parallel/index.ts';
import { pluscal } from '../model/specs.ts';

const algorithm = `
process p \\in 1..2
variable n = 0;
begin
a: while n < Most do n := n + 1; end while;
end process`;

function textsOf(algorithmText: string, modules: Readonly<Record<string, string>>): SpecTexts {
  return {
    source: new Source('Spec.tla', pluscal(algorithmText).replace('EXTENDS ', 'EXTENDS Bounds, ')),
    findModule: (name) => {
      const text = modules[name];
      return text === undefined ? undefined : new Source(`${name}.tla`, text);
    },
    config: undefined,
  };
}

const bounds = { Bounds: '---- MODULE Bounds ----\nMost == 4\n====' };

describe('threads that are started before the model is made', () => {
  it('take part in the search', async () => {
    const texts = textsOf(algorithm, bounds);
    const crew = startCrew(texts, 2);
    try {
      const { value } = prepareModel(texts);
      if (value === undefined) throw new Error('no model');
      const { report } = await checkModel(value, { workers: 2, crew });
      expect(report).toMatchObject({ result: 'ok', distinct: 36, workers: 2 });
      // They belong to that search.
      expect(crew?.take(value.recipe, 2)).toBeUndefined();
    } finally {
      await crew?.end();
    }
  });

  it.each([
    { what: 'of another algorithm', texts: textsOf(algorithm.replace('n + 1', 'n + 2'), bounds), workers: 2 },
    {
      what: 'with other modules',
      texts: textsOf(algorithm, { Bounds: bounds.Bounds.replace('4', '5') }),
      workers: 2,
    },
    {
      what: 'with another configuration',
      texts: { ...textsOf(algorithm, bounds), deadlock: false },
      workers: 2,
    },
    { what: 'by more workers', texts: textsOf(algorithm, bounds), workers: 3 },
  ])('are not used for a search $what', async ({ texts, workers }) => {
    const crew = startCrew(textsOf(algorithm, bounds), 2);
    try {
      const { value } = prepareModel(texts);
      if (value === undefined) throw new Error('no model');
      expect(crew?.take(value.recipe, workers)).toBeUndefined();
    } finally {
      await crew?.end();
    }
  });

  it('are none where one thread searches, or where modules cannot be read', () => {
    const texts = textsOf(algorithm, bounds);
    expect(startCrew(texts, 1)).toBeUndefined();
    const findModule = (): never => {
      throw new Error('EACCES');
    };
    expect(startCrew({ ...texts, findModule }, 2)).toBeUndefined();
  });
});

describe('the modules that a text may use', () => {
  it('are all that can be found by the names behind EXTENDS and INSTANCE, of them too', () => {
    const modules: Readonly<Record<string, string>> = {
      A: 'EXTENDS Naturals,\n B',
      B: 'I(x) == INSTANCE C WITH y <- x',
      C: 'EXTENDS A',
      D: '',
    };
    const found = modulesNamed(
      new Source('Root.tla', 'EXTENDS A , Sequences\nVARIABLE B1\n\\* INSTANCE D'),
      (name) => {
        const text = modules[name];
        return text === undefined ? undefined : new Source(`${name}.tla`, text);
      },
    );
    expect([...found.keys()].sort()).toEqual(['A', 'B', 'C', 'D']);
  });
});
