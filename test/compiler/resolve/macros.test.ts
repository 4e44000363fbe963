import { describe, expect, it } from 'vitest';
import type { BlockStatement, Statement } from '../../../compiler/syntax/index.ts';
import { codes, meanings, mpcal, pluscal, resolve, shown } from './helpers.ts';

describe('macro calls', () => {
  it('become blocks that carry the label of the call', () => {
    const { spec, diagnostics } = resolve(
      pluscal('variables x = 0;\nmacro inc(v) { v := v + 1; v := v + 2 }\n{ a: inc(x); }'),
    );
    expect(diagnostics).toEqual([]);
    const block = spec.algorithm?.body?.[0] as BlockStatement;
    expect([block.kind, block.label?.name.text]).toEqual(['block', 'a']);
    expect(block.body.map(({ kind }) => kind)).toEqual(['assign', 'assign']);
  });

  it('give every expansion nodes of its own', () => {
    const { spec } = resolve(
      pluscal('variables x = 0;\nmacro inc(v) { v := v + 1 }\n{ a: inc(x); b: inc(x); }'),
    );
    const [first, second] = (spec.algorithm?.body ?? []) as readonly BlockStatement[];
    expect(first?.body[0]).not.toBe(second?.body[0]);
  });

  it('expand inside each other', () => {
    const resolved = resolve(
      pluscal('variables x = 0;\nmacro one(v) { ‹v› := 1 }\nmacro two(w) { one(w) }\n{ a: two(x); }'),
    );
    expect(resolved.diagnostics).toEqual([]);
    const block = resolved.spec.algorithm?.body?.[0] as BlockStatement;
    const inner = block.body[0] as BlockStatement;
    const assign = inner.body[0] as Extract<Statement, { kind: 'assign' }>;
    const target = assign.assignments[0]?.target;
    expect(target === undefined ? '' : resolved.spec.bindings.references.get(target)?.name).toBe('x');
  });

  it('put the path of the argument before that of the macro', () => {
    const { spec, diagnostics } = resolve(
      pluscal('variables x = 0, i = 1;\nmacro set(v) { v[2].f := 1 }\n{ a: set(x[i]); }'),
    );
    expect(diagnostics).toEqual([]);
    const block = spec.algorithm?.body?.[0] as BlockStatement;
    const assign = block.body[0] as Extract<Statement, { kind: 'assign' }>;
    expect(assign.assignments[0]?.target.name.text).toBe('x');
    expect(assign.assignments[0]?.target.path.map(({ kind }) => kind)).toEqual([
      'indexStep',
      'indexStep',
      'fieldStep',
    ]);
  });
});

describe('hygiene of macros', () => {
  it('keeps an argument away from a name the macro binds', () => {
    const resolved = resolve(
      pluscal(
        'variables x = 0;\nmacro add(e) { with (m \\in {1}) { x := m + e } }\n{ a: with (m \\in {5}) { add(‹m›) } }',
      ),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['bound m 8:12']);
  });

  it('keeps an argument away from a name an expression of the macro binds', () => {
    const resolved = resolve(
      mpcal(
        'macro add(e) { await \\A m \\in {1} : m # e }\narchetype A(ref x) variables m = 1; { a: add(‹m›); x := m }',
      ),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['variable m 7:30']);
  });

  it('binds a name of the macro body by the macro, not by the call', () => {
    const resolved = resolve(
      pluscal(
        'variables x = 0;\nmacro add(e) { with (m \\in {1}) { x := ‹m› } }\n{ a: with (m \\in {5}) { add(m) } }',
      ),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['bound m 7:22']);
  });

  it('binds a free name of the macro where it is used', () => {
    const resolved = resolve(
      mpcal(
        'macro put(e) { ‹n› := e }\narchetype A() variables n = 1; { a: put(1) }\narchetype B(ref n) { b: put(2) }',
      ),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['variable n 7:25', 'archetypeParameter n 8:17']);
  });

  it('does not put the argument for a name that the macro binds again', () => {
    const resolved = resolve(
      pluscal('variables x = 0;\nmacro get(v) { with (v \\in {1}) { x := ‹v› } }\n{ a: get(3) }'),
    );
    expect(meanings(resolved)).toEqual(['bound v 7:22']);
  });

  it('puts the argument into the set the name is bound to', () => {
    const resolved = resolve(
      pluscal('variables x = 0;\nmacro get(S) { with (v \\in S) { x := v } }\n{ a: get({‹x›}) }'),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['variable x 6:11']);
  });

  it('resolves the target of a nested expansion where the outermost call stands', () => {
    const resolved = resolve(
      mpcal(
        'macro one(v) { with (t = 1) { v := t } }\nmacro two(w) { with (t = 2) { one(w) } }\narchetype A() variables t = 0; { a: two(t) }',
      ),
    );
    expect(resolved.diagnostics).toEqual([]);
    const targets = [...resolved.spec.bindings.references].filter(
      ([node]) => (node as { kind: string }).kind === 'assignmentTarget',
    );
    expect(targets.map(([, symbol]) => symbol.kind)).toEqual(['variable']);
  });

  it('resolves the indices of an argument in the scope of the call', () => {
    const resolved = resolve(
      mpcal(
        'macro put(v) { with (i = 7) { v[i] := 1 } }\narchetype A() variables f = 0, i = 1; { a: put(f[‹i›]) }',
      ),
    );
    expect(resolved.diagnostics).toEqual([]);
    expect(meanings(resolved)).toEqual(['variable i 7:32']);
  });

  it('lets $variable be an argument', () => {
    expect(
      resolve(
        mpcal(
          'macro bump(v) { v := v + 1 }\nmapping macro M { read { bump($variable); yield 1 } write { yield $value } }',
        ),
      ).diagnostics,
    ).toEqual([]);
  });
});

describe('wrong macros', () => {
  const problems = (block: string): readonly string[] => shown(resolve(pluscal(block)).diagnostics);

  it('that do not exist are reported with the one that was meant', () => {
    const { diagnostics } = resolve(pluscal('macro send(x) { skip }\n{ a: sent(1) }'));
    expect(codes(diagnostics)).toEqual(['MP401 «sent»']);
    expect(diagnostics[0]?.hint).toBe('Did you mean send?');
  });

  it('with the wrong number of arguments are reported', () => {
    expect(problems('macro m(x) { skip }\n{ a: m(1, 2) }')).toEqual([
      'MP402 «m(1, 2)»: Macro m takes 1 argument, but 2 are given.',
    ]);
  });

  it('that call themselves are reported', () => {
    expect(problems('macro m(x) { m(x) }\n{ a: m(1) }')).toEqual(['MP403 «m»: Macro m calls itself.']);
  });

  it('that call each other are reported once each', () => {
    expect(problems('macro m() { n() }\nmacro n() { m() }\n{ a: m() }')).toEqual([
      'MP403 «n»: Macro m calls itself.',
      'MP403 «m»: Macro n calls itself.',
    ]);
  });

  it('that assign to an argument that is no variable are reported at the argument', () => {
    const { diagnostics } = resolve(pluscal('macro m(x) { x := 1 }\n{ a: m(1 + 2) }'));
    expect(shown(diagnostics)).toEqual([
      'MP404 «1 + 2»: Macro m assigns to its parameter x, so this argument must be a variable.',
    ]);
    expect(diagnostics[0]?.related).toHaveLength(1);
  });

  it('with an unknown free name are reported with the call', () => {
    const { diagnostics } = resolve(pluscal('macro m() { await nobody }\n{ a: m() }'));
    expect(codes(diagnostics)).toEqual(['MP201 «nobody»']);
    expect(diagnostics[0]?.related.map(({ message }) => message)).toEqual(['in the expansion of this call']);
  });

  it('that nobody calls are checked too', () => {
    expect(problems('macro m() { n(1) }\n{ a: skip }')).toEqual(['MP401 «n»: There is no macro n.']);
  });

  it('of one name are reported', () => {
    expect(problems('macro m() { skip }\nmacro m() { skip }\n{ a: m() }')).toEqual([
      'MP203 «m»: Macro m is already declared.',
    ]);
  });
});
