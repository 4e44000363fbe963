import { describe, expect, test } from 'vitest';
import { formOfAlgorithm, foundInBoth } from './forms.ts';

const macros = `
    mapping macro Coin { read { either { yield $variable; } or { yield 0; }; } write { yield $value; } }
    mapping macro Wait {
      read { with (i \\in {1, 2, 3}) { await i >= $variable; yield i; }; }
      write { yield $value; }
    }`;

describe('initial values that choose or wait through a mapping macro', () => {
  test('are chosen from a set', () => {
    const text = formOfAlgorithm(`--mpcal Test { ${macros}
    archetype A(ref p, ref q) variables a = p + 1, b = a + q; { l: p := a + b; }
    variables x = 2; y = 2;
    process (P = 1) == instance A(ref x, ref y) mapping x via Coin mapping y via Wait;
}`);
    expect(text).toContain('a \\in {x + 1} \\cup {0 + 1};');
    expect(text).toContain('b \\in UNION {IF i >= y THEN {a + i} ELSE {} : i \\in {1, 2, 3}};');
  });

  test('have the states of the Modular PlusCal', async () => {
    const states = await foundInBoth(`--mpcal Test { ${macros}
    archetype A(ref p, ref q) variables a = p + 1, b = a + q, c \\in {a, q}; { l: p := a + b; m: p := c; }
    variables x = 2; y = 2;
    process (P = 1) == instance A(ref x, ref y) mapping x via Coin mapping y via Wait;
}`);
    expect(states).toMatchObject({ result: 'ok', initial: 10 });
  });

  test('of a set of processes are functions of them', async () => {
    const states = await foundInBoth(`--mpcal Test { ${macros}
    procedure Inc(ref p) { s: p := p + 1; return; }
    archetype A(ref p, n) variables c \\in 1..self, d = p + n, e \\in {c, d}, f; {
      l: f := c; p := p + 1; d := d + 1 || e := d;
      m: c := 0; call Inc(ref d);
      z: call Inc(ref p);
    }
    variables x = 4;
    process (P \\in 1..2) == instance A(ref x, self + 1) mapping x via Coin;
}`);
    expect(states).toMatchObject({ result: 'ok', initial: 32 });
  });

  test('of which there are none leave no initial state', async () => {
    const algorithm = `--mpcal Test {
    mapping macro Never { read { await FALSE; yield $variable; } write { yield $value; } }
    archetype A(ref p) variables a = p; { l: p := a; }
    variables x = 4;
    process (P = 1) == instance A(ref x) mapping x via Never;
}`;
    expect(await foundInBoth(algorithm)).toMatchObject({ initial: 0 });
  });
});

test('sets that do not depend on the process stay declarations of the process', () => {
  const text = formOfAlgorithm(`--mpcal Test { ${macros}
    archetype A(ref p) variables a = p, b \\in 1..2; { l: p := a + b; }
    variables x = 2;
    process (P \\in 1..2) == instance A(ref x) mapping x via Coin;
}`);
  expect(text).toContain('variables\n        a \\in {x} \\cup {0};\n        b \\in 1..2;');
});
