import { describe, expect, it } from 'vitest';
import { SourceMap } from 'node:module';
import { Resource } from '../../../runtime/kernel/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { TlaAssertionError } from '../../../runtime/tla/index.ts';
import { compileText, load, outcome, run, show, spec } from './harness.ts';

/** Remembers what is asked of it, by index; answers the index itself. */
class Recorder extends Resource {
  readonly log: string[];
  private readonly path: string;

  constructor(log: string[], path: string) {
    super();
    this.log = log;
    this.path = path;
  }

  protected override readValue(): Value | undefined {
    this.log.push(`read ${this.path}`);
    return 1;
  }

  protected override writeValue(value: Value): boolean {
    this.log.push(`write ${this.path} ${show(value)}`);
    return true;
  }

  override index(index: Value): Resource {
    return new Recorder(this.log, `${this.path}[${show(index)}]`);
  }

  override commit(): void {}
  override abort(): void {}
}

/** The reads and writes of the references `a` and `b` by the statements of a section. */
async function accesses(statements: string, before = ''): Promise<readonly string[]> {
  const log: string[] = [];
  const exports = load(
    spec(`archetype A(ref a[_], ref b, ref c[_][_]) variables x = 5; y = [k |-> 6]; { l: ${statements} }`, {
      before,
    }),
  );
  const { error } = await run(exports, 'A', {
    refs: { a: new Recorder(log, 'a'), b: new Recorder(log, 'b'), c: new Recorder(log, 'c') },
  });
  if (error !== undefined) throw error as Error;
  return log;
}

describe('reads of references', () => {
  it('happen once per occurrence, from left to right', async () => {
    expect(await accesses('x := a[1] + b + a[2] + b;')).toEqual([
      'read a[1]',
      'read b',
      'read a[2]',
      'read b',
    ]);
  });

  it('happen whether or not the branch they stand in is taken', async () => {
    expect(await accesses('x := IF FALSE THEN a[1] ELSE b; await TRUE \\/ b = 1;')).toEqual([
      'read a[1]',
      'read b',
      'read b',
    ]);
  });

  it('read an inner index before the outer reference', async () => {
    expect(await accesses('x := a[a[b]];')).toEqual(['read b', 'read a[1]', 'read a[1]']);
  });

  it('come before the write: indices first, then the value', async () => {
    expect(await accesses('a[b] := a[7] + 1;')).toEqual(['read b', 'read a[7]', 'write a[1] 2']);
  });

  it('of a simultaneous assignment all come before its writes', async () => {
    expect(await accesses('a[b] := 2 || b := a[3];')).toEqual([
      'read b',
      'read a[3]',
      'write a[1] 2',
      'write b 1',
    ]);
  });

  it('of several statements keep their order', async () => {
    expect(await accesses('await b = 1; b := 3; await a[1] = 1;')).toEqual([
      'read b',
      'write b 3',
      'read a[1]',
    ]);
  });

  it('with several indices follow the path', async () => {
    expect(await accesses('c[1][2] := c[3][b];')).toEqual(['read b', 'read c[3][1]', 'write c[1][2] 1']);
  });

  it('inside an index depend on the definitions of the LET around them', async () => {
    expect(await accesses('x := LET k == x + 1 IN a[k];')).toEqual(['read a[6]']);
  });

  it('under a bound name happen for each of its values', async () => {
    expect(await accesses('await \\A n \\in 1..3 : a[n] = 1;')).toEqual([
      'read a[1]',
      'read a[2]',
      'read a[3]',
    ]);
  });

  it('in an operator argument happen once', async () => {
    expect(await accesses('x := Twice(b);', 'Twice(v) == v + v')).toEqual(['read b']);
  });

  it('in the branch of an if happen only there', async () => {
    expect(await accesses('if (x = 5) { b := 1; } else { b := a[1]; };')).toEqual(['write b 1']);
  });

  it('treat several indices in one pair of brackets as one tuple', async () => {
    expect(await accesses('x := a[1, 2];')).toEqual(['read a[<<1, 2>>]']);
  });
});

describe('a read with more indices than the reference has', () => {
  it('applies the rest to the value', async () => {
    const block = 'archetype A(ref out, ref f[_]) { l: out := f[1][2].k; }';
    const f = [1, 2].map((k) => `<<0, [k |-> ${k}]>>`).join(', ');
    const { evaluate } = await import('./harness.ts');
    expect(await outcome(block, { refs: { f: evaluate(`<<${f}>>`) } })).toBe(1);
  });
});

describe('variables', () => {
  it('see earlier assignments of their section', async () => {
    expect(
      await outcome('archetype A(ref out) variables x = 1; { l: x := x + 1; x := x * 5; out := x; }'),
    ).toBe(10);
  });

  it('keep what an abandoned attempt found', async () => {
    const block = `archetype A(ref out) variables x = 0;
      { l: x := x + 1; either { await FALSE; } or { await x < 0; } or { skip; }; m: out := x; }`;
    expect(await outcome(block)).toBe(1);
  });

  it('are not defined before they are assigned', async () => {
    expect(show(await outcome('archetype A(ref out) variables x; { l: out := x; }'))).toBe(
      'defaultInitValue',
    );
  });

  it('are initialised in order, from parameters and each other', async () => {
    const block = 'archetype A(ref out, p) variables x = p + 1, y = x * 2; { l: out := <<x, y>>; }';
    expect(show(await outcome(block, { values: { p: 4 } }))).toBe('<<5, 10>>');
  });

  it('initialised with \\in take an element of the set', async () => {
    const block = 'archetype A(ref out) variables x \\in {3, 4}; { l: out := x \\in {3, 4}; }';
    expect(await outcome(block)).toBe(true);
  });

  it('can be updated inside, several levels deep', async () => {
    const block = `archetype A(ref out) variables r = [f |-> <<1, 2>>, g |-> 0];
      { l: r.f[2] := r.f[1] + 9; r.g := r.f[2]; out := r; }`;
    expect(show(await outcome(block))).toBe('[f |-> <<1, 10>>, g |-> 10]');
  });

  it('keep their value in a function that is applied after they have changed', async () => {
    const block = `archetype A(ref out) variables k = 1; f = 0;
      { l: f := LET g[n \\in Nat] == IF n = 0 THEN k ELSE g[n - 1] IN g; k := 2; out := f[3]; }`;
    expect(await outcome(block)).toBe(1);
  });
});

describe('with', () => {
  it('evaluates a definition only if it is used', async () => {
    const block = `archetype A(ref out) variables q = <<>>;
      { l: either { with (h = Head(q)) { await q # <<>>; out := h; } } or { out := "empty"; } }`;
    expect(await outcome(block)).toBe('empty');
  });

  it('gives a definition the value of the moment', async () => {
    const block = `archetype A(ref out) variables q = <<1, 2>>;
      { l: with (h = Head(q)) { await TRUE; q := Tail(q); out := <<h, q>>; } }`;
    expect(show(await outcome(block))).toBe('<<1, <<2>>>>');
  });

  it('binds one name after the other', async () => {
    const block = 'archetype A(ref out) { l: with (x = 2, y \\in {x + 1}, z = y * 10) { out := z; } }';
    expect(await outcome(block)).toBe(30);
  });
});

describe('control', () => {
  it('a loop goes on, in the same step, with what follows it', async () => {
    const exports = load(
      spec(
        'archetype A(ref out) variables n = 0; { l: while (n < 3) { n := n + 1; }; out := n; m: await FALSE; }',
      ),
    );
    const { label, refs } = await run(exports, 'A', { refs: { out: 0 } });
    expect([label, refs['out']]).toEqual(['A.m', 3]);
  });

  it('labels inside an if lead to what follows it', async () => {
    const block = `archetype A(ref out) variables log = <<>>;
      { a: if (TRUE) { b: log := Append(log, "b"); c: log := Append(log, "c"); } else { log := <<"no">>; };
        d: out := Append(log, "d"); }`;
    expect(show(await outcome(block))).toBe('<<"b", "c", "d">>');
  });

  it('goto Done ends the archetype', async () => {
    const { label, refs } = await run(
      load(spec('archetype A(ref out) { a: out := 1; goto Done; b: out := 2; }')),
      'A',
      { refs: { out: 0 } },
    );
    expect([label, refs['out']]).toEqual([undefined, 1]);
  });

  it('an await that does not hold leaves nothing behind', async () => {
    const exports = load(spec('archetype A(ref out) { l: out := 1; await FALSE; }'));
    const { label, refs } = await run(exports, 'A', { refs: { out: 0 } });
    expect([label, refs['out']]).toEqual(['A.l', 0]);
  });

  it('print prints when the section commits', async () => {
    const exports = load(
      spec('archetype A() { l: print <<"a", 1>>; either { await FALSE; print 1; } or { print 2; } }'),
    );
    expect((await run(exports, 'A')).printed).toEqual(['<<"a", 1>>', '2']);
  });
});

describe('assert', () => {
  it('names the expression, its place and the values it has read', async () => {
    const exports = load(spec('archetype A(ref x) variables y = 2; { l: assert x > y; }'));
    const { error } = await run(exports, 'A', { refs: { x: 1 } });
    const { cause } = error as Error;
    expect(cause).toBeInstanceOf(TlaAssertionError);
    expect(cause).toMatchObject({ values: [1, 2], site: { file: 'Spec.tla', text: 'x > y' } });
    expect((cause as Error).message).toContain('x > y');
  });
});

describe('procedures', () => {
  it('that come to their end without return fail', async () => {
    const exports = load(spec('procedure P() { p: skip; } archetype A() { l: call P(); m: skip; }'));
    const { error } = await run(exports, 'A');
    expect(((error as Error).cause as Error).message).toContain('procedure P');
  });

  it('take initial values from references, and see what the caller has just assigned', async () => {
    const block = `procedure P(ref r) variables v = r; { p: r := v + 1; return; }
      archetype A(ref out) variables x = 0; { l: x := 5; call P(ref x); m: out := x; }`;
    expect(await outcome(block)).toBe(6);
  });

  it('get their value arguments evaluated before the call', async () => {
    const block = `procedure P(ref r, k) { p: r := k; q: r := <<r, k>>; return; }
      archetype A(ref out) variables x = 1; { l: x := x + 1; call P(ref out, x); m: skip; }`;
    expect(show(await outcome(block))).toBe('<<2, 2>>');
  });

  it('return to the label named by the goto after the call', async () => {
    const block = `procedure P() { p: return; }
      archetype A(ref out) { a: call P(); goto c; b: out := "b"; goto Done; c: out := "c"; }`;
    expect(await outcome(block)).toBe('c');
  });

  it('called at the end of an archetype end it', async () => {
    const block = 'procedure P(ref r) { p: r := 1; return; } archetype A(ref out) { a: call P(ref out); }';
    expect(await outcome(block)).toBe(1);
  });

  it("get the caller's variable back after a call blocked in its initial values", async () => {
    let ready = false;
    class Late extends Recorder {
      protected override readValue(): Value | undefined {
        return ready ? 7 : undefined;
      }
      protected override onParked(): void {
        if (ready) return;
        ready = true;
        queueMicrotask(() => {
          this.wake();
        });
      }
    }
    const exports = load(
      spec(`procedure P(ref r, ref out) variables v = r; { p: out := v; return; }
        archetype A(ref r, ref out) variables x = 0; { a: x := x + 1; call P(ref r, ref out); b: out := <<out, x>>; }`),
    );
    const { refs } = await run(exports, 'A', { refs: { out: 0, r: new Late([], 'r') } });
    expect(show(refs['out'] ?? 0)).toBe('<<7, 1>>');
  });
});

describe('the source map', () => {
  it('leads from a generated statement to the line of the spec', () => {
    const text = spec('archetype A(ref x)\n{ l:\nx := x + 1; }');
    const { value } = compileText(text);
    const map = new SourceMap(
      JSON.parse(value?.sourceMap ?? '') as ConstructorParameters<typeof SourceMap>[0],
    );
    const lines = (value?.typescript ?? '').split('\n');
    const line = lines.findIndex((candidate) => candidate.includes('iface.write('));
    const column = (lines[line] ?? '').indexOf('iface.write(');
    const entry = map.findEntry(line, column);
    expect(entry).toMatchObject({ originalSource: 'Spec.tla' });
    expect(text.split('\n')[(entry as { originalLine: number }).originalLine]).toBe('x := x + 1; }');
  });
});
