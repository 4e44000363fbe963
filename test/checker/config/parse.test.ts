import { describe, expect, test } from 'vitest';
import { Source } from '../../../compiler/index.ts';
import type { Config } from '../../../checker/config/index.ts';
import { parseConfig, parseConstant } from '../../../checker/config/index.ts';
import { toTlaString } from '../../../runtime/index.ts';

function read(text: string): Config {
  const { value, diagnostics } = parseConfig(new Source('M.cfg', text));
  expect(diagnostics).toEqual([]);
  return value;
}

function problems(text: string): readonly string[] {
  const source = new Source('M.cfg', text);
  return parseConfig(source).diagnostics.map(({ code, message, span, hint }) => {
    const { line, column } = source.positionAt(span.start);
    return `${line}:${column} ${code} ${message}${hint === undefined ? '' : ` (${hint})`}`;
  });
}

const values = (text: string): readonly string[] =>
  read(text).values.map(({ name, value }) => `${name.text} = ${toTlaString(value)}`);

describe('configuration files', () => {
  test('every statement is read', () => {
    const config = read(`
      SPECIFICATION Spec
      INVARIANT A INVARIANTS B C
      PROPERTY P PROPERTIES Q
      CONSTRAINT K CONSTRAINTS L
      ACTION_CONSTRAINT M ACTION_CONSTRAINTS N
      SYMMETRY S VIEW V ALIAS W POSTCONDITION X
      CHECK_DEADLOCK FALSE
    `);
    const names = (list: readonly { readonly text: string }[]): string =>
      list.map(({ text }) => text).join(' ');
    expect(config.specification?.text).toBe('Spec');
    expect(names(config.invariants)).toBe('A B C');
    expect(names(config.properties)).toBe('P Q');
    expect(names(config.constraints)).toBe('K L');
    expect(names(config.actionConstraints)).toBe('M N');
    expect(names(config.symmetry)).toBe('S');
    expect([config.view, config.alias, config.postcondition].map((name) => name?.text)).toEqual([
      'V',
      'W',
      'X',
    ]);
    expect(config.checkDeadlock).toBe(false);
  });

  test('constants are numbers, strings, booleans, model values and sets of them', () => {
    expect(values('CONSTANTS N = 3 M = -1\n S = "a b" B = TRUE v = v W = {a, b, "c"} T = {{1}, {}}')).toEqual([
      'N = 3', 'M = -1', 'S = "a b"', 'B = TRUE', 'v = v', 'W = {a, b, "c"}', 'T = {{}, {1}}',
    ].map((text) => text)); // prettier-ignore
  });

  test('constants may be tuples, functions, records and ranges', () => {
    expect(
      values('CONSTANTS T = <<1, <<2>>>> F = a :> 1 @@ b :> 2 R = [x |-> 1, y |-> {2}] I = 1..3'),
    ).toEqual(['T = <<1, <<2>>>>', 'F = (a :> 1 @@ b :> 2)', 'R = [x |-> 1, y |-> {2}]', 'I = 1..3']);
  });

  test('definitions stand for others, in all modules or in one', () => {
    const { replacements } = read('CONSTANTS N <- MyN\n Nat <- [Deep] Small');
    expect(replacements.map(({ name, by, module }) => [name.text, by.text, module?.text])).toEqual([
      ['N', 'MyN', undefined],
      ['Nat', 'Small', 'Deep'],
    ]);
  });

  test('comments are left out, nested ones too', () => {
    expect(values('\\* one\n(* two (* three *) CONSTANT X = 1 *) CONSTANT N = 1 \\* CONSTANT M = 2')).toEqual(
      ['N = 1'],
    );
  });

  test('the last word of CHECK_DEADLOCK counts, and its absence is told', () => {
    expect(read('CHECK_DEADLOCK TRUE').checkDeadlock).toBe(true);
    expect(read('').checkDeadlock).toBeUndefined();
  });
});

describe('what is wrong with a configuration file is told with its place', () => {
  const cases: readonly (readonly [text: string, ...problems: readonly string[]])[] = [
    ['INVARIANTZ A', '1:1 MP110 Expected a statement such as CONSTANTS or INVARIANT, but found INVARIANTZ. (Did you mean INVARIANT?)'],
    ['CONSTANT N', '1:11 MP110 Expected = or <- after N, but found the end of the file.'],
    ['CONSTANT N = ', '1:14 MP110 Expected a value, but found the end of the file.'],
    ['CONSTANT N = {1, "a"}', '1:21 MP110 Attempted to check equality of the integer 1 with the string "a"'],
    ['CONSTANT N = {1', '1:16 MP110 Expected }, but found the end of the file.'],
    ['INVARIANT\nCHECK_DEADLOCK maybe', '2:1 MP110 Expected a name after INVARIANT, but found CHECK_DEADLOCK.', '2:16 MP110 Expected TRUE or FALSE after CHECK_DEADLOCK, but found maybe.'],
    ['SPECIFICATION A B', '1:17 MP110 SPECIFICATION takes one name only.'],
    ['CONSTANT N = 1\nINVARAINT A', '2:1 MP110 Expected = or <- after INVARAINT, but found A. (Did you mean INVARIANT?)'],
    ['CONSTANT N = 1\nInvariants A', '2:1 MP110 Expected = or <- after Invariants, but found A. (Did you mean INVARIANTS?)'],
    ['SPECIFICATION A\nPROPERTIE B', '2:1 MP110 SPECIFICATION takes one name only. (Did you mean PROPERTIES?)'],
    ['invariant A', '1:1 MP110 Expected a statement such as CONSTANTS or INVARIANT, but found invariant. (Did you mean INVARIANT?)'],
    ['CONSTANT N = ;', '1:14 MP101 Unexpected character ";". (Leave it out; strings stand in double quotes.)', '1:15 MP110 Expected a value, but found the end of the file.'],
    ['(* open', '1:1 MP102 This comment is not closed. (Every (* needs its own *).)'],
    ['CONSTANT N = 99999999999999999999', '1:14 MP110 This number is too large.'],
  ]; // prettier-ignore
  test.each(cases)('%j', (text, ...expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test('what stands after a problem is read', () => {
    const { value, diagnostics } = parseConfig(new Source('M.cfg', 'CONSTANT N = = 3\nINVARIANT A'));
    expect(diagnostics).toHaveLength(1);
    expect(value.invariants.map(({ text }) => text)).toEqual(['A']);
  });
});

describe('constants of the command line', () => {
  test('a value and a replacement are told apart', () => {
    expect(parseConstant(new Source('--const', 'N = 3')).value.values).toHaveLength(1);
    expect(parseConstant(new Source('--const', 'N <- M')).value.replacements).toHaveLength(1);
  });

  test('more than one is a problem', () => {
    expect(parseConstant(new Source('--const', 'N = 3 M = 4')).diagnostics).toHaveLength(1);
  });
});
