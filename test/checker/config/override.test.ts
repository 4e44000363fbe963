import { describe, expect, it } from 'vitest';
import { parseConfig, withConstants } from '../../../checker/config/index.ts';
import { Source } from '../../../compiler/index.ts';

const text = `\\* Max = 7 is too much
CONSTANTS
  Max = 3
  Nodes = {n1, n2}
  Twice <- Double
INVARIANT Inv`;

const overridden = (...constants: readonly string[]): string =>
  withConstants(new Source('Spec.cfg', text), constants);

describe('the text of a configuration with other constants', () => {
  it('is the same text if there are none', () => {
    expect(overridden()).toBe(text);
  });

  it('has them in the places of those that it had', () => {
    expect(overridden('Max=4', 'Twice = 2')).toBe(
      text.replace('Max = 3', 'Max=4').replace('Twice <- Double', 'Twice = 2'),
    );
  });

  it('has those that it did not mention at the end', () => {
    expect(overridden('Min <- Zero')).toBe(`${text}\nCONSTANT Min <- Zero`);
  });

  it('has each once, as it was said last', () => {
    expect(overridden('Max=4', 'Max = 5')).toBe(text.replace('Max = 3', 'Max = 5'));
    const twice = new Source('Spec.cfg', 'CONSTANT Max = 1\nCONSTANT Max <- [M] Other\nINVARIANT Inv');
    const { value, diagnostics } = parseConfig(new Source('New.cfg', withConstants(twice, ['Max = 2'])));
    expect(diagnostics).toEqual([]);
    expect([value.values.length, value.replacements.length]).toEqual([1, 0]);
  });
});
