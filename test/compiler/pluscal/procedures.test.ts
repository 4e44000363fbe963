import { describe, expect, test } from 'vitest';
import { formOfAlgorithm, foundInBoth } from './forms.ts';

const processes = `
    process (P = 1) == instance A(ref x);
    process (Q \\in 2..3) == instance A(ref x);`;

describe('calls that save what their step has changed', () => {
  const algorithm = `--mpcal Test {
    procedure Down(n) variables k = 1, u; {
      s: n := n - 1;
         k := k + n;
         if (n > 0) { call Down(n); } else { return; };
      t: n := n + k;
         if (n > 3) { n := 0; call Down(n); return; } else { u := n; return; };
    }
    archetype A(ref p) { l: call Down(2); m: p := p + 1; }
    variables x = 0;
    ${processes}
}`;

  test('have the states of the Modular PlusCal', async () => {
    expect(await foundInBoth(algorithm)).toMatchObject({ result: 'ok', distinct: 216, depth: 16 });
  });

  test('keep parameters and locals in records of activations', () => {
    const text = formOfAlgorithm(algorithm);
    expect(text).toContain('activations = [one \\in {1} \\cup 2..3 |-> <<>>];');
    expect(text).toContain(
      'activations[1] := <<[n |-> 2, k |-> 1, u |-> defaultInitValue]>> \\o activations[1];\n        call Down();',
    );
  });

  test('restore what a nested call has changed', async () => {
    const states = await foundInBoth(
      `--mpcal Test {
    procedure Fib(n, ref to) variables a = 0; {
      f: if (n < 2) { to := n; return; };
      g: a := n; n := n - 1; call Fib(n, ref a);
      h: to := a; n := n - 1; call Fib(n, ref a);
      i: to := to + a; return;
    }
    archetype A(ref p) { l: call Fib(5, ref p); }
    variables x = 0;
    process (P = 1) == instance A(ref x);
}`,
      'Right == pc[1] = "Done" => x = 5',
      'SPECIFICATION Spec\nINVARIANT Right',
    );
    expect(states).toMatchObject({ result: 'ok', initial: 1 });
  });
});

describe('references to locals of procedures under recursion', () => {
  test('have the states of the Modular PlusCal', async () => {
    const states = await foundInBoth(`--mpcal Test {
    procedure Sum(ref to, n) variables k = 0; {
      s: if (n > 0) { call Sum(ref k, n - 1); } else { to := 1; return; };
      t: to := k + n; k := 7; call Bump(ref to);
      u: call Bump(ref k);
      v: return;
    }
    procedure Bump(ref b) { b1: b := b + 1; return; }
    archetype A(ref p) variables loc = 5; { l: call Sum(ref p, 1); m: call Sum(ref loc, 0); q: p := p + loc; }
    variables x = 0;
    process (P = 1) == instance A(ref x);
    process (Q \\in 2..2) == instance A(ref x);
}`);
    expect(states).toMatchObject({ result: 'ok', initial: 1 });
    expect(states.distinct).toBeGreaterThan(100);
  });

  test('are told apart however many activations lie between', async () => {
    const states = await foundInBoth(
      `--mpcal Test {
    procedure Outer(ref r, n) variables mine = n; {
      a: if (n = 0) { r := r + 10; return; };
      b: call Inner(ref mine, ref r, n);
      c: r := r + mine; return;
    }
    procedure Inner(ref near, ref far, n) variables own = 1; {
      d: near := near + 1; far := far + 1; call Outer(ref near, n - 1);
      e: call Outer(ref far, 0);
      f: call Outer(ref own, 0);
      g: near := near + own; return;
    }
    archetype A(ref p) { l: call Outer(ref p, 2); }
    variables x = 0;
    process (P = 1) == instance A(ref x);
}`,
      'End == pc[1] = "Done" => x = 59',
      'SPECIFICATION Spec\nINVARIANT End',
    );
    expect(states).toMatchObject({ result: 'ok', initial: 1 });
  });

  test('of indexed references work too', async () => {
    const states = await foundInBoth(`--mpcal Test {
    procedure Fill(ref f[_], n) variables g = [i \\in 0..1 |-> n]; {
      s: if (n > 0) { f[n % 2] := n; call Fill(ref g[_], n - 1); } else { f[0] := f[1] + 5; return; };
      t: f[1] := g[0] + g[1]; return;
    }
    archetype A(ref p[_]) { l: call Fill(ref p[_], 3); }
    variables x = [i \\in 0..1 |-> 0];
    process (P \\in 1..2) == instance A(ref x[_]);
}`);
    expect(states).toMatchObject({ result: 'ok' });
  });
});

describe('initial values of locals of procedures', () => {
  test('that choose by a mapping macro are chosen in the step of the call', async () => {
    const states = await foundInBoth(`--mpcal Test {
    mapping macro Coin { read { either { yield $variable; } or { yield 0; }; } write { yield $value; } }
    procedure Take(ref p) variables k = p; { s: p := k + 1; t: return; }
    archetype A(ref p) { l: call Take(ref p); m: p := p + 1; }
    variables x = 4;
    process (P \\in 1..2) == instance A(ref x) mapping x via Coin;
}`);
    expect(states).toMatchObject({ result: 'ok', distinct: 154, initial: 1 });
  });

  test('that are chosen from a set are chosen in the step of the call', async () => {
    const states = await foundInBoth(`--mpcal Test {
    procedure Pick(n) variables k \\in {n, n + 1}; { s: n := k; t: return; }
    archetype A(ref p) { l: call Pick(1); m: p := p + 1; }
    variables x = 4;
    process (P = 1) == instance A(ref x);
}`);
    expect(states).toMatchObject({ result: 'ok', distinct: 7, initial: 1 });
  });
});
