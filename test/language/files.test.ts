import { describe, expect, it } from 'vitest';
import type { CheckReport, PreparedModel } from '../../checker/index.ts';
import { checkModel, prepareModel, simulateModel } from '../../checker/index.ts';
import { pluscalOf } from '../../compiler/pluscal/index.ts';
import { Source } from '../../compiler/source/index.ts';
import { compileText, load, run, show } from '../compiler/emit/harness.ts';

const block = `--mpcal Count {
  define { Twice(n) == 2 * n }
  archetype A(ref total) { l: while (total < Limit) { total := Plus(total, 1); } }
  variables x = 0;
  fair process (P \\in 1..2) == instance A(ref x);
}`;
const before = 'CONSTANT Limit\nLOCAL Plus(a, b) == a + b';
const after = 'Small == x <= Limit';

interface Parts {
  readonly prose?: string;
  readonly block?: string;
  /** What stands behind the block in its comment, and behind that comment. */
  readonly inComment?: string;
  readonly behind?: string;
  readonly after?: string;
}

const file = (parts: Parts = {}): string =>
  [
    parts.prose ?? '',
    '---- MODULE Count ----',
    'EXTENDS Naturals, TLC',
    before,
    `(*\n${parts.block ?? block}\n${parts.inComment ?? ''}*)`,
    parts.behind ?? '',
    parts.after ?? after,
    '====',
    '',
  ].join('\n');

const markers = '\\* BEGIN TRANSLATION\nx == ( [ nothing that is read }\n\\* END TRANSLATION\n';
const pluscalMarkers = '\\* BEGIN PLUSCAL TRANSLATION\n--algorithm Old { ( }\n\\* END PLUSCAL TRANSLATION\n';

function prepared(text: string, config: string): PreparedModel {
  const { value, diagnostics } = prepareModel({
    source: new Source('Count.tla', text),
    findModule: () => undefined,
    config: new Source('Count.cfg', config),
  });
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

const limited = 'SPECIFICATION Spec CONSTANT Limit = 3';

async function checked(text: string, config = `${limited} INVARIANT Small`): Promise<CheckReport> {
  return (await checkModel(prepared(text, config))).report;
}

const simulated = (text: string, config = `${limited} INVARIANT Small`): Promise<CheckReport> =>
  simulateModel(prepared(text, config), { walks: 20, depth: 20, seed: 1 });

describe('a file with an MPCal block', () => {
  it.each([
    ['bare', {}],
    ['with prose before the module', { prose: 'Some (* prose " \\* that is not TLA+ ----' }],
    ['with markers of the translation', { behind: markers }],
    ['with markers of the PlusCal form in the comment of the block', { inComment: pluscalMarkers }],
    ['with both pairs', { inComment: pluscalMarkers, behind: markers }],
  ] satisfies readonly (readonly [string, Parts])[])(
    'compiles, is checked and simulated alike: %s',
    async (_, parts) => {
      const text = file(parts);
      expect(compileText(text).diagnostics).toEqual([]);
      const { refs } = await run(load(text), 'A', { refs: { total: 0 }, constants: { Limit: 5 } });
      expect(show(refs['total'] ?? 0)).toBe('5');
      expect(await checked(text)).toMatchObject({ result: 'ok', distinct: 7 });
      expect(await simulated(text)).toMatchObject({ result: 'incomplete' });
    },
  );

  it('holds its PlusCal form between markers, in the comment of the block', () => {
    const form = (text: string): string => {
      const { value } = pluscalOf(new Source('Count.tla', text), { findModule: () => undefined });
      if (value === undefined) throw new Error('no form');
      return value.spec;
    };
    const written = form(file({ inComment: pluscalMarkers, behind: markers }));
    expect(written).toMatch(
      /\(\*\n--mpcal[^]*BEGIN PLUSCAL TRANSLATION\n--algorithm Count \{[^]*END PLUSCAL TRANSLATION\n\*\)/,
    );
    expect(written).not.toContain('Old');
    expect(written).toContain('nothing that is read');
    expect(form(written)).toBe(written);
    expect(form(file())).toContain('BEGIN PLUSCAL TRANSLATION\n--algorithm Count {');
  });

  it('shows its block what the module defines and extends, LOCAL definitions too', () => {
    const hidden = file().replace('LOCAL Plus(a, b) == a + b', '');
    expect(compileText(hidden).diagnostics.map(({ code }) => code)).toEqual(['MP201']);
    expect(
      compileText(file().replace('Naturals, TLC', 'TLCExt')).diagnostics.map(({ code }) => code),
    ).toContain('MP201');
  });
});

describe('units after the algorithm', () => {
  it('are checked', async () => {
    expect(await checked(file({ after: 'Small == x < Limit' }))).toMatchObject({
      result: 'invariant',
      violated: 'Small',
    });
    expect(await simulated(file({ after: 'Small == x < Limit' }))).toMatchObject({ result: 'invariant' });
  });

  it('stand behind the markers of the translation as well', async () => {
    expect(await checked(file({ behind: markers, after: 'Small == x < Limit' }))).toMatchObject({
      result: 'invariant',
    });
  });

  it('see the operators of the define section', async () => {
    expect(await checked(file({ after: 'Small == Twice(x) <= 6' }))).toMatchObject({ result: 'ok' });
    expect(await checked(file({ after: 'Small == Twice(x) <= 5' }))).toMatchObject({ result: 'invariant' });
  });

  it('may speak of variables, pc, stack and ProcSet, of primes and of behaviours', async () => {
    const procedures = block
      .replace('archetype A', 'procedure P() { p: return; }\narchetype A')
      .replace('Plus(total, 1); }', 'Plus(total, 1); m: call P(); }');
    const properties = [
      'Small == ProcSet = 1..2 /\\ (\\A i \\in ProcSet : pc[i] \\in {"l", "m", "p", "Done"} /\\ (pc[i] = "p" <=> stack[i] # <<>>))',
      "Up == [][x' >= x]_x",
      'Ends == <>(\\A i \\in ProcSet : pc[i] = "Done")',
      'Leads == x = 1 ~> x = 3',
    ];
    const config = `${limited} INVARIANT Small PROPERTIES Up Ends Leads`;
    const text = file({ block: procedures, after: properties.join('\n') });
    expect(await checked(text, config)).toMatchObject({ result: 'ok' });
    const wrong = text.replace("x' >= x", "x' > x + 1");
    expect((await checked(wrong, config)).result).not.toBe('ok');
  });
});

describe('a file with a plain algorithm', () => {
  const c = `--fair algorithm Count {
  variables x = 0;
  define { Twice(n) == 2 * n }
  macro Step() { x := Plus(x, 1) }
  process (P \\in 1..2) { l: while (x < Limit) { Step() } }
}`;
  const p = `--fair algorithm Count
  variables x = 0;
  define Twice(n) == 2 * n end define;
  macro Step() begin x := Plus(x, 1); end macro;
  process P \\in 1..2 begin l: while x < Limit do Step(); end while; end process;
end algorithm`;

  it.each([
    ['C syntax', c],
    ['P syntax', p],
  ])('in %s is checked and simulated', async (_, algorithm) => {
    const text = file({ block: algorithm, behind: markers, after: `${after}\nDone == <>(x = Limit)` });
    expect(await checked(text, `${limited} INVARIANT Small PROPERTY Done`)).toMatchObject({
      result: 'ok',
      distinct: 7,
    });
    expect(await simulated(text)).toMatchObject({ result: 'incomplete' });
    const wrong = text.replace('x <= Limit', 'Twice(x) <= Limit');
    expect(await checked(wrong)).toMatchObject({ result: 'invariant', violated: 'Small' });
    expect(await simulated(wrong)).toMatchObject({ result: 'invariant', violated: 'Small' });
  });
});
