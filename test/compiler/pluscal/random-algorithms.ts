import { seededRandom } from '../../seeded-random.ts';

/** Mapping macros of every shape: computing, choosing, waiting, changing their variable before and after the value is read. */
const macros = `
    mapping macro Saturate {
        read { yield $variable; }
        write { if ($value > 1) { yield 1; } else { yield $value; }; }
    }
    mapping macro Coin {
        read { either { yield $variable; } or { yield 0; }; }
        write { either { yield $value; } or { yield $variable; }; }
    }
    mapping macro Spend {
        read {
            await $variable > 0;
            $variable := $variable - 1;
            yield $variable;
        }
        write { with (old = $variable) { yield (old + $value) % 3; }; }
    }
    mapping macro Count {
        read {
            if ($variable > 0) {
                $variable := $variable - 1;
                yield $variable;
            } else {
                either { $variable := 2; yield 1; } or { yield 2; };
            };
        }
        write {
            $variable := ($variable + 1) % 3;
            yield ($variable + $value) % 3;
        }
    }
    mapping macro Late {
        read { yield $variable; $variable := ($variable + 1) % 3; }
        write { with (n \\in {$value, 1}) { await n # $variable; yield n; }; }
    }`;

const macroNames = ['Saturate', 'Coin', 'Spend', 'Count', 'Late'];

/** A Modular PlusCal module made up of a seed; all of its values are 0, 1 or 2, so its states are few. */
export function randomModule(seed: number): string {
  return new AlgorithmWriter(seed).module();
}

class AlgorithmWriter {
  private readonly random: () => number;
  private labels = 0;
  private names = 0;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  private pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  module(): string {
    const body = this.body();
    const mapping = (what: string): string =>
      this.below(3) === 0 ? '' : ` mapping ${what} via ${this.pick(macroNames)}`;
    const instance = (process: string, first: string, second: string): string =>
      `    process (${process}) == instance A(ref ${first}, ref ${second}, ref cells[_], ${this.below(3)})
       ${mapping('@1')}${mapping('@2')}${mapping('@3[_]')};`;
    return `---- MODULE Random ----
EXTENDS Naturals, Sequences
(*
--mpcal Random {
${macros}

    procedure Twist(ref p, n)
    variables k = n;
    {
    t1: p := (p + k) % 3;
        k := (k + 1) % 3;
        p := k;
        if (k = 0) { return; };
    t2: p := (p + n) % 3;
        return;
    }

    archetype A(ref p, ref r, ref s[_], v)
    variables a = 0, b = v;
    {
${body}
    }

    variables x = 1; y = 2; cells = [i \\in 0..1 |-> i];

${instance('P = 1', 'x', this.pick(['y', 'x']))}
${instance('Q \\in {2}', 'y', this.pick(['y', 'x']))}
}
*)
====
`;
  }

  private body(): string {
    const sections = 1 + this.below(2);
    const text = Array.from({ length: sections }, () => `${this.label()}: ${this.statements(3, [], true)}`);
    if (this.below(3) === 0)
      text.push(`${this.label()}: call Twist(ref ${this.pick(['p', 'r'])}, ${this.expression([])});`);
    if (this.below(2) === 0)
      text.push(`${this.label()}: while (a < 2) { ${this.statements(2, [], false)} a := a + 1; };`);
    return text.join('\n');
  }

  private label(): string {
    this.labels += 1;
    return `l${this.labels}`;
  }

  /** `mayJump`: labels and jumps may stand in the last statement. */
  private statements(depth: number, bound: readonly string[], mayJump: boolean): string {
    const count = 1 + this.below(depth);
    const list = Array.from({ length: count }, (_, index) =>
      this.statement(depth - 1, bound, mayJump && index === count - 1),
    );
    return list.join(' ');
  }

  private statement(depth: number, bound: readonly string[], mayJump: boolean): string {
    const kind = this.below(depth > 0 ? 12 : 6);
    switch (kind) {
      case 0:
      case 1:
      case 2:
      case 3:
        return `${this.target(bound)} := ${this.expression(bound)};`;
      case 4:
        return `${this.pick(['a', 'p'])} := ${this.expression(bound)} || ${this.pick(['b', 'r'])} := ${this.expression(bound)};`;
      case 5:
        return this.below(3) === 0 ? `await ${this.condition(bound)};` : `b := ${this.expression(bound)};`;
      case 6:
      case 7:
      case 8: {
        const inner =
          mayJump && this.below(3) === 0 ? ` ${this.label()}: ${this.statements(1, [], false)}` : '';
        const then = this.statements(depth, bound, false);
        const otherwise = this.below(2) === 0 ? '' : ` else { ${this.statements(depth, bound, false)} }`;
        return `if (${this.condition(bound)}) { ${then}${inner} }${otherwise};`;
      }
      case 9:
        return `either { ${this.statements(depth, bound, false)} } or { ${this.statements(depth, bound, false)} };`;
      default: {
        this.names += 1;
        const name = this.pick(['w', 'x', 'n', `w${this.names}`]);
        if (bound.includes(name)) return 'skip;';
        const set = kind === 10 ? `= ${this.expression(bound)}` : `\\in {${this.expression(bound)}, 1}`;
        return `with (${name} ${set}) { ${this.statements(depth, [...bound, name], false)} };`;
      }
    }
  }

  private target(bound: readonly string[]): string {
    return this.pick(['a', 'b', 'p', 'r', 'p', `s[(${this.expression(bound)}) % 2]`]);
  }

  private expression(bound: readonly string[]): string {
    const leaf = (): string =>
      this.pick(['a', 'b', 'v', 'p', 'r', 's[a % 2]', 's[p % 2]', '1', '2', ...bound, ...bound]);
    switch (this.below(5)) {
      case 0:
        return `(${leaf()} + ${leaf()}) % 3`;
      case 1:
        return `(IF ${leaf()} = 1 THEN ${leaf()} ELSE ${leaf()})`;
      case 2:
        return `(IF \\E i \\in 0..1 : i = ${leaf()} THEN 1 ELSE 0)`;
      default:
        return leaf();
    }
  }

  private condition(bound: readonly string[]): string {
    return `${this.expression(bound)} ${this.pick(['=', '#', '<'])} ${this.expression(bound)}`;
  }
}
